//! Payrolls, what they are calculated from, what an act changes.

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;
use entity::vocab::{BankReturnCode, PaymentState, PayrollAct, RosterChangeKind, RosterReason};
pub use entity::{
    bank_format::Model as BankFormat, bank_result::Model as BankResult, bank_return::Model as BankReturn,
    enrolment::Model as Enrolment, payment_line::Model as Line, payroll::Model as Payroll,
    payroll_decision::Model as Decision, payroll_exception::Model as Exception, payroll_step::Model as Step,
    recovery::Model as Recovery, recovery_receipt::Model as Receipt,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::{
    kernel::{money::Fen, time::Month},
    subsidies::model::ProgrammeRecord,
};

/// A payroll with everything that hangs on it.
#[derive(Debug, Clone)]
pub struct PayrollFile {
    pub payroll: Payroll,
    pub programme: Arc<ProgrammeRecord>,
    /// In the order of their positions.
    pub lines: Vec<Line>,
    /// Oldest first.
    pub steps: Vec<Step>,
    /// Those that stand.
    pub decisions: Vec<Decision>,
    /// Those without an answer.
    pub open_exceptions: Vec<Exception>,
}

impl PayrollFile {
    /// The lines that the bank is, or was, told to pay.
    pub fn payable(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| payable(line))
    }

    /// Number and sum of the payable lines.
    #[must_use]
    pub fn control(&self) -> Control {
        Control::of(self.payable())
    }

    /// Steps since the payroll was last sent back, or since it was opened.
    pub fn current_steps(&self) -> impl Iterator<Item = &Step> {
        let rejected = self.steps.iter().rposition(|step| step.act == PayrollAct::Reject);
        self.steps.iter().skip(rejected.map_or(0, |at| at + 1))
    }

    /// Whether `actor` opened it, calculated it, decided on lines or locked it, ever.
    #[must_use]
    pub fn made_by(&self, actor: &str) -> bool {
        use PayrollAct::{Calculate, Decide, Lock, Open, Reissue};
        let making = |step: &Step| matches!(step.act, Open | Calculate | Decide | Lock | Reissue);
        self.steps.iter().any(|step| making(step) && step.actor == actor)
    }

    /// Whether `actor` reviewed what is to be approved.
    #[must_use]
    pub fn reviewed_by(&self, actor: &str) -> bool {
        self.current_steps().any(|step| step.act == PayrollAct::Review && step.actor == actor)
    }
}

/// Whether a line is one that the bank is, or was, told to pay.
#[must_use]
pub const fn payable(line: &Line) -> bool {
    !matches!(line.state, PaymentState::Excluded | PaymentState::Held) && line.exclusion.is_none()
}

/// Whether nothing more can happen to a line.
#[must_use]
pub const fn settled(line: &Line) -> bool {
    use PaymentState::{Cancelled, Excluded, Paid, Reissued};
    matches!(line.state, Paid | Reissued | Cancelled | Excluded)
}

/// A control total: how many lines, how much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    pub count: i32,
    pub sum: Fen,
}

impl Control {
    /// Of these lines.
    pub fn of<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        lines.fold(Self::default(), |total, line| Self {
            count: total.count.saturating_add(1),
            sum: Fen(total.sum.0.saturating_add(line.amount_fen.0)),
        })
    }
}

/// A line that is wanted: an entitlement for a month, or a returned line again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Wanted {
    pub enrolment: i64,
    pub month: Month,
}

/// An entitlement as a payroll sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub enrolment: Enrolment,
    pub name: String,
    pub household: i64,
    pub birth_date: NaiveDate,
    pub id_number_cipher: Vec<u8>,
    pub account_cipher: Vec<u8>,
    /// Months for which a line of the person and the programme exists elsewhere, with its reference.
    pub paid: Vec<(Month, String)>,
}

/// A live line of another programme in a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    pub household: i64,
    pub person: i64,
    pub programme: i64,
    pub tier: Option<i64>,
    pub month: Month,
    pub amount: Fen,
}

