//! The figures of the veterans: exact, as published.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use chrono::{Days, NaiveDate};
use entity::{
    money::Fen,
    service_event::Model as Event,
    vocab::{
        BenefitKind, BenefitState, CardKind, CardState, EnrolmentState, HonourLevel, HukouKind, IdNumberKind,
        PreferentialKind, ServiceKind, ServiceState, VeteranCategory as Category,
    },
};

use super::{BenefitFact, VeteranFacts, generate};
use crate::demo::{
    calendar::age_on,
    facts::{Enrolment, Facts, Resident},
    generate::generate as registry,
};

/// The registry with what the veterans add, and the veterans.
pub fn both() -> &'static (Facts, VeteranFacts) {
    static BOTH: OnceLock<(Facts, VeteranFacts)> = OnceLock::new();
    BOTH.get_or_init(|| {
        let mut base = registry().unwrap();
        let facts = generate(&mut base).unwrap();
        (base, facts)
    })
}

pub fn facts() -> &'static VeteranFacts {
    &both().1
}

pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn today() -> NaiveDate {
    date(2022, 12, 31)
}

/// The resident of a file.
pub fn resident(veteran: i64) -> &'static Resident {
    let file = &facts().veterans[usize::try_from(veteran).unwrap() - 1].row;
    assert_eq!(file.id, veteran);
    &both().0.residents[usize::try_from(file.resident_id).unwrap() - 1]
}

/// The open category of a file.
pub fn category(veteran: i64) -> Category {
    static OPEN: OnceLock<BTreeMap<i64, Category>> = OnceLock::new();
    let open = OPEN.get_or_init(|| {
        let rows = facts().categories.iter().filter(|row| row.valid_to.is_none());
        rows.map(|row| (row.veteran_id, row.category)).collect()
    });
    open[&veteran]
}

pub fn age(veteran: i64) -> i32 {
    age_on(resident(veteran).birth_date, today())
}

/// As the seeded entitlements say.
pub fn check_up(category: Category) -> bool {
    use Category::{
        Combat, Disabled, DutyDeathFamily, Illness, IllnessDeathFamily, MartyrChild60, MartyrFamily, NuclearTest,
        RuralDemobilised,
    };
    let families = [MartyrFamily, DutyDeathFamily, IllnessDeathFamily, MartyrChild60];
    families.contains(&category) || [Disabled, RuralDemobilised, Illness, Combat, NuclearTest].contains(&category)
}

fn programme(category: Category) -> Option<&'static str> {
    match category {
        Category::Disabled => Some("YF01"),
        Category::MartyrFamily | Category::DutyDeathFamily | Category::IllnessDeathFamily => Some("YF02"),
        Category::RuralDemobilised => Some("YF03"),
        Category::Illness => Some("YF04"),
        Category::Combat | Category::NuclearTest => Some("YF05"),
        Category::Rural60 => Some("YF06"),
        Category::MartyrChild60 => Some("YF07"),
        _ => None,
    }
}

pub fn benefits(kind: BenefitKind) -> impl Iterator<Item = &'static BenefitFact> {
    facts().benefits.iter().filter(move |fact| fact.row.kind == kind)
}

fn delivered(kind: BenefitKind, year: i32) -> Vec<&'static BenefitFact> {
    let done = |fact: &&BenefitFact| fact.row.state == BenefitState::Delivered && fact.row.year == year;
    benefits(kind).filter(done).collect()
}

fn counted<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    keys.fold(BTreeMap::new(), |mut counts, key| {
        *counts.entry(key).or_default() += 1;
        counts
    })
}

