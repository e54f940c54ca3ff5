//! What set a lease apart before it is billed: later versions, missing facts, the end.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{DepositMove, DocumentKind, TermsKind},
};

use super::{
    contract::document,
    dates::{on, plus},
    plants::{Act, Clause},
    resolutions::Book,
    villages::Village,
};
use crate::{
    assets::{
        model::{DepositEntry, LeaseFile, Sublet, Terms},
        rules::schedule::schedule,
    },
    demo::random::Random,
};

/// Applies an act to the lease.
pub fn amend(rng: &mut Random, village: &Village, book: &mut Book, lease: &mut LeaseFile, act: &Act) {
    match *act {
        Act::Extend { signed, end, first_due } => extend(lease, on(signed), on(end), on(first_due)),
        Act::Reprice { signed, from, rent, .. } => add(lease, TermsKind::RentChange, on(signed), |terms| {
            terms.effective_from = on(from);
            terms.rent_from = on(from);
            terms.annual_rent = Fen(rent * 100);
        }),
        Act::Oral { signed } => oral(lease, on(signed)),
        Act::Lacks { clauses, signed } => {
            add(lease, TermsKind::Supplement, on(signed), |_| ());
            for terms in lease.terms.iter_mut().take(1) {
                for clause in clauses {
                    clear(terms, *clause);
                }
            }
        }
        Act::Loses { clause, signed } => {
            add(lease, TermsKind::Supplement, on(signed), |terms| clear(terms, clause));
        }
        Act::Shorten { signed, end } => {
            add(lease, TermsKind::TermChange, on(signed), |terms| terms.end_on = on(end));
        }
        Act::Sublet { started, observed, ended } => sublet(lease, on(started), on(observed), on(ended)),
        Act::LateDeposit { received } => lease.deposits.iter_mut().for_each(|entry| entry.moved_on = on(received)),
        Act::Ratified { adopted } => {
            lease.resolution = Some(book.ratify(rng, lease.collective, village, on(adopted)));
        }
        Act::MoreDeposit { signed } => add(lease, TermsKind::Supplement, on(signed), |terms| {
            terms.deposit_due = Fen(terms.deposit_due.0 / 2 * 3);
        }),
        Act::Vacate => {
            lease.vacated_on = lease.terms.last().map(|terms| terms.end_on);
            hand_over(lease, lease.vacated_on);
        }
        Act::Terminate { from, .. } => {
            let ends = schedule(&lease.terms).into_iter().map(|period| period.to);
            lease.terminated_on = ends.filter(|end| *end >= on(from)).min();
            hand_over(lease, lease.terminated_on);
        }
        Act::Unpaid { .. }
        | Act::Negotiated { .. }
        | Act::Misuse { .. }
        | Act::Larger { .. }
        | Act::LateBooking { .. }
        | Act::Lump { .. } => (),
    }
}

/// Adds a version that differs from the latest one as `change` says.
fn add(lease: &mut LeaseFile, kind: TermsKind, signed: NaiveDate, change: impl Fn(&mut Terms)) {
    let Some(latest) = lease.terms.last() else { return };
    let mut terms =
        Terms { number: latest.number + 1, kind, effective_from: signed, signed_on: Some(signed), ..latest.clone() };
    change(&mut terms);
    lease.terms.push(terms);
    lease.documents.push(document(DocumentKind::Supplement, signed));
}

/// A new term follows the old one; its rent is paid by the year.
fn extend(lease: &mut LeaseFile, signed: NaiveDate, end: NaiveDate, first_due: NaiveDate) {
    add(lease, TermsKind::TermChange, signed, |terms| {
        terms.start_on = plus(terms.end_on, 1);
        terms.end_on = end;
        terms.rent_from = terms.start_on;
        terms.first_due_on = first_due;
        terms.cycle = entity::vocab::PayCycle::Year;
    });
}

/// Nothing was in writing until the day.
fn oral(lease: &mut LeaseFile, signed: NaiveDate) {
    lease.signed_on = Some(signed);
    lease.filed_on = Some(plus(signed, 2));
    lease.drafted_on = lease.active_on.map_or(lease.drafted_on, |active| plus(active, -1));
    let active = lease.active_on;
    for terms in &mut lease.terms {
        terms.signed_on = None;
        terms.effective_from = active.unwrap_or(terms.effective_from);
    }
    add(lease, TermsKind::Supplement, signed, |_| ());
    lease.documents = vec![document(DocumentKind::Contract, signed)];
    lease.deposits.iter_mut().for_each(|entry: &mut DepositEntry| {
        entry.kind = DepositMove::Received;
        entry.moved_on = signed;
    });
}

/// Sublet without consent; the collective objected and the subtenant left.
fn sublet(lease: &mut LeaseFile, started_on: NaiveDate, observed_on: NaiveDate, ended_on: NaiveDate) {
    lease.sublets.push(Sublet {
        id: 0,
        subtenant: "南通恒捷包装材料经营部".to_owned(),
        started_on,
        observed_on,
        consent_on: None,
        objection_on: Some(plus(ended_on, -6)),
        ended_on: Some(ended_on),
    });
}

fn hand_over(lease: &mut LeaseFile, left: Option<NaiveDate>) {
    lease.documents.extend(left.map(|day| document(DocumentKind::Handover, day)));
}

fn clear(terms: &mut Terms, clause: Clause) {
    let text = match clause {
        Clause::Breach => &mut terms.breach_clause,
        Clause::Sublet => &mut terms.sublet_clause,
        Clause::Maintenance => &mut terms.maintenance_clause,
        Clause::Payee => &mut terms.payee_account,
    };
    *text = None;
}
