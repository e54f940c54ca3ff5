//! A decision of a collective; one may cover many leases.

use sea_orm::entity::prelude::*;

use crate::vocab::MeetingBody;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "resolution")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    /// Unique within the collective.
    pub number: String,
    pub title: String,
    pub body: MeetingBody,
    pub adopted_on: Date,
    pub eligible: i32,
    pub present: i32,
    pub in_favour: i32,
    /// Ratifies contracts signed before.
    pub ratifies: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
