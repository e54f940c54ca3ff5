//! A person on the register of a distributing unit.

use sea_orm::entity::prelude::*;

use crate::vocab::RecordOrigin;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub distributing_unit_id: i64,
    /// Member number within the unit.
    pub number: i32,
    pub resident_id: i64,
    /// Canonical record of the person.
    pub person_id: i64,
    pub name: String,
    /// Sealed bank account; none without a card.
    pub account_cipher: Option<Vec<u8>>,
    pub origin: RecordOrigin,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
