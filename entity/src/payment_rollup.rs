//! Payment lines of one programme tier, unit, month and state, added up, with who is behind them.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::month::Month;
use crate::vocab::PaymentState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_rollup")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub programme_id: i64,
    pub tier_id: Option<i64>,
    pub unit_id: i64,
    pub month: Month,
    pub state: PaymentState,
    pub person_times: i64,
    pub amount_fen: Fen,
    /// What the one person who gets most gets.
    pub largest_fen: Fen,
    /// Keys of canonical persons, a serialised roaring treemap.
    pub persons: Vec<u8>,
    /// Keys of their households, likewise.
    pub households: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
