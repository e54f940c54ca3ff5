//! A self-inspection of all collectives.

use sea_orm::entity::prelude::*;

use crate::vocab::CampaignState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub code: String,
    pub name: String,
    pub year: i32,
    pub found_from: Date,
    pub found_to: Date,
    /// Day the rules are evaluated as of.
    pub snapshot_on: Date,
    /// Numbers of the rules it looks for.
    pub rules: Json,
    pub state: CampaignState,
    pub closed_on: Option<Date>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
