//! What the rules on subsidies look at: lines with whoever and whatever stands behind them, as of a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::vocab::{
    AccountKind, DisabilityType, EnrolmentState, IdNumberKind, PaymentState, PayrollKind, PayrollState, Severity,
};
use serde_json::Value as Json;

use super::Programmes;
use crate::kernel::{money::Fen, time::Month};

/// Whose lines of which months, as of when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// What happened or became known later is not in the facts.
    pub as_of: NaiveDate,
    /// First month; from the beginning when absent.
    pub from: Option<Month>,
    /// Last month.
    pub to: Month,
    /// Canonical records; everybody when absent.
    pub persons: Option<Vec<i64>>,
}

impl Window {
    /// Everything of everybody until the day.
    #[must_use]
    pub fn until(as_of: NaiveDate) -> Self {
        Self { as_of, from: None, to: Month::of(as_of), persons: None }
    }

    /// One month of some persons, for a payroll that is planned.
    #[must_use]
    pub const fn month(as_of: NaiveDate, month: Month, persons: Vec<i64>) -> Self {
        Self { as_of, from: Some(month), to: month, persons: Some(persons) }
    }
}

/// A payment line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFact {
    /// Negative for a planned line that is not stored.
    pub id: i64,
    pub reference: String,
    /// Canonical record.
    pub person: i64,
    pub resident: i64,
    pub enrolment: Option<i64>,
    pub programme: i64,
    pub tier: Option<i64>,
    pub unit: i64,
    pub account: i64,
    pub payroll: i64,
    /// Kind of the payroll.
    pub kind: PayrollKind,
    pub month: Month,
    pub amount: Fen,
    pub state: PaymentState,
    pub reissue_of: Option<i64>,
    /// Day the bank paid.
    pub paid_on: Option<NaiveDate>,
    /// Day the bank returned it.
    pub returned_on: Option<NaiveDate>,
    /// Day on which its recovery was finished.
    pub recovered_on: Option<NaiveDate>,
}

/// A record of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFact {
    pub resident: i64,
    /// Canonical record.
    pub person: i64,
    pub household: i64,
    pub name: String,
    pub birth_date: NaiveDate,
    /// As far as the office knew on the day.
    pub died_on: Option<NaiveDate>,
    /// As far as the office knew on the day.
    pub moved_out_on: Option<NaiveDate>,
    pub id_number_kind: IdNumberKind,
    pub hukou_unit: i64,
}

/// A disability certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificateFact {
    pub resident: i64,
    pub kind: DisabilityType,
    /// 1 (heaviest) to 4.
    pub grade: i32,
    pub issued_on: NaiveDate,
    /// Last day of validity.
    pub valid_until: NaiveDate,
}

impl CertificateFact {
    /// Whether it was valid on some day of `month`.
    #[must_use]
    pub fn covers(&self, month: Month) -> bool {
        Month::of(self.issued_on) <= month && month <= Month::of(self.valid_until)
    }
}

/// An entitlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnrolmentFact {
    pub id: i64,
    pub person: i64,
    pub resident: i64,
    pub programme: i64,
    pub tier: Option<i64>,
    pub unit: i64,
    pub state: EnrolmentState,
    pub start_month: Month,
    /// Last month, inclusive.
    pub end_month: Option<Month>,
    pub account: i64,
    pub next_review_on: Option<NaiveDate>,
}

impl EnrolmentFact {
    /// Whether `month` is one of entitlement.
    #[must_use]
    pub fn covers(&self, month: Month) -> bool {
        self.start_month <= month && self.end_month.is_none_or(|end| month <= end)
    }

    /// Whether it was drawn on `day`, as far as its months tell.
    #[must_use]
    pub fn drawn_on(&self, day: NaiveDate) -> bool {
        let month = Month::of(day);
        let lasted = match self.state {
            EnrolmentState::Active => true,
            EnrolmentState::Suspended => false,
            EnrolmentState::Stopped => self.end_month.is_some_and(|end| month < end),
        };
        lasted && self.covers(month)
    }
}

/// A payee account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFact {
    pub id: i64,
    /// Blind index of the number.
    pub number: Vec<u8>,
    pub holder: String,
    pub kind: AccountKind,
}

