//! Append-only, hash-chained record of an act.

use sea_orm::entity::prelude::*;

use crate::vocab::Role;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_act")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Microseconds, UTC.
    pub at: DateTimeUtc,
    /// Account name, or `system`.
    pub actor: String,
    pub role: Option<Role>,
    /// Act of office, e.g. `TOKEN_ISSUED`.
    pub act: String,
    /// What it was done to, as `table:id` or a free key.
    pub subject: String,
    /// Facts of the act; never a sensitive value.
    pub detail: Json,
    pub prev_hash: Vec<u8>,
    /// SHA-256 over every column and the previous hash.
    pub hash: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
