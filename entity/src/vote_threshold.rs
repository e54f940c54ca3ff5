//! How many must be present and in favour, by kind of unit, from a day on.

use sea_orm::entity::prelude::*;

use crate::vocab::{DistributingUnitKind, VoteBase};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "vote_threshold")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: DistributingUnitKind,
    pub valid_from: Date,
    /// Least share of the eligible that must be present.
    pub present_numerator: i32,
    pub present_denominator: i32,
    pub favour_numerator: i32,
    pub favour_denominator: i32,
    /// Of whom the share in favour is taken.
    pub favour_of: VoteBase,
    /// More than the share, not just the share.
    pub favour_strict: bool,
    /// The law.
    pub source: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
