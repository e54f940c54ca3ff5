//! An objection during publicity.

use sea_orm::entity::prelude::*;

use crate::vocab::ObjectionOutcome;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_objection")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub plan_id: i64,
    pub collective_id: i64,
    /// The member whose line it holds; the whole plan when absent.
    pub member_id: Option<i64>,
    pub raised_on: Date,
    pub raised_by: String,
    pub recorded_by: String,
    pub reason: String,
    pub resolved_on: Option<Date>,
    pub outcome: Option<ObjectionOutcome>,
    pub resolved_by: Option<String>,
    pub answer: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
