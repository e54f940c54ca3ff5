//! From terms to rent periods.
//!
//! Periods follow the pay cycle from the first day of a term; the last one is cut at the end and is
//! priced by days (actual/365). A stretch of equal rent is worth rent x (months / 12 + days / 365); every
//! period takes what the half-up running total of its stretch grows by, so that the periods sum to the
//! contract and a later version changes no earlier period. A version counts for the
//! periods that start on or after the day it is effective; escalation likewise.

use chrono::{Days, Months, NaiveDate};
use entity::{money::Fen, vocab::PayCycle};

use crate::assets::model::{Rise, Terms};

/// A rent period before it is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    /// Inclusive.
    pub to: NaiveDate,
    pub due_on: NaiveDate,
    pub amount: Fen,
}

/// Whole months of a cycle; none for rent that is paid at once for the whole term.
const fn months_of(cycle: PayCycle) -> Option<u32> {
    match cycle {
        PayCycle::Month => Some(1),
        PayCycle::Quarter => Some(3),
        PayCycle::HalfYear => Some(6),
        PayCycle::Year => Some(12),
        PayCycle::PrepaidAll => None,
    }
}

/// `day` moved by whole months; the last day of a shorter month stands in for a missing one.
#[must_use]
pub fn add_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The day before.
#[must_use]
pub fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

/// Whole months from `from` to `to` (inclusive last day), a part of a month counted as one.
#[must_use]
pub fn term_months(from: NaiveDate, to: NaiveDate) -> u32 {
    let end = to.checked_add_days(Days::new(1)).unwrap_or(to);
    (0..=12_000).find(|months| add_months(from, *months) >= end).unwrap_or(0)
}

/// `numerator / denominator`, half up.
fn half_up(numerator: i128, denominator: i128) -> i64 {
    let rounded = (numerator * 2 + denominator).div_euclid(denominator * 2);
    i64::try_from(rounded).unwrap_or(i64::MAX)
}

/// Annual rent in force for a period that starts on `day`.
#[must_use]
pub fn rent_on(terms: &Terms, day: NaiveDate) -> Fen {
    let Some(escalation) = terms.escalation else { return terms.annual_rent };
    let mut rent = terms.annual_rent.0;
    for step in steps(terms) {
        if step > day {
            break;
        }
        rent = match escalation.by {
            Rise::BasisPoints(points) => half_up(i128::from(rent) * i128::from(10_000 + points), 10_000),
            Rise::Amount(amount) => rent + amount.0,
        };
    }
    Fen(rent)
}

/// The days on which the rent rises within the term, oldest first.
#[must_use]
pub fn steps(terms: &Terms) -> Vec<NaiveDate> {
    let every = terms.escalation.map_or(0, |escalation| u32::try_from(escalation.every_months).unwrap_or(0));
    if every == 0 {
        return Vec::new();
    }
    let days = (1..).map(|step: u32| add_months(terms.rent_from, step * every));
    days.take_while(|day| *day <= terms.end_on).collect()
}

/// A stretch of consecutive periods at one rent: `months` in full cycles and `days` beyond them.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    rent: i64,
    months: u32,
    days: i64,
}

impl Stretch {
    /// Exact value of the stretch, half up: rent x (months / 12 + days / 365).
    fn value(self) -> i64 {
        let parts = i128::from(self.months) * 365 + i128::from(self.days) * 12;
        half_up(i128::from(self.rent) * parts, 12 * 365)
    }
}

/// All rent periods of a contract with these versions (oldest first), whole terms only.
#[must_use]
pub fn schedule(versions: &[Terms]) -> Vec<Period> {
    let mut starts: Vec<NaiveDate> = versions.iter().map(|terms| terms.start_on).collect();
    starts.dedup();
    let mut periods = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let own: Vec<&Terms> = versions.iter().filter(|terms| terms.start_on == *start).collect();
        periods.extend(term(&own, starts.get(index + 1).copied()));
    }
    periods
}

/// The periods of one term; `next` is the first day of the term after it.
fn term(versions: &[&Terms], next: Option<NaiveDate>) -> Vec<Period> {
    let Some(first) = versions.first() else { return Vec::new() };
    let mut periods: Vec<Period> = Vec::new();
    let mut stretch = Stretch::default();
    let (mut anchor, mut cycles, mut elapsed) = (first.start_on, 0_u32, 0_u32);
    let mut cycle = first.cycle;
    let mut cursor = first.start_on;
    loop {
        let terms = versions.iter().rev().find(|terms| terms.effective_from <= cursor).unwrap_or(first);
        let end = next.map_or(terms.end_on, |next| terms.end_on.min(day_before(next)));
        if cursor > end {
            break;
        }
        if terms.cycle != cycle {
            (anchor, cycles, cycle) = (cursor, 0, terms.cycle);
        }
        let months = months_of(cycle).unwrap_or_else(|| term_months(cursor, end));
        let following = add_months(anchor, (cycles + 1) * months);
        let full = day_before(following) <= end;
        let to = if full { day_before(following) } else { end };
        let rent = rent_on(terms, cursor).0;
        if stretch.rent != rent {
            stretch = Stretch { rent, ..Stretch::default() };
        }
        let before = stretch.value();
        if full {
            stretch.months += months;
        } else {
            stretch.days += (to - cursor).num_days() + 1;
        }
        let due_on = add_months(terms.first_due_on, elapsed);
        periods.push(Period { from: cursor, to, due_on, amount: Fen(stretch.value() - before) });
        elapsed += if full { months } else { term_months(cursor, to) };
        cursor = to.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
        cycles += 1;
        if !full || months_of(cycle).is_none() {
            // Whatever follows a cut period, or one of no fixed length, counts from its own first day.
            (anchor, cycles) = (cursor, 0);
        }
    }
    rent_free(&mut periods, first);
    periods
}

/// Days free of rent reduce the first periods.
fn rent_free(periods: &mut [Period], terms: &Terms) {
    let mut left = free_of_rent(terms).0;
    for period in periods {
        let off = left.min(period.amount.0);
        period.amount.0 -= off;
        left -= off;
    }
}

/// What the rent-free days are worth.
#[must_use]
pub fn free_of_rent(terms: &Terms) -> Fen {
    Fen(half_up(i128::from(terms.annual_rent.0) * i128::from(terms.rent_free_days), 365))
}

/// The periods that can still be billed once everything up to `billed_to` is, cut at `until` (the day
/// the lessee left, inclusive) where it is given; a cut period is priced by days.
#[must_use]
pub fn unbilled(versions: &[Terms], billed_to: Option<NaiveDate>, until: Option<NaiveDate>) -> Vec<Period> {
    let fresh = schedule(versions).into_iter().filter(|period| billed_to.is_none_or(|day| period.from > day));
    let kept = fresh.filter(|period| until.is_none_or(|day| period.from <= day));
    kept.map(|period| match until {
        Some(day) if day < period.to => {
            let whole = (period.to - period.from).num_days() + 1;
            let used = (day - period.from).num_days() + 1;
            let amount = Fen(half_up(i128::from(period.amount.0) * i128::from(used), i128::from(whole)));
            Period { to: day, amount, ..period }
        }
        _ => period,
    })
    .collect()
}
