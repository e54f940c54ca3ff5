//! How often a class is to be contacted, from a day on.

use sea_orm::entity::prelude::*;

use crate::vocab::ContactClass;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_interval")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub class: ContactClass,
    pub valid_from: Date,
    /// A divisor of 12: periods are parts of the calendar year.
    pub months: i32,
    pub source: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
