//! What a unit distributes for a year.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{DistributionBasis, PlanSource, PlanState, RecordOrigin, Rounding};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution_plan")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub distributing_unit_id: i64,
    pub year: i32,
    pub source: PlanSource,
    /// Members and shares are those of this day (基准日).
    pub record_date: Date,
    pub net_income_fen: Fen,
    /// Undistributed balance of earlier years.
    pub opening_fen: Fen,
    pub losses_fen: Fen,
    /// Put aside for reserve and welfare (公积公益金).
    pub reserve_fen: Fen,
    pub distributable_fen: Fen,
    pub basis: DistributionBasis,
    pub rounding: Rounding,
    /// Whole fen for a head or a share; known once calculated.
    pub unit_price_fen: Option<Fen>,
    pub carried_forward_fen: Fen,
    /// What was withdrawn after approval, because an objection was upheld.
    pub withdrawn_fen: Fen,
    pub participants: i32,
    pub total_shares: i64,
    /// SHA-256 of what was calculated, hexadecimal.
    pub content_hash: Option<String>,
    pub state: PlanState,
    pub drafted_by: String,
    pub calculated_by: Option<String>,
    pub calculated_on: Option<Date>,
    pub publicity_from: Option<Date>,
    /// Last day of publicity.
    pub publicity_to: Option<Date>,
    pub approved_by: Option<String>,
    pub approved_on: Option<Date>,
    pub pay_started_on: Option<Date>,
    pub closed_on: Option<Date>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
