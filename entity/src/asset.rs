//! An asset of a collective.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{AssetClass, AssetKind, RecordOrigin, SafetyClass};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "asset")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    /// Unique within the collective.
    pub number: String,
    pub class: AssetClass,
    pub kind: AssetKind,
    pub location: String,
    /// Certificate of title.
    pub certificate: Option<String>,
    pub original_value_fen: Option<Fen>,
    pub safety: SafetyClass,
    /// Day it came into the collective's hands.
    pub acquired_on: Date,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
