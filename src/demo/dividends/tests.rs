//! The figures of the dividends: exact, as published.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{
        DistributingUnitKind, DistributionBasis, MembershipReason, PayoutState, PlanState, RegisterEventKind,
        UnclaimedReason,
    },
};
use serde_json::Value as Json;

use super::{DividendFacts, LineFact, Person, generate, persons};
use crate::{
    demo::{generate::generate as registry, leases},
    dividends::model::{Plan, Unit},
};

/// Everybody, once for all tests.
pub fn everybody() -> &'static BTreeMap<i64, Person> {
    static PERSONS: OnceLock<BTreeMap<i64, Person>> = OnceLock::new();
    PERSONS.get_or_init(|| persons(&registry().unwrap()).into_iter().map(|person| (person.resident, person)).collect())
}

fn fresh() -> DividendFacts {
    let persons: Vec<Person> = everybody().values().cloned().collect();
    generate(&persons, &leases::generate(&[]).collectives).unwrap()
}

/// The dividends, once for all tests.
pub fn facts() -> &'static DividendFacts {
    static FACTS: OnceLock<DividendFacts> = OnceLock::new();
    FACTS.get_or_init(fresh)
}

pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn unit(id: i64) -> &'static Unit {
    let unit = &facts().units[usize::try_from(id).unwrap() - 1];
    assert_eq!(unit.id, id);
    unit
}

pub fn plan(id: i64) -> &'static Plan {
    let plan = &facts().plans[usize::try_from(id).unwrap() - 1];
    assert_eq!(plan.id, id);
    plan
}

/// Lines of a plan.
pub fn lines_of(plan: i64) -> Vec<&'static LineFact> {
    static LINES: OnceLock<BTreeMap<i64, Vec<&'static LineFact>>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        let mut lines: BTreeMap<i64, Vec<&'static LineFact>> = BTreeMap::new();
        for line in &facts().lines {
            lines.entry(line.plan_id).or_default().push(line);
        }
        lines
    });
    lines[&plan].clone()
}

fn lines(year: i32) -> impl Iterator<Item = &'static LineFact> {
    facts().lines.iter().filter(move |line| line.year == year)
}

fn figures() -> Vec<Json> {
    serde_json::from_str(include_str!("../data/dividends.json")).unwrap()
}

#[test]
fn totals_of_both_years() {
    let sum = |year| lines(year).map(|line| line.amount_fen.0).sum::<i64>();
    let distinct = |year| lines(year).map(|line| line.resident_id).collect::<BTreeSet<_>>().len();
    let plans = |year| facts().plans.iter().filter(|plan| plan.year == year).count();
    assert_eq!((plans(2021), lines(2021).count(), distinct(2021), sum(2021)), (122, 15_021, 13_912, 1_250_400_000));
    assert_eq!((plans(2022), lines(2022).count(), distinct(2022), sum(2022)), (132, 16_906, 15_780, 1_470_300_000));
}

#[test]
fn every_unit_has_its_figures() {
    let figures = figures();
    assert_eq!((figures.len(), facts().units.len()), (132, 132));
    for (unit, figures) in facts().units.iter().zip(&figures) {
        assert_eq!(unit.number, figures["unitNo"].as_str().unwrap());
        for (year, members, fen) in [
            (2021, &figures["members2021"], &figures["distributable2021Fen"]),
            (2022, &figures["members2022"], &figures["distributableFen"]),
        ] {
            let own = facts().plans.iter().find(|plan| plan.distributing_unit_id == unit.id && plan.year == year);
            let lines = own.map(|plan| lines_of(plan.id)).unwrap_or_default();
            let sum: i64 = lines.iter().map(|line| line.amount_fen.0).sum();
            assert_eq!(
                (lines.len() as u64, sum),
                (members.as_u64().unwrap(), fen.as_i64().unwrap()),
                "{}",
                unit.number
            );
            assert_eq!(own.is_some(), !lines.is_empty());
        }
    }
}