/// Permission of a beneficiary that the holder of an account collects for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorisationFact {
    pub account: i64,
    pub resident: i64,
    pub valid_from: NaiveDate,
    /// Exclusive end.
    pub valid_to: Option<NaiveDate>,
}

/// A payroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayrollFact {
    pub id: i64,
    pub programme: i64,
    pub month: Month,
    pub kind: PayrollKind,
    pub state: PayrollState,
    pub paid_on: Option<NaiveDate>,
    pub amount: Fen,
    pub lines: i32,
}

/// An application that is being dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApplicationFact {
    pub resident: i64,
    pub programme: i64,
    pub applied_on: NaiveDate,
}

/// What the rules look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubsidyFacts {
    pub lines: Vec<LineFact>,
    pub persons: Vec<PersonFact>,
    pub certificates: Vec<CertificateFact>,
    pub enrolments: Vec<EnrolmentFact>,
    pub accounts: Vec<AccountFact>,
    pub authorisations: Vec<AuthorisationFact>,
    pub payrolls: Vec<PayrollFact>,
    pub applications: Vec<ApplicationFact>,
}

/// What a rule does to a line of a payroll that is about to be locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BeforeLock {
    /// The line is not paid.
    Block,
    /// The line is paid, and marked.
    Warn,
    /// Nothing: the rule is about what was paid.
    Nothing,
}

/// Thresholds of the rules on subsidies, read from the rules' parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubsidyParameters {
    /// What each rule does before a payroll is locked, by number.
    pub before_lock: BTreeMap<String, BeforeLock>,
    /// S01: months after the month of death that are still payable.
    pub death_grace: u32,
    /// S03: codes of programmes that exclude each other, the one to keep first.
    pub pairs: Vec<(String, String)>,
    /// S06: codes of programmes that are paid wherever the hukou is.
    pub anywhere: Vec<String>,
    /// S07: least age by programme code.
    pub least_age: BTreeMap<String, i32>,
    /// S08: months after the month of expiry that are still payable.
    pub certificate_grace: u32,
    /// S08: months before a new certificate that may be paid back.
    pub back_pay_months: u32,
    /// S12: persons on one account.
    pub shared_by: usize,
    /// S13.
    pub return_days: u64,
    /// S17: day of the month by which a payroll is to be paid.
    pub due_day: u32,
}

impl SubsidyParameters {
    /// What `rule` does before a payroll is locked.
    #[must_use]
    pub fn before_lock(&self, rule: &str) -> BeforeLock {
        self.before_lock.get(rule).copied().unwrap_or(BeforeLock::Nothing)
    }
}

/// Which lines the rules are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// What was paid by the day (or returned and not paid again).
    Paid,
    /// Planned lines that are not stored (negative keys), beside everything live of the month.
    Planned,
}

/// Everything the rules on subsidies look at.
#[derive(Debug, Clone, Copy)]
pub struct SubsidyWorld<'a> {
    pub as_of: NaiveDate,
    pub asked: Asked,
    pub parameters: &'a SubsidyParameters,
    pub programmes: &'a Programmes,
    pub facts: &'a SubsidyFacts,
}

/// What a rule says about one line, entitlement, person, account or payroll.
#[derive(Debug, Clone, PartialEq)]
pub struct Breach {
    /// Number of the rule, e.g. `S01`.
    pub rule: &'static str,
    pub severity: Severity,
    pub line: Option<i64>,
    pub enrolment: Option<i64>,
    /// Canonical record.
    pub person: Option<i64>,
    pub resident: Option<i64>,
    pub programme: Option<i64>,
    /// Unit that must put it right; none when it is the street's.
    pub unit: Option<i64>,
    pub account: Option<i64>,
    pub payroll: Option<i64>,
    pub month: Option<Month>,
    /// Money at stake.
    pub amount: Option<Fen>,
    /// Names the case among those of one rule and subject, beside the first month.
    pub key: Option<String>,
    /// Nothing is left to put right: recovered, or topped up since.
    pub settled: bool,
    /// Facts by name.
    pub evidence: Json,
    /// A Chinese sentence.
    pub explain: String,
}
