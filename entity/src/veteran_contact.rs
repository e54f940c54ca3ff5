//! A contact with a person on the register; append-only.

use sea_orm::entity::prelude::*;

use crate::vocab::ContactChannel;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "veteran_contact")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub veteran_id: i64,
    pub unit_id: i64,
    pub contacted_on: Date,
    pub channel: ContactChannel,
    pub visitor: String,
    pub content: String,
    pub recorded_by: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
