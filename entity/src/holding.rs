//! Shares held over a time: what the register's events come to. Replaced with every change.

use sea_orm::entity::prelude::*;

use crate::vocab::ShareClass;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "holding")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub distributing_unit_id: i64,
    /// None for collective shares.
    pub member_id: Option<i64>,
    pub class: ShareClass,
    pub shares: i64,
    pub valid_from: Date,
    /// Exclusive end; none while it lasts.
    pub valid_to: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
