//! Minutes on foot within which a kind of service point is to be reached.

use sea_orm::entity::prelude::*;

use crate::vocab::ServicePointKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "service_circle")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: ServicePointKind,
    pub minutes: i32,
    pub source: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
