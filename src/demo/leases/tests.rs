//! The figures of the data set, and that everything in it fits together.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{AssetKind, AssetStatus, LeaseState, LesseeKind},
};

use super::{Candidate, LeaseFacts, copy, credit, dates::on, generate, villages::KINDS};
use crate::{
    assets::{model::LeaseFile, rules::schedule::unbilled},
    findings::{
        model::{Hit, LeaseParameters, LeaseWorld, Owner, RuleRecord, Rules},
        rules::{evaluate, lease_parameters},
    },
};

pub const LAST: (i32, u32, u32) = (2022, 12, 31);

fn candidates() -> Vec<Candidate> {
    let person = |n: i64| Candidate {
        resident: n,
        household: n / 2,
        name: format!("张{n}"),
        id_number: format!("320699{}0101{:04}", 1950 + n % 50, n % 10_000),
        phone: None,
        unit: usize::try_from(n % 24 / 2).unwrap(),
        head: n % 2 == 0,
    };
    (1..=2_400).map(person).collect()
}

pub fn facts() -> LeaseFacts {
    generate(&candidates())
}

fn parameters() -> LeaseParameters {
    let data: serde_json::Value = serde_json::from_str(include_str!("../../findings/data/rules.json")).unwrap();
    let text = |rule: &serde_json::Value, name: &str| rule[name].as_str().unwrap_or_default().to_owned();
    let rules = data["rules"].as_array().unwrap().iter().map(|rule| RuleRecord {
        number: text(rule, "id"),
        domain: serde_json::from_value(rule["domain"].clone()).unwrap(),
        code: text(rule, "code"),
        name: text(rule, "nameZh"),
        predicate: text(rule, "predicate"),
        legal_basis: text(rule, "legalBasis"),
        remedy: text(rule, "remedy"),
        parameters: rule["parameters"].clone(),
        suppresses: Vec::new(),
    });
    lease_parameters(&Rules(rules.collect())).unwrap()
}

pub fn hits(facts: &LeaseFacts, as_of: NaiveDate) -> Vec<Hit> {
    let parameters = parameters();
    evaluate(&LeaseWorld {
        as_of,
        parameters: &parameters,
        leases: &facts.leases,
        assets: &facts.assets,
        cadres: &facts.cadres,
    })
}

/// Hits by rule and village.
pub fn table(hits: &[Hit]) -> BTreeMap<&'static str, [usize; 8]> {
    let mut table: BTreeMap<&'static str, [usize; 8]> = BTreeMap::new();
    for hit in hits {
        let Owner::Collective(collective) = hit.owner else { continue };
        table.entry(hit.rule).or_default()[usize::try_from(collective - 1).unwrap()] += 1;
    }
    table
}

fn state(lease: &LeaseFile) -> LeaseState {
    lease.state_on(on(LAST))
}

#[test]
fn figures_of_villages_and_kinds() {
    let facts = facts();
    let rents =
        [449_620_000, 371_710_000, 334_950_000, 313_520_000, 299_900_000, 264_380_000, 223_900_000, 160_670_000];
    let counts = [118, 97, 41, 22, 19, 36, 14, 16, 10];
    assert_eq!((facts.assets.len(), facts.leases.len(), facts.collectives.len()), (373, 373, 8));
    for (kind, count) in KINDS.iter().zip(counts) {
        assert_eq!(facts.assets.iter().filter(|asset| asset.kind == *kind).count(), count);
    }
    for ((id, sum), leases) in (1..).zip(rents).zip([68, 57, 52, 49, 46, 41, 35, 25]) {
        let own: Vec<_> = facts.leases.iter().filter(|lease| lease.collective == id).collect();
        let rent: Vec<i64> = own.iter().map(|lease| lease.terms_on(on(LAST)).unwrap().annual_rent.0).collect();
        assert_eq!((own.len(), rent.iter().sum::<i64>()), (leases, sum));
        assert!(rent.iter().all(|rent| *rent > 0 && rent % 10_000 == 0));
    }
    let of = |wanted| facts.leases.iter().filter(|lease| state(lease) == wanted).count();
    let states = [LeaseState::Active, LeaseState::Holdover, LeaseState::Vacated, LeaseState::Terminated].map(of);
    assert_eq!(states, [359, 2, 5, 7]);
    let many: HashSet<_> = facts.leases.iter().map(|lease| lease.lessee.id).collect();
    assert!((350..373).contains(&many.len()));
}

