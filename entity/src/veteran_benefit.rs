//! A benefit of a person on the register; a plaque is the household's.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{BenefitKind, BenefitState, HonourLevel, RecordOrigin};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "veteran_benefit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub veteran_id: i64,
    pub unit_id: i64,
    /// Of a plaque.
    pub household_id: Option<i64>,
    pub kind: BenefitKind,
    pub year: i32,
    pub state: BenefitState,
    pub registered_on: Date,
    pub approved_on: Option<Date>,
    pub approved_by: Option<String>,
    /// Last day it was delivered.
    pub delivered_on: Option<Date>,
    pub ended_on: Option<Date>,
    /// Of a merit report.
    pub honour_level: Option<HonourLevel>,
    /// Of a pension.
    pub programme_id: Option<i64>,
    pub tier_id: Option<i64>,
    /// The entitlement that a pension gave.
    pub enrolment_id: Option<i64>,
    /// Of a reimbursement.
    pub claimed_fen: Option<Fen>,
    /// Approved amount of a reimbursement.
    pub amount_fen: Option<Fen>,
    /// Hospital, sanatorium or authority.
    pub provider: Option<String>,
    /// Why it was refused, reported or ended.
    pub reason: Option<String>,
    /// Archive number.
    pub document: Option<String>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
