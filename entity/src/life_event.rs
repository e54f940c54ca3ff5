//! Dated event in a resident's life that changes entitlements.

use sea_orm::entity::prelude::*;

use crate::month::Month;
use crate::vocab::LifeEventKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "life_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub resident_id: i64,
    pub kind: LifeEventKind,
    pub happened_on: Date,
    /// Month of `happened_on`, stored because months are not derived in SQL.
    pub month: Month,
    /// Day the office learned of it.
    pub recorded_on: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
