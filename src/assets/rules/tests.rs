use chrono::{Days, Months, NaiveDate};
use entity::{
    money::Fen,
    vocab::{Ageing, LeaseKind, LeaseState, LesseeKind, PayCycle, TermsKind},
};
use proptest::prelude::*;

use super::{
    allocate::{Open, oldest_first},
    balance::ageing,
    schedule::{Period, free_of_rent, schedule, term_months, unbilled},
    spread::by_year,
};
use crate::assets::model::{Escalation, LeaseFile, Lessee, Rise, Terms};

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn after(day: NaiveDate, months: u32, days: u64) -> NaiveDate {
    day + Months::new(months) + Days::new(days)
}

/// Terms from `start` for so many months and days.
fn terms(start: NaiveDate, months: u32, days: u64, annual_rent: i64, cycle: PayCycle) -> Terms {
    Terms {
        id: 1,
        number: 1,
        kind: TermsKind::Original,
        effective_from: start,
        signed_on: None,
        start_on: start,
        end_on: after(start, months, days).pred_opt().unwrap(),
        area: None,
        usage: None,
        annual_rent: Fen(annual_rent),
        rent_from: start,
        escalation: None,
        cycle,
        in_advance: true,
        first_due_on: start,
        rent_free_days: 0,
        deposit_due: Fen(0),
        deposit_clause: None,
        breach_clause: None,
        sublet_clause: None,
        maintenance_clause: None,
        payee_account: None,
        signatures: true,
    }
}

fn sum(periods: &[Period]) -> i128 {
    periods.iter().map(|period| i128::from(period.amount.0)).sum()
}

fn rounded(numerator: i128, denominator: i128) -> i128 {
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    if rest * 2 >= denominator { whole + 1 } else { whole }
}

/// Months of a full cycle; none when everything is paid at once.
fn cycle_months(cycle: PayCycle) -> Option<u32> {
    match cycle {
        PayCycle::Month => Some(1),
        PayCycle::Quarter => Some(3),
        PayCycle::HalfYear => Some(6),
        PayCycle::Year => Some(12),
        PayCycle::PrepaidAll => None,
    }
}

/// Rent of the first year and every rise up to `day`, one by one.
fn risen(terms: &Terms, day: NaiveDate) -> i128 {
    let mut rent = i128::from(terms.annual_rent.0);
    let Some(Escalation { every_months, by }) = terms.escalation else { return rent };
    let every = u32::try_from(every_months).unwrap();
    let mut step = 1;
    while after(terms.rent_from, every * step, 0) <= day {
        rent = match by {
            Rise::BasisPoints(points) => rounded(rent * i128::from(10_000 + points), 10_000),
            Rise::Amount(amount) => rent + i128::from(amount.0),
        };
        step += 1;
    }
    rent
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..12_000).prop_map(|days| d("2000-01-01") + Days::new(days))
}

fn cycle() -> impl Strategy<Value = PayCycle> {
    use PayCycle::{HalfYear, Month, PrepaidAll, Quarter, Year};
    prop::sample::select(vec![Month, Quarter, HalfYear, Year, PrepaidAll])
}

/// Tiny rents show what rounding does.
fn rent() -> impl Strategy<Value = i64> {
    prop_oneof![1_i64..=1_000, 1_i64..=10_000_000_000]
}

fn escalation() -> impl Strategy<Value = Option<Escalation>> {
    let share = (1_i32..=2_000).prop_map(Rise::BasisPoints);
    let amount = (1_i64..=10_000_000).prop_map(|fen| Rise::Amount(Fen(fen)));
    let rise = prop_oneof![share, amount];
    prop::option::of((6_i32..=60, rise).prop_map(|(every_months, by)| Escalation { every_months, by }))
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let span = (day(), 1_u32..=240, prop_oneof![Just(0_u64), 0_u64..28]);
    (span, rent(), cycle(), escalation()).prop_map(|((start, months, days), rent, cycle, escalation)| Terms {
        escalation,
        ..terms(start, months, days, rent, cycle)
    })
}

/// The periods follow each other from `start` to `end`, and none is negative.
fn assert_tiles(periods: &[Period], start: NaiveDate, end: NaiveDate) {
    let mut next = start;
    for period in periods {
        assert_eq!(period.from, next);
        assert!(period.to >= period.from && period.amount.0 >= 0, "{period:?}");
        next = period.to.succ_opt().unwrap();
    }
    assert_eq!(next, end.succ_opt().unwrap());
}

