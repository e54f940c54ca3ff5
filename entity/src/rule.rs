//! A rule of the engine: text for people, parameters for the machine.

use sea_orm::entity::prelude::*;

use crate::vocab::RuleDomain;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// E.g. L02.
    pub number: String,
    pub domain: RuleDomain,
    pub code: String,
    pub name: String,
    pub predicate: String,
    pub legal_basis: String,
    pub remedy: String,
    pub parameters: Json,
    /// Numbers of the rules it silences.
    pub suppresses: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
