//! The files: persons, categories, disabilities, honours.

use chrono::{Datelike, NaiveDate};
use entity::{
    veteran, veteran_category, veteran_honour,
    vocab::{
        ContactClass, EmploymentStatus, HealthStatus, HonourLevel, HousingStatus, RecordOrigin, Sex, VeteranCategory,
    },
};

use super::{
    VeteranFact, VeteranFacts,
    cast::Part,
    dates::{between, birthday, later},
    member::{Member, bereaved, key, officer, relative, working_age},
    pensions::disability,
    service::{Service, service},
};
use crate::demo::{
    calendar::{age_on, as_of, day, plus},
    dataset::DemoError,
    emit_registry::next_id,
    random::Random,
};

use VeteranCategory::{ActiveFamily, Combat, Disabled, Rural60, SelfEmployedSoldier};

/// Persons with whom nobody has been in touch for 90 days.
const FORGOTTEN: usize = 46;

/// Writes the files of all parts.
pub fn write(parts: &[Part], rng: &mut Random, facts: &mut VeteranFacts) -> Result<Vec<Member>, DemoError> {
    let mut members = Vec::with_capacity(parts.len());
    for part in parts {
        let served = service(rng, part.category, part.resident.birth_date);
        let since = since(rng, part, served.as_ref());
        let member = file(rng, part, served.as_ref(), since, facts);
        categories(&member, served.as_ref(), since, facts);
        if member.category == Disabled {
            disability(&member, since, rng, facts);
        }
        if let Some(service) = &served {
            honour(&member, service, rng, facts);
        }
        members.push(member);
    }
    forget(&mut members, rng)?;
    Ok(members)
}

/// First day of the category.
fn since(rng: &mut Random, part: &Part, served: Option<&Service>) -> NaiveDate {
    let birth = part.resident.birth_date;
    let back = served.map_or(day(2011, 8, 1), |service| service.discharge_on);
    match part.category {
        Rural60 | VeteranCategory::MartyrChild60 => birthday(birth, 60).max(day(2011, 8, 1)),
        Disabled => plus(back, rng.range(60, 400)).min(day(2021, 11, 19)),
        ActiveFamily => rng.pick(&[day(2021, 3, 16), day(2021, 9, 16)]).unwrap_or(back),
        category if bereaved(category) => between(rng, day(1979, 3, 1), day(2012, 12, 1)),
        _ => back,
    }
}

fn registered(rng: &mut Random, category: VeteranCategory, back: NaiveDate) -> NaiveDate {
    let last = day(2021, 12, 20);
    if category == ActiveFamily {
        return later(rng, back, 5, 60).min(last);
    }
    let common = match rng.range(0, 99) {
        ..90 => between(rng, day(2019, 3, 4), day(2019, 11, 29)),
        90..96 => between(rng, day(2020, 5, 6), day(2020, 11, 27)),
        _ => between(rng, day(2021, 3, 1), day(2021, 11, 26)),
    };
    if common > back { common } else { later(rng, back, 8, 40).min(last) }
}

fn file(rng: &mut Random, part: &Part, served: Option<&Service>, since: NaiveDate, facts: &mut VeteranFacts) -> Member {
    let (row, category) = (&part.resident, part.category);
    let back = served.map_or(since, |service| service.discharge_on);
    let back = if category == Disabled { since } else { back };
    let registered_on = registered(rng, category, back);
    let female = row.sex == Sex::Female;
    let age = age_on(row.birth_date, as_of());
    let employment = employment(rng, female, age);
    let hardship = rng.chance(match (category, employment) {
        (category, _) if key(category) => 22,
        (_, EmploymentStatus::Unemployed) => 40,
        _ => 2,
    });
    let mut member = Member {
        id: next_id(&facts.veterans),
        resident: row.id,
        household: row.household,
        name: row.name.clone(),
        unit: row.hukou_unit,
        female,
        birth: row.birth_date,
        category,
        registered_on,
        employment,
        hardship,
        class: ContactClass::General,
        gap: part.gap,
        forgotten: false,
    };
    member.class = class(&member);
    let veteran = veteran::Model {
        id: member.id,
        resident_id: row.id,
        person_id: row.id,
        unit_id: member.unit_id(),
        registered_on,
        archive_on: Some(later(rng, registered_on, 0, 20).min(day(2021, 12, 31))),
        enlist_on: served.map(|service| service.enlist_on),
        discharge_on: served.map(|service| service.discharge_on),
        service_unit_cipher: None,
        rank: served.map(|service| service.rank.to_owned()),
        employment,
        health: Some(health(rng, category, age)),
        housing: Some(housing(rng, age)),
        hardship,
        party_member: rng.chance(match category {
            category if officer(category) => 94,
            category if relative(category) => 14,
            _ => 36,
        }),
        contact_class: member.class,
        ended_on: None,
        end_reason: None,
        origin: RecordOrigin::History,
        version: 1,
    };
    facts.veterans.push(VeteranFact { row: veteran, service_unit: served.map(|service| service.unit.clone()) });
    member
}

