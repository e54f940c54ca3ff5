//! Village or community of the street; the row scope of almost everything.

use sea_orm::entity::prelude::*;

use crate::vocab::UnitKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "unit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Statistical division code in force, 12 digits.
    pub code: String,
    /// Official short name.
    pub name: String,
    pub kind: UnitKind,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
