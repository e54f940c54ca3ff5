//! A lease of one asset; its terms are dated versions, its state follows from the days of its acts.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{LeaseKind, RecordOrigin};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lease")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub asset_id: i64,
    pub lessee_id: i64,
    /// Unique within the collective.
    pub contract_number: String,
    pub kind: LeaseKind,
    /// The lease it renews.
    pub predecessor_id: Option<i64>,
    pub resolution_id: Option<i64>,
    pub tender_id: Option<i64>,
    pub drafted_on: Date,
    pub signed_on: Option<Date>,
    pub filed_on: Option<Date>,
    /// Day of possession.
    pub active_on: Option<Date>,
    pub vacated_on: Option<Date>,
    pub terminated_on: Option<Date>,
    pub termination_reason: Option<String>,
    /// Day from which the renewing contract holds the asset.
    pub renewed_on: Option<Date>,
    pub settled_on: Option<Date>,
    /// Last day of the latest terms; lists are ordered by it.
    pub end_on: Date,
    /// Rent of the latest terms.
    pub annual_rent_fen: Fen,
    /// The same for a square metre; zero without an area.
    pub unit_rent_fen: Fen,
    /// Day possession ended, for whatever reason; none while the asset is held.
    pub released_on: Option<Date>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
