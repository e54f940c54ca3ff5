//! What a rule gets to see: the lines of one person in one month, and whatever stands behind them.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use entity::vocab::{PaymentState, ProgrammeGroup, Severity};
use serde_json::{Value as Json, json};

use super::paid::Paid;
use crate::{
    kernel::{money::Fen, time::Month},
    subsidies::{
        model::{
            ProgrammeRecord,
            facts::{AccountFact, Asked, Breach, CertificateFact, EnrolmentFact, LineFact, PersonFact, SubsidyWorld},
        },
        rules::tier::{Claimant, correct_tier},
    },
};

/// Programme that tiers of others depend on.
const DIBAO: &str = "DB01";

/// A person with all records of them.
pub(super) struct Person<'a> {
    pub key: i64,
    /// The canonical record, or the first that is known.
    pub record: &'a PersonFact,
    pub died_on: Option<NaiveDate>,
    pub moved_out_on: Option<NaiveDate>,
    pub enrolments: Vec<&'a EnrolmentFact>,
    pub certificates: Vec<CertificateFact>,
}

impl Person<'_> {
    /// Entitled to a programme in `month`.
    fn entitled(&self, programme: Option<i64>, month: Month) -> bool {
        self.enrolments.iter().any(|one| Some(one.programme) == programme && one.covers(month))
    }
}

/// The facts by what they belong to, so that no rule searches all of them.
pub(super) struct Index<'a> {
    pub world: SubsidyWorld<'a>,
    pub persons: HashMap<i64, Person<'a>>,
    records: HashMap<i64, &'a PersonFact>,
    pub enrolments: HashMap<i64, &'a EnrolmentFact>,
    pub accounts: HashMap<i64, &'a AccountFact>,
    programmes: HashMap<i64, &'a ProgrammeRecord>,
    codes: HashMap<&'a str, i64>,
    dibao: Option<i64>,
    /// Live lines by person and month.
    lines: Vec<(i64, &'a LineFact)>,
}

impl<'a> Index<'a> {
    pub(super) fn new(world: SubsidyWorld<'a>) -> Self {
        let facts = world.facts;
        let programmes: HashMap<i64, &ProgrammeRecord> =
            world.programmes.0.iter().map(|one| (one.row.id, one.as_ref())).collect();
        let mut index = Self {
            world,
            persons: persons(facts.persons.as_slice()),
            records: facts.persons.iter().map(|one| (one.resident, one)).collect(),
            enrolments: facts.enrolments.iter().map(|one| (one.id, one)).collect(),
            accounts: facts.accounts.iter().map(|one| (one.id, one)).collect(),
            codes: programmes.iter().map(|(key, one)| (one.row.code.as_str(), *key)).collect(),
            programmes,
            dibao: None,
            lines: Vec::new(),
        };
        index.dibao = index.codes.get(DIBAO).copied();
        for enrolment in &facts.enrolments {
            let person = index.person_of(enrolment.resident, enrolment.person);
            if let Some(person) = index.persons.get_mut(&person) {
                person.enrolments.push(enrolment);
            }
        }
        for certificate in &facts.certificates {
            let person = index.person_of(certificate.resident, certificate.resident);
            if let Some(person) = index.persons.get_mut(&person) {
                person.certificates.push(*certificate);
            }
        }
        let live = facts.lines.iter().filter(|line| index.live(line));
        index.lines = live.map(|line| (index.person_of(line.resident, line.person), line)).collect();
        index.lines.sort_unstable_by_key(|(person, line)| (*person, line.month, line.id));
        index
    }

    /// The canonical record now: two records may have turned out to be one person since.
    pub(super) fn person_of(&self, resident: i64, otherwise: i64) -> i64 {
        self.records.get(&resident).map_or(otherwise, |record| record.person)
    }

