//! What a rule is, what it looks at, what it says.

use chrono::NaiveDate;
use entity::{
    area::Area,
    money::Fen,
    vocab::{AssetKind, RuleDomain, Severity},
};
use serde_json::Value as Json;

use crate::{
    assets::model::{AssetFile, Cadre, LeaseFile},
    dividends::model::PlanFacts,
    subsidies::model::Programmes,
    veterans::model::{Facts, Policy},
};

/// A rule as the office keeps it: text for people, parameters for the machine.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleRecord {
    /// Number, e.g. `L02`.
    pub number: String,
    pub domain: RuleDomain,
    /// Word, e.g. `ARREARS`.
    pub code: String,
    pub name: String,
    pub predicate: String,
    pub legal_basis: String,
    pub remedy: String,
    pub parameters: Json,
    /// Rules that say nothing about a subject when this one does.
    pub suppresses: Vec<String>,
}

/// All rules, by number.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules(pub Vec<RuleRecord>);

impl Rules {
    /// The rule with this number.
    #[must_use]
    pub fn get(&self, number: &str) -> Option<&RuleRecord> {
        self.0.iter().find(|rule| rule.number == number)
    }
}

/// Thresholds of the lease rules, read from the rules' parameters. Money in fen, days as numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct LeaseParameters {
    /// L02.
    pub grace_days: i64,
    /// L03: least share of the benchmark, in hundredths of a percent (8000 is 0.8).
    pub least_ratio: i64,
    /// L03: lowest benchmark rent of a year by kind.
    pub benchmarks: Vec<Benchmark>,
    /// L04.
    pub tender_rent: Fen,
    pub tender_months: u32,
    /// L06: names of the required elements.
    pub required_fields: Vec<String>,
    /// L07.
    pub house_months: u32,
    pub site_months: u32,
    /// L08.
    pub objection_months: u32,
    /// L10: tolerated difference, in hundredths of a percent.
    pub area_tolerance: i64,
    /// L11.
    pub deposit_days: i64,
    /// L12.
    pub book_days: i64,
    pub cash_limit: Fen,
    /// L14: tolerated excess, in hundredths of a percent.
    pub spread_tolerance: i64,
    /// L15.
    pub escalation_months: u32,
    /// L16.
    pub filing_days: i64,
    /// L17.
    pub idle_days: i64,
    /// L19: tolerated excess, in hundredths of a percent.
    pub overlap_tolerance: i64,
    /// E01.
    pub expiring_days: i64,
}

/// Thresholds of the dividend rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DividendParameters {
    /// D04: fewest calendar days of publicity.
    pub publicity_days: i64,
}

/// Thresholds of the rules of veterans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VeteranParameters {
    /// V02: most days from the application for a card to its issue.
    pub card_days: i64,
}

/// Guide rent of a kind of asset: fen a year for `unit` of area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Benchmark {
    pub kind: AssetKind,
    /// One square metre or one 亩.
    pub unit: Area,
    pub low: Fen,
    pub high: Fen,
}

/// Whose the subject of a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A collective.
    Collective(i64),
    /// The unit whose station keeps a veteran's file.
    Station(i64),
    /// The unit that pays a subsidy.
    Payer(i64),
    /// The street's civil affairs.
    Street,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Lease(i64),
    Asset(i64),
    /// A distribution plan.
    Plan(i64),
    /// A payout line of a plan.
    Payout {
        plan: i64,
        line: i64,
    },
    /// A veteran.
    Veteran(i64),
    /// A household of the veteran.
    Household {
        veteran: i64,
        household: i64,
    },
    /// What a person draws of a programme; the entitlement does not tell one from another.
    Drawn {
        person: i64,
        programme: i64,
        enrolment: Option<i64>,
    },
    /// An entitlement of a person.
    Enrolment {
        person: i64,
        enrolment: i64,
    },
    /// A record of a person.
    Person(i64),
    /// A payee account.
    Account(i64),
    /// A payment line.
    Payment {
        line: i64,
        person: i64,
        enrolment: Option<i64>,
        payroll: i64,
    },
    /// A payroll.
    Payroll(i64),
}

/// What a rule says about a subject as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Number of the rule, e.g. `L02`.
    pub rule: &'static str,
    pub owner: Owner,
    pub subject: Subject,
    /// Names the period of the evidence: the same problem seen on another day has the same key.
    pub key: String,
    pub severity: Severity,
    /// Money at stake, where the rule is about money.
    pub amount: Option<Fen>,
    /// The facts that were used, by name.
    pub evidence: Json,
    /// The facts in a Chinese sentence.
    pub explain: String,
}

/// Everything the lease rules look at, as of a day.
#[derive(Debug, Clone, Copy)]
pub struct LeaseWorld<'a> {
    pub as_of: NaiveDate,
    pub parameters: &'a LeaseParameters,
    pub leases: &'a [LeaseFile],
    pub assets: &'a [AssetFile],
    pub cadres: &'a [Cadre],
}

/// Everything the dividend rules look at, as of a day.
#[derive(Debug, Clone, Copy)]
pub struct DividendWorld<'a> {
    pub as_of: NaiveDate,
    pub parameters: &'a DividendParameters,
    pub plans: &'a [PlanFacts],
}

/// Everything the rules of veterans look at, as of a day.
#[derive(Debug, Clone, Copy)]
pub struct VeteranWorld<'a> {
    pub as_of: NaiveDate,
    pub parameters: &'a VeteranParameters,
    pub policy: &'a Policy,
    pub programmes: &'a Programmes,
    pub files: &'a [Facts],
}
