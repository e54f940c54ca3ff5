//! A cadre of a collective or close kin of one, who must keep out of its leases.

use sea_orm::entity::prelude::*;

use crate::vocab::CadreRelation;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cadre")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub resident_id: i64,
    /// Post of the cadre.
    pub post: String,
    pub relation: CadreRelation,
    pub valid_from: Date,
    /// Exclusive.
    pub valid_to: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
