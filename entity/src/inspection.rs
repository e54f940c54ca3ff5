//! A visit to an asset on site.

use sea_orm::entity::prelude::*;

use crate::area::Area;
use crate::vocab::AssetUse;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub asset_id: i64,
    pub inspected_on: Date,
    pub measured_area: Option<Area>,
    pub actual_use: Option<AssetUse>,
    pub inspector: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
