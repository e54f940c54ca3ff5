//! Payroll batch: one programme, one month, one kind.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::month::Month;
use crate::vocab::{PayrollKind, PayrollState, RecordOrigin};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payroll")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub programme_id: i64,
    pub month: Month,
    pub kind: PayrollKind,
    pub state: PayrollState,
    /// Lines when it was locked.
    pub declared_count: i32,
    /// Total when it was locked.
    pub declared_fen: Fen,
    /// Day the bank paid.
    pub paid_on: Option<Date>,
    /// The payroll whose returned lines this one pays again.
    pub source_id: Option<i64>,
    /// SHA-256 over the lines, hexadecimal.
    pub content_hash: Option<String>,
    pub sent_on: Option<Date>,
    pub bank_format_id: Option<i64>,
    /// The file sent to the bank.
    pub file_id: Option<i64>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
