//! Application for a programme.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{ApplicationState, RecordOrigin};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Canonical record where the platform took it.
    pub resident_id: i64,
    pub programme_id: i64,
    pub tier_id: Option<i64>,
    pub unit_id: i64,
    pub state: ApplicationState,
    pub applied_on: Date,
    /// Day the current state was entered.
    pub state_since: Date,
    pub payee_account_id: Option<i64>,
    /// Number of the receipt that the applicant was given.
    pub receipt: Option<String>,
    /// Whether the household visit found the conditions met.
    pub check_passed: Option<bool>,
    /// Account that passed the review; none while it is not passed.
    pub reviewed_by: Option<String>,
    /// Income per head found, where the programme pays the difference.
    pub assessed_income_fen: Option<Fen>,
    /// Amount proposed, where the programme pays case by case.
    pub amount_fen: Option<Fen>,
    pub publicity_from: Option<Date>,
    /// Last day of publicity.
    pub publicity_to: Option<Date>,
    /// Why it was rejected or withdrawn.
    pub reason: Option<String>,
    /// The entitlement that the confirmation began.
    pub enrolment_id: Option<i64>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