#[test]
fn left_assets_say_so_in_the_ledger() {
    let facts = facts();
    let mut ends: BTreeMap<AssetStatus, usize> = BTreeMap::new();
    for (lease, asset) in facts.leases.iter().zip(&facts.assets) {
        let entry = asset.ledger_on(on(LAST)).unwrap();
        *ends.entry(entry.status).or_default() += 1;
        match state(lease) {
            LeaseState::Vacated => {
                let day = lease.vacated_on.unwrap();
                assert_eq!((entry.status, entry.effective_on, lease.terms[0].end_on), (AssetStatus::Idle, day, day));
                assert!((on((2022, 5, 15))..=on((2022, 6, 30))).contains(&day));
            }
            LeaseState::Terminated => {
                let day = lease.terminated_on.unwrap();
                assert_eq!(entry.effective_on, day);
                assert!((on((2022, 5, 10))..=on((2022, 11, 30))).contains(&day), "{day}");
            }
            LeaseState::Holdover => {
                assert!((on((2022, 10, 1))..=on((2022, 12, 15))).contains(&lease.terms[0].end_on));
            }
            _ => assert_eq!(entry.status, AssetStatus::Leased),
        }
    }
    let expected =
        [(AssetStatus::Leased, 361), (AssetStatus::Idle, 5), (AssetStatus::SelfUse, 4), (AssetStatus::Demolished, 3)];
    assert_eq!(ends, expected.into_iter().collect());
}

#[test]
fn rents_are_not_below_the_guide_prices() {
    let facts = facts();
    let parameters = parameters();
    for (lease, asset) in facts.leases.iter().zip(&facts.assets) {
        let terms = lease.terms_on(on(LAST)).unwrap();
        let Some(guide) = parameters.benchmarks.iter().find(|guide| guide.kind == asset.kind) else { continue };
        let per_unit = terms.annual_rent.0 * guide.unit.0 / terms.area.unwrap().0;
        let repriced = lease.terms[0].annual_rent != terms.annual_rent;
        assert!(per_unit * 100 >= guide.low.0 * if repriced { 90 } else { 100 }, "{} {per_unit}", asset.number);
        assert!(per_unit <= guide.high.0 * 101 / 100, "{} {per_unit}", asset.number);
    }
}

#[test]
fn contracts_are_sane() {
    let facts = facts();
    for (lease, asset) in facts.leases.iter().zip(&facts.assets) {
        let terms = lease.terms.first().unwrap();
        assert!(lease.active_on.unwrap() <= on((2022, 3, 1)));
        assert!(terms.signed_on.is_none_or(|day| day < terms.start_on));
        assert!(lease.drafted_on <= lease.signed_on.unwrap());
        let tender = lease.tender.as_ref().unwrap();
        assert!(tender.floor_price.unwrap() <= terms.annual_rent && tender.held_on < lease.drafted_on);
        let numbers: Vec<i32> = lease.terms.iter().map(|terms| terms.number).collect();
        assert!(numbers.iter().zip(1..).all(|(number, place)| *number == place));
        assert!(lease.terms.windows(2).all(|pair| pair[0].effective_from < pair[1].effective_from));
        assert!(lease.documents.is_sorted_by_key(|document| document.dated_on), "{:?}", lease.documents);
        assert!(asset.ledger.windows(2).all(|pair| pair[0].effective_on < pair[1].effective_on));
        assert!(asset.inspections.is_sorted_by_key(|visit| visit.inspected_on));
        assert_eq!((lease.asset, lease.collective), (asset.id, asset.collective));
        assert_eq!(terms.area.unwrap(), asset.ledger[0].area);
        let lessee = &lease.lessee;
        let private = matches!(lessee.kind, LesseeKind::Person | LesseeKind::Household);
        assert_eq!((lessee.resident.is_some(), lessee.credit_code.is_none()), (private, private));
        assert_eq!(lessee.household.is_some(), lessee.kind == LesseeKind::Household);
        assert!(lessee.credit_code.iter().all(|code| credit::valid(code)));
    }
    let farmland = facts.leases.iter().zip(&facts.assets).filter(|(_, asset)| asset.kind == AssetKind::Farmland);
    assert!(farmland.clone().filter(|(lease, _)| lease.lessee.kind == LesseeKind::Household).count() >= 8);
    let cadres: HashSet<_> = facts.cadres.iter().map(|cadre| cadre.resident).collect();
    assert_eq!(cadres.len(), 24);
    assert!(facts.leases.iter().all(|lease| lease.lessee.resident.is_none_or(|resident| !cadres.contains(&resident))));
}

