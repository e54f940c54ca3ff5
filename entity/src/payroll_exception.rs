//! A row of the bank's answer that did not fit.

use sea_orm::entity::prelude::*;

use crate::vocab::PayrollExceptionCode;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payroll_exception")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub payroll_id: i64,
    pub file_id: i64,
    /// Row of the file, from 1.
    pub row: i32,
    /// As the bank wrote it; never an account.
    pub reference: String,
    pub code: PayrollExceptionCode,
    pub message: String,
    pub recorded_on: Date,
    pub resolved_on: Option<Date>,
    pub resolved_by: Option<String>,
    pub answer: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