#[test]
fn the_register_by_unit_and_category() {
    let units = counted(facts().veterans.iter().map(|fact| fact.row.unit_id));
    assert_eq!(units.into_values().collect::<Vec<_>>(), [91, 95, 66, 107, 130, 92, 73, 102, 89, 88, 121, 73]);
    let categories = counted(facts().veterans.iter().map(|fact| format!("{:?}", category(fact.row.id))));
    let expected = [
        ("SelfEmployedSoldier", 548),
        ("PlacedSoldier", 131),
        ("TransferredOfficer", 74),
        ("DemobilisedCadre", 12),
        ("MonthlyPension", 9),
        ("RetiredOfficer", 6),
        ("Disabled", 31),
        ("RuralDemobilised", 4),
        ("Illness", 17),
        ("Combat", 43),
        ("NuclearTest", 8),
        ("Rural60", 168),
        ("MartyrFamily", 5),
        ("DutyDeathFamily", 3),
        ("IllnessDeathFamily", 4),
        ("MartyrChild60", 6),
        ("ActiveFamily", 58),
    ];
    assert_eq!(categories, expected.map(|(name, count)| (name.to_owned(), count)).into_iter().collect());
    assert_eq!((facts().veterans.len(), facts().disabilities.len()), (1_127, 31));
    let open = facts().categories.iter().filter(|row| row.valid_to.is_none() && row.is_primary);
    assert_eq!(open.map(|row| row.veteran_id).collect::<BTreeSet<_>>().len(), 1_127);
}

#[test]
fn nobody_of_an_anomaly_is_on_the_register() {
    let before = registry().unwrap();
    let mut programmes: BTreeMap<i64, BTreeSet<&str>> = BTreeMap::new();
    for enrolment in &before.enrolments {
        let row = &before.residents[usize::try_from(enrolment.resident).unwrap() - 1];
        programmes.entry(row.person).or_default().insert(enrolment.programme);
    }
    for fact in &facts().veterans {
        let (row, person) = (&fact.row, resident(fact.row.id));
        assert_eq!((row.resident_id, row.person_id), (person.id, person.person));
        assert_eq!(row.unit_id, i64::try_from(person.hukou_unit).unwrap());
        assert!(person.died_on.is_none() && person.moved_out_on.is_none());
        assert_eq!(person.id_number_kind, IdNumberKind::Standard);
        let harmless = |code: &&str| ["ZLJ", "YL01"].contains(code);
        assert!(programmes.get(&person.id).is_none_or(|codes| codes.iter().all(harmless)));
    }
}

#[test]
fn rural_soldiers_by_age() {
    let rural = || facts().veterans.iter().map(|fact| fact.row.id).filter(|id| category(*id) == Category::Rural60);
    assert!(rural().all(|id| age(id) >= 60 && resident(id).hukou_kind == HukouKind::Agricultural));
    assert_eq!(rural().filter(|id| age(*id) >= 75).count(), 15);
}

#[test]
fn households_and_plaques() {
    let homes = counted(facts().veterans.iter().map(|fact| resident(fact.row.id).household));
    assert_eq!(homes.len(), 984);
    assert_eq!(homes.values().filter(|count| **count == 2).count(), 143);
    assert_eq!(homes.values().filter(|count| **count == 1).count(), 841);
    let plaques: Vec<i64> = benefits(BenefitKind::Plaque).map(|fact| fact.row.household_id.unwrap()).collect();
    assert_eq!(plaques.iter().copied().collect::<BTreeSet<_>>(), homes.into_keys().collect());
    assert_eq!(plaques.len(), 984);
    let states = counted(benefits(BenefitKind::Plaque).map(|fact| format!("{:?}", fact.row.state)));
    let expected = [("Damaged", 29), ("Delivered", 947), ("Missing", 8)];
    assert_eq!(states, expected.map(|(name, count)| (name.to_owned(), count)).into_iter().collect());
    for fact in benefits(BenefitKind::Plaque) {
        assert!(fact.row.delivered_on.is_some_and(|on| on <= today()));
        assert_eq!(fact.row.reason.is_some(), fact.row.state != BenefitState::Delivered);
        assert_eq!(resident(fact.row.veteran_id).household, fact.row.household_id.unwrap());
    }
}

