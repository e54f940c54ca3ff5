//! A dated entry of the asset ledger.

use sea_orm::entity::prelude::*;

use crate::area::Area;
use crate::vocab::AssetStatus;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_ledger")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub asset_id: i64,
    pub effective_on: Date,
    pub area: Area,
    pub status: AssetStatus,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
