//! A step in dealing with a finding; append-only.

use sea_orm::entity::prelude::*;

use crate::vocab::FindingAct;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "finding_step")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub finding_id: i64,
    pub collective_id: Option<i64>,
    pub unit_id: Option<i64>,
    /// As in the finding.
    pub paying_unit_id: Option<i64>,
    pub act: FindingAct,
    pub done_on: Date,
    /// Account, or the name on the historic record.
    pub actor: String,
    pub note: String,
    /// Archive number of the evidence.
    pub document: Option<String>,
    /// Deadline set by the step.
    pub deadline_on: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
