//! Dated fact: where a resident's hukou or residence was.

use sea_orm::entity::prelude::*;

use crate::vocab::ResidencyKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "residency")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub resident_id: i64,
    pub kind: ResidencyKind,
    pub unit_id: i64,
    pub valid_from: Date,
    /// Exclusive end.
    pub valid_to: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
