//! Layout of the files exchanged with a bank; its columns are data.

use sea_orm::entity::prelude::*;

use crate::vocab::{FileLayout, TextEncoding};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_format")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub code: String,
    pub name: String,
    pub layout: FileLayout,
    pub encoding: TextEncoding,
    /// Columns out and back, codes of results.
    pub spec: Json,
    pub valid_from: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
