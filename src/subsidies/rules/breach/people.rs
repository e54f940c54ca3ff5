//! Rules about whoever is paid: dead, gone, too young, grown up, badly numbered, overlooked.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use entity::vocab::{EnrolmentState, IdNumberKind, Severity};
use serde_json::json;

use super::world::{Drawn, Index, Person, dated, words};
use crate::{
    kernel::time::{Month, age_on},
    subsidies::{
        model::facts::{Asked, Breach, PersonFact},
        rules::amount::later,
    },
};

/// Programmes for children, and the age they end at.
const CHILDREN: [&str; 2] = ["ET01", "ET02"];
const GROWN: i32 = 18;
/// Programme that everybody of an age is entitled to, and the age.
const AGED: &str = "ZLJ";
const AGED_FROM: i32 = 80;
/// Programme that every holder of a certificate of these grades is entitled to, unless one of the others is drawn.
const NURSED: &str = "CJ02";
const SEVERE: i32 = 2;
const INSTEAD: [&str; 4] = ["TK01", "TK02", "CJ02", "YL02"];

/// S01: paid for a month after that of death.
pub(super) fn dead_paid(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    let Some(died) = drawn.person.died_on else { return };
    if drawn.month <= later(Month::of(died), drawn.index.world.parameters.death_grace) {
        return;
    }
    let explain = format!("{}死亡,自死亡次月起不应再发。", words(died));
    for line in drawn.asked() {
        found.push(drawn.breach("S01", Severity::High, line, dated("diedOn", died), explain.clone()));
    }
}

/// S06: paid for a month after that in which the hukou left.
pub(super) fn moved_out(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    let Some(left) = drawn.person.moved_out_on.filter(|left| drawn.month > Month::of(*left)) else { return };
    let index = drawn.index;
    let bound = |programme: i64| !index.world.parameters.anywhere.iter().any(|code| code == index.code(programme));
    let explain = format!("户籍{}迁出本街道,自次月起不应再发。", words(left));
    for line in drawn.asked().filter(|line| bound(line.programme)) {
        found.push(drawn.breach("S06", Severity::High, line, dated("movedOutOn", left), explain.clone()));
    }
}

/// S07: paid before the age is reached, on the last day of the month.
pub(super) fn too_young(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    let Some(end) = drawn.month.last_day() else { return };
    let birth = drawn.person.record.birth_date;
    let age = age_on(birth, end);
    for line in drawn.asked() {
        let code = drawn.index.code(line.programme);
        let least = drawn.index.world.parameters.least_age.get(code);
        if let Some(least) = least.filter(|least| age < **least) {
            let evidence = json!({ "birthDate": birth.to_string(), "leastAge": least });
            let explain = format!("{}出生,应满{least}周岁的当月起发,发放月份尚未年满。", words(birth));
            found.push(drawn.breach("S07", Severity::Medium, line, evidence, explain));
        }
    }
}

/// S15: a child's benefit after the month of the eighteenth birthday.
pub(super) fn aged_out(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    let birth = drawn.person.record.birth_date;
    let Some(grown) = birthday(birth, GROWN).filter(|grown| drawn.month > Month::of(*grown)) else { return };
    let explain = format!("{}年满18周岁,自次月起应停发或转接。", words(grown));
    for line in drawn.asked().filter(|line| CHILDREN.contains(&drawn.index.code(line.programme))) {
        found.push(drawn.breach("S15", Severity::Medium, line, dated("grownOn", grown), explain.clone()));
    }
}

/// The day on which `years` are completed: on 1 March for who was born on a leap day.
fn birthday(birth: NaiveDate, years: i32) -> Option<NaiveDate> {
    birth.with_year(birth.year() + years).or_else(|| NaiveDate::from_ymd_opt(birth.year() + years, 3, 1))
}

/// S10: the registered identity number is invalid.
pub(super) fn invalid_id(index: &Index<'_>, found: &mut Vec<Breach>) {
    let explain = "登记的居民身份证号未通过校验(位数、日期或校验码),请核实更正。";
    numbered(index, ("S10", Severity::Medium, IdNumberKind::Invalid), explain, found);
}

