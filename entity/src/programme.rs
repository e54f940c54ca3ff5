//! Subsidy programme; its rules are data.

use sea_orm::entity::prelude::*;

use crate::vocab::{AmountMode, Frequency, PayUnit, ProgrammeGroup};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Stable short code such as `ZLJ`.
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub group: ProgrammeGroup,
    /// Counted in the yearly headline figure.
    pub in_headline: bool,
    pub department: String,
    pub frequency: Frequency,
    pub pay_unit: PayUnit,
    pub amount_mode: AmountMode,
    /// Meaning of the standard, as in the reference.
    pub standard_unit: String,
    /// Legal basis.
    pub basis: String,
    /// In the words of the reference, like the rules and settings below; what is in force is `programme_version`.
    pub eligibility: Json,
    pub start_rule: String,
    pub stop_rule: String,
    /// 0 when never reviewed.
    pub review_months: i32,
    /// Calendar months in which it is paid, where not in every one.
    pub pay_months: Option<Json>,
    /// Publication policy.
    pub publicity: String,
    /// The amounts are not verified for this district.
    pub approximate: bool,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
