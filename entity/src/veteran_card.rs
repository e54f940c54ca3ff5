//! A preferential card (优待证) and how far it has come.

use sea_orm::entity::prelude::*;

use crate::vocab::{CardKind, CardState, RecordOrigin};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "veteran_card")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub veteran_id: i64,
    pub unit_id: i64,
    pub kind: CardKind,
    pub state: CardState,
    pub state_since: Date,
    pub applied_on: Date,
    pub issued_on: Option<Date>,
    pub refusal: Option<String>,
    pub bank: Option<String>,
    /// Sealed number.
    pub number_cipher: Option<Vec<u8>>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
