//! A dated version of a contract's terms.

use sea_orm::entity::prelude::*;

use crate::area::Area;
use crate::money::Fen;
use crate::vocab::{AssetUse, PayCycle, TermsKind};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lease_terms")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub lease_id: i64,
    /// 1 for the original contract.
    pub number: i32,
    pub kind: TermsKind,
    pub effective_from: Date,
    /// Exclusive; set by the next version.
    pub effective_to: Option<Date>,
    pub signed_on: Option<Date>,
    pub start_on: Date,
    /// Inclusive.
    pub end_on: Date,
    pub area: Option<Area>,
    pub usage: Option<AssetUse>,
    /// Of the first year.
    pub annual_rent_fen: Fen,
    /// Day from which the first year counts.
    pub rent_from: Date,
    pub escalation_months: Option<i32>,
    /// Hundredths of a percent.
    pub escalation_points: Option<i32>,
    /// On the annual rent.
    pub escalation_fen: Option<Fen>,
    pub cycle: PayCycle,
    pub in_advance: bool,
    pub first_due_on: Date,
    pub rent_free_days: i32,
    pub deposit_due_fen: Fen,
    pub deposit_clause: Option<String>,
    pub breach_clause: Option<String>,
    pub sublet_clause: Option<String>,
    pub maintenance_clause: Option<String>,
    /// Account of the collective.
    pub payee_account: Option<String>,
    /// Both parties signed and sealed.
    pub signatures: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
