//! The contract as it was made: tender, resolution, first version of the terms, deposit, filing.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{AssetUse, DepositMove, DocumentKind, PayCycle, PriceBasis, TenderMethod, TermsKind},
};

use super::{
    dates::{around, next_workday, on, plus, term_end, workday},
    kinds::{self, HUNDRED},
    plans::Plan,
    plants::Act,
    resolutions::Book,
    villages::Village,
};
use crate::{
    assets::{
        model::{DepositEntry, Document, LeaseFile, Lessee, Tender, Terms},
        rules::schedule::add_months,
    },
    demo::random::Random,
};

/// Days of a contract from the call for bids to the filing.
struct Days {
    held: NaiveDate,
    drafted: NaiveDate,
    signed: NaiveDate,
    filed: NaiveDate,
    received: NaiveDate,
}

fn days(rng: &mut Random, start: NaiveDate) -> Days {
    let signed = workday(around(rng, start, -25, -8));
    Days {
        held: workday(around(rng, signed, -18, -6)),
        drafted: around(rng, signed, -4, -1),
        filed: next_workday(around(rng, signed, 1, 7)),
        received: around(rng, signed, 0, 6),
        signed,
    }
}

/// The lease without its later versions, bills and receipts; ids and numbers come last.
pub fn draft(
    rng: &mut Random,
    (collective, village): (i64, &Village),
    plan: &Plan,
    lessee: Lessee,
    book: &mut Book,
) -> LeaseFile {
    let days = days(rng, plan.start);
    let usage = kinds::usage(rng, plan.kind);
    let terms = terms(village, plan, usage, days.signed);
    let deposit =
        DepositEntry { id: 0, kind: DepositMove::Received, amount: terms.deposit_due, moved_on: days.received };
    let resolution = book.before(rng, collective, village, days.held);
    LeaseFile {
        id: 0,
        collective,
        asset: 0,
        lessee,
        contract_number: String::new(),
        kind: kinds::lease_kind(plan.kind),
        predecessor: None,
        drafted_on: days.drafted,
        signed_on: Some(days.signed),
        filed_on: Some(days.filed),
        active_on: Some(plan.start),
        vacated_on: None,
        terminated_on: None,
        renewed_on: None,
        settled_on: None,
        version: 1,
        terms: vec![terms],
        resolution: Some(resolution),
        tender: Some(tender(rng, plan, days.held)),
        documents: vec![document(DocumentKind::Contract, days.signed)],
        deposits: vec![deposit],
        bills: Vec::new(),
        receipts: Vec::new(),
        sublets: Vec::new(),
    }
}

/// A document; its archive number follows from the contract's.
pub fn document(kind: DocumentKind, dated_on: NaiveDate) -> Document {
    Document { id: 0, kind, reference: String::new(), dated_on }
}

fn tender(rng: &mut Random, plan: &Plan, held: NaiveDate) -> Tender {
    let repriced = plan.acts.iter().any(|act| matches!(act, Act::Reprice { .. }));
    let exempted = plan.acts.iter().find_map(|act| match act {
        Act::Negotiated { approved } => Some(on(*approved)),
        _ => None,
    });
    let small = plan.rent.0 < 300 * HUNDRED;
    let method = match () {
        () if exempted.is_some() => TenderMethod::Negotiated,
        () if repriced || (plan.plain && small && rng.chance(20)) => TenderMethod::Renewal,
        () if rng.chance(15) => TenderMethod::Tender,
        () => TenderMethod::OpenBid,
    };
    let public = matches!(method, TenderMethod::OpenBid | TenderMethod::Tender);
    let basis = match method {
        _ if repriced => None,
        TenderMethod::Negotiated => Some(PriceBasis::Benchmark),
        _ => Some(PriceBasis::Bid),
    };
    let discount = if public { i64::from(rng.range(0, 8)) } else { 0 };
    Tender {
        id: 0,
        method,
        held_on: held,
        platform_number: exempted.is_none().then(|| format!("NTNC{}{:04}", held.format("%Y%m%d"), rng.range(1, 9_999))),
        floor_price: Some(Fen(plan.rent.0 * (100 - discount) / 100 / HUNDRED * HUNDRED)),
        price_basis: basis,
        price_basis_on: basis.map(|_| held),
        exemption_reason: exempted.map(|_| "承租企业为村招商引资续建项目,经街道审核可不公开招租".to_owned()),
        exemption_approved_on: exempted,
    }
}

fn terms(village: &Village, plan: &Plan, usage: AssetUse, signed: NaiveDate) -> Terms {
    let first_period = match plan.cycle {
        PayCycle::Month => add_months(plan.start, 1),
        PayCycle::Quarter => add_months(plan.start, 3),
        _ => plan.start,
    };
    let first_due = if plan.in_advance { plan.start } else { plus(first_period, -10) };
    Terms {
        id: 0,
        number: 1,
        kind: TermsKind::Original,
        effective_from: signed,
        signed_on: Some(signed),
        start_on: plan.start,
        end_on: term_end(plan.start, plan.months),
        area: Some(plan.area),
        usage: Some(usage),
        annual_rent: plan.rent,
        rent_from: plan.start,
        escalation: plan.escalation,
        cycle: plan.cycle,
        in_advance: plan.in_advance,
        first_due_on: plus(first_due, plan.due_in),
        rent_free_days: plan.rent_free,
        deposit_due: Fen((plan.rent.0 / 6 / HUNDRED).max(5) * HUNDRED),
        deposit_clause: Some("承租方于签约后10日内交纳履约保证金,合同期满无违约的无息退还".to_owned()),
        breach_clause: Some("逾期付租的按日收取万分之五违约金,逾期超过三个月的出租方可解除合同".to_owned()),
        sublet_clause: Some("未经出租方书面同意不得转租、分租".to_owned()),
        maintenance_clause: Some("主体结构由出租方维修,日常养护和安全责任由承租方承担".to_owned()),
        payee_account: Some(format!("{}集体资产专户(尾号{:04})", village.collective, 6_601 + village.unit)),
        signatures: true,
    }
}
