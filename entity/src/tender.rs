//! How a lessee and a price were found.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{PriceBasis, TenderMethod};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tender")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub method: TenderMethod,
    pub held_on: Date,
    /// Number on the public trading platform.
    pub platform_number: Option<String>,
    /// Of a year.
    pub floor_price_fen: Option<Fen>,
    pub price_basis: Option<PriceBasis>,
    pub price_basis_on: Option<Date>,
    /// Why no public tender was held.
    pub exemption_reason: Option<String>,
    /// Account.
    pub exemption_requested_by: Option<String>,
    pub exemption_approved_on: Option<Date>,
    /// Account.
    pub exemption_approved_by: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
