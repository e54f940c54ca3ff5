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
    /// What it rests on; none for those shipped with the platform.
    pub document: Option<String>,
    pub change_id: Option<i64>,
    /// The row of the same day that this one corrects.
    pub supersedes: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
