//! Objection to an application during publicity.

use sea_orm::entity::prelude::*;

use crate::vocab::ObjectionOutcome;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application_objection")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub application_id: i64,
    pub unit_id: i64,
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
