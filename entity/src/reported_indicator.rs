//! A figure as the office's annual report states it. A correction is a row of its own that supersedes the one before.

use sea_orm::entity::prelude::*;

use crate::vocab::{IndicatorComparison, IndicatorKind};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reported_indicator")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Stable word for the figure, e.g. `SUBSIDY_PERSON_TIMES`.
    pub code: String,
    /// Year of the report that states it.
    pub year: i32,
    pub label: String,
    pub unit: String,
    /// Hundredths of the unit.
    pub value: i64,
    /// What the stated value was rounded to, in hundredths of the unit.
    pub rounded_to: i64,
    pub comparison: IndicatorComparison,
    pub kind: IndicatorKind,
    /// The words of the document.
    pub phrase: String,
    /// The document.
    pub source: String,
    pub recorded_by: String,
    pub recorded_at: DateTimeUtc,
    /// The row of the same code and year that this one corrects.
    pub supersedes: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
