//! A document of a lease, by reference.

use sea_orm::entity::prelude::*;

use crate::vocab::DocumentKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lease_document")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub lease_id: i64,
    pub kind: DocumentKind,
    /// Archive number.
    pub reference: String,
    pub dated_on: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