proptest! {
    #[test]
    fn periods_tile_the_term(terms in any_terms()) {
        let (start, end) = (terms.start_on, terms.end_on);
        assert_tiles(&schedule(&[terms]), start, end);
    }

    #[test]
    fn every_stretch_of_equal_rent_sums_exactly(terms in any_terms()) {
        let periods = schedule(std::slice::from_ref(&terms));
        // Rent, months in full cycles, days beyond, and what was charged.
        let mut stretches: Vec<(i128, i128, i128, i128)> = Vec::new();
        for (index, period) in (1..).zip(&periods) {
            let months = cycle_months(terms.cycle).unwrap_or_else(|| term_months(terms.start_on, terms.end_on));
            let full = period.to == after(terms.start_on, months * index, 0).pred_opt().unwrap();
            let days = (period.to - period.from).num_days() + 1;
            let (months, days) = if full { (i128::from(months), 0) } else { (0, i128::from(days)) };
            let rent = risen(&terms, period.from);
            match stretches.last_mut().filter(|stretch| stretch.0 == rent) {
                Some(last) => *last = (rent, last.1 + months, last.2 + days, last.3 + i128::from(period.amount.0)),
                None => stretches.push((rent, months, days, i128::from(period.amount.0))),
            }
        }
        for (rent, months, days, charged) in stretches {
            prop_assert_eq!(charged, rounded(rent * (months * 365 + days * 12), 12 * 365));
        }
    }

    #[test]
    fn whole_years_cost_whole_rents(start in day(), years in 1_u32..=20, rent in rent(), cycle in cycle()) {
        let periods = schedule(&[terms(start, years * 12, 0, rent, cycle)]);
        prop_assert_eq!(sum(&periods), i128::from(years) * i128::from(rent));
    }

    #[test]
    fn rent_free_days_are_taken_off_once(terms in any_terms(), days in 1_i32..=400) {
        let whole = schedule(std::slice::from_ref(&terms));
        let reduced = Terms { rent_free_days: days, ..terms };
        let off = i128::from(free_of_rent(&reduced).0);
        let left = schedule(&[reduced]);
        prop_assert_eq!(sum(&left), (sum(&whole) - off).max(0));
        prop_assert!(left.iter().zip(&whole).all(|(less, full)| 0 <= less.amount.0 && less.amount <= full.amount));
    }

    #[test]
    fn what_is_billed_is_not_billed_again(terms in any_terms(), at in any::<prop::sample::Index>()) {
        let all = schedule(std::slice::from_ref(&terms));
        let billed = at.index(all.len());
        let rest = unbilled(std::slice::from_ref(&terms), Some(all[billed].to), None);
        prop_assert_eq!(&rest, &all[billed + 1..]);
        prop_assert_eq!(unbilled(&[terms], None, None), all);
    }

    #[test]
    fn leaving_cuts_the_last_period_by_days(terms in any_terms(), at in any::<prop::sample::Index>(), days in 0_u64..400) {
        let all = schedule(std::slice::from_ref(&terms));
        let last = all[at.index(all.len())];
        let until = (last.from + Days::new(days)).min(last.to);
        let cut = unbilled(&[terms], None, Some(until));
        let (end, before) = cut.split_last().unwrap();
        prop_assert_eq!(before, &all[..before.len()]);
        let (used, whole) = ((until - last.from).num_days() + 1, (last.to - last.from).num_days() + 1);
        let amount = rounded(i128::from(last.amount.0) * i128::from(used), i128::from(whole));
        prop_assert_eq!((end.from, end.to, i128::from(end.amount.0)), (last.from, until, amount));
    }

    #[test]
    fn a_new_rent_leaves_what_is_billed_as_it_was(
        old in any_terms(), at in any::<prop::sample::Index>(), rent in rent(),
    ) {
        let all = schedule(std::slice::from_ref(&old));
        let first = at.index(all.len());
        let from = all[first].from;
        let new = Terms { number: 2, effective_from: from, rent_from: from, annual_rent: Fen(rent), ..old.clone() };
        let end = old.end_on;
        let amended = schedule(&[old.clone(), new]);
        assert_tiles(&amended, old.start_on, end);
        prop_assert_eq!(&amended[..first], &all[..first]);
    }

    #[test]
    fn an_extension_leaves_what_is_billed_as_it_was(old in any_terms(), months in 1_u32..=60) {
        let all = schedule(std::slice::from_ref(&old));
        let from = old.end_on.succ_opt().unwrap();
        let end_on = after(from, months, 0).pred_opt().unwrap();
        let new = Terms { number: 2, effective_from: from, end_on, escalation: None, rent_from: from, ..old.clone() };
        let start = old.start_on;
        let extended = schedule(&[old, new]);
        assert_tiles(&extended, start, end_on);
        prop_assert_eq!(&extended[..all.len()], &all[..]);
    }

    #[test]
    fn money_pays_the_oldest_bills_first(
        money in 0_i64..=1_000_000, bills in prop::collection::vec((day(), -10_i64..=300_000), 0..8),
    ) {
        let bills: Vec<Open> = (1..)
            .zip(&bills)
            .map(|(bill, (due_on, amount))| Open { bill, due_on: *due_on, amount: Fen(*amount) })
            .collect();
        let (parts, credit) = oldest_first(Fen(money), &bills);
        prop_assert_eq!(parts.iter().map(|(_, part)| part.0).sum::<i64>() + credit.0, money);
        let mut owed: Vec<&Open> = bills.iter().filter(|open| open.amount.0 > 0).collect();
        owed.sort_by_key(|open| (open.due_on, open.bill));
        for (index, (bill, part)) in parts.iter().enumerate() {
            prop_assert_eq!(*bill, owed[index].bill);
            prop_assert!(part.0 > 0 && *part <= owed[index].amount);
            prop_assert!(*part == owed[index].amount || index + 1 == parts.len(), "a later bill got money");
        }
        let all_paid = parts.len() == owed.len() && parts.iter().zip(&owed).all(|(part, open)| part.1 == open.amount);
        prop_assert!(credit.0 == 0 || all_paid, "credit while a bill is open");
    }

    #[test]
    fn years_share_a_payment_exactly(amount in 0_i64..=10_000_000_000, from in day(), days in 0_u64..8_000) {
        let to = from + Days::new(days);
        let parts = by_year(Fen(amount), from, to);
        prop_assert_eq!(parts.iter().map(|(_, part)| part.0).sum::<i64>(), amount);
        prop_assert!(parts.iter().all(|(_, part)| part.0 >= 0));
        prop_assert!(parts.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0));
    }
}

