//! Plaques, merit reports, check-ups, recuperation.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use entity::{
    veteran_benefit,
    vocab::{BenefitKind, BenefitState, HonourLevel, RecordOrigin, VeteranCategory},
};

use super::{
    BenefitFact, VeteranFacts,
    dates::{between, later},
    medical,
    member::{Member, key},
};
use crate::{
    demo::{
        calendar::{as_of, day},
        dataset::DemoError,
        emit_registry::next_id,
        random::Random,
    },
    veterans::model::new_benefit,
};

/// Plaques that are broken, and that are not there.
const DAMAGED: usize = 29;
const LOST: usize = 8;
/// Merit reports of 2022.
const REPORTS: [(HonourLevel, usize); 2] = [(HonourLevel::ThirdClass, 4), (HonourLevel::Excellent, 11)];
/// Who was invited to a check-up in 2022 and did not come.
const ABSENT: usize = 8;
/// Departures to the sanatorium in 2022, six persons each.
const TRIPS: [(u32, u32); 2] = [(5, 16), (9, 19)];
const SEATS: usize = 6;

/// A registered benefit of the year of its registration without anything else.
pub fn blank(member: &Member, kind: BenefitKind, registered_on: NaiveDate) -> veteran_benefit::Model {
    let benefit = new_benefit((member.id, member.unit_id()), kind, registered_on);
    veteran_benefit::Model { origin: RecordOrigin::History, ..benefit }
}

/// Adds a benefit other than a pension.
pub fn push(facts: &mut VeteranFacts, row: veteran_benefit::Model) {
    let id = next_id(&facts.benefits);
    facts.benefits.push(BenefitFact { row: veteran_benefit::Model { id, ..row }, pension: None });
}

/// Writes all benefits but pensions.
pub fn write(members: &[Member], rng: &mut Random, facts: &mut VeteranFacts) -> Result<(), DemoError> {
    plaques(members, rng, facts);
    merit_reports(members, rng, facts)?;
    check_ups(members, rng, facts);
    recuperation(members, rng, facts)?;
    medical::write(members, rng, facts)
}

/// One for every household; the first person on the register is its owner.
fn plaques(members: &[Member], rng: &mut Random, facts: &mut VeteranFacts) {
    let mut homes = BTreeSet::new();
    let owners: Vec<&Member> = members.iter().filter(|member| homes.insert(member.household)).collect();
    let mut states = vec![BenefitState::Delivered; owners.len()];
    states.iter_mut().take(DAMAGED).for_each(|state| *state = BenefitState::Damaged);
    states.iter_mut().skip(DAMAGED).take(LOST).for_each(|state| *state = BenefitState::Missing);
    rng.shuffle(&mut states);
    for (owner, state) in owners.into_iter().zip(states) {
        let registered_on = later(rng, owner.registered_on, 1, 25);
        let hung = later(rng, registered_on, 10, 90).min(day(2022, 3, 31));
        let causes: &[&str] = match state {
            BenefitState::Damaged => &["牌面褪色", "风吹日晒开裂", "装修时碰坏边角"],
            BenefitState::Missing => &["搬家时遗失", "房屋拆迁未重新悬挂"],
            _ => &[],
        };
        let row = veteran_benefit::Model {
            household_id: Some(owner.household),
            year: hung.year(),
            state,
            delivered_on: Some(hung),
            provider: Some("区人民政府".to_owned()),
            reason: rng.pick(causes).map(str::to_owned),
            document: Some(format!("GR-{}-{:05}", hung.year(), owner.id)),
            ..blank(owner, BenefitKind::Plaque, registered_on)
        };
        push(facts, row);
    }
}

/// News of merits is brought to the families of soldiers in service.
fn merit_reports(members: &[Member], rng: &mut Random, facts: &mut VeteranFacts) -> Result<(), DemoError> {
    let mut homes = BTreeSet::new();
    let family = |member: &&Member| member.category == VeteranCategory::ActiveFamily && homes.insert(member.household);
    let mut families: Vec<&Member> = members.iter().filter(family).collect();
    rng.shuffle(&mut families);
    let levels: Vec<HonourLevel> = REPORTS.iter().flat_map(|(level, count)| vec![*level; *count]).collect();
    enough(families.len(), levels.len(), "merit reports")?;
    for (member, level) in families.into_iter().zip(levels) {
        let registered_on = between(rng, day(2022, 1, 17), day(2022, 11, 25));
        let row = veteran_benefit::Model {
            state: BenefitState::Delivered,
            delivered_on: Some(later(rng, registered_on, 2, 12)),
            honour_level: Some(level),
            provider: Some("所在部队政治机关".to_owned()),
            document: Some(format!("XB-2022-{:05}", member.id)),
            ..blank(member, BenefitKind::MeritReport, registered_on)
        };
        push(facts, row);
    }
    Ok(())
}

/// Everybody entitled is invited; some do not come.
fn check_ups(members: &[Member], rng: &mut Random, facts: &mut VeteranFacts) {
    let mut entitled: Vec<&Member> = members.iter().filter(|member| member.check_up()).collect();
    rng.shuffle(&mut entitled);
    let absent: BTreeSet<i64> = entitled.iter().take(ABSENT).map(|member| member.id).collect();
    entitled.sort_by_key(|member| member.id);
    for member in entitled {
        let registered_on = between(rng, day(2022, 4, 11), day(2022, 9, 23));
        let came = later(rng, registered_on, 7, 30);
        let here = !absent.contains(&member.id);
        let row = veteran_benefit::Model {
            state: if here { BenefitState::Delivered } else { BenefitState::Registered },
            delivered_on: here.then_some(came),
            provider: Some("区人民医院体检中心".to_owned()),
            document: here.then(|| format!("TJ-2022-{:05}", member.id)),
            ..blank(member, BenefitKind::CheckUp, registered_on)
        };
        push(facts, row);
    }
}

/// Two trips of a week to the sanatorium, for those who can still travel.
fn recuperation(members: &[Member], rng: &mut Random, facts: &mut VeteranFacts) -> Result<(), DemoError> {
    let fit = |member: &&Member| key(member.category) && member.age() < 80;
    let mut travellers: Vec<&Member> = members.iter().filter(fit).collect();
    rng.shuffle(&mut travellers);
    enough(travellers.len(), SEATS * TRIPS.len(), "recuperation")?;
    for (trip, group) in TRIPS.iter().zip(travellers.chunks(SEATS)) {
        let leaves = day(2022, trip.0, trip.1);
        for member in group {
            let registered_on = between(rng, day(2022, trip.0 - 1, 4), day(2022, trip.0 - 1, 22));
            let row = veteran_benefit::Model {
                state: BenefitState::Delivered,
                delivered_on: Some((leaves + chrono::Days::new(6)).min(as_of())),
                provider: Some("省荣军康复医院".to_owned()),
                document: Some(format!("LY-2022-{:05}", member.id)),
                ..blank(member, BenefitKind::Recuperation, registered_on)
            };
            push(facts, row);
        }
    }
    Ok(())
}

/// Fails where there are fewer persons than the figures want.
pub fn enough(found: usize, wanted: usize, what: &str) -> Result<(), DemoError> {
    if found < wanted {
        return Err(DemoError::Impossible(format!("{found} of {wanted} persons for {what}")));
    }
    Ok(())
}
