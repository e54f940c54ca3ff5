//! A part of a bill that need not be paid once approved.

use sea_orm::entity::prelude::*;

use crate::money::Fen;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rent_waiver")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub lease_id: i64,
    pub bill_id: i64,
    pub amount_fen: Fen,
    pub reason: String,
    /// Archive number.
    pub document: String,
    pub requested_on: Date,
    /// Account.
    pub requested_by: String,
    pub approved_on: Option<Date>,
    /// Account.
    pub approved_by: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
