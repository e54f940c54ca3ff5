//! Writes households, residents, residencies, life events and certificates.

use chrono::{Months, NaiveDate};
use entity::vocab::{HouseholdRole, HukouKind, IdNumberKind, LifeEventKind, ResidencyKind, Sex};

use super::calendar::{as_of, day, plus};
use super::draft::{Draft, IdForm};
use super::facts::{DisabilityCertificate, Facts, Household, LifeEvent, Residency, Resident};
use super::homes::Home;
use super::identities::{Identities, compose, shorten, spoil_check};
use super::random::Random;
use super::world::World;
use crate::residents::identity::disability_digit;

/// Resident ids of the planned persons.
pub struct Registry {
    /// Resident id by draft index.
    pub ids: Vec<i64>,
    /// Draft indexes in the order of resident ids.
    pub order: Vec<usize>,
    /// Draft index and resident id of the second record (S02).
    pub second: Option<(usize, i64)>,
}

/// Id of the row that is pushed next.
pub fn next_id<T>(list: &[T]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX - 1) + 1
}

/// Writes everybody, household by household.
pub fn registry(world: &mut World, homes: &[Home], facts: &mut Facts) -> Registry {
    let mut ids = vec![0; world.people.len()];
    let mut order = Vec::with_capacity(world.people.len());
    let mut numbers = Identities::default();
    let mut per_unit = vec![0_u32; world.data.units.len()];
    let mut second = None;
    for home in homes {
        let household = household(world, home, &mut per_unit, facts);
        for index in &home.members {
            let World { people, rng, .. } = &mut *world;
            let Some(draft) = people.get(*index) else {
                continue;
            };
            let number = numbers.next(draft.birth, draft.sex);
            let id = resident(draft, home, household, &number, rng, facts);
            if let Some(slot) = ids.get_mut(*index) {
                *slot = id;
            }
            order.push(*index);
            residencies(draft, home, id, facts);
            life_events(draft, id, rng, facts);
            certificate(draft, id, &number, facts);
            if draft.spells.iter().any(|spell| spell.second_record) {
                second = Some(*index);
            }
        }
    }
    let second = second.and_then(|index| {
        let id = ids.get(index).copied()?;
        Some((index, second_record(id, facts)?))
    });
    Registry { ids, order, second }
}

fn household(world: &mut World, home: &Home, per_unit: &mut [u32], facts: &mut Facts) -> i64 {
    let id = next_id(&facts.households);
    let running = per_unit.get_mut(home.unit).map_or(0, |count| {
        *count += 1;
        *count
    });
    let code = world.data.units.get(home.unit).map_or("", |unit| unit.code.as_str());
    let code = code.get(9..).unwrap_or_default();
    let World { people, rng, .. } = world;
    let any = |test: &dyn Fn(&Draft) -> bool| home.members.iter().filter_map(|index| people.get(*index)).any(test);
    let dibao = any(&|draft| draft.spells.iter().any(|spell| spell.programme == "DB01"));
    let edge = any(&|draft| draft.edge);
    let income = match (dibao, edge) {
        (true, _) => Some(i64::from(rng.range(150, 420)) * 100),
        (_, true) => Some(i64::from(rng.range(800, 1500)) * 100),
        _ => None,
    };
    facts.households.push(Household {
        id,
        number: format!("H{code}-{running:05}"),
        unit: home.unit,
        address: home.address.clone(),
        income_per_capita: income,
    });
    id
}

fn resident(draft: &Draft, home: &Home, household: i64, number: &str, rng: &mut Random, facts: &mut Facts) -> i64 {
    let id = next_id(&facts.residents);
    let (id_number, id_number_kind) = match draft.id_form {
        IdForm::Standard => (number.to_owned(), IdNumberKind::Standard),
        IdForm::Legacy => (shorten(number), IdNumberKind::Legacy),
        IdForm::WrongCheck => (spoil_check(number), IdNumberKind::Invalid),
        IdForm::NoSuchDate => {
            let sequence = number.get(14..17).and_then(|text| text.parse().ok()).unwrap_or(1);
            (compose("19430229", sequence), IdNumberKind::Invalid)
        }
    };
    let kind = if draft.agricultural { HukouKind::Agricultural } else { HukouKind::NonAgricultural };
    facts.residents.push(Resident {
        id,
        person: id,
        household,
        household_role: draft.role,
        name: draft.name.clone(),
        sex: draft.sex,
        nation: nation(rng),
        birth_date: draft.birth,
        id_number,
        id_number_kind,
        phone: phone(draft, rng),
        hukou_kind: kind,
        hukou_unit: draft.unit,
        residence_unit: home.residence,
        died_on: draft.died_on,
        moved_out_on: draft.moved_out_on,
    });
    id
}