#[test]
fn an_odd_rent_in_quarters() {
    let periods = schedule(&[terms(d("2022-01-01"), 12, 0, 10_001, PayCycle::Quarter)]);
    assert_eq!(sum(&periods), 10_001);
    let due: Vec<String> = periods.iter().map(|period| period.due_on.to_string()).collect();
    assert_eq!(due, ["2022-01-01", "2022-04-01", "2022-07-01", "2022-10-01"]);
    assert!(periods.iter().all(|period| (2_500..=2_501).contains(&period.amount.0)), "{periods:?}");
}

#[test]
fn the_last_period_is_priced_by_days() {
    // A year and 31 days of 3,650.00 a year.
    let periods = schedule(&[terms(d("2022-01-01"), 13, 0, 365_000, PayCycle::Year)]);
    let amounts: Vec<i64> = periods.iter().map(|period| period.amount.0).collect();
    assert_eq!(amounts, [365_000, 31_000]);
}

#[test]
fn months_from_the_31st_do_not_drift() {
    let periods = schedule(&[terms(d("2022-01-31"), 12, 0, 120_000, PayCycle::Month)]);
    let starts: Vec<String> = periods.iter().map(|period| period.from.to_string()).collect();
    assert_eq!(starts[..5], ["2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30", "2022-05-31"]);
    assert!(periods.iter().all(|period| period.amount == Fen(10_000) && period.due_on == period.from));
    assert_eq!(periods.len(), 12);
}

#[test]
fn a_rise_counts_from_the_next_period() {
    // The rise of 5% after 18 months falls into a year that has begun.
    let by = Rise::BasisPoints(500);
    let rising = Terms {
        escalation: Some(Escalation { every_months: 18, by }),
        ..terms(d("2022-01-01"), 48, 0, 1_000_000, PayCycle::Year)
    };
    let amounts: Vec<i64> = schedule(&[rising]).iter().map(|period| period.amount.0).collect();
    assert_eq!(amounts, [1_000_000, 1_000_000, 1_050_000, 1_102_500]);
}

