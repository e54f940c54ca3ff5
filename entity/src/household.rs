//! Household (hukou booklet).

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::RecordOrigin;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "household")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Booklet number, unique.
    pub number: String,
    /// Unit that keeps the hukou.
    pub unit_id: i64,
    /// Never finer than a building.
    pub address: String,
    /// Of the building, in millionths of a degree north; none when it is not known.
    pub latitude: Option<i32>,
    /// Of the building, in millionths of a degree east.
    pub longitude: Option<i32>,
    /// Verified monthly income per head.
    pub income_per_capita_fen: Option<Fen>,
    pub origin: RecordOrigin,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
