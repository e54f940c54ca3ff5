//! Income of a receipt booked for a year; corrections append.

use sea_orm::entity::prelude::*;

use crate::money::Fen;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "income_recognition")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub lease_id: i64,
    pub receipt_id: i64,
    pub year: i32,
    /// May be negative.
    pub amount_fen: Fen,
    pub booked_on: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
