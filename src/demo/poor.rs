//! Dibao and tekun persons, and the care benefits that lean on these two.

use entity::vocab::{DisabilityType, Sex, StopReason};

use super::calendar::{Month, day, month_of};
use super::dataset::DemoError;
use super::draft::{Draft, Payee, Spell};
use super::slots::{STEADY, Slot, between, since, until};
use super::world::{World, certificate, with};

/// Base persons that other benefits build on, as indexes into the people.
#[derive(Default)]
pub struct Base {
    /// S16: dibao ends in January 2022, CJ01.A goes on to March.
    pub lapsed_a: usize,
    /// S16: dibao ends in February 2022, CJ01.B goes on to May.
    pub lapsed_b: usize,
    /// S03: draws CJ02 and YL02 together from February to June 2022.
    pub both_care: usize,
    /// S03: tekun from May 2022 while CJ01.C goes on to July.
    pub late_tekun: usize,
    /// S03: tekun all along, CJ01.C from October 2022.
    pub early_tekun: usize,
    /// Dibao through both years, 60 or older, no role yet.
    pub elders: Vec<usize>,
    /// Dibao through both years, younger, no role yet.
    pub youngsters: Vec<usize>,
    /// Dibao elders with a certificate or a care benefit, for YL01.A.
    pub cared: Vec<usize>,
    /// Tekun through both years.
    pub tekun: Vec<usize>,
}

/// Younger dibao persons: 15 with a certificate and CJ01, 3 without CJ01, 6 without certificate.
const YOUNGSTERS: usize = 24;

/// Plans everybody with DB01 or TK01.
pub fn plan(world: &mut World) -> Result<Base, DemoError> {
    let mut base = Base::default();
    let pair = tekun(world, &mut base)?;
    dibao(world, &mut base, pair)?;
    Ok(base)
}

/// Returns the two tekun persons who also draw dibao in July and August 2022 (S03).
fn tekun(world: &mut World, base: &mut Base) -> Result<[usize; 2], DemoError> {
    let forced = [since(16), until(19), STEADY, STEADY, STEADY];
    let rural = world.slots("TK01.R", &forced)?;
    let mut singles = Vec::new();
    for (position, slot) in rural.iter().enumerate() {
        let unit = world.village();
        let planted = position != 1 && position < forced.len();
        let draft = tekun_person(world, "R", *slot, unit, planted);
        singles.push(world.add(draft));
    }
    for slot in world.slots("TK01.U", &[])? {
        let unit = world.community();
        let draft = tekun_person(world, "U", slot, unit, false);
        singles.push(world.add(draft));
    }
    let [late, gone, early, pair @ ..] = singles.as_slice() else {
        return Err(DemoError::Impossible("too few tekun persons".to_owned()));
    };
    (base.late_tekun, base.early_tekun) = (*late, *early);
    for index in [*late, *early] {
        let issued = day(2016, 5, 18);
        let paper = certificate(DisabilityType::Physical, 2, issued);
        world.edit(index, |draft| draft.certificate = Some(paper));
    }
    care(world, *late, "SELF", since(16));
    care(world, *gone, "SELF", until(19));
    let tiers = ["FULL"; 4].into_iter().chain(["HALF"; 6]).chain(["SELF"; 10]);
    let steady: Vec<usize> = singles.iter().skip(2).copied().collect();
    for (index, tier) in steady.iter().zip(tiers) {
        care(world, *index, tier, STEADY);
    }
    base.tekun = steady.iter().skip(3).copied().collect();
    match pair {
        [first, second, ..] => Ok([*first, *second]),
        _ => Err(DemoError::Impossible("too few tekun persons".to_owned())),
    }
}

fn tekun_person(world: &mut World, tier: &'static str, slot: Slot, unit: usize, planted: bool) -> Draft {
    let year = world.rng.range(1944, 1958);
    let sex = if world.rng.chance(80) { Sex::Male } else { Sex::Female };
    let mut draft = world.born_in(year, sex);
    draft.unit = unit;
    draft.agricultural = tier == "R";
    (draft.alone, draft.planted) = (true, planted);
    let mut spell = Spell::new("TK01", Some(tier), slot);
    if slot.start == 0 {
        spell.start = -18;
    }
    if let Some(end) = slot.end {
        spell = spell.because(world.leave(&mut draft, end, 0));
    }
    with(draft, spell)
}

fn care(world: &mut World, index: usize, tier: &'static str, slot: Slot) {
    let mut spell = Spell::new("TK02", Some(tier), slot).because(StopReason::Death);
    if slot.start == 0 {
        spell.start = -18;
    }
    world.edit(index, |draft| draft.spells.push(spell));
}

fn dibao(world: &mut World, base: &mut Base, pair: [usize; 2]) -> Result<(), DemoError> {
    let forced = [until(18), until(12), until(13), STEADY, between(18, 19), between(18, 19)];
    let slots = world.slots("DB01", &forced)?;
    for index in pair {
        let spell = Spell::new("DB01", None, between(18, 19)).because(StopReason::ReviewFailed);
        world.edit(index, |draft| draft.spells.push(spell));
    }
    for (position, slot) in slots.iter().enumerate() {
        match position {
            0 => {
                let mut draft = dibao_person(world, *slot, 1961, StopReason::Death);
                draft.died_on = Some(day(2022, 5, 11));
                draft.learned_on = Some(day(2022, 7, 25));
                draft.planted = true;
                world.add(draft);
            }
            1 => base.lapsed_a = planted_person(world, *slot, 1968),
            2 => base.lapsed_b = planted_person(world, *slot, 1970),
            3 => base.both_care = planted_person(world, *slot, 1951),
            4 | 5 => (),
            _ if *slot == STEADY => {
                let young = base.youngsters.len() < YOUNGSTERS;
                let year = world.rng.range(if young { 1976 } else { 1944 }, if young { 1992 } else { 1957 });
                let draft = dibao_person(world, *slot, year, StopReason::Voluntary);
                let list = if young { &mut base.youngsters } else { &mut base.elders };
                list.push(world.add(draft));
            }
            _ => changing(world, *slot),
        }
    }
    Ok(())
}

