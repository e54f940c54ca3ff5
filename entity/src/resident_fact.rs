//! A declared fact about a resident that no register holds: dated, with its source and who recorded it.

use sea_orm::entity::prelude::*;

use crate::vocab::EligibilityFact;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "resident_fact")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub resident_id: i64,
    /// Canonical record of the person.
    pub person_id: i64,
    /// Hukou unit of the resident when it was recorded.
    pub unit_id: i64,
    pub fact: EligibilityFact,
    /// A word of the fact's own list; `TRUE` or `FALSE` where it is a yes or no.
    pub value: String,
    pub valid_from: Date,
    /// First day without it.
    pub valid_to: Option<Date>,
    /// Who or what says so.
    pub source: String,
    /// Archive number of the evidence.
    pub document: Option<String>,
    pub recorded_by: String,
    pub recorded_on: Date,
    pub withdrawn_by: Option<String>,
    pub withdrawn_on: Option<Date>,
    pub withdraw_reason: Option<String>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
