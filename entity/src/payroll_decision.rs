//! A decision to hold back or leave out one entitlement of a payroll.

use sea_orm::entity::prelude::*;

use crate::vocab::PayrollDecisionKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payroll_decision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub payroll_id: i64,
    pub enrolment_id: i64,
    pub kind: PayrollDecisionKind,
    pub reason: String,
    pub decided_on: Date,
    pub decided_by: String,
    /// Day it was taken back.
    pub lifted_on: Option<Date>,
    pub lifted_by: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
