//! Ordered pair of programmes that exclude each other; every pair is stored in both orders.

use sea_orm::entity::prelude::*;

use crate::vocab::ExclusionKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_exclusion")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub programme_id: i64,
    pub other_id: i64,
    pub kind: ExclusionKind,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
