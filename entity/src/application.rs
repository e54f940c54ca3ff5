//! Application for a programme.

use sea_orm::entity::prelude::*;

use crate::vocab::ApplicationState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub resident_id: i64,
    pub programme_id: i64,
    pub tier_id: Option<i64>,
    pub unit_id: i64,
    pub state: ApplicationState,
    pub applied_on: Date,
    /// Day the current state was entered.
    pub state_since: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
