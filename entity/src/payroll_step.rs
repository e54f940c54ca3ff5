//! A step in running a payroll; append-only.

use sea_orm::entity::prelude::*;

use crate::vocab::PayrollAct;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payroll_step")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub payroll_id: i64,
    pub act: PayrollAct,
    pub done_on: Date,
    pub actor: String,
    pub note: String,
    /// Content that the step was about.
    pub content_hash: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