#[test]
fn money_adds_up() {
    let facts = facts();
    let (mut bills, mut receipts) = (0, 0);
    for lease in &facts.leases {
        let due = unbilled(&lease.terms, None, lease.left_on(on(LAST)))
            .into_iter()
            .filter(|period| period.due_on <= on(LAST) && period.from <= on(LAST));
        assert_eq!(
            due.map(|period| period.amount.0).sum::<i64>(),
            lease.bills.iter().map(|bill| bill.amount.0).sum::<i64>()
        );
        assert!(!lease.bills.is_empty());
        for bill in &lease.bills {
            assert!(bill.amount.0 > 0 && bill.issued_on <= bill.due_on, "{bill:?}");
            assert!(lease.paid_on(bill.id, on(LAST)) <= bill.amount);
        }
        for receipt in &lease.receipts {
            assert_eq!(receipt.credit_on(on(LAST)), Fen(0));
            assert!(receipt.amount.0 > 0 && receipt.paid_on <= on(LAST));
            assert!(receipt.booked_on.is_some_and(|day| receipt.paid_on <= day && day <= on(LAST)));
            let youngest = receipt
                .allocations
                .iter()
                .filter_map(|part| lease.bills.iter().find(|bill| bill.id == part.bill).map(|bill| bill.due_on));
            let youngest = youngest.max().unwrap();
            let older = lease.bills.iter().filter(|bill| bill.due_on < youngest);
            assert!(older.clone().all(|bill| lease.open_on(bill, receipt.paid_on).0 == 0), "{receipt:?}");
            for part in &receipt.allocations {
                let bill = lease.bills.iter().find(|bill| bill.id == part.bill).unwrap();
                assert!(bill.issued_on <= part.allocated_on, "{bill:?} {part:?}");
            }
            let booked: i64 = receipt.recognitions.iter().map(|entry| entry.amount.0).sum();
            assert!(if receipt.covers.is_some() { booked == receipt.amount.0 } else { booked == 0 });
        }
        assert!(lease.receipts.is_sorted_by_key(|receipt| receipt.paid_on));
        bills += lease.bills.len();
        receipts += lease.receipts.len();
    }
    let covered =
        facts.leases.iter().flat_map(|lease| &lease.receipts).filter(|receipt| receipt.covers.is_some()).count();
    assert_eq!(covered, 5);
    assert!((1_500..5_000).contains(&bills) && receipts < bills, "{bills} {receipts}");
}

fn dense(ids: impl Iterator<Item = i64>) {
    assert!(ids.zip(1..).all(|(id, place)| id == place));
}

#[test]
fn ids_are_dense_and_numbers_unique() {
    let facts = facts();
    let leases = || facts.leases.iter();
    let receipts = || leases().flat_map(|lease| &lease.receipts);
    dense(facts.assets.iter().map(|asset| asset.id));
    dense(leases().map(|lease| lease.id));
    dense(facts.cadres.iter().map(|cadre| cadre.id));
    dense(leases().flat_map(|lease| &lease.terms).map(|terms| terms.id));
    dense(leases().flat_map(|lease| &lease.bills).map(|bill| bill.id));
    dense(receipts().map(|receipt| receipt.id));
    dense(receipts().flat_map(|receipt| &receipt.allocations).map(|part| part.id));
    dense(receipts().flat_map(|receipt| &receipt.recognitions).map(|entry| entry.id));
    dense(leases().map(|lease| lease.lessee.id).collect::<BTreeSet<_>>().into_iter());
    let decided = |lease: &LeaseFile| lease.resolution.clone().unwrap();
    let resolutions: BTreeMap<_, _> = leases().map(|lease| (decided(lease).id, decided(lease))).collect();
    dense(resolutions.keys().copied().collect::<Vec<_>>().into_iter());
    assert!(leases().all(|lease| resolutions[&decided(lease).id] == decided(lease)));
    let lessees: BTreeMap<_, _> = leases().map(|lease| (lease.lessee.id, &lease.lessee)).collect();
    assert!(leases().all(|lease| *lessees[&lease.lessee.id] == lease.lessee));
    let unique = |numbers: Vec<(i64, String)>| assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
    unique(leases().map(|lease| (lease.collective, lease.contract_number.clone())).collect());
    unique(facts.assets.iter().map(|asset| (asset.collective, asset.number.clone())).collect());
    unique(
        leases()
            .flat_map(|lease| lease.receipts.iter().map(|receipt| (lease.collective, receipt.number.clone())))
            .collect(),
    );
    unique(resolutions.values().map(|decided| (0, decided.number.clone())).collect());
    unique(lessees.values().map(|lessee| (0, lessee.name.clone())).collect());
    unique(lessees.values().filter_map(|lessee| lessee.credit_code.clone()).map(|code| (0, code)).collect());
    assert!(leases().any(|lease| lease.contract_number == "LT-2021-003"));
}

#[test]
fn credit_codes() {
    assert_eq!(credit::compose("N2", "MF000001"), "N2320699MF0000013K");
    assert_eq!(credit::compose("92", "MA000004"), "92320699MA000004XA");
    assert!(!credit::valid("N2320699MF00000130") && !credit::valid("91320699M0A000031M"));
    assert!(
        facts()
            .collectives
            .iter()
            .all(|collective| credit::valid(&collective.credit_code) && collective.credit_code.starts_with("N2320699"))
    );
}

#[test]
fn deterministic_and_copies_are_apart() {
    let base = facts();
    assert_eq!(base, facts());
    let copied = copy(&base, 2, 10_000, 5_000);
    assert!(copied.campaign.loops.is_empty() && copied.collectives == base.collectives);
    assert_eq!(copied.leases[0].id, 747);
    assert_eq!(copied.leases[0].asset, copied.assets[0].id);
    assert_eq!(copied.leases[0].contract_number, format!("{}-R02", base.leases[0].contract_number));
    let rules = |facts: &LeaseFacts| table(&hits(facts, on(LAST)));
    assert_eq!(rules(&copied), rules(&base));
    let nobody = generate(&[]);
    assert_eq!((nobody.leases.len(), nobody.cadres.len(), rules(&nobody)), (373, 0, rules(&base)));
}
