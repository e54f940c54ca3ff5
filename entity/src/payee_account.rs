//! Bank account that receives subsidies.

use sea_orm::entity::prelude::*;

use crate::vocab::AccountKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payee_account")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Sealed account number.
    pub number_cipher: Vec<u8>,
    /// Blind index of the digits.
    pub number_index: Vec<u8>,
    pub holder_name: String,
    pub kind: AccountKind,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
