//! What a veteran's file is made of. The rows themselves are the values: they hold no secret in the open.

use chrono::{Datelike, NaiveDate};
use entity::vocab::{
    BenefitKind, BenefitState, CardState, ContactClass, RecordOrigin, ServiceKind, ServiceState, StopReason,
    VeteranAct, VeteranCategory,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::kernel::time::Month;

pub use entity::{
    card_step_limit::Model as StepLimit, contact_interval::Model as Interval, enrolment::Model as Enrolment,
    service_event::Model as Event, veteran::Model as Veteran, veteran_benefit::Model as Benefit,
    veteran_card::Model as Card, veteran_category::Model as Category, veteran_contact::Model as Contact,
    veteran_disability::Model as Disability, veteran_entitlement::Model as Entitlement,
    veteran_honour::Model as Honour, veteran_step::Model as Step,
};

/// Columns under which sensitive values are sealed.
pub const SERVICE_UNIT: &str = "veteran.service_unit";
/// See [`SERVICE_UNIT`].
pub const DISABILITY_CERTIFICATE: &str = "veteran_disability.certificate";
/// See [`SERVICE_UNIT`].
pub const CARD_NUMBER: &str = "veteran_card.number";

/// The policy rows: how often to contact, how long a card may take, who is entitled to what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policy {
    /// By class, oldest first.
    pub intervals: Vec<Interval>,
    pub limits: Vec<StepLimit>,
    pub entitlements: Vec<Entitlement>,
}

impl Policy {
    /// Months of a contact period of `class` on `day`.
    #[must_use]
    pub fn months(&self, class: ContactClass, day: NaiveDate) -> Option<i32> {
        let own = self.intervals.iter().filter(|row| row.class == class && row.valid_from <= day);
        own.max_by_key(|row| row.valid_from).map(|row| row.months)
    }

    /// Days within which a card leaves `state`.
    #[must_use]
    pub fn step_days(&self, state: CardState) -> Option<i32> {
        self.limits.iter().find(|row| row.state == state).map(|row| row.days)
    }

    /// What entitles to `kind` on `day`.
    pub fn entitling(&self, kind: BenefitKind, day: NaiveDate) -> impl Iterator<Item = &Entitlement> {
        let holds = move |row: &&Entitlement| row.valid_from <= day && row.valid_to.is_none_or(|to| day < to);
        self.entitlements.iter().filter(move |row| row.kind == kind).filter(holds)
    }

    /// Programmes that are regular pensions.
    #[must_use]
    pub fn pension_programmes(&self) -> Vec<String> {
        let mut codes: Vec<String> = self.entitlements.iter().filter_map(|row| row.programme.clone()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// What the residents' register knows of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    pub household: i64,
    pub birth_date: NaiveDate,
    pub died_on: Option<NaiveDate>,
}

/// A person's file, with everything an act decides on.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    pub veteran: Veteran,
    pub person: Person,
    /// Oldest first, as everything below.
    pub categories: Vec<Category>,
    pub disabilities: Vec<Disability>,
    pub honours: Vec<Honour>,
    pub cards: Vec<Card>,
    /// The person's own and the plaques of the household.
    pub benefits: Vec<Benefit>,
    pub events: Vec<Event>,
    pub steps: Vec<Step>,
    /// Entitlements to regular pensions.
    pub pensions: Vec<Enrolment>,
    /// Key of the unit's own station.
    pub station: Option<i64>,
    /// Key of the street's station.
    pub street_station: Option<i64>,
}

impl File {
    /// Categories held on `day`, the primary one first.
    #[must_use]
    pub fn categories_on(&self, day: NaiveDate) -> Vec<&Category> {
        let mut held: Vec<&Category> = self.categories.iter().filter(|row| holds(row, day)).collect();
        held.sort_by_key(|row| !row.is_primary);
        held
    }

    /// Whether `category` is held on `day`.
    #[must_use]
    pub fn holds(&self, category: VeteranCategory, day: NaiveDate) -> bool {
        self.categories.iter().any(|row| row.category == category && holds(row, day))
    }

