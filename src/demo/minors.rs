//! Orphans and children in difficulty, and the family-planning benefits.

use entity::vocab::{Sex, StopReason};

use super::calendar::{Month, day};
use super::dataset::DemoError;
use super::draft::{Draft, Spell};
use super::poor::dependent;
use super::slots::{STEADY, Slot, since, until};
use super::world::{World, certificate, with};

/// Plans ET01 and ET02; returns the orphan who also draws CJ01 (S03).
pub fn children(world: &mut World) -> Result<usize, DemoError> {
    let mut orphans = Vec::new();
    for slot in world.slots("ET01.S", &[])? {
        orphans.push(child(world, "ET01", "S", slot));
    }
    for slot in world.slots("ET02.A", &[])? {
        child(world, "ET02", "A", slot);
    }
    // S15 needs a child who leaves in September; another one takes the place, so the counts hold.
    for slot in [STEADY, STEADY, STEADY, since(20)] {
        child(world, "ET02", "B", slot);
    }
    let grown = Draft::new(day(2004, 6, 17), Sex::Male, 8);
    let spell = dependent("ET02", Some("B"), until(19)).because(StopReason::AgedOut);
    let index = world.add(with(grown, spell));
    world.edit(index, |draft| draft.planted = true);
    let orphan = orphans.first().copied();
    let orphan = orphan.ok_or_else(|| DemoError::Impossible("no orphan".to_owned()))?;
    let paper = certificate(entity::vocab::DisabilityType::Physical, 2, day(2018, 4, 10));
    world.edit(orphan, |draft| {
        draft.planted = true;
        draft.certificate = Some(paper);
    });
    Ok(orphan)
}

fn child(world: &mut World, programme: &'static str, tier: &'static str, slot: Slot) -> usize {
    let year = world.rng.range(2008, 2016);
    let sex = world.sex();
    let draft = world.born_in(year, sex);
    world.add(with(draft, dependent(programme, Some(tier), slot)))
}

/// JS01 (mothers who lost their only child, or whose child is disabled) and JS02.
pub fn family_planning(world: &mut World) {
    for (tier, before, joined) in [("DEATH", 42, 2), ("DISAB", 25, 1)] {
        for number in 0..before + joined {
            let year = world.rng.range(1945, 1969);
            let mother = world.born_in(year, Sex::Female);
            let slot = if number < before { STEADY } else { since(12) };
            let mut spell = Spell::new("JS01", Some(tier), slot);
            if slot.start == 0 {
                spell.start = -12;
            }
            world.add(with(mother, spell));
        }
    }
    for number in 0..394 {
        rural_reward(world, number);
    }
}

/// JS02: 388 persons in 2021; 22 leave before October 2022 and 6 join.
fn rural_reward(world: &mut World, number: usize) {
    let year = world.rng.range(1944, 1960);
    let sex = world.sex();
    let mut draft = world.born_in(year, sex);
    draft.unit = world.village();
    draft.agricultural = true;
    let slot = match number {
        0..4 => until(11),
        4..22 => until(Month::try_from(number % 11).unwrap_or(0) + 10),
        22..28 => since(12),
        _ => STEADY,
    };
    let mut spell = Spell::new("JS02", None, slot).because(StopReason::Voluntary);
    match number {
        4..22 => {
            let reason = world.leave(&mut draft, slot.end.unwrap_or(10), 20);
            spell = spell.because(reason);
        }
        22..28 => draft.birth = day(1961, 11, 3 + u32::try_from(number % 20).unwrap_or(0)),
        _ => (),
    }
    if slot.start == 0 {
        spell.start = -12;
    }
    if number == 28 {
        // S10: registered with the date 1943-02-29.
        (draft.birth, draft.planted) = (day(1943, 3, 1), true);
        draft.id_form = super::draft::IdForm::NoSuchDate;
    }
    world.add(with(draft, spell));
}
