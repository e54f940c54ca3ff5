//! Ids and numbers, once everything is drawn up.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use entity::vocab::DocumentKind;

use super::{LeaseFacts, villages::VILLAGES};
use crate::assets::model::{AssetFile, LeaseFile};

/// Counters of the tables that are numbered through all leases or assets.
#[derive(Default)]
struct Counters {
    terms: i64,
    tenders: i64,
    documents: i64,
    deposits: i64,
    bills: i64,
    receipts: i64,
    allocations: i64,
    recognitions: i64,
    sublets: i64,
    ledger: i64,
    inspections: i64,
}

fn next(counter: &mut i64) -> i64 {
    *counter += 1;
    *counter
}

/// Ids in list order, contract and receipt numbers by day within the collective.
pub fn number(facts: &mut LeaseFacts) {
    contracts(&mut facts.leases);
    receipts(&mut facts.leases);
    let mut counters = Counters::default();
    for (id, cadre) in (1..).zip(&mut facts.cadres) {
        cadre.id = id;
    }
    for (id, (asset, lease)) in (1..).zip(facts.assets.iter_mut().zip(&mut facts.leases)) {
        (asset.id, lease.id, lease.asset) = (id, id, id);
        number_asset(asset, &mut counters);
        number_lease(lease, &mut counters);
    }
}

fn number_asset(asset: &mut AssetFile, counters: &mut Counters) {
    asset.ledger.iter_mut().for_each(|entry| entry.id = next(&mut counters.ledger));
    asset.inspections.iter_mut().for_each(|visit| visit.id = next(&mut counters.inspections));
}

fn number_lease(lease: &mut LeaseFile, counters: &mut Counters) {
    let bills_before = counters.bills;
    lease.terms.iter_mut().for_each(|terms| terms.id = next(&mut counters.terms));
    lease.tender.iter_mut().for_each(|tender| tender.id = next(&mut counters.tenders));
    lease.documents.iter_mut().for_each(|document| document.id = next(&mut counters.documents));
    lease.deposits.iter_mut().for_each(|entry| entry.id = next(&mut counters.deposits));
    lease.sublets.iter_mut().for_each(|sublet| sublet.id = next(&mut counters.sublets));
    lease.bills.iter_mut().for_each(|bill| bill.id = next(&mut counters.bills));
    for receipt in &mut lease.receipts {
        receipt.id = next(&mut counters.receipts);
        for part in &mut receipt.allocations {
            part.id = next(&mut counters.allocations);
            part.bill += bills_before;
        }
        receipt.recognitions.iter_mut().for_each(|entry| entry.id = next(&mut counters.recognitions));
    }
}

fn prefix(collective: i64) -> &'static str {
    let at = usize::try_from(collective - 1).unwrap_or(0);
    VILLAGES.get(at).map_or("", |village| village.prefix)
}

/// Contract numbers by day of signing, and the archive numbers that follow from them.
fn contracts(leases: &mut [LeaseFile]) {
    let mut order: Vec<&mut LeaseFile> = leases.iter_mut().collect();
    order.sort_by_key(|lease| (lease.collective, lease.signed_on));
    let mut counts: HashMap<(i64, i32), u32> = HashMap::new();
    for lease in order {
        let year = lease.signed_on.map_or(0, |day| day.year());
        let count = counts.entry((lease.collective, year)).or_default();
        *count += 1;
        lease.contract_number = format!("{}-{year}-{count:03}", prefix(lease.collective));
        for (place, document) in lease.documents.iter_mut().enumerate() {
            let suffix = match document.kind {
                DocumentKind::Contract => "HT".to_owned(),
                DocumentKind::Handover => "JJ".to_owned(),
                _ => format!("BC{place}"),
            };
            document.reference = format!("{}-{suffix}", lease.contract_number);
        }
    }
}

/// Receipt numbers by day of payment, voucher numbers by month of booking.
fn receipts(leases: &mut [LeaseFile]) {
    let all = leases.iter_mut().flat_map(|lease| {
        let collective = lease.collective;
        lease.receipts.iter_mut().map(move |receipt| (collective, receipt))
    });
    let mut order: Vec<_> = all.collect();
    order.sort_by_key(|(collective, receipt)| (*collective, receipt.paid_on));
    let mut counts: HashMap<(i64, i32), u32> = HashMap::new();
    for (collective, receipt) in &mut order {
        let year = receipt.paid_on.year();
        let count = counts.entry((*collective, year)).or_default();
        *count += 1;
        receipt.number = format!("{}-SJ-{year}-{count:04}", prefix(*collective));
    }
    order.sort_by_key(|(collective, receipt)| (*collective, receipt.booked_on));
    let mut vouchers: HashMap<(i64, NaiveDate), u32> = HashMap::new();
    for (collective, receipt) in order {
        let Some(month) = receipt.booked_on.and_then(|day| day.with_day(1)) else { continue };
        let count = vouchers.entry((collective, month)).or_default();
        *count += 1;
        receipt.voucher = Some(format!("记{}-{count:03}", month.format("%Y%m")));
    }
}
