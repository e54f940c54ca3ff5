//! A person or machine that may sign in.

use sea_orm::entity::prelude::*;

use crate::vocab::Role;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Sign-in name, unique.
    pub name: String,
    pub display_name: String,
    pub role: Role,
    /// The unit a unit-bound role is confined to.
    pub unit_id: Option<i64>,
    /// The collective a co-operative's account is confined to.
    pub collective_id: Option<i64>,
    pub disabled: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
