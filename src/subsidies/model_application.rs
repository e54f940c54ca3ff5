//! Applications and entitlements as acts see them.

use chrono::NaiveDate;
use entity::vocab::{AccountKind, ApplicationAct, ApplicationState, EnrolmentAct, ObjectionOutcome};
use serde_json::Value as Json;

use crate::kernel::time::Month;

pub use entity::{
    application::Model as Application, application_objection::Model as Objection, application_step::Model as Step,
    application_step_limit::Model as StepLimit, enrolment::Model as Enrolment, enrolment_step::Model as EnrolmentStep,
    resident::Model as Person,
};

/// How many working days an application may stay in a state.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct StepLimits(pub Vec<StepLimit>);

impl StepLimits {
    /// Working days for `state`; none where it has no limit.
    #[must_use]
    pub fn workdays(&self, state: ApplicationState) -> Option<u32> {
        let row = self.0.iter().find(|row| row.state == state)?;
        u32::try_from(row.workdays).ok()
    }
}

/// Whether the application is decided or given up.
#[must_use]
pub const fn ended(state: ApplicationState) -> bool {
    matches!(state, ApplicationState::Confirmed | ApplicationState::Rejected | ApplicationState::Withdrawn)
}

/// Everything about one application.
#[derive(Debug, Clone)]
pub struct File {
    pub application: Application,
    pub objections: Vec<Objection>,
    /// The applicant's canonical record.
    pub person: Person,
    /// All entitlements of the person, in whatever unit.
    pub enrolments: Vec<Enrolment>,
    /// Those of the others in the household.
    pub household: Vec<Enrolment>,
}

/// An account to pay to, its number sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub number: Vec<u8>,
    pub index: Vec<u8>,
    pub holder: String,
    pub kind: AccountKind,
    /// Why another holder may receive.
    pub agent: Option<Agent>,
}

/// On what somebody else receives for a beneficiary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    pub relation: String,
    pub document: String,
}

/// The answer to an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub objection: i64,
    pub outcome: ObjectionOutcome,
    pub text: String,
}

/// What an act changes on an application.
#[derive(Debug, Clone)]
pub struct Changes {
    pub application: Application,
    pub act: ApplicationAct,
    pub note: String,
    pub account: Option<Account>,
    pub objection: Option<Objection>,
    pub answer: Option<Answer>,
    /// The entitlement that begins.
    pub enrolment: Option<Enrolment>,
    /// For the audit chain; nothing sensitive.
    pub detail: Json,
}

impl Changes {
    /// The application as it is from now on, by `act`.
    #[must_use]
    pub fn new(application: Application, act: ApplicationAct, note: impl Into<String>, detail: Json) -> Self {
        Self {
            application,
            act,
            note: note.into(),
            account: None,
            objection: None,
            answer: None,
            enrolment: None,
            detail,
        }
    }
}

/// An entitlement with what decides about it.
#[derive(Debug, Clone)]
pub struct Entitlement {
    pub enrolment: Enrolment,
    /// The beneficiary's canonical record.
    pub person: Person,
    /// Last month for which there is a line that is or may be paid.
    pub paid_until: Option<Month>,
}

/// A step to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub act: EnrolmentAct,
    pub month: Option<Month>,
    pub note: String,
}

/// What an act changes on an entitlement.
#[derive(Debug, Clone)]
pub struct Keeping {
    pub enrolment: Enrolment,
    pub steps: Vec<Kept>,
    pub account: Option<Account>,
    /// The entitlement that follows this one.
    pub successor: Option<Enrolment>,
    pub done_on: NaiveDate,
    pub detail: Json,
}
