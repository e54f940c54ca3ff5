//! Bills of a lease up to the end of 2022, and what was paid on them.

use chrono::{Datelike, NaiveDate};
use entity::{
    money::Fen,
    vocab::{BillItem, PayCycle, PaymentMethod, RentAccount},
};

use super::{
    dates::{TODAY, on, plus},
    plants::Act,
};
use crate::{
    assets::{
        model::{Allocation, Bill, LeaseFile, Receipt, Recognition},
        rules::{
            schedule::{Period, unbilled},
            spread::by_year,
        },
    },
    demo::random::Random,
};

/// Bills and receipts; a bill's id is its place in the lease, from 1.
pub fn settle(rng: &mut Random, lease: &mut LeaseFile, acts: &[Act]) {
    issue(lease);
    let unpaid = acts.iter().find(|act| matches!(act, Act::Unpaid { .. }));
    let (mut late, mut receipts) = (Vec::new(), Vec::new());
    for bill in &lease.bills {
        if owed(unpaid, bill) {
            late.push(bill.clone());
        } else if bill.amount.0 > 0 {
            let paid_on = usual_day(rng, bill);
            receipts.push(receipt(rng, paid_on, vec![(bill.id, bill.amount)]));
        }
    }
    receipts.extend(arrears(rng, unpaid, &late));
    receipts.sort_by_key(|receipt| (receipt.paid_on, receipt.allocations.first().map(|part| part.bill)));
    lease.receipts = receipts;
    prepaid(lease, acts);
    for act in acts {
        if let Act::LateBooking { booked } = act {
            book_late(lease, on(*booked));
        }
    }
}

fn issue(lease: &mut LeaseFile) {
    let today = on(TODAY);
    let periods = unbilled(&lease.terms, None, lease.left_on(today));
    let due = periods.into_iter().filter(|period| period.due_on <= today && period.from <= today);
    let bills: Vec<Bill> = (1..)
        .zip(due)
        .map(|(id, period)| Bill {
            id,
            item: BillItem::Rent,
            period_from: period.from,
            period_to: period.to,
            due_on: period.due_on,
            issued_on: plus(period.due_on, -5).max(signed_for(lease, &period)),
            amount: period.amount,
            waivers: Vec::new(),
        })
        .collect();
    lease.bills = bills;
}

/// The day the term of the period was agreed on in writing, if it was when it began.
fn signed_for(lease: &LeaseFile, period: &Period) -> NaiveDate {
    let start = lease.terms.iter().map(|terms| terms.start_on).filter(|start| *start <= period.from).max();
    let first = lease.terms.iter().find(|terms| Some(terms.start_on) == start);
    first.and_then(|terms| terms.signed_on).unwrap_or(NaiveDate::MIN)
}

fn owed(unpaid: Option<&Act>, bill: &Bill) -> bool {
    match unpaid {
        Some(Act::Unpaid { since, until, .. }) => on(*since) <= bill.due_on && bill.due_on <= on(*until),
        _ => false,
    }
}

/// Most pay around the due date, a few within the days of grace.
fn usual_day(rng: &mut Random, bill: &Bill) -> NaiveDate {
    let days = if rng.chance(4) { rng.range(11, 15) } else { rng.range(-3, 10) };
    plus(bill.due_on, days).max(bill.issued_on).min(on(TODAY))
}

/// What was paid on bills that were not paid in time.
fn arrears(rng: &mut Random, unpaid: Option<&Act>, late: &[Bill]) -> Vec<Receipt> {
    let (Some(Act::Unpaid { part, paid, .. }), Some(first)) = (unpaid, late.first()) else { return Vec::new() };
    let mut receipts = Vec::new();
    if *part > 0 {
        receipts.push(receipt(rng, plus(first.due_on, 3), vec![(first.id, Fen(part * 100))]));
    }
    if let Some(paid) = paid {
        let open = |bill: &Bill| bill.amount.0 - if bill.id == first.id { part * 100 } else { 0 };
        let parts = late.iter().map(|bill| (bill.id, Fen(open(bill)))).collect();
        receipts.push(receipt(rng, on(*paid), parts));
    }
    receipts
}

fn receipt(rng: &mut Random, paid_on: NaiveDate, parts: Vec<(i64, Fen)>) -> Receipt {
    let allocation = |(bill, amount)| Allocation { id: 0, bill, amount, allocated_on: paid_on };
    Receipt {
        id: 0,
        number: String::new(),
        amount: Fen(parts.iter().map(|(_, amount)| amount.0).sum()),
        paid_on,
        method: PaymentMethod::Bank,
        account: RentAccount::Collective,
        voucher: Some(String::new()),
        booked_on: Some(plus(paid_on, rng.range(0, 5)).min(on(TODAY))),
        covers: None,
        allocations: parts.into_iter().map(allocation).collect(),
        recognitions: Vec::new(),
    }
}

/// Rent for the whole term belongs to the years it covers.
fn prepaid(lease: &mut LeaseFile, acts: &[Act]) {
    let Some(terms) = lease.terms.first().filter(|terms| terms.cycle == PayCycle::PrepaidAll) else { return };
    let (from, to) = (terms.start_on, terms.end_on);
    let corrected = acts.iter().find_map(|act| match act {
        Act::Lump { corrected } => Some(on(*corrected)),
        _ => None,
    });
    for receipt in &mut lease.receipts {
        let booked_on = receipt.booked_on.unwrap_or(receipt.paid_on);
        let years = by_year(receipt.amount, from, to);
        let entry = |year, amount, booked_on| Recognition { id: 0, year, amount, booked_on };
        receipt.covers = Some((from, to));
        receipt.recognitions = match corrected {
            None => years.into_iter().map(|(year, amount)| entry(year, amount, booked_on)).collect(),
            Some(day) => {
                let year = receipt.paid_on.year();
                let lump = entry(year, receipt.amount, booked_on);
                let moved = years.into_iter().map(|(of, part)| {
                    let amount = if of == year { Fen(part.0 - receipt.amount.0) } else { part };
                    entry(of, amount, day)
                });
                std::iter::once(lump).chain(moved).collect()
            }
        };
    }
}

/// The receipts of the first quarter of 2022 wait for their vouchers.
fn book_late(lease: &mut LeaseFile, booked: NaiveDate) {
    let quarter = on((2022, 1, 1))..=on((2022, 3, 31));
    for receipt in lease.receipts.iter_mut().filter(|receipt| quarter.contains(&receipt.paid_on)) {
        receipt.booked_on = Some(booked);
    }
}
