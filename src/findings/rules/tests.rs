use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    area::Area,
    money::Fen,
    vocab::{
        AssetClass, AssetKind, AssetStatus, AssetUse, BillItem, CadreRelation, DepositMove, DocumentKind, LeaseKind,
        LesseeKind, MeetingBody, PayCycle, PaymentMethod, PriceBasis, RentAccount, RuleDomain, SafetyClass, Severity,
        TenderMethod, TermsKind,
    },
};
use serde_json::{Value as Json, json};

use super::{SUPPRESSED, evaluate, lease_parameters, parameters::basis_points};
use crate::{
    assets::model::{
        Allocation, AssetFile, Bill, Cadre, DepositEntry, Document, Inspection, LeaseFile, LedgerEntry, Lessee,
        Receipt, Recognition, Resolution, Sublet, Tender, Terms, Waiver,
    },
    findings::model::{Hit, LeaseParameters, LeaseWorld, RuleRecord, Rules, Subject},
};

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rules() -> Rules {
    let all: Json = serde_json::from_str(include_str!("../data/rules.json")).unwrap();
    let record = |rule: &Json| RuleRecord {
        number: rule["id"].as_str().unwrap().to_owned(),
        domain: RuleDomain::Lease,
        code: String::new(),
        name: String::new(),
        predicate: String::new(),
        legal_basis: String::new(),
        remedy: String::new(),
        parameters: rule["parameters"].clone(),
        suppresses: serde_json::from_value(rule["suppresses"].clone()).unwrap(),
    };
    Rules(all["rules"].as_array().unwrap().iter().map(record).collect())
}

fn parameters() -> LeaseParameters {
    lease_parameters(&rules()).unwrap()
}

fn asset() -> AssetFile {
    let (measured_area, actual_use) = (Some(Area(40_000)), Some(AssetUse::Production));
    AssetFile {
        id: 7,
        collective: 1,
        number: "LT-CF-001".into(),
        class: AssetClass::Operating,
        kind: AssetKind::Factory,
        location: "村东".into(),
        certificate: None,
        original_value: None,
        safety: SafetyClass::A,
        acquired_on: d("2015-01-01"),
        ledger: vec![LedgerEntry {
            id: 1,
            effective_on: d("2015-01-01"),
            area: Area(40_000),
            status: AssetStatus::Leased,
        }],
        inspections: vec![Inspection {
            id: 1,
            inspected_on: d("2022-03-01"),
            measured_area,
            actual_use,
            inspector: "检查员".into(),
        }],
    }
}

fn terms() -> Terms {
    let clause = || Some("有".to_owned());
    Terms {
        id: 1,
        number: 1,
        kind: TermsKind::Original,
        effective_from: d("2022-01-01"),
        signed_on: Some(d("2021-12-20")),
        start_on: d("2022-01-01"),
        end_on: d("2024-12-31"),
        area: Some(Area(40_000)),
        usage: Some(AssetUse::Production),
        annual_rent: Fen(4_000_000),
        rent_from: d("2022-01-01"),
        escalation: None,
        cycle: PayCycle::Year,
        in_advance: true,
        first_due_on: d("2022-01-10"),
        rent_free_days: 0,
        deposit_due: Fen(400_000),
        deposit_clause: clause(),
        breach_clause: clause(),
        sublet_clause: clause(),
        maintenance_clause: clause(),
        payee_account: clause(),
        signatures: true,
    }
}

fn lessee() -> Lessee {
    Lessee {
        id: 1,
        collective: 1,
        kind: LesseeKind::Company,
        name: "承租公司".into(),
        id_number: None,
        credit_code: Some("91320600MA0000000X".into()),
        phone: None,
        resident: Some(5),
        household: None,
        member: true,
    }
}

fn receipt(id: i64, amount: i64, paid_on: &str) -> Receipt {
    let day = d(paid_on);
    Receipt {
        id,
        number: id.to_string(),
        amount: Fen(amount),
        paid_on: day,
        method: PaymentMethod::Bank,
        account: RentAccount::Collective,
        voucher: Some("记-1".into()),
        booked_on: Some(day),
        covers: None,
        allocations: vec![Allocation { id: 1, bill: 1, amount: Fen(amount), allocated_on: day }],
        recognitions: Vec::new(),
    }
}

