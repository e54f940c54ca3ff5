//! Money to be got back for a line that was paid; never subtracted from the figures.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::RecoveryState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// At most one per line.
    pub line_id: i64,
    pub resident_id: i64,
    pub programme_id: i64,
    pub unit_id: i64,
    pub amount_fen: Fen,
    pub recovered_fen: Fen,
    pub state: RecoveryState,
    pub reason: String,
    pub opened_on: Date,
    pub opened_by: String,
    pub closed_on: Option<Date>,
    /// Who wrote the rest off.
    pub approved_by: Option<String>,
    /// Archive number of the approval.
    pub document: Option<String>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
