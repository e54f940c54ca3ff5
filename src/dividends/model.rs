//! What a distribution is made of. The rows themselves are the values: they hold no secret in the open.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{BankReturnCode, ObjectionOutcome, PayoutState, PlanAct, ShareClass, UnclaimedReason},
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

pub use entity::{
    distributing_unit::Model as Unit, distribution_plan::Model as Plan, holding::Model as Holding,
    member::Model as Member, membership::Model as Membership, payout_line::Model as Line,
    plan_objection::Model as Objection, plan_step::Model as Step, plan_vote::Model as Vote,
    register_event::Model as Event, vote_threshold::Model as Threshold,
};

/// Column under which members' accounts are sealed.
pub const ACCOUNT: &str = "member.account";

/// A time from `from` until the day before `to`; open while `to` is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spell {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

impl Spell {
    /// Whether `day` is within.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// Who holds shares: a member by key, or the unit itself (collective shares).
pub type Holder = Option<i64>;

/// What the events of a register come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// Spells of membership by member, in order.
    pub memberships: BTreeMap<i64, Vec<Spell>>,
    /// Spells of equal holdings by holder and class, in order; never of zero shares.
    pub holdings: BTreeMap<(Holder, ShareClass), Vec<(Spell, i64)>>,
}

/// A plan with everything an act decides on.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanFile {
    pub plan: Plan,
    pub unit: Unit,
    /// By member number, heirs' parts after.
    pub lines: Vec<Line>,
    /// Oldest first.
    pub steps: Vec<Step>,
    pub votes: Vec<Vote>,
    pub objections: Vec<Objection>,
}

impl PlanFile {
    /// The lines of participants, without heirs' parts.
    pub fn own_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.parent_id.is_none())
    }

    /// Whether the objection was raised against the plan as it is published now.
    #[must_use]
    pub fn current(&self, objection: &Objection) -> bool {
        self.plan.publicity_from.is_none_or(|from| from <= objection.raised_on)
    }

    /// Whether an objection against the line of `member` was upheld.
    #[must_use]
    pub fn upheld(&self, member: i64) -> bool {
        let upheld = |one: &Objection| one.outcome == Some(ObjectionOutcome::Upheld) && self.current(one);
        self.objections.iter().any(|objection| objection.member_id == Some(member) && upheld(objection))
    }

    /// Whether an objection against the line of `member` was rejected.
    #[must_use]
    pub fn settled(&self, member: i64) -> bool {
        let rejected = |objection: &Objection| objection.outcome == Some(ObjectionOutcome::Rejected);
        self.objections.iter().any(|objection| objection.member_id == Some(member) && rejected(objection))
    }

    /// Whether an objection that is unanswered, or was upheld, holds the line of `member`.
    #[must_use]
    pub fn held(&self, member: i64) -> bool {
        let open = |objection: &Objection| objection.member_id == Some(member) && objection.outcome.is_none();
        self.objections.iter().any(open) || self.upheld(member)
    }
}

/// Who takes part on a record date.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    pub member: Member,
    /// Shares, or 1 for a head.
    pub weight: i64,
}

/// The register of a unit on a record date.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roll {
    /// By member number.
    pub participants: Vec<Participant>,
    /// Shares that the unit itself holds; what falls to them is carried forward.
    pub collective_shares: i64,
    /// Days of death by canonical person.
    pub died_on: BTreeMap<i64, NaiveDate>,
}

/// What becomes of several lines at once. Absent dates and codes stay as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    pub lines: Vec<i64>,
    pub state: PayoutState,
    pub reason: Option<UnclaimedReason>,
    pub sent_on: Option<NaiveDate>,
    pub unclaimed_on: Option<NaiveDate>,
    pub settled_on: Option<NaiveDate>,
    pub return_code: Option<BankReturnCode>,
    pub document: Option<String>,
    /// A new account and bank reference, for one line that is sent again.
    pub again: Option<(Vec<u8>, String)>,
}

impl LineChange {
    /// Lines that reach `state`, nothing else said.
    #[must_use]
    pub const fn to(state: PayoutState, lines: Vec<i64>) -> Self {
        Self {
            lines,
            state,
            reason: None,
            sent_on: None,
            unclaimed_on: None,
            settled_on: None,
            return_code: None,
            document: None,
            again: None,
        }
    }

    /// Lines that go to the ledger of what is unclaimed.
    #[must_use]
    pub fn unclaimed(reason: UnclaimedReason, on: NaiveDate, lines: Vec<i64>) -> Self {
        Self { reason: Some(reason), unclaimed_on: Some(on), ..Self::to(PayoutState::Unclaimed, lines) }
    }
}

/// How an objection was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub objection: i64,
    pub outcome: ObjectionOutcome,
    pub text: String,
}

/// What an act changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The plan as it is afterwards; its version is counted when it is stored.
    pub plan: Plan,
    pub act: PlanAct,
    pub note: String,
    /// Archive number.
    pub document: Option<String>,
    /// Replaces all lines.
    pub lines: Option<Vec<Line>>,
    pub line_changes: Vec<LineChange>,
    /// Heirs' parts.
    pub parts: Vec<Line>,
    pub vote: Option<Vote>,
    pub objection: Option<Objection>,
    pub answer: Option<Answer>,
    /// Rows that were not taken, with the reason.
    pub exceptions: Vec<Exception>,
    /// For the audit chain; nothing sensitive.
    pub detail: Json,
}

impl Changes {
    /// A step that makes of the plan what `plan` says.
    #[must_use]
    pub fn new(plan: Plan, act: PlanAct, note: impl Into<String>, detail: Json) -> Self {
        Self {
            plan,
            act,
            note: note.into(),
            document: None,
            lines: None,
            line_changes: Vec::new(),
            parts: Vec::new(),
            vote: None,
            objection: None,
            answer: None,
            exceptions: Vec::new(),
            detail,
        }
    }
}

/// A row of a bank's answer that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// Position in the input, from 0.
    pub row: usize,
    pub code: String,
    /// The input field, e.g. `input.results.3.amount`.
    pub path: String,
    pub message: String,
}

/// What an act came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub plan: i64,
    pub exceptions: Vec<Exception>,
}

/// A plan as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanFacts {
    pub plan: Plan,
    pub unit: Unit,
    pub lines: Vec<LineFacts>,
    /// Day of the vote on what was calculated.
    pub voted_on: Option<NaiveDate>,
    /// Members (or holders) on the record date, by the register as it is now.
    pub on_register: i64,
}

impl PlanFacts {
    /// Participants' lines, without heirs' parts.
    pub fn own_lines(&self) -> impl Iterator<Item = &LineFacts> {
        self.lines.iter().filter(|line| !line.part)
    }
}

/// A line as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFacts {
    pub id: i64,
    pub number: i32,
    /// An heir's part of a line.
    pub part: bool,
    /// Canonical record; none for an heir outside the register.
    pub person: Option<i64>,
    pub amount: Fen,
    pub state: PayoutState,
    pub reason: Option<UnclaimedReason>,
    pub unclaimed_on: Option<NaiveDate>,
    pub settled_on: Option<NaiveDate>,
    pub died_on: Option<NaiveDate>,
}
