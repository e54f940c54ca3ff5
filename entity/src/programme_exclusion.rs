//! Ordered pair of programmes that exclude each other; every pair is stored in both orders.

use sea_orm::entity::prelude::*;

use crate::{
    money::Fen,
    month::Month,
    vocab::{ExclusionKind, ExclusionLevel},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_exclusion")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub programme_id: i64,
    pub other_id: i64,
    pub kind: ExclusionKind,
    pub level: ExclusionLevel,
    /// Most that both may come to a month where the kind is a cap; the higher standard of the two when none is given.
    pub cap_fen: Option<Fen>,
    pub valid_from: Month,
    /// First month without it.
    pub valid_to: Option<Month>,
    /// What it rests on.
    pub document: Option<String>,
    pub change_id: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
