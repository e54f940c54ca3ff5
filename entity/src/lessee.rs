//! Who rents from a collective; a person who rents from two is on file with each.

use sea_orm::entity::prelude::*;

use crate::vocab::LesseeKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lessee")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub kind: LesseeKind,
    pub name: String,
    /// Sealed identity number of a person.
    pub id_number_cipher: Option<Vec<u8>>,
    /// Blind index of it.
    pub id_number_index: Option<Vec<u8>>,
    /// Unified social credit code of an organisation.
    pub credit_code: Option<String>,
    pub phone_cipher: Option<Vec<u8>>,
    /// The same person in the register.
    pub resident_id: Option<i64>,
    /// The household that rents.
    pub household_id: Option<i64>,
    /// Belongs to the collective.
    pub member: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