    pub(super) fn record(&self, resident: i64) -> Option<&'a PersonFact> {
        self.records.get(&resident).copied()
    }

    pub(super) fn programme(&self, key: i64) -> Option<&'a ProgrammeRecord> {
        self.programmes.get(&key).copied()
    }

    pub(super) fn code(&self, programme: i64) -> &'a str {
        self.programme(programme).map_or("", |one| one.row.code.as_str())
    }

    /// Keys of the programmes with these codes.
    pub(super) fn keys(&self, codes: &[&str]) -> Vec<i64> {
        codes.iter().filter_map(|code| self.codes.get(code).copied()).collect()
    }

    fn live(&self, line: &LineFact) -> bool {
        match self.world.asked {
            Asked::Paid => line.state == PaymentState::Paid && self.come(line.paid_on),
            Asked::Planned => matches!(
                line.state,
                PaymentState::Planned
                    | PaymentState::Held
                    | PaymentState::Sent
                    | PaymentState::Paid
                    | PaymentState::Returned
            ),
        }
    }

    /// Whether the day is known and come by the day asked for.
    pub(super) fn come(&self, day: Option<NaiveDate>) -> bool {
        day.is_some_and(|day| day <= self.world.as_of)
    }

    /// Whether the rules are asked about this line.
    pub(super) const fn asked(&self, line: &LineFact) -> bool {
        match self.world.asked {
            Asked::Paid => true,
            Asked::Planned => line.id < 0,
        }
    }

    /// Live lines that the rules are asked about.
    pub(super) fn asked_lines(&self) -> impl Iterator<Item = &'a LineFact> {
        self.lines.iter().map(|(_, line)| *line).filter(|line| self.asked(line))
    }

    /// Live lines, a person and a month at a time.
    pub(super) fn drawn(&self) -> impl Iterator<Item = Drawn<'_>> {
        let groups = self.lines.chunk_by(|(one, first), (other, second)| one == other && first.month == second.month);
        groups.filter_map(|lines| {
            let (person, line) = lines.first()?;
            let (person, month) = (self.persons.get(person)?, line.month);
            Some(Drawn { index: self, person, month, paid: Paid::all(self, lines), lines })
        })
    }

    /// Unit that puts it right: what veterans are paid tells who is one, so that it stays with the street.
    pub(super) fn owner(&self, programme: i64, unit: i64) -> Option<i64> {
        let veterans = self.programme(programme).is_some_and(|one| one.row.group == ProgrammeGroup::Veteran);
        Some(unit).filter(|_| !veterans)
    }

    /// What a rule says about a line.
    pub(super) fn on_line(
        &self,
        rule: &'static str,
        severity: Severity,
        line: &LineFact,
        amount: Fen,
        evidence: Json,
        explain: String,
    ) -> Breach {
        Breach {
            rule,
            severity,
            line: Some(line.id),
            enrolment: line.enrolment,
            person: Some(self.person_of(line.resident, line.person)),
            resident: Some(line.resident),
            programme: Some(line.programme),
            unit: self.owner(line.programme, line.unit),
            account: Some(line.account),
            payroll: Some(line.payroll),
            month: Some(line.month),
            amount: Some(amount),
            key: None,
            settled: self.come(line.recovered_on),
            evidence,
            explain,
        }
    }

    /// What a rule says about an entitlement.
    pub(super) fn on_enrolment(
        &self,
        rule: &'static str,
        severity: Severity,
        enrolment: &EnrolmentFact,
        evidence: Json,
        explain: String,
    ) -> Breach {
        Breach {
            rule,
            severity,
            line: None,
            enrolment: Some(enrolment.id),
            person: Some(self.person_of(enrolment.resident, enrolment.person)),
            resident: Some(enrolment.resident),
            programme: Some(enrolment.programme),
            unit: self.owner(enrolment.programme, enrolment.unit),
            account: Some(enrolment.account),
            payroll: None,
            month: None,
            amount: None,
            key: None,
            settled: false,
            evidence,
            explain,
        }
    }

    /// What a rule says about a record of a person.
    pub(super) fn on_record(
        rule: &'static str,
        severity: Severity,
        record: &PersonFact,
        evidence: Json,
        explain: String,
    ) -> Breach {
        Breach {
            rule,
            severity,
            line: None,
            enrolment: None,
            person: Some(record.person),
            resident: Some(record.resident),
            programme: None,
            unit: Some(record.hukou_unit),
            account: None,
            payroll: None,
            month: None,
            amount: None,
            key: None,
            settled: false,
            evidence,
            explain,
        }
    }

    /// The breach of a subject as one of the planned line.
    pub(super) fn of_line(breach: Breach, line: &LineFact) -> Breach {
        Breach {
            line: Some(line.id),
            enrolment: line.enrolment,
            programme: Some(line.programme),
            payroll: Some(line.payroll),
            month: Some(line.month),
            amount: Some(line.amount),
            ..breach
        }
    }
}

fn persons(facts: &[PersonFact]) -> HashMap<i64, Person<'_>> {
    let mut persons: HashMap<i64, Person<'_>> = HashMap::with_capacity(facts.len());
    for record in facts {
        let person = persons.entry(record.person).or_insert_with(|| Person {
            key: record.person,
            record,
            died_on: None,
            moved_out_on: None,
            enrolments: Vec::new(),
            certificates: Vec::new(),
        });
        if record.resident == record.person {
            person.record = record;
        }
        person.died_on = earlier(person.died_on, record.died_on);
        person.moved_out_on = earlier(person.moved_out_on, record.moved_out_on);
    }
    persons
}

fn earlier(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    one.into_iter().chain(other).min()
}

/// The live lines of one person in one month.
pub(super) struct Drawn<'a> {
    pub index: &'a Index<'a>,
    pub person: &'a Person<'a>,
    pub month: Month,
    /// By programme.
    pub paid: Vec<Paid<'a>>,
    lines: &'a [(i64, &'a LineFact)],
}

impl<'a> Drawn<'a> {
    /// Those that the rules are asked about.
    pub(super) fn asked(&self) -> impl Iterator<Item = &'a LineFact> + use<'a> {
        let index = self.index;
        self.lines.iter().map(|(_, line)| *line).filter(move |line| index.asked(line))
    }

    /// The tier that facts call for, or else the recorded one.
    pub(super) fn tier(&self, programme: &ProgrammeRecord, line: &LineFact) -> Option<i64> {
        let claimant = Claimant {
            birth_date: self.person.record.birth_date,
            certificates: &self.person.certificates,
            dibao: self.person.entitled(self.index.dibao, self.month),
        };
        correct_tier(programme, claimant, self.month).or(line.tier)
    }

    /// What is wrong with the whole amount of a line.
    pub(super) fn breach(
        &self,
        rule: &'static str,
        severity: Severity,
        line: &LineFact,
        evidence: Json,
        explain: String,
    ) -> Breach {
        self.index.on_line(rule, severity, line, line.amount, evidence, explain)
    }
}

/// A date in words.
pub(super) fn words(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A date as evidence.
pub(super) fn dated(name: &str, day: NaiveDate) -> Json {
    json!({ name: day.to_string() })
}
