//! One line of a published list, with nothing that leads to the person.

use sea_orm::entity::prelude::*;

use crate::money::Fen;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "publication_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub publication_id: i64,
    /// Running number from 1.
    pub number: i32,
    /// As shown.
    pub name: String,
    pub unit_id: i64,
    /// Full code; none for a programme without tiers.
    pub tier: Option<String>,
    pub amount_fen: Option<Fen>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
