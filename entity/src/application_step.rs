//! One step of an application; rows are only added.

use sea_orm::entity::prelude::*;

use crate::vocab::{ApplicationAct, ApplicationState};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application_step")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub application_id: i64,
    pub unit_id: i64,
    pub act: ApplicationAct,
    /// State after the step.
    pub state: ApplicationState,
    pub done_on: Date,
    /// Last day for the step, where the state before it has a limit.
    pub due_on: Option<Date>,
    pub actor: String,
    pub note: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
