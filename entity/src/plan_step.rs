//! A step of a plan. Append-only.

use sea_orm::entity::prelude::*;

use crate::vocab::PlanAct;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_step")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub plan_id: i64,
    pub collective_id: i64,
    pub act: PlanAct,
    pub done_on: Date,
    pub actor: String,
    pub note: String,
    /// What the step was about, where it binds the content.
    pub content_hash: Option<String>,
    /// Archive number.
    pub document: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
