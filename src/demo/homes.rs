//! Households: who lives together, where, and what happened to them in 2021 and 2022.

use std::collections::BTreeMap;

use entity::vocab::{HouseholdRole, Sex};

use super::calendar::{as_of, day, plus};
use super::draft::Draft;
use super::fill::Families;
use super::names;
use super::world::{FIRST_VILLAGE, World, certificate};

/// A planned household.
pub struct Home {
    pub unit: usize,
    /// Unit in which it lives.
    pub residence: usize,
    pub address: String,
    pub members: Vec<usize>,
    /// It moved from the village into a resettlement estate.
    pub resettled: bool,
}

/// Indexes of the resettlement estates and of the villages that moved there.
const ESTATES: [(usize, usize); 2] = [(10, 4), (7, 3)];

/// Puts everybody into a household and fills every unit up to its population.
pub fn settle(world: &mut World) -> Vec<Home> {
    let mut homes = Vec::new();
    let units = world.data.units.clone();
    farmers(world);
    for (unit, plan) in units.iter().enumerate() {
        for members in unit_households(world, unit, plan.population) {
            homes.push(locate(world, unit, members));
        }
    }
    for home in &homes {
        one_head(world, &home.members);
    }
    events(world);
    name_everybody(world, &homes);
    homes
}

/// Hukou kind of the planned persons, where their benefit does not decide it.
fn farmers(world: &mut World) {
    let World { people, rng, .. } = world;
    for draft in people.iter_mut().filter(|draft| !draft.agricultural) {
        draft.agricultural = rng.chance(if draft.unit >= FIRST_VILLAGE { 88 } else { 12 });
    }
}

/// The first head stays; a second one of a couple becomes the spouse.
fn one_head(world: &mut World, members: &[usize]) {
    use HouseholdRole::{Head, Spouse};
    let mut headed = false;
    for index in members {
        world.edit(*index, |draft| match (draft.role, headed) {
            (Head, true) => draft.role = Spouse,
            (Head, false) => headed = true,
            _ => (),
        });
    }
    if let (false, Some(first)) = (headed, members.first()) {
        world.edit(*first, |draft| draft.role = Head);
    }
}

fn unit_households(world: &mut World, unit: usize, population: usize) -> Vec<Vec<usize>> {
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut list = Vec::new();
    let mut anchors = Vec::new();
    let mut count = 0;
    for (index, draft) in world.people.iter().enumerate().filter(|(_, draft)| draft.unit == unit) {
        count += 1;
        match draft.cluster {
            Some(cluster) => clusters.entry(cluster).or_default().push(index),
            None if draft.alone => list.push(vec![index]),
            None => anchors.push(index),
        }
    }
    list.extend(clusters.into_values());
    marry(world, &mut anchors, &mut list);
    let mut families = Families { room: population.saturating_sub(count), unit, world };
    list.extend(anchors.into_iter().map(|anchor| families.around(anchor)));
    while families.room > 0 {
        list.push(families.ordinary());
    }
    world.rng.shuffle(&mut list);
    list
}

/// Joins some of the very old into couples.
fn marry(world: &World, anchors: &mut Vec<usize>, list: &mut Vec<Vec<usize>>) {
    let old = |sex: Sex| -> Vec<usize> {
        let fits = |index: &usize| {
            world
                .people
                .get(*index)
                .is_some_and(|draft| draft.sex == sex && (80..90).contains(&draft.age()) && draft.present())
        };
        anchors.iter().copied().filter(fits).collect()
    };
    let (mut men, mut women) = (old(Sex::Male), old(Sex::Female));
    let birth = |index: &usize| world.people.get(*index).map(|draft| draft.birth);
    men.sort_by_key(birth);
    women.sort_by_key(birth);
    let step = women.len() / men.len().max(1);
    for (man, woman) in men.iter().zip(women.iter().step_by(step.max(1))).step_by(2) {
        list.push(vec![*man, *woman]);
        anchors.retain(|index| index != man && index != woman);
    }
}

fn locate(world: &mut World, unit: usize, members: Vec<usize>) -> Home {
    let estate = ESTATES.iter().find(|(village, _)| *village == unit).map(|(_, estate)| *estate);
    let resettled = estate.is_some() && world.rng.chance(45);
    let residence = match estate {
        Some(estate) if resettled => estate,
        _ if world.rng.chance(4) => world.unit(),
        _ => unit,
    };
    let name = world.data.units.get(residence).map_or("", |plan| plan.name.as_str());
    let name = name.trim_end_matches("社区").to_owned();
    let address = if residence >= FIRST_VILLAGE {
        format!("{name}{}组{}号", world.rng.range(1, 16), world.rng.range(1, 60))
    } else {
        let estate = if residence < 3 { "新村" } else { "" };
        format!("{name}{estate}{}幢", world.rng.range(1, 48))
    };
    Home { unit, residence, address, members, resettled }
}

/// Deaths, moves and mild disabilities of persons without any benefit.
fn events(world: &mut World) {
    let World { people, rng, .. } = world;
    for draft in people.iter_mut() {
        if !plain(draft) {
            continue;
        }
        let age = draft.age();
        let any = plus(day(2021, 1, 2), rng.range(0, 715));
        let dice = rng.range(0, 9_999);
        match (age, dice) {
            (60..80, ..170) | (30..60, ..15) => draft.died_on = Some(any),
            (18..45, 200..240) => draft.moved_out_on = Some(any),
            (20..50, 240..290) => draft.moved_in_on = Some(any),
            (8..80, 300..480) => {
                let kind = rng.pick(&MILD).unwrap_or(MILD[0]);
                let issued = plus(day(2015, 2, 1), rng.range(0, 2100));
                draft.certificate = Some(certificate(kind, rng.range(3, 4), issued));
            }
            _ => (),
        }
    }
}

const MILD: [entity::vocab::DisabilityType; 3] = [
    entity::vocab::DisabilityType::Physical,
    entity::vocab::DisabilityType::Hearing,
    entity::vocab::DisabilityType::Visual,
];

/// Nothing was planned for the person.
pub fn plain(draft: &Draft) -> bool {
    let free = draft.spells.is_empty() && draft.certificate.is_none() && draft.present();
    free && !draft.planted
        && !draft.edge
        && draft.married_on.is_none()
        && draft.moved_in_on.is_none()
        && draft.birth < as_of()
}

fn name_everybody(world: &mut World, homes: &[Home]) {
    let World { people, rng, .. } = world;
    for index in homes.iter().flat_map(|home| &home.members) {
        let Some(draft) = people.get_mut(*index) else {
            continue;
        };
        let surname = draft.surname.unwrap_or_else(|| names::surname(rng));
        draft.surname = Some(surname);
        draft.name = names::name(rng, surname, draft.birth, draft.sex);
    }
}
