//! An honour.

use sea_orm::entity::prelude::*;

use crate::vocab::HonourLevel;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "veteran_honour")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub veteran_id: i64,
    pub unit_id: i64,
    pub level: HonourLevel,
    pub awarded_on: Date,
    pub authority: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
