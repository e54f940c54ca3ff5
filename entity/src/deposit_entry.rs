//! Money of a deposit moved.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::DepositMove;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "deposit_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub lease_id: i64,
    pub kind: DepositMove,
    pub amount_fen: Fen,
    pub moved_on: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
