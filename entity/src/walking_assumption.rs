//! How fast people walk and how far streets lead around, from a day on.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "walking_assumption")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub valid_from: Date,
    pub metres_per_minute: i32,
    /// Way on foot as a percentage of the straight line.
    pub detour_percent: i32,
    pub source: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