#[test]
fn cards() {
    let cards = &facts().cards;
    let pending: Vec<_> = cards.iter().map(|fact| &fact.row).filter(|row| row.state != CardState::Issued).collect();
    assert_eq!((cards.len(), pending.len()), (968, 37));
    assert_eq!(pending.iter().filter(|row| row.applied_on + Days::new(90) < today()).count(), 12);
    assert_eq!(pending.iter().map(|row| format!("{:?}", row.state)).collect::<BTreeSet<_>>().len(), 5);
    assert_eq!(cards.iter().filter(|fact| fact.row.kind == CardKind::ThreeFamilies).count(), 12);
    let holders: BTreeSet<i64> = cards.iter().map(|fact| fact.row.veteran_id).collect();
    let numbers: BTreeSet<&str> = cards.iter().filter_map(|fact| fact.number.as_deref()).collect();
    assert_eq!((holders.len(), numbers.len()), (968, 931));
    for fact in cards {
        let (row, issued) = (&fact.row, fact.row.state == CardState::Issued);
        let kind = category(row.veteran_id);
        assert!(![Category::ActiveFamily, Category::MartyrChild60].contains(&kind));
        assert!(row.applied_on >= date(2022, 1, 10) && row.state_since >= row.applied_on && row.state_since <= today());
        assert_eq!((row.issued_on.is_some(), fact.number.is_some()), (issued, issued));
        assert!(!issued || row.bank.is_some());
        assert!(fact.number.as_deref().is_none_or(|number| number.len() == 17));
    }
}

#[test]
fn merit_reports_and_recuperation() {
    let reports = delivered(BenefitKind::MeritReport, 2022);
    let levels = counted(reports.iter().map(|fact| format!("{:?}", fact.row.honour_level.unwrap())));
    let expected = [(HonourLevel::ThirdClass, 4), (HonourLevel::Excellent, 11)];
    assert_eq!(levels, expected.map(|(level, count)| (format!("{level:?}"), count)).into_iter().collect());
    assert_eq!(benefits(BenefitKind::MeritReport).count(), 15);
    assert!(reports.iter().all(|fact| category(fact.row.veteran_id) == Category::ActiveFamily));
    let trips = delivered(BenefitKind::Recuperation, 2022);
    assert_eq!((trips.len(), benefits(BenefitKind::Recuperation).count()), (12, 12));
    assert!(trips.iter().all(|fact| check_up(category(fact.row.veteran_id))));
    assert_eq!(trips.iter().map(|fact| fact.row.veteran_id).collect::<BTreeSet<_>>().len(), 12);
}

#[test]
fn check_ups() {
    let entitled = |id: &i64| check_up(category(*id)) || (category(*id) == Category::Rural60 && age(*id) >= 75);
    let entitled: BTreeSet<i64> = facts().veterans.iter().map(|fact| fact.row.id).filter(entitled).collect();
    let invited: BTreeSet<i64> = benefits(BenefitKind::CheckUp).map(|fact| fact.row.veteran_id).collect();
    assert_eq!((entitled.len(), benefits(BenefitKind::CheckUp).count()), (136, 136));
    assert_eq!(entitled, invited);
    assert_eq!(delivered(BenefitKind::CheckUp, 2022).len(), 128);
    let open = benefits(BenefitKind::CheckUp).filter(|fact| fact.row.state == BenefitState::Registered);
    assert_eq!(open.count(), 8);
}

#[test]
fn reimbursements() {
    let cases = delivered(BenefitKind::Reimbursement, 2022);
    assert_eq!((cases.len(), benefits(BenefitKind::Reimbursement).count()), (83, 83));
    assert_eq!(cases.iter().map(|fact| fact.row.amount_fen.unwrap().0).sum::<i64>(), 9_641_200);
    for fact in &cases {
        let row = &fact.row;
        assert!(row.amount_fen.unwrap() > Fen(0) && row.claimed_fen >= row.amount_fen, "{row:?}");
        assert!(row.approved_on >= Some(row.registered_on) && row.delivered_on >= row.approved_on);
        assert!(row.delivered_on <= Some(today()) && row.approved_by.is_some() && check_up(category(row.veteran_id)));
    }
    assert!(cases.iter().map(|fact| fact.row.veteran_id).collect::<BTreeSet<_>>().len() < 83);
}

