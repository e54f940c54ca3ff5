//! Money received for a lease.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{PaymentMethod, RentAccount};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "receipt")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub lease_id: i64,
    /// Unique within the collective.
    pub number: String,
    pub amount_fen: Fen,
    pub paid_on: Date,
    pub method: PaymentMethod,
    pub account: RentAccount,
    /// Accounting voucher.
    pub voucher: Option<String>,
    pub booked_on: Option<Date>,
    /// First day that a payment for several years covers.
    pub covers_from: Option<Date>,
    /// Last day of it, inclusive.
    pub covers_to: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
