//! The bank's refusal of a line.

use sea_orm::entity::prelude::*;

use crate::vocab::BankReturnCode;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_return")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// At most one per line.
    pub line_id: i64,
    pub code: BankReturnCode,
    pub returned_on: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
