//! Working days within which an application leaves a state.

use sea_orm::entity::prelude::*;

use crate::vocab::ApplicationState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application_step_limit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub state: ApplicationState,
    pub workdays: i32,
    pub source: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
