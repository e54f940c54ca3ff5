//! What one participant of a plan gets; an heir's part has a parent.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{BankReturnCode, PayoutState, RecordOrigin, UnclaimedReason};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payout_line")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub distributing_unit_id: i64,
    pub plan_id: i64,
    /// Year of the plan.
    pub year: i32,
    /// The line that an heir's part is of.
    pub parent_id: Option<i64>,
    pub member_id: i64,
    /// Who is paid; none for an heir outside the register.
    pub resident_id: Option<i64>,
    /// Canonical record of who is paid.
    pub person_id: Option<i64>,
    /// Member number.
    pub number: i32,
    pub name: String,
    /// Shares on the record date; 1 for a head.
    pub shares: i64,
    pub amount_fen: Fen,
    /// Fen that came from the remainder.
    pub extra_fen: Fen,
    /// Sealed account it is paid to.
    pub account_cipher: Option<Vec<u8>>,
    pub state: PayoutState,
    pub reason: Option<UnclaimedReason>,
    /// Reference in the bank file, used once.
    pub reference: String,
    pub sent_on: Option<Date>,
    pub return_code: Option<BankReturnCode>,
    pub unclaimed_on: Option<Date>,
    /// Day it was paid, divided among heirs or withdrawn.
    pub settled_on: Option<Date>,
    /// Archive number of the heirs' documents.
    pub document: Option<String>,
    pub origin: RecordOrigin,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
