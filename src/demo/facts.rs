//! The demo data set in plain words, before encryption and before any database.
//!
//! Ids are per table, dense and start at 1 in list order; `unit` is an index into `Facts::units`
//! order (0-11, ascending division code); money is integer fen; a month is `yyyymm`.

use chrono::NaiveDate;
use entity::vocab::{
    AccountKind, ApplicationState, BankReturnCode, DisabilityType, EnrolmentState, HouseholdRole, HukouKind,
    IdNumberKind, LifeEventKind, PaymentState, PayrollKind, PayrollState, ResidencyKind, Sex, StopReason,
};

/// Everything the demo loads, except units, programmes and accounts (reference data).
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Facts {
    pub households: Vec<Household>,
    pub residents: Vec<Resident>,
    pub residencies: Vec<Residency>,
    pub life_events: Vec<LifeEvent>,
    pub certificates: Vec<DisabilityCertificate>,
    pub accounts: Vec<PayeeAccount>,
    pub authorisations: Vec<AgentAuthorisation>,
    pub applications: Vec<Application>,
    pub enrolments: Vec<Enrolment>,
    pub payrolls: Vec<Payroll>,
    pub lines: Vec<Line>,
    pub returns: Vec<BankReturn>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    pub id: i64,
    /// Household number printed on the hukou booklet, e.g. `H205-00042`.
    pub number: String,
    /// Index of the unit that keeps the household's hukou.
    pub unit: usize,
    /// Street address, never finer than a building.
    pub address: String,
    /// Per-capita monthly income in fen where it was verified.
    pub income_per_capita: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Resident {
    pub id: i64,
    /// Id of the canonical record of the same person; its own id for a canonical record.
    pub person: i64,
    pub household: i64,
    pub household_role: HouseholdRole,
    pub name: String,
    pub sex: Sex,
    /// GB/T 3304 code, e.g. `01`.
    pub nation: &'static str,
    pub birth_date: NaiveDate,
    /// As registered: 15 or 18 characters, possibly invalid (planted).
    pub id_number: String,
    pub id_number_kind: IdNumberKind,
    pub phone: Option<String>,
    pub hukou_kind: HukouKind,
    /// Current (or last) hukou unit in the street.
    pub hukou_unit: usize,
    /// Current (or last) residence unit.
    pub residence_unit: usize,
    pub died_on: Option<NaiveDate>,
    /// Day the hukou left the street.
    pub moved_out_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Residency {
    pub id: i64,
    pub resident: i64,
    pub kind: ResidencyKind,
    pub unit: usize,
    pub valid_from: NaiveDate,
    /// Exclusive end; `None` while it lasts.
    pub valid_to: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LifeEvent {
    pub id: i64,
    pub resident: i64,
    pub kind: LifeEventKind,
    pub happened_on: NaiveDate,
    /// Day the office learned of it.
    pub recorded_on: NaiveDate,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DisabilityCertificate {
    pub id: i64,
    pub resident: i64,
    /// 20 digits: identity number + type + grade.
    pub number: String,
    pub kind: DisabilityType,
    /// 1 (heaviest) to 4.
    pub grade: i32,
    pub issued_on: NaiveDate,
    /// Last day of validity.
    pub valid_until: NaiveDate,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PayeeAccount {
    pub id: i64,
    /// 19-digit card number, BIN 629999, Luhn-valid.
    pub number: String,
    pub holder_name: String,
    pub kind: AccountKind,
}

#[derive(Debug, Clone, PartialEq)]
pub struct AgentAuthorisation {
    pub id: i64,
    pub account: i64,
    /// The beneficiary who lets the account's holder collect.
    pub resident: i64,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Application {
    pub id: i64,
    pub resident: i64,
    /// Programme code, e.g. `ZLJ`.
    pub programme: &'static str,
    pub tier: Option<&'static str>,
    pub unit: usize,
    pub state: ApplicationState,
    pub applied_on: NaiveDate,
    /// Day the current state was entered.
    pub state_since: NaiveDate,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Enrolment {
    pub id: i64,
    pub resident: i64,
    pub programme: &'static str,
    /// Tier code inside the programme, e.g. `T80`; `None` for programmes without tiers.
    pub tier: Option<&'static str>,
    /// Unit that applied and pays (hukou unit at enrolment).
    pub unit: usize,
    pub state: EnrolmentState,
    /// First month of entitlement, `yyyymm`.
    pub start_month: i32,
    /// Last month of entitlement, inclusive.
    pub end_month: Option<i32>,
    pub stop_reason: Option<StopReason>,
    pub account: i64,
    /// Next annual review; `None` where the programme has no review.
    pub next_review_on: Option<NaiveDate>,
    /// Fen per head that a dibao amount leaves of the standard.
    pub assessed_income: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Payroll {
    pub id: i64,
    pub programme: &'static str,
    pub month: i32,
    pub kind: PayrollKind,
    pub state: PayrollState,
    /// Declared number of lines and total when it was locked.
    pub declared_count: i32,
    pub declared_amount: i64,
    /// Day the bank paid.
    pub paid_on: NaiveDate,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub id: i64,
    pub payroll: i64,
    /// Payment line reference, unique: `<payroll id>-<running number>`.
    pub reference: String,
    pub enrolment: Option<i64>,
    pub resident: i64,
    pub programme: &'static str,
    pub tier: Option<&'static str>,
    pub unit: usize,
    pub account: i64,
    pub month: i32,
    pub amount: i64,
    pub state: PaymentState,
    /// The returned line that this one pays again.
    pub reissue_of: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct BankReturn {
    pub id: i64,
    pub line: i64,
    pub code: BankReturnCode,
    pub returned_on: NaiveDate,
}
