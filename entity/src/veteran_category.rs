//! A category that a person on the register holds over a time.

use sea_orm::entity::prelude::*;

use crate::vocab::VeteranCategory;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "veteran_category")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub veteran_id: i64,
    pub unit_id: i64,
    pub category: VeteranCategory,
    pub is_primary: bool,
    pub valid_from: Date,
    /// First day without it.
    pub valid_to: Option<Date>,
    /// Archive number of the evidence.
    pub document: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
