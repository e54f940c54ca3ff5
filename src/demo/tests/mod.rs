//! Tests of the demo data set: every figure and every planted anomaly, by predicates written
//! from `rules.json` and independent of the generator.

mod integrity;
mod pay_rules;
mod people_rules;
mod replicas;
mod totals;
mod worklists;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};
use entity::vocab::{EnrolmentState, PaymentState};

use super::facts::{DisabilityCertificate, Enrolment, Facts, Line, Resident};
use super::generate::generate;

/// The data set, built once for all tests.
fn facts() -> &'static Facts {
    static FACTS: OnceLock<Facts> = OnceLock::new();
    FACTS.get_or_init(|| generate().unwrap())
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    date(2022, 12, 31)
}

fn month_of(date: NaiveDate) -> i32 {
    date.year() * 100 + i32::try_from(date.month()).unwrap()
}

fn last_day(month: i32) -> NaiveDate {
    let (year, number) = (month / 100, u32::try_from(month % 100).unwrap());
    let first = if number == 12 { date(year + 1, 1, 1) } else { date(year, number + 1, 1) };
    first.pred_opt().unwrap()
}

fn age(birth: NaiveDate, on: NaiveDate) -> i32 {
    i32::try_from(on.years_since(birth).unwrap_or(0)).unwrap()
}

fn resident(id: i64) -> &'static Resident {
    let resident = &facts().residents[usize::try_from(id).unwrap() - 1];
    assert_eq!(resident.id, id);
    resident
}

/// The canonical record of whoever a record belongs to.
fn person(id: i64) -> &'static Resident {
    resident(resident(id).person)
}

fn paid() -> impl Iterator<Item = &'static Line> {
    facts().lines.iter().filter(|line| line.state == PaymentState::Paid)
}

fn certificates() -> &'static BTreeMap<i64, Vec<&'static DisabilityCertificate>> {
    static MAP: OnceLock<BTreeMap<i64, Vec<&'static DisabilityCertificate>>> = OnceLock::new();
    MAP.get_or_init(|| {
        let mut map: BTreeMap<i64, Vec<_>> = BTreeMap::new();
        for certificate in &facts().certificates {
            map.entry(person(certificate.resident).id).or_default().push(certificate);
        }
        map
    })
}

fn enrolments() -> &'static BTreeMap<i64, Vec<&'static Enrolment>> {
    static MAP: OnceLock<BTreeMap<i64, Vec<&'static Enrolment>>> = OnceLock::new();
    MAP.get_or_init(|| {
        let mut map: BTreeMap<i64, Vec<_>> = BTreeMap::new();
        for enrolment in &facts().enrolments {
            map.entry(person(enrolment.resident).id).or_default().push(enrolment);
        }
        map
    })
}

/// Enrolment of a person that covers a month.
fn enrolled(person: i64, programme: &str, month: i32) -> bool {
    enrolments().get(&person).into_iter().flatten().any(|enrolment| {
        enrolment.programme == programme
            && enrolment.start_month <= month
            && enrolment.end_month.is_none_or(|end| month <= end)
    })
}

/// Enrolment of a person that is not stopped.
fn live(person: i64, programme: &str) -> bool {
    enrolments()
        .get(&person)
        .into_iter()
        .flatten()
        .any(|enrolment| enrolment.programme == programme && enrolment.state != EnrolmentState::Stopped)
}

/// Persons and number of some lines.
fn summary<'a>(lines: impl Iterator<Item = &'a Line>) -> (BTreeSet<i64>, usize) {
    let mut persons = BTreeSet::new();
    let mut count = 0;
    for line in lines {
        assert!(line.month >= 202_201, "anomaly in 2021: {line:?}");
        persons.insert(person(line.resident).id);
        count += 1;
    }
    (persons, count)
}
