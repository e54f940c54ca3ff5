//! Opening hours of a service point on a weekday.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "service_point_hours")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub service_point_id: i64,
    /// 1 (Monday) to 7.
    pub weekday: i32,
    /// Minutes after midnight.
    pub opens: i32,
    /// Minutes after midnight.
    pub closes: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