fn nation(rng: &mut Random) -> &'static str {
    match rng.range(0, 999) {
        0..3 => "03",
        3..5 => "11",
        5..7 => "06",
        7..9 => "15",
        9 => "08",
        _ => "01",
    }
}

fn phone(draft: &Draft, rng: &mut Random) -> Option<String> {
    let share = match draft.age() {
        ..14 => 0,
        14..70 => 96,
        70..80 => 85,
        _ => 60,
    };
    let prefixes = ["130", "135", "136", "138", "139", "150", "152", "158", "177", "180", "189"];
    let prefix = rng.pick(&prefixes).unwrap_or("138");
    let (head, tail) = (rng.range(0, 9_999), rng.range(0, 9_999));
    rng.chance(share).then(|| format!("{prefix}{head:04}{tail:04}"))
}

fn residencies(draft: &Draft, home: &Home, resident: i64, facts: &mut Facts) {
    let married_in = draft.role == HouseholdRole::Spouse && draft.sex == Sex::Female;
    let grown = draft.birth.checked_add_months(Months::new(12 * 21)).unwrap_or(draft.birth);
    let start = match draft.moved_in_on {
        Some(date) => date,
        None if married_in => grown,
        None => draft.birth,
    };
    let end = draft.died_on.map(|date| plus(date, 1)).or(draft.moved_out_on);
    let mut push = |kind, unit, valid_from, valid_to| {
        let id = next_id(&facts.residencies);
        facts.residencies.push(Residency { id, resident, kind, unit, valid_from, valid_to });
    };
    push(ResidencyKind::Hukou, draft.unit, start, end);
    let resettled_on = day(2017, 6, 1);
    if home.resettled && start < resettled_on {
        push(ResidencyKind::Residence, draft.unit, start, Some(resettled_on));
        push(ResidencyKind::Residence, home.residence, resettled_on, end);
    } else {
        push(ResidencyKind::Residence, home.residence, start, end);
    }
}

fn life_events(draft: &Draft, resident: i64, rng: &mut Random, facts: &mut Facts) {
    let mut push = |kind, happened_on: Option<NaiveDate>, learned_on: Option<NaiveDate>| {
        let Some(happened_on) = happened_on else {
            return;
        };
        let soon = plus(happened_on, rng.range(1, 9)).min(as_of());
        let recorded_on = learned_on.unwrap_or(soon);
        let id = next_id(&facts.life_events);
        facts.life_events.push(LifeEvent { id, resident, kind, happened_on, recorded_on });
    };
    push(LifeEventKind::MovedIn, draft.moved_in_on, None);
    push(LifeEventKind::Marriage, draft.married_on, None);
    push(LifeEventKind::MovedOut, draft.moved_out_on, draft.learned_on);
    push(LifeEventKind::Death, draft.died_on, draft.learned_on);
}

fn certificate(draft: &Draft, resident: i64, identity: &str, facts: &mut Facts) {
    if let Some(paper) = draft.certificate {
        let id = next_id(&facts.certificates);
        let number = format!("{identity}{}{}", disability_digit(paper.kind), paper.grade);
        facts.certificates.push(DisabilityCertificate {
            id,
            resident,
            number,
            kind: paper.kind,
            grade: paper.grade,
            issued_on: paper.issued_on,
            valid_until: paper.valid_until,
        });
    }
}

/// S02: the same person once more, under the 15-digit form of the number.
fn second_record(canonical: i64, facts: &mut Facts) -> Option<i64> {
    let original = facts.residents.iter().find(|resident| resident.id == canonical)?.clone();
    let id = next_id(&facts.residents);
    let rows: Vec<Residency> = facts.residencies.iter().filter(|row| row.resident == canonical).cloned().collect();
    for row in rows {
        let residency = next_id(&facts.residencies);
        facts.residencies.push(Residency { id: residency, resident: id, ..row });
    }
    facts.residents.push(Resident {
        id,
        id_number: shorten(&original.id_number),
        id_number_kind: IdNumberKind::Legacy,
        household_role: HouseholdRole::Other,
        ..original
    });
    Some(id)
}
