//! One instruction to pay one person one tier for one month. 人次 = lines finally PAID.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::month::Month;
use crate::vocab::{PaymentState, RecordOrigin};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_line")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub payroll_id: i64,
    /// Unique line reference, quoted to the bank.
    pub reference: String,
    /// Absent for one-off programmes.
    pub enrolment_id: Option<i64>,
    pub resident_id: i64,
    /// Canonical record at the time.
    pub person_id: i64,
    pub programme_id: i64,
    pub tier_id: Option<i64>,
    /// Paying unit.
    pub unit_id: i64,
    pub payee_account_id: i64,
    /// Entitlement month, not the bank date.
    pub month: Month,
    pub amount_fen: Fen,
    pub state: PaymentState,
    /// The returned line that this one pays again.
    pub reissue_of: Option<i64>,
    /// Beneficiary's name when the line was calculated; none in history, as for what follows.
    pub payee_name: Option<String>,
    pub id_number_cipher: Option<Vec<u8>>,
    pub account_cipher: Option<Vec<u8>>,
    /// Facts that the amount was calculated from.
    pub basis: Option<Json>,
    /// Why it was left out or held: the number of a rule, or a word.
    pub exclusion: Option<String>,
    pub exclusion_note: Option<String>,
    pub origin: RecordOrigin,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
