//! A change of a programme: proposed by one person, put in force or sent back by another.

use sea_orm::entity::prelude::*;

use crate::{
    month::Month,
    vocab::{ProgrammeChangeKind, ProgrammeChangeState},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_change")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub programme_id: i64,
    pub kind: ProgrammeChangeKind,
    /// First month it would be in force.
    pub valid_from: Month,
    /// What changes.
    pub body: Json,
    pub document: String,
    pub reason: String,
    pub state: ProgrammeChangeState,
    pub proposed_by: String,
    pub proposed_on: Date,
    pub decided_by: Option<String>,
    pub decided_on: Option<Date>,
    /// Why it was sent back.
    pub note: Option<String>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
