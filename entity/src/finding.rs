//! A problem: what a rule says about a subject, and how it is dealt with.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{FindingState, Severity};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "finding")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub rule_id: i64,
    /// Owner of the lease, asset or plan; none for a veteran or a subsidy.
    pub collective_id: Option<i64>,
    /// Unit whose station keeps the veteran's file.
    pub unit_id: Option<i64>,
    /// Unit that pays the subsidy; none when the street must put it right.
    pub paying_unit_id: Option<i64>,
    /// `LEASE:<id>`, `ASSET:<id>`, `PLAN:<id>`, `PAYOUT:<id>`, `VETERAN:<id>` or `HOUSEHOLD:<id>`; about
    /// subsidies `DRAWN:<person>:<programme>`, `ENROLMENT:<id>`, `PERSON:<id>`, `ACCOUNT:<id>`, `PAYMENT:<id>` or
    /// `PAYROLL:<id>`.
    pub subject: String,
    pub lease_id: Option<i64>,
    pub asset_id: Option<i64>,
    /// Distribution plan.
    pub plan_id: Option<i64>,
    pub payout_line_id: Option<i64>,
    pub veteran_id: Option<i64>,
    /// Record of the person that a finding about subsidies is about.
    pub resident_id: Option<i64>,
    pub enrolment_id: Option<i64>,
    pub payment_line_id: Option<i64>,
    pub payroll_id: Option<i64>,
    /// Names the period of the evidence.
    pub evidence_key: String,
    pub severity: Severity,
    /// Money at stake.
    pub amount_fen: Option<Fen>,
    pub evidence: Json,
    pub explanation: String,
    pub campaign_id: Option<i64>,
    pub discovered_on: Date,
    /// Earliest day the rule was evaluated as of with this result.
    pub first_seen_on: Date,
    pub last_seen_on: Date,
    /// Day as of which the rule no longer matched an open problem.
    pub candidate_since: Option<Date>,
    pub state: FindingState,
    /// Who must rectify.
    pub owner: Option<String>,
    pub deadline_on: Option<Date>,
    pub closed_on: Option<Date>,
    pub recovered_fen: Fen,
    /// Rise of the annual rent.
    pub uplift_fen: Fen,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