#[test]
fn shares_and_heads_are_as_published() {
    let all = figures();
    for plan in facts().plans.iter().filter(|plan| plan.year == 2022) {
        let figures = &all[usize::try_from(plan.distributing_unit_id).unwrap() - 1];
        let lines = lines_of(plan.id);
        let shares: i64 = lines.iter().map(|line| line.shares).sum();
        assert_eq!((shares, lines.len()), (plan.total_shares, usize::try_from(plan.participants).unwrap()));
        if plan.basis == DistributionBasis::PerShare {
            assert_eq!(Some(shares), figures["shares"].as_i64());
            assert!(lines.iter().all(|line| (1..=300).contains(&line.shares)));
        } else {
            let head = Fen(figures["perHeadFen"].as_i64().unwrap());
            assert!(lines.iter().all(|line| (line.shares, line.amount_fen, line.extra_fen) == (1, head, Fen(0))));
        }
    }
    let coop = facts().plans.iter().find(|plan| plan.year == 2022 && unit(plan.distributing_unit_id).number == "VC-01");
    assert_eq!(coop.unwrap().unit_price_fen, Some(Fen(3_000)));
}

/// Changes of the groups that distribute in both years, after the first record date, by reason.
fn changes(kind: RegisterEventKind) -> BTreeMap<MembershipReason, usize> {
    let mut reasons = BTreeMap::new();
    for event in facts().events.iter().filter(|event| event.kind == kind) {
        let unit = unit(event.distributing_unit_id);
        let group = unit.kind != DistributingUnitKind::VillageCoop && unit.founded_on < date(2022, 1, 1);
        if group && event.effective_on > date(2021, 10, 31) {
            assert!(event.effective_on <= date(2022, 10, 31));
            *reasons.entry(event.reason.unwrap()).or_default() += 1;
        }
    }
    reasons
}

#[test]
fn the_bridge_between_the_years() {
    let joined =
        [(MembershipReason::Birth, 186), (MembershipReason::MarriageIn, 121), (MembershipReason::Reconfirmed, 567)];
    let left = [
        (MembershipReason::Death, 141),
        (MembershipReason::JoinedOtherCollective, 27),
        (MembershipReason::CivilServant, 9),
        (MembershipReason::Other, 6),
    ];
    assert_eq!(changes(RegisterEventKind::Join), joined.into_iter().collect());
    assert_eq!(changes(RegisterEventKind::Leave), left.into_iter().collect());
    let new: BTreeSet<i64> =
        facts().units.iter().filter(|unit| unit.founded_on > date(2022, 1, 1)).map(|unit| unit.id).collect();
    assert_eq!(new.len(), 10);
    assert_eq!(lines(2022).filter(|line| new.contains(&line.distributing_unit_id)).count(), 1_168);
}

#[test]
fn the_cooperative_and_the_groups_overlap() {
    let of = |year: i32, kind: DistributingUnitKind| {
        let own = lines(year).filter(move |line| unit(line.distributing_unit_id).kind == kind);
        own.map(|line| line.resident_id).collect::<BTreeSet<_>>()
    };
    for (year, holders, both) in [(2021, 1_668, 1_109), (2022, 1_694, 1_126)] {
        let [coop, heads, shares] =
            [DistributingUnitKind::VillageCoop, DistributingUnitKind::VillagerGroup, DistributingUnitKind::ShareGroup]
                .map(|kind| of(year, kind));
        assert!(heads.is_disjoint(&shares));
        let groups: BTreeSet<i64> = heads.union(&shares).copied().collect();
        assert_eq!((coop.len(), coop.intersection(&groups).count()), (holders, both));
        assert!(coop.iter().all(|id| everybody()[id].birth_date <= date(2003, 10, 31)));
    }
}

#[test]
fn unclaimed_lines() {
    let unclaimed: Vec<&LineFact> = lines(2022).filter(|line| line.state == PayoutState::Unclaimed).collect();
    let mut reasons = BTreeMap::new();
    for line in &unclaimed {
        *reasons.entry(line.reason.unwrap()).or_insert(0) += 1;
    }
    let expected = [
        (UnclaimedReason::NoBankCard, 21),
        (UnclaimedReason::DeceasedInheritancePending, 12),
        (UnclaimedReason::ReturnedByBank, 9),
        (UnclaimedReason::Disputed, 4),
    ];
    assert_eq!(reasons, expected.into_iter().collect());
    assert_eq!(unclaimed.iter().map(|line| line.amount_fen.0).sum::<i64>(), 4_128_000);
    assert!(lines(2021).all(|line| line.state == PayoutState::Paid));
    let open: BTreeSet<i64> = unclaimed.iter().map(|line| line.plan_id).collect();
    for plan in &facts().plans {
        let state = if open.contains(&plan.id) { PlanState::Paid } else { PlanState::Closed };
        assert_eq!((plan.state, plan.closed_on.is_some()), (state, state == PlanState::Closed));
    }
}

#[test]
fn deterministic() {
    assert_eq!(&fresh(), facts());
}