fn planted_person(world: &mut World, slot: Slot, year: i32) -> usize {
    let draft = dibao_person(world, slot, year, StopReason::IncomeOver);
    world.add(Draft { planted: true, ..draft })
}

/// A dibao person living alone who came or went within the two years.
fn changing(world: &mut World, slot: Slot) {
    let year = world.rng.range(1946, 1975);
    let mut draft = dibao_person(world, slot, year, StopReason::IncomeOver);
    if let Some(end) = slot.end
        && world.rng.chance(50)
    {
        let reason = world.leave(&mut draft, end, 20);
        draft.spells = draft.spells.iter().map(|spell| spell.because(reason)).collect();
    }
    world.add(draft);
}

fn dibao_person(world: &mut World, slot: Slot, year: i32, reason: StopReason) -> Draft {
    let sex = world.sex();
    let mut draft = world.born_in(year, sex);
    draft.alone = true;
    let mut spell = Spell::new("DB01", None, slot).because(reason);
    if slot.start == 0 {
        spell.start = world.rng.range(-24, -13);
    }
    with(draft, spell)
}

/// YL02 and YL01.A, for elders whose base status never lapses.
pub fn care_benefits(world: &mut World, base: &mut Base) -> Result<(), DemoError> {
    let nursing = world.slots("YL02", &[between(13, 17)])?;
    let spell = Spell::new("YL02", None, between(13, 17)).because(StopReason::OtherProgramme);
    world.edit(base.both_care, |draft| draft.spells.push(spell));
    for slot in nursing.into_iter().skip(1) {
        let index = base.elders.pop().ok_or_else(|| few("elders for YL02"))?;
        let spell = dependent("YL02", None, slot).because(StopReason::ReviewFailed);
        world.edit(index, |draft| draft.spells.push(spell));
        base.cared.push(index);
    }
    let mut candidates = base.cared.clone();
    candidates.extend(&base.elders);
    candidates.extend(&base.tekun);
    world.rng.shuffle(&mut candidates);
    for slot in world.slots("YL01.A", &[])? {
        let index = candidates.pop().ok_or_else(|| few("persons for YL01.A"))?;
        let spell = dependent("YL01", Some("A"), slot).because(StopReason::Voluntary);
        world.edit(index, |draft| draft.spells.push(spell));
    }
    Ok(())
}

fn few(what: &str) -> DemoError {
    DemoError::Impossible(format!("too few {what}"))
}

/// A spell that began after the base status and before 2021.
pub fn dependent(programme: &'static str, tier: Option<&'static str>, slot: Slot) -> Spell {
    let mut spell = Spell::new(programme, tier, slot);
    if slot.start == 0 {
        spell.start = -8;
    }
    spell
}

/// Groups the steady dibao persons into households that share one account.
pub fn households(world: &mut World) {
    let steady = |draft: &Draft, young: bool| {
        let dibao =
            draft.spells.iter().any(|spell| spell.programme == "DB01" && spell.end.is_none() && spell.start < 0);
        dibao && draft.alone && !draft.planted && (month_of(draft.birth) > BORN_1970) == young
    };
    let indexes = |world: &World, young| -> Vec<usize> {
        let all = world.people.iter().enumerate();
        all.filter(|(_, draft)| steady(draft, young)).map(|(index, _)| index).collect()
    };
    let mut elders = indexes(world, false);
    for child in indexes(world, true) {
        let mut members: Vec<usize> = elders.pop().into_iter().collect();
        if child % 3 == 0 {
            members.extend(elders.pop());
        }
        members.push(child);
        gather(world, &members);
    }
    while elders.len() > 30 {
        let couple: Vec<usize> = elders.split_off(elders.len() - 2);
        gather(world, &couple);
    }
}

const BORN_1970: Month = (1970 - 2021) * 12;

/// The first member is the head and holds the account; an elder second member is the spouse.
fn gather(world: &mut World, members: &[usize]) {
    use entity::vocab::HouseholdRole::{Child, Head, Spouse};
    let Some((head, unit, sex)) =
        members.first().and_then(|head| world.people.get(*head).map(|draft| (*head, draft.unit, draft.sex)))
    else {
        return;
    };
    let cluster = world.next_cluster();
    for index in members {
        world.edit(*index, |draft| {
            (draft.cluster, draft.unit, draft.alone) = (Some(cluster), unit, false);
            if *index == head {
                draft.role = Head;
                return;
            }
            let elder = month_of(draft.birth) <= BORN_1970;
            draft.role = if elder { Spouse } else { Child };
            if elder {
                draft.sex = if sex == Sex::Male { Sex::Female } else { Sex::Male };
            }
            for spell in draft.spells.iter_mut().filter(|spell| spell.programme == "DB01") {
                spell.payee = Payee::Agent(head);
            }
        });
    }
}