/// A returned line that is to be paid again, to the account of its entitlement as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Returned {
    pub line: Line,
    pub code: Option<BankReturnCode>,
    pub name: String,
    pub id_number_cipher: Vec<u8>,
    pub account: i64,
    pub account_cipher: Vec<u8>,
}

/// What a rule says of a planned line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Position of the line, from 0.
    pub line: usize,
    /// Number of the rule.
    pub rule: String,
    /// The line must not be paid; otherwise whoever reviews is told.
    pub blocks: bool,
    pub explain: String,
}

/// What becomes of several lines at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    pub lines: Vec<i64>,
    pub from: PaymentState,
    pub to: PaymentState,
    /// Why, where the state does not say it.
    pub note: Option<String>,
    /// They no longer stand for the returned lines that they were to pay again.
    pub releases: bool,
}

impl LineChange {
    /// Lines that go from one state to another.
    #[must_use]
    pub const fn new(from: PaymentState, to: PaymentState, lines: Vec<i64>) -> Self {
        Self { lines, from, to, note: None, releases: false }
    }
}

/// What an act changes.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The payroll as it is afterwards; its version is counted when it is stored.
    pub payroll: Payroll,
    pub act: PayrollAct,
    pub note: String,
    /// Content that the step is about, when it is not the payroll's.
    pub about: Option<String>,
    /// Replaces all lines.
    pub lines: Option<Vec<Line>>,
    pub line_changes: Vec<LineChange>,
    pub results: Vec<BankResult>,
    pub returns: Vec<BankReturn>,
    pub decision: Option<Decision>,
    /// Key of a decision that no longer stands.
    pub lifted: Option<i64>,
    pub exceptions: Vec<Exception>,
    /// The payroll that returned lines come from, as it is then, and as it was.
    pub source: Option<(Payroll, Payroll)>,
    /// An exception and its answer.
    pub answer: Option<(i64, String)>,
    /// For the audit chain; nothing sensitive.
    pub detail: Json,
}

/// Months that lines are for.
pub fn months_of<'a>(lines: impl IntoIterator<Item = &'a Line>) -> BTreeSet<Month> {
    lines.into_iter().map(|line| line.month).collect()
}

impl Changes {
    /// Months of the payroll's programme whose figures change; of lines paid again, those of the lines they came from too.
    #[must_use]
    pub fn months(&self, file: &PayrollFile) -> BTreeSet<Month> {
        if self.lines.is_none() && self.line_changes.is_empty() {
            return BTreeSet::new();
        }
        months_of(file.lines.iter().chain(self.lines.iter().flatten()))
    }

    /// A step that makes of the payroll what `payroll` says.
    #[must_use]
    pub fn new(payroll: Payroll, act: PayrollAct, note: impl Into<String>, detail: Json) -> Self {
        Self {
            payroll,
            act,
            note: note.into(),
            about: None,
            lines: None,
            line_changes: Vec::new(),
            results: Vec::new(),
            returns: Vec::new(),
            decision: None,
            lifted: None,
            exceptions: Vec::new(),
            source: None,
            answer: None,
            detail,
        }
    }
}

/// A difference between the rosters of two months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterChange {
    pub resident: i64,
    pub tier: Option<i64>,
    pub kind: RosterChangeKind,
    pub before: Option<Fen>,
    pub after: Option<Fen>,
    pub reason: RosterReason,
    /// In words.
    pub explain: String,
}

/// The difference between the rosters of two months of one programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterDiff {
    pub programme: i64,
    pub month: Month,
    pub before: Month,
    /// By tier: lines of both months.
    pub tiers: Vec<TierDiff>,
    /// By tier, kind and resident.
    pub changes: Vec<RosterChange>,
}

/// Lines of one tier in two months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TierDiff {
    pub tier: Option<i64>,
    pub before: Control,
    pub after: Control,
    pub added: i32,
    pub removed: i32,
    pub changed: i32,
}
