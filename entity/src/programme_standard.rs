//! Dated standard of a programme or of one of its tiers.

use sea_orm::entity::prelude::*;

use crate::money::Fen;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_standard")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub programme_id: i64,
    pub tier_id: Option<i64>,
    pub valid_from: Date,
    /// Per pay unit as stated by `programme.standard_unit`.
    pub amount_fen: Fen,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
