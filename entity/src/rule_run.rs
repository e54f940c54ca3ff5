//! A run of the rules as of a day; the same run again changes nothing.

use sea_orm::entity::prelude::*;

use crate::vocab::RuleDomain;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_run")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub domain: RuleDomain,
    pub as_of: Date,
    /// The collective it was limited to.
    pub collective_id: Option<i64>,
    pub ran_at: DateTimeUtc,
    pub actor: String,
    pub hits: i32,
    pub created: i32,
    pub reopened: i32,
    pub candidates: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
