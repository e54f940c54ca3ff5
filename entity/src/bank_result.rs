//! What the bank did with a line, under its own number.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_result")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// At most one per line.
    pub line_id: i64,
    /// The bank's number of the payment, used once.
    pub bank_reference: String,
    /// The file that said so.
    pub file_id: i64,
    /// Day the bank paid or returned it.
    pub settled_on: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
