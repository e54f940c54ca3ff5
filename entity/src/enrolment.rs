//! Entitlement of a person to a programme over months.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::month::Month;
use crate::vocab::{EnrolmentState, RecordOrigin, StopReason};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "enrolment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub resident_id: i64,
    /// Canonical record.
    pub person_id: i64,
    pub programme_id: i64,
    pub tier_id: Option<i64>,
    /// Unit that applied and pays.
    pub unit_id: i64,
    pub state: EnrolmentState,
    /// First month of entitlement.
    pub start_month: Month,
    /// Last month of entitlement, inclusive.
    pub end_month: Option<Month>,
    pub stop_reason: Option<StopReason>,
    pub payee_account_id: i64,
    pub next_review_on: Option<Date>,
    /// Income per head that the amount was set by, where the programme pays the difference.
    pub assessed_income_fen: Option<Fen>,
    /// Amount granted, where the programme pays case by case.
    pub amount_fen: Option<Fen>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