/// S18: still the old number of 15 digits.
pub(super) fn legacy_id(index: &Index<'_>, found: &mut Vec<Breach>) {
    let explain = "登记的仍是15位旧身份证号,请升位,与18位号的记录合并。";
    numbered(index, ("S18", Severity::Info, IdNumberKind::Legacy), explain, found);
}

fn numbered(
    index: &Index<'_>,
    (rule, severity, kind): (&'static str, Severity, IdNumberKind),
    explain: &str,
    found: &mut Vec<Breach>,
) {
    let breach = |record: &PersonFact| {
        let evidence = json!({ "idNumberKind": kind });
        Index::on_record(rule, severity, record, evidence, explain.to_owned())
    };
    let of_kind = |resident: i64| index.record(resident).filter(|record| record.id_number_kind == kind);
    if index.world.asked == Asked::Planned {
        let lines = index.asked_lines().filter_map(|line| Some(Index::of_line(breach(of_kind(line.resident)?), line)));
        found.extend(lines);
        return;
    }
    let drawn = index.world.facts.enrolments.iter().filter(|one| one.drawn_on(index.world.as_of));
    let drawing: BTreeSet<i64> =
        drawn.map(|one| one.resident).chain(index.asked_lines().map(|line| line.resident)).collect();
    found.extend(drawing.into_iter().filter_map(of_kind).map(breach));
}

/// S14: entitled by age or certificate, and not enrolled.
pub(super) fn eligible_not_enrolled(index: &Index<'_>, found: &mut Vec<Breach>) {
    let (aged, nursed, instead) = (index.keys(&[AGED]), index.keys(&[NURSED]), index.keys(&INSTEAD));
    let day = index.world.as_of;
    let here = |person: &&Person<'_>| person.died_on.is_none() && person.moved_out_on.is_none();
    for person in index.persons.values().filter(here) {
        let birth = person.record.birth_date;
        if age_on(birth, day) >= AGED_FROM
            && !enrolled(index, person, &aged)
            && let Some(since) = birthday(birth, AGED_FROM)
        {
            found.push(overlooked(index, person, AGED, since, "年满80周岁、户籍在本街道"));
        }
        let valid = person.certificates.iter().filter(|one| one.issued_on <= day && day <= one.valid_until);
        let since = valid.filter(|one| one.grade <= SEVERE).map(|one| one.issued_on).min();
        if let Some(since) = since.filter(|_| !enrolled(index, person, &instead) && !applied(index, person, &nursed)) {
            found.push(overlooked(index, person, NURSED, since, "持有效的一、二级残疾人证"));
        }
    }
}

/// Enrolled on the day, or not stopped.
fn enrolled(index: &Index<'_>, person: &Person<'_>, programmes: &[i64]) -> bool {
    let day = index.world.as_of;
    let on_list = |state| matches!(state, EnrolmentState::Suspended);
    person.enrolments.iter().any(|one| {
        programmes.contains(&one.programme) && one.covers(Month::of(day)) && (on_list(one.state) || one.drawn_on(day))
    })
}

fn applied(index: &Index<'_>, person: &Person<'_>, programmes: &[i64]) -> bool {
    index.world.facts.applications.iter().any(|one| {
        programmes.contains(&one.programme)
            && one.applied_on <= index.world.as_of
            && index.person_of(one.resident, one.resident) == person.key
    })
}

fn overlooked(index: &Index<'_>, person: &Person<'_>, code: &str, since: NaiveDate, why: &str) -> Breach {
    let days = (index.world.as_of - since).num_days();
    let severity = match days {
        ..30 => Severity::Info,
        30..=90 => Severity::Low,
        _ => Severity::Medium,
    };
    let evidence = json!({ "programme": code, "eligibleSince": since.to_string(), "days": days });
    let explain = format!("{why},自{}起应享受{code},至今{days}天未在册,请主动告知申请。", words(since));
    let breach = Index::on_record("S14", severity, person.record, evidence, explain);
    let programme = index.keys(&[code]).first().copied();
    Breach { programme, key: Some(format!("{code}:{since}")), ..breach }
}