/// A lease and its asset that no rule objects to on 2022-06-30.
fn sound() -> (LeaseFile, AssetFile) {
    let lease = LeaseFile {
        id: 1,
        collective: 1,
        asset: 7,
        lessee: lessee(),
        contract_number: "HT-001".into(),
        kind: LeaseKind::House,
        predecessor: None,
        drafted_on: d("2021-12-01"),
        signed_on: Some(d("2021-12-20")),
        filed_on: Some(d("2021-12-25")),
        active_on: Some(d("2022-01-01")),
        vacated_on: None,
        terminated_on: None,
        renewed_on: None,
        settled_on: None,
        version: 1,
        terms: vec![terms()],
        resolution: Some(Resolution {
            id: 1,
            number: "决-1".into(),
            title: "出租厂房".into(),
            body: MeetingBody::Representatives,
            adopted_on: d("2021-12-05"),
            eligible: 60,
            present: 40,
            in_favour: 21,
            ratifies: false,
        }),
        tender: Some(Tender {
            id: 1,
            method: TenderMethod::OpenBid,
            held_on: d("2021-12-10"),
            platform_number: None,
            floor_price: None,
            price_basis: Some(PriceBasis::Bid),
            price_basis_on: Some(d("2021-12-10")),
            exemption_reason: None,
            exemption_approved_on: None,
        }),
        documents: vec![document(DocumentKind::Contract, "2021-12-20")],
        deposits: vec![DepositEntry {
            id: 1,
            kind: DepositMove::Received,
            amount: Fen(400_000),
            moved_on: d("2021-12-22"),
        }],
        bills: vec![Bill {
            id: 1,
            item: BillItem::Rent,
            period_from: d("2022-01-01"),
            period_to: d("2022-12-31"),
            due_on: d("2022-01-10"),
            issued_on: d("2022-01-01"),
            amount: Fen(4_000_000),
            waivers: Vec::new(),
        }],
        receipts: vec![receipt(1, 4_000_000, "2022-01-08")],
        sublets: Vec::new(),
    };
    (lease, asset())
}

fn document(kind: DocumentKind, day: &str) -> Document {
    Document { id: 1, kind, reference: "档-1".into(), dated_on: d(day) }
}

fn evaluated(as_of: &str, leases: &[LeaseFile], assets: &[AssetFile], cadres: &[Cadre]) -> Vec<Hit> {
    evaluate(&LeaseWorld { as_of: d(as_of), parameters: &parameters(), leases, assets, cadres })
}

/// What the rule says about the sound lease after `change`.
fn hit(rule: &str, as_of: &str, change: impl FnOnce(&mut LeaseFile, &mut AssetFile)) -> Option<Hit> {
    let (mut lease, mut asset) = sound();
    change(&mut lease, &mut asset);
    let hits = evaluated(as_of, &[lease], &[asset], &[]);
    for hit in &hits {
        assert!(hit.explain.ends_with('。') && !hit.explain.contains([',', ';', ':', '(']), "{}", hit.explain);
        assert!(hit.evidence.as_object().is_some_and(|facts| !facts.is_empty()), "{}", hit.evidence);
    }
    hits.into_iter().find(|hit| hit.rule == rule)
}

/// Severity and key of that, or nothing.
fn said(rule: &str, as_of: &str, change: impl FnOnce(&mut LeaseFile, &mut AssetFile)) -> Option<(Severity, String)> {
    hit(rule, as_of, change).map(|hit| (hit.severity, hit.key))
}

/// That severity and that key.
macro_rules! is {
    ($severity:expr, $key:expr) => {
        Some(($severity, String::from($key)))
    };
}

/// The sound lease's own renewal, signed and begun when its term is over.
fn renewal(signed_on: &str) -> LeaseFile {
    let (mut next, _) = sound();
    (next.id, next.predecessor) = (2, Some(1));
    (next.drafted_on, next.signed_on, next.active_on) = (d(signed_on), Some(d(signed_on)), Some(d("2025-01-01")));
    (next.bills, next.receipts) = (Vec::new(), Vec::new());
    let terms = &mut next.terms[0];
    (terms.start_on, terms.effective_from) = (d("2025-01-01"), d("2025-01-01"));
    terms.end_on = d("2027-12-31");
    next
}

#[path = "tests_contract.rs"]
mod contract;
#[path = "tests_engine.rs"]
mod engine;
#[path = "tests_money.rs"]
mod money;
#[path = "tests_occupation.rs"]
mod occupation;
