//! Objection to a published list or to one of its lines.

use sea_orm::entity::prelude::*;

use crate::vocab::ObjectionOutcome;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "publication_objection")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub publication_id: i64,
    pub unit_id: Option<i64>,
    /// Line that it is about; none for the whole list.
    pub number: Option<i32>,
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