#[test]
fn an_extension_from_the_end_of_a_cut_period() {
    // 14 months in quarters: four, and two months by days; extended by four months at the same rent.
    let old = terms(d("2022-01-01"), 14, 0, 365_000, PayCycle::Quarter);
    let new = Terms { effective_from: d("2023-03-01"), end_on: d("2023-06-30"), ..old.clone() };
    let periods = schedule(&[old, new]);
    let ends: Vec<String> = periods[4..].iter().map(|period| period.to.to_string()).collect();
    assert_eq!(ends, ["2023-02-28", "2023-05-31", "2023-06-30"]);
    // 59 days, a quarter of a year, 30 days.
    assert_eq!(sum(&periods[4..]), 59_000 + 91_250 + 30_000);
}

#[test]
fn age_has_edges() {
    use Ageing::{D1To30, D31To90, D91To180, D181To365, Over365};
    let due = d("2022-01-01");
    for (days, class) in [
        (0, None),
        (1, Some(D1To30)),
        (30, Some(D1To30)),
        (31, Some(D31To90)),
        (90, Some(D31To90)),
        (91, Some(D91To180)),
        (180, Some(D91To180)),
        (181, Some(D181To365)),
        (365, Some(D181To365)),
        (366, Some(Over365)),
    ] {
        assert_eq!(ageing(due, due + Days::new(days)), class, "{days}");
    }
    assert_eq!(ageing(due, d("2021-12-31")), None, "not due yet");
}

fn lessee() -> Lessee {
    Lessee {
        id: 1,
        collective: 1,
        kind: LesseeKind::Company,
        name: String::new(),
        id_number: None,
        credit_code: None,
        phone: None,
        resident: None,
        household: None,
        member: false,
    }
}

/// A lease of 2022 whose lessee stayed three months longer.
fn lease() -> LeaseFile {
    LeaseFile {
        id: 1,
        collective: 1,
        asset: 1,
        lessee: lessee(),
        contract_number: String::new(),
        kind: LeaseKind::House,
        predecessor: None,
        drafted_on: d("2021-11-01"),
        signed_on: Some(d("2021-12-01")),
        filed_on: Some(d("2021-12-10")),
        active_on: Some(d("2022-01-01")),
        vacated_on: Some(d("2023-04-01")),
        terminated_on: None,
        renewed_on: None,
        settled_on: Some(d("2023-05-01")),
        version: 1,
        terms: vec![terms(d("2022-01-01"), 12, 0, 1, PayCycle::Year)],
        resolution: None,
        tender: None,
        documents: Vec::new(),
        deposits: Vec::new(),
        bills: Vec::new(),
        receipts: Vec::new(),
        sublets: Vec::new(),
    }
}

#[test]
fn state_follows_the_acts() {
    use LeaseState::{Active, Draft, Filed, Holdover, Renewed, Settled, Signed, Terminated, Vacated};
    let lease = lease();
    for (day, state) in [
        ("2021-11-30", Draft),
        ("2021-12-01", Signed),
        ("2021-12-10", Filed),
        ("2021-12-31", Filed),
        ("2022-01-01", Active),
        ("2022-12-31", Active),
        ("2023-01-01", Holdover),
        ("2023-03-31", Holdover),
        ("2023-04-01", Vacated),
        ("2023-05-01", Settled),
    ] {
        assert_eq!(lease.state_on(d(day)), state, "{day}");
    }
    let renewed = LeaseFile { renewed_on: Some(d("2023-01-01")), vacated_on: None, settled_on: None, ..lease.clone() };
    assert_eq!(renewed.state_on(d("2022-12-31")), Active);
    assert_eq!(renewed.state_on(d("2023-01-01")), Renewed);
    assert!(!renewed.occupied_on(d("2023-01-01")));
    let broken = LeaseFile { terminated_on: Some(d("2022-06-01")), vacated_on: None, settled_on: None, ..lease };
    assert_eq!(broken.state_on(d("2022-05-31")), Active);
    assert_eq!(broken.state_on(d("2022-06-01")), Terminated);
    assert_eq!((broken.occupied_on(d("2022-05-31")), broken.occupied_on(d("2022-06-01"))), (true, false));
}
