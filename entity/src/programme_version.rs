//! What a programme asks for and how it is run, from a month on. Rows are added, never changed; of several that begin in
//! one month the last one counts.

use sea_orm::entity::prelude::*;

use crate::{
    month::Month,
    vocab::{ApprovingLevel, NamePolicy, StartRule, StopRule},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub programme_id: i64,
    pub valid_from: Month,
    /// Typed expression over facts.
    pub eligibility: Json,
    pub approving_level: ApprovingLevel,
    /// Days of publicity before confirmation; 0 when there is none.
    pub publicity_days: i32,
    pub publicity_name: NamePolicy,
    /// Whether the amount is published.
    pub publicity_amount: bool,
    /// 0 when never reviewed.
    pub review_months: i32,
    pub start_rule: StartRule,
    pub stop_rule: StopRule,
    /// Most months paid back after a lapse; none without a limit.
    pub back_pay_months: Option<i32>,
    /// What it rests on.
    pub document: String,
    pub change_id: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
