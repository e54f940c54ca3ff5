//! Money that came back.

use sea_orm::entity::prelude::*;

use crate::money::Fen;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_receipt")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub recovery_id: i64,
    pub received_on: Date,
    pub amount_fen: Fen,
    /// Bank or cash voucher, used once.
    pub voucher: String,
    pub actor: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