    /// Whether the person is on the register and alive on `day`.
    #[must_use]
    pub fn active_on(&self, day: NaiveDate) -> bool {
        let after = |end: Option<NaiveDate>| end.is_none_or(|end| day < end);
        self.veteran.registered_on <= day && after(self.veteran.ended_on) && after(self.person.died_on)
    }
}

/// Whether a category is held on `day`.
#[must_use]
pub fn holds(row: &Category, day: NaiveDate) -> bool {
    row.valid_from <= day && row.valid_to.is_none_or(|to| day < to)
}

/// A row to store: new with key 0, otherwise changed; versioned rows are compared and counted when they are stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    Veteran(Veteran),
    Category(Category),
    Disability(Disability),
    Honour(Honour),
    Contact(Contact),
    Card(Card),
    Benefit(Benefit),
    Event(Box<Event>),
}

/// What becomes of the entitlement behind a pension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pension {
    /// It begins: paid to this sealed account.
    Grant { account: Vec<u8>, account_index: Vec<u8>, holder: String, start: Month },
    /// It ends after this month.
    Stop { enrolment: i64, end: Month, reason: StopReason },
}

/// What an act changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The service, benefit or card that the step is of comes last.
    pub records: Vec<Record>,
    /// A step of the last record, with its note.
    pub step: Option<(VeteranAct, String)>,
    /// Day that the step is of, when it is another than the day it is entered.
    pub on: Option<NaiveDate>,
    pub pension: Option<Pension>,
    /// For the audit chain; nothing sensitive.
    pub detail: Json,
}

impl Changes {
    /// Rows and nothing else.
    #[must_use]
    pub const fn new(records: Vec<Record>, detail: Json) -> Self {
        Self { records, step: None, on: None, pension: None, detail }
    }

    /// With a step of the last record.
    #[must_use]
    pub fn step(self, act: VeteranAct, note: impl Into<String>) -> Self {
        Self { step: Some((act, note.into())), ..self }
    }

    /// With the day that the step is of.
    #[must_use]
    pub fn on(self, day: NaiveDate) -> Self {
        Self { on: Some(day), ..self }
    }
}

/// What an act came to: the keys of what it was done to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub veteran: i64,
    pub event: Option<i64>,
    pub benefit: Option<i64>,
    pub card: Option<i64>,
}

/// A file as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    pub file: File,
    /// Plaques of the household, whoever of it registered them; their steps are the file's.
    pub plaques: Vec<Benefit>,
}

/// A service of the file and unit given, registered and nothing more.
#[must_use]
pub fn new_event((veteran_id, unit_id): (i64, i64), kind: ServiceKind, registered_on: NaiveDate) -> Event {
    Event {
        id: 0,
        veteran_id,
        unit_id,
        station_id: 0,
        kind,
        state: ServiceState::Registered,
        registered_on,
        summary: String::new(),
        handler: None,
        started_on: None,
        completed_on: None,
        minutes: None,
        outcome: None,
        outcome_note: None,
        follow_up_due: None,
        followed_up_on: None,
        follow_up_note: None,
        closed_on: None,
        reason: None,
        course: None,
        hours: None,
        certificate: None,
        result: None,
        assistance_kind: None,
        amount_fen: None,
        source: None,
        visitor: None,
        employer: None,
        position: None,
        employment_result: None,
        employed_from: None,
        topic: None,
        channel: None,
        answered_on: None,
        satisfaction: None,
        preferential_kind: None,
        period: None,
        origin: RecordOrigin::Platform,
        version: 1,
    }
}

/// A benefit of the file and unit given, registered and nothing more.
#[must_use]
pub fn new_benefit((veteran_id, unit_id): (i64, i64), kind: BenefitKind, registered_on: NaiveDate) -> Benefit {
    Benefit {
        id: 0,
        veteran_id,
        unit_id,
        household_id: None,
        kind,
        year: registered_on.year(),
        state: BenefitState::Registered,
        registered_on,
        approved_on: None,
        approved_by: None,
        delivered_on: None,
        ended_on: None,
        honour_level: None,
        programme_id: None,
        tier_id: None,
        enrolment_id: None,
        claimed_fen: None,
        amount_fen: None,
        provider: None,
        reason: None,
        document: None,
        origin: RecordOrigin::Platform,
        version: 1,
    }
}
