//! Writes accounts, authorisations and enrolments.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::vocab::{AccountKind, EnrolmentState};

use super::calendar::{day, day_in, plus, yyyymm};
use super::draft::{Draft, Payee, Spell};
use super::emit_registry::{Registry, next_id};
use super::facts::{AgentAuthorisation, Enrolment, Facts, PayeeAccount};
use super::names;
use super::world::World;

/// Where the money of a person goes and which enrolments belong to whom.
pub struct Benefits {
    /// Own account id by draft index; 0 for persons without any payment.
    pub accounts: Vec<i64>,
    /// Draft index and spell of every enrolment, in the order of enrolment ids.
    pub spells: Vec<(usize, Spell)>,
}

/// Enrolments whose review is overdue on 2022-12-31 (S11).
const OVERDUE: usize = 37;
/// Enrolments whose review is due within the 30 days after.
const DUE_SOON: usize = 52;

/// Writes accounts for everybody with a payment, and the enrolments. `paid_once` are the draft
/// indexes that get one-off payments.
pub fn benefits(world: &mut World, registry: &Registry, paid_once: &BTreeSet<usize>, facts: &mut Facts) -> Benefits {
    let holders: BTreeSet<usize> = agents(&world.people);
    let mut accounts = vec![0; world.people.len()];
    for index in &registry.order {
        let Some(draft) = world.people.get(*index) else {
            continue;
        };
        let own = draft.spells.iter().any(|spell| spell.payee == Payee::Own);
        if own || holders.contains(index) || paid_once.contains(index) {
            let id = account(facts, draft.name.clone());
            if let Some(slot) = accounts.get_mut(*index) {
                *slot = id;
            }
        }
    }
    let mut benefits = Benefits { accounts, spells: Vec::new() };
    for index in &registry.order {
        let spells = world.people.get(*index).map(|draft| draft.spells.clone()).unwrap_or_default();
        for spell in spells {
            enrol(world, registry, &mut benefits, *index, spell, facts);
        }
    }
    reviews(world, &benefits, facts);
    benefits
}

fn agents(people: &[Draft]) -> BTreeSet<usize> {
    let spells = people.iter().flat_map(|draft| &draft.spells);
    let holder = |spell: &Spell| match spell.payee {
        Payee::Agent(holder) => Some(holder),
        _ => None,
    };
    spells.filter_map(holder).collect()
}

fn account(facts: &mut Facts, holder_name: String) -> i64 {
    let id = next_id(&facts.accounts);
    let number = card_number(0, u64::try_from(id).unwrap_or(0));
    facts.accounts.push(PayeeAccount { id, number, holder_name, kind: AccountKind::Personal });
    id
}

/// 19 digits: BIN 629999, two digits for the copy of the data set, ten scrambled digits of the
/// running number, Luhn digit.
pub fn card_number(copy: u32, running: u64) -> String {
    // The factor has no common divisor with 10^10, so different numbers stay different.
    let scrambled = running.wrapping_mul(7_364_136_223) % 10_000_000_000;
    let body = format!("629999{copy:02}{scrambled:010}");
    let check = luhn_digit(&body);
    format!("{body}{check}")
}

/// Digit that makes a number pass the Luhn check.
pub fn luhn_digit(body: &str) -> u32 {
    let digits = body.chars().rev().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits
        .enumerate()
        .map(|(position, digit)| match (position % 2, digit * 2) {
            (0, double) if double > 9 => double - 9,
            (0, double) => double,
            _ => digit,
        })
        .sum();
    (10 - sum % 10) % 10
}

fn enrol(
    world: &mut World,
    registry: &Registry,
    benefits: &mut Benefits,
    index: usize,
    spell: Spell,
    facts: &mut Facts,
) {
    let Some(draft) = world.people.get(index) else {
        return;
    };
    let canonical = registry.ids.get(index).copied().unwrap_or_default();
    let resident = match registry.second {
        Some((_, second)) if spell.second_record => second,
        _ => canonical,
    };
    let own = benefits.accounts.get(index).copied().unwrap_or_default();
    let account = match spell.payee {
        Payee::Own if spell.second_record => account(facts, draft.name.clone()),
        Payee::Own => own,
        Payee::Stranger => {
            let other = if draft.surname == Some("施") { "钱" } else { "施" };
            let name = names::name(&mut world.rng, other, draft.birth, draft.sex);
            account(facts, name)
        }
        Payee::Agent(holder) => {
            let account = benefits.accounts.get(holder).copied().unwrap_or_default();
            let id = next_id(&facts.authorisations);
            let valid_from = day_in(spell.start, 1);
            facts.authorisations.push(AgentAuthorisation { id, account, resident, valid_from, valid_to: None });
            account
        }
    };
    let state = if spell.end.is_none() { EnrolmentState::Active } else { EnrolmentState::Stopped };
    let id = next_id(&facts.enrolments);
    facts.enrolments.push(Enrolment {
        id,
        resident,
        programme: spell.programme,
        tier: spell.tier,
        unit: spell.unit.unwrap_or(draft.unit),
        state,
        start_month: yyyymm(spell.start),
        end_month: spell.end.map(yyyymm),
        stop_reason: spell.reason,
        account,
        next_review_on: None,
        assessed_income: None,
    });
    benefits.spells.push((index, spell));
}

/// Annual reviews: overdue, due soon, and all the others from February 2023 on.
fn reviews(world: &mut World, benefits: &Benefits, facts: &mut Facts) {
    let mut candidates: Vec<usize> = Vec::new();
    let mut seen = BTreeSet::new();
    for (position, (index, spell)) in benefits.spells.iter().enumerate() {
        let free = world.people.get(*index).is_some_and(|draft| !draft.planted && draft.present());
        if spell.end.is_none() && free && spell.start < 12 && seen.insert(*index) {
            candidates.push(position);
        }
    }
    world.rng.shuffle(&mut candidates);
    for enrolment in &mut facts.enrolments {
        if enrolment.state == EnrolmentState::Active {
            enrolment.next_review_on = Some(plus(day(2023, 2, 1), world.rng.range(0, 320)));
        }
    }
    let overdue = candidates.iter().take(OVERDUE);
    for (number, position) in overdue.enumerate() {
        let days = 2 + 3 * i32::try_from(number).unwrap_or(0);
        review(facts, *position, plus(day(2022, 12, 30), -days));
    }
    let soon = candidates.iter().skip(OVERDUE).take(DUE_SOON);
    for (number, position) in soon.enumerate() {
        let days = i32::try_from(number % 31).unwrap_or(0);
        review(facts, *position, plus(day(2022, 12, 31), days));
    }
}

fn review(facts: &mut Facts, position: usize, date: NaiveDate) {
    if let Some(enrolment) = facts.enrolments.get_mut(position) {
        enrolment.next_review_on = Some(date);
    }
}
