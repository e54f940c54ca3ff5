//! An issued rent bill; never changes.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::BillItem;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rent_bill")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub lease_id: i64,
    pub item: BillItem,
    pub period_from: Date,
    /// Inclusive.
    pub period_to: Date,
    pub due_on: Date,
    pub issued_on: Date,
    pub amount_fen: Fen,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