#[test]
fn pensions_and_the_five_without() {
    let mut paid: BTreeMap<i64, &Enrolment> = BTreeMap::new();
    for enrolment in both().0.enrolments.iter().filter(|enrolment| enrolment.programme.starts_with("YF")) {
        assert_eq!((enrolment.state, enrolment.end_month), (EnrolmentState::Active, None));
        assert!((201_108..=202_112).contains(&enrolment.start_month));
        assert!(enrolment.next_review_on > Some(date(2023, 1, 31)));
        assert!(paid.insert(enrolment.resident, enrolment).is_none());
    }
    assert_eq!((paid.len(), benefits(BenefitKind::Pension).count()), (284, 284));
    let mut without = Vec::new();
    for fact in &facts().veterans {
        let own = paid.get(&fact.row.resident_id);
        match (programme(category(fact.row.id)), own) {
            (Some(code), Some(enrolment)) => assert_eq!(code, enrolment.programme),
            (Some(_), None) => without.push(format!("{:?}", category(fact.row.id))),
            (None, own) => assert!(own.is_none()),
        }
    }
    without.sort();
    assert_eq!(without, ["Combat", "Disabled", "Illness", "Rural60", "Rural60"]);
    for fact in benefits(BenefitKind::Pension) {
        let enrolment = &both().0.enrolments[usize::try_from(fact.row.enrolment_id.unwrap()).unwrap() - 1];
        assert_eq!(enrolment.resident, resident(fact.row.veteran_id).id);
        assert_eq!(fact.pension, Some((enrolment.programme, enrolment.tier)));
        assert_eq!((fact.row.state, fact.row.year), (BenefitState::Delivered, enrolment.start_month / 100));
        let account = &both().0.accounts[usize::try_from(enrolment.account).unwrap() - 1];
        assert_eq!((account.id, &account.holder_name), (enrolment.account, &resident(fact.row.veteran_id).name));
    }
}

#[test]
fn services_by_kind() {
    use PreferentialKind::{CheckUp, Condolence, MeritReport, Pension, Recuperation, Reimbursement};
    let events = &facts().events;
    let kinds = counted(events.iter().map(|event| format!("{:?}", event.kind)));
    let expected =
        [("Training", 214), ("Assistance", 163), ("Employment", 187), ("Consultation", 1_326), ("Preferential", 1_496)];
    assert_eq!(kinds, expected.map(|(name, count)| (name.to_owned(), count)).into_iter().collect());
    assert_eq!(events.iter().map(|event| event.veteran_id).collect::<BTreeSet<_>>().len(), 1_127);
    let preferential = |kind| events.iter().filter(move |event| event.preferential_kind == Some(kind)).count();
    let counts = [CheckUp, Recuperation, Reimbursement, MeritReport, Pension, Condolence].map(preferential);
    assert_eq!(counts, [128, 12, 83, 15, 284, 974]);
    let open =
        counted(events.iter().filter(|event| event.state != ServiceState::Closed).map(|event| event.state as u8));
    assert_eq!(open.into_values().collect::<Vec<_>>(), [10; 6]);
    assert!(events.iter().all(|event| event.state != ServiceState::Withdrawn));
    let of_benefits = |event: &&Event| event.kind == ServiceKind::Preferential;
    let done: BTreeSet<(i64, NaiveDate, NaiveDate)> = (events.iter().filter(of_benefits))
        .map(|event| (event.veteran_id, event.registered_on, event.completed_on.unwrap()))
        .collect();
    for kind in [BenefitKind::CheckUp, BenefitKind::Recuperation, BenefitKind::Reimbursement, BenefitKind::MeritReport]
    {
        for fact in delivered(kind, 2022) {
            assert!(done.contains(&(fact.row.veteran_id, fact.row.registered_on, fact.row.delivered_on.unwrap())));
        }
    }
}

#[test]
fn forty_six_are_forgotten() {
    let border = date(2022, 10, 2);
    let contacts = facts().contacts.iter().map(|row| (row.veteran_id, row.contacted_on));
    let events = facts().events.iter().map(|row| (row.veteran_id, row.registered_on));
    let lately: BTreeSet<i64> = contacts.chain(events).filter(|(_, on)| *on > border).map(|(id, _)| id).collect();
    assert_eq!(facts().veterans.len() - lately.len(), 46);
    let year = date(2022, 1, 1)..=today();
    assert!(facts().contacts.iter().all(|row| year.contains(&row.contacted_on)));
}

#[test]
fn deterministic() {
    let mut base = registry().unwrap();
    let again = generate(&mut base).unwrap();
    assert!(&again == facts());
    assert!(base == both().0);
}
