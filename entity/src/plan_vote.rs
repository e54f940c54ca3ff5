//! A carried vote on a plan, bound to its content. Append-only.

use sea_orm::entity::prelude::*;

use crate::vocab::MeetingBody;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_vote")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub plan_id: i64,
    pub collective_id: i64,
    /// Number of the resolution.
    pub resolution: String,
    pub body: MeetingBody,
    pub held_on: Date,
    pub eligible: i32,
    pub present: i32,
    pub in_favour: i32,
    pub content_hash: String,
    pub recorded_by: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