fn employment(rng: &mut Random, female: bool, age: i32) -> EmploymentStatus {
    if !working_age(female, age) {
        return EmploymentStatus::Retired;
    }
    match rng.range(0, 99) {
        ..69 => EmploymentStatus::Employed,
        69..87 => EmploymentStatus::Flexible,
        87..95 => EmploymentStatus::Unemployed,
        _ => EmploymentStatus::NotWorking,
    }
}

fn health(rng: &mut Random, category: VeteranCategory, age: i32) -> HealthStatus {
    let ill = matches!(category, VeteranCategory::Illness | Disabled);
    match (age, rng.range(0, 99)) {
        (80.., ..8) => HealthStatus::Dependent,
        (60.., ..6) => HealthStatus::Serious,
        (_, ..70) if ill => HealthStatus::Chronic,
        (70.., ..60) | (60..70, ..40) | (45..60, ..15) | (..45, ..3) => HealthStatus::Chronic,
        _ => HealthStatus::Good,
    }
}

fn housing(rng: &mut Random, age: i32) -> HousingStatus {
    match (age, rng.range(0, 99)) {
        (80.., ..3) => HousingStatus::Institution,
        (..35 | 75.., ..30) => HousingStatus::WithFamily,
        (..60, 30..38) => HousingStatus::Rented,
        _ => HousingStatus::Owned,
    }
}

fn class(member: &Member) -> ContactClass {
    let regular = matches!(member.category, Rural60 | ActiveFamily)
        || matches!(member.employment, EmploymentStatus::Unemployed | EmploymentStatus::NotWorking);
    match regular {
        _ if member.check_up() || member.hardship => ContactClass::Key,
        true => ContactClass::Regular,
        false => ContactClass::General,
    }
}

/// The open category; farmers of 60 were soldiers who earn their own living before.
fn categories(member: &Member, served: Option<&Service>, since: NaiveDate, facts: &mut VeteranFacts) {
    let mut push = |category, valid_from: NaiveDate, valid_to| {
        let id = next_id(&facts.categories);
        facts.categories.push(veteran_category::Model {
            id,
            veteran_id: member.id,
            unit_id: member.unit_id(),
            category,
            is_primary: true,
            valid_from,
            valid_to,
            document: Some(format!("LB-{}-{id:05}", valid_from.year())),
        });
    };
    let turned = birthday(member.birth, 60);
    if let (Rural60, true, Some(service)) = (member.category, turned > day(2011, 8, 1), served) {
        push(SelfEmployedSoldier, service.discharge_on, Some(turned));
    }
    push(member.category, since, None);
}

/// Some were honoured while they served.
fn honour(member: &Member, service: &Service, rng: &mut Random, facts: &mut VeteranFacts) {
    let share = if member.category == Combat { 35 } else { 9 };
    if !rng.chance(share) {
        return;
    }
    let level = match rng.range(0, 99) {
        ..3 => HonourLevel::SecondClass,
        3..35 => HonourLevel::ThirdClass,
        _ => HonourLevel::Excellent,
    };
    let days = i32::try_from((service.discharge_on - service.enlist_on).num_days()).unwrap_or(700);
    facts.honours.push(veteran_honour::Model {
        id: next_id(&facts.honours),
        veteran_id: member.id,
        unit_id: member.unit_id(),
        level,
        awarded_on: plus(service.enlist_on, rng.range(days / 2, days - 20)),
        authority: "所在部队政治机关".to_owned(),
    });
}

/// Those with whom nobody will be in touch after the border: none of the key persons.
fn forget(members: &mut [Member], rng: &mut Random) -> Result<(), DemoError> {
    let fits = |member: &&mut Member| member.class != ContactClass::Key && member.category != ActiveFamily;
    let mut open: Vec<&mut Member> = members.iter_mut().filter(fits).collect();
    rng.shuffle(&mut open);
    if open.len() < FORGOTTEN {
        return Err(DemoError::Impossible("nobody to forget".to_owned()));
    }
    open.into_iter().take(FORGOTTEN).for_each(|member| member.forgotten = true);
    Ok(())
}
