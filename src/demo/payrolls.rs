//! Writes payrolls, payment lines, bank returns and the payments that were made again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use entity::vocab::{BankReturnCode, PaymentState, PayrollKind, PayrollState};

use super::calendar::{DEC22, JAN22, Month, day, day_in, plus, yyyymm};
use super::emit_registry::next_id;
use super::facts::{BankReturn, Facts, Line, Payroll};
use super::lines::{Plan, Planned};
use super::random::Random;
use super::world::World;

/// First attempts that the bank returned and that were paid later.
const REISSUED: usize = 63;

/// One line that was paid again.
struct Repeat {
    line: Line,
    month: Month,
}

/// Writes everything that was paid.
pub fn write(world: &mut World, plan: &Plan, facts: &mut Facts) {
    let failed = first_attempts(world, plan);
    let mut repeats: BTreeMap<(Month, &'static str), Vec<Repeat>> = BTreeMap::new();
    for ((month, programme), planned) in plan {
        let paid_on = paid_on(programme, *month);
        let amount = planned.iter().map(|line| line.amount).sum();
        let open = planned.iter().any(|line| line.returned);
        let payroll = payroll(facts, programme, *month, (planned.len(), amount), paid_on, open);
        for (position, line) in planned.iter().enumerate() {
            let again = failed.contains(&(*month, programme, position));
            let state = match (line.returned, again) {
                (true, _) => PaymentState::Returned,
                (_, true) => PaymentState::Reissued,
                _ => PaymentState::Paid,
            };
            let row = push(facts, payroll, (programme, *month), position, line, state);
            if state != PaymentState::Paid {
                returned(&mut world.rng, facts, row.id, paid_on);
            }
            if again {
                let repeat = Repeat { line: row, month: *month };
                repeats.entry((*month, programme)).or_default().push(repeat);
            }
        }
    }
    for ((month, programme), list) in repeats {
        follow_up(facts, programme, month, list);
    }
    assess(world, facts);
}

/// What the last dibao line of an entitlement leaves of the standard is the income it was assessed with.
fn assess(world: &World, facts: &mut Facts) {
    let Ok(tier) = world.data.tier("DB01") else { return };
    for line in facts.lines.iter().filter(|line| line.programme == "DB01") {
        let standard = (0..=DEC22).rev().find(|month| yyyymm(*month) == line.month).map(|month| tier.standard(month));
        let enrolment = line.enrolment.and_then(|id| facts.enrolments.iter_mut().find(|one| one.id == id));
        if let (Some(standard), Some(enrolment)) = (standard, enrolment) {
            enrolment.assessed_income = Some((standard - line.amount).max(0));
        }
    }
}

/// Lines of 2022 up to November whose first attempt failed, one per person.
fn first_attempts(world: &mut World, plan: &Plan) -> BTreeSet<(Month, &'static str, usize)> {
    let mut all: Vec<(Month, &'static str, usize, usize)> = Vec::new();
    for ((month, programme), lines) in plan {
        if (JAN22..JAN22 + 11).contains(month) && *programme != "LS01" {
            let keyed = lines.iter().enumerate().filter(|(_, line)| !line.returned);
            all.extend(keyed.map(|(position, line)| (*month, *programme, position, line.draft)));
        }
    }
    world.rng.shuffle(&mut all);
    let mut persons = BTreeSet::new();
    let usable = |draft: usize| world.people.get(draft).is_some_and(|draft| !draft.planted && draft.present());
    all.into_iter()
        .filter(|(_, _, _, draft)| usable(*draft) && persons.insert(*draft))
        .map(|(month, programme, position, _)| (month, programme, position))
        .take(REISSUED)
        .collect()
}

fn payroll(
    facts: &mut Facts,
    programme: &'static str,
    month: Month,
    (count, amount): (usize, i64),
    paid_on: NaiveDate,
    open: bool,
) -> i64 {
    let id = next_id(&facts.payrolls);
    let state = if open { PayrollState::PartlyReconciled } else { PayrollState::Closed };
    facts.payrolls.push(Payroll {
        id,
        programme,
        month: yyyymm(month),
        kind: PayrollKind::Regular,
        state,
        declared_count: i32::try_from(count).unwrap_or(i32::MAX),
        declared_amount: amount,
        paid_on,
    });
    id
}

fn push(
    facts: &mut Facts,
    payroll: i64,
    (programme, month): (&'static str, Month),
    position: usize,
    planned: &Planned,
    state: PaymentState,
) -> Line {
    let line = Line {
        id: next_id(&facts.lines),
        payroll,
        reference: format!("{payroll}-{}", position + 1),
        enrolment: planned.enrolment,
        resident: planned.resident,
        programme,
        tier: planned.tier,
        unit: planned.unit,
        account: planned.account,
        month: yyyymm(month),
        amount: planned.amount,
        state,
        reissue_of: None,
    };
    facts.lines.push(line.clone());
    line
}

fn returned(rng: &mut Random, facts: &mut Facts, line: i64, paid_on: NaiveDate) {
    use BankReturnCode::{AccountClosed, AccountFrozen, HolderMismatch, IdMismatch, LimitExceeded, NoSuchAccount};
    let codes = [
        HolderMismatch,
        HolderMismatch,
        NoSuchAccount,
        NoSuchAccount,
        AccountClosed,
        AccountClosed,
        AccountFrozen,
        IdMismatch,
        LimitExceeded,
    ];
    let id = next_id(&facts.returns);
    let code = rng.pick(&codes).unwrap_or(NoSuchAccount);
    let returned_on = plus(paid_on, rng.range(1, 5));
    facts.returns.push(BankReturn { id, line, code, returned_on });
}

/// The returned lines of one payroll, paid again in the middle of the next month.
fn follow_up(facts: &mut Facts, programme: &'static str, month: Month, list: Vec<Repeat>) {
    let amount = list.iter().map(|repeat| repeat.line.amount).sum();
    let paid_on = workday(day_in(month + 1, 16));
    let size = (list.len(), amount);
    let id = payroll(facts, programme, month, size, paid_on, false);
    if let Some(payroll) = facts.payrolls.last_mut() {
        payroll.kind = PayrollKind::FollowUp;
    }
    for (position, repeat) in list.into_iter().enumerate() {
        debug_assert_eq!(repeat.month, month);
        let line = Line {
            id: next_id(&facts.lines),
            payroll: id,
            reference: format!("{id}-{}", position + 1),
            state: PaymentState::Paid,
            reissue_of: Some(repeat.line.id),
            ..repeat.line
        };
        facts.lines.push(line);
    }
}

/// Payment day of a regular payroll; two were late (S17, due on the 25th).
fn paid_on(programme: &str, month: Month) -> NaiveDate {
    let number = match (programme, month) {
        ("YL01", 14) => return day(2022, 3, 29),
        ("CJ02", 20) => return day(2022, 9, 28),
        ("DB01" | "TK01" | "TK02" | "JT01", _) => 9,
        ("CJ01" | "CJ02" | "ET01" | "ET02", _) => 12,
        ("ZLJ" | "WW01", _) => 15,
        ("YL01" | "YL02", _) => 18,
        ("JS01" | "JS02", _) => 20,
        ("WJ01", _) => 22,
        _ => 24,
    };
    workday(day_in(month, number))
}

/// The date, or the Friday before a weekend.
fn workday(date: NaiveDate) -> NaiveDate {
    match date.weekday() {
        Weekday::Sat => plus(date, -1),
        Weekday::Sun => plus(date, -2),
        _ => date,
    }
}
