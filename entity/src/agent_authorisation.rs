//! Permission of a beneficiary that another account holder collects for them.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_authorisation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub payee_account_id: i64,
    pub resident_id: i64,
    pub valid_from: Date,
    /// Exclusive end.
    pub valid_to: Option<Date>,
    /// Relation of the holder to the beneficiary.
    pub relation: Option<String>,
    /// Document that the authorisation rests on.
    pub document: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
