//! 尊老金 by age, home care for everyone of 80+, and the workers laid off in the 1960s.

use chrono::NaiveDate;
use entity::vocab::StopReason;

use super::calendar::{JAN22, Month, as_of, day, month_of};
use super::dataset::DemoError;
use super::draft::{Draft, IdForm, Payee, Slip, Spell};
use super::slots::{STEADY, Slot, between, since, until};
use super::world::{World, with};

const LIFELONG: i32 = 12;

/// Plans everybody of 80 and older.
pub fn plan(world: &mut World) -> Result<(), DemoError> {
    let hundred = world.slots("ZLJ.T100", &[])?;
    let forced: Vec<Slot> = joined(&hundred).map(|slot| until(slot.start - 1)).collect();
    let ninety = world.slots("ZLJ.T90", &forced)?;
    let planted = planted_slots();
    let mut forced = planted.clone();
    forced.extend(joined(&ninety).map(|slot| until(slot.start - 1)));
    let eighty = world.slots("ZLJ.T80", &forced)?;

    plant(world);
    for slot in eighty.iter().skip(forced.len()) {
        let birth = birth_of(world, slot, 80, &[10, 12, 14, 17, 20, 23, 26, 30]);
        resident(world, birth, &[("T80", *slot)]);
    }
    for slot in ninety.iter().skip(joined(&hundred).count()) {
        let birth = birth_of(world, slot, 90, &[2, 3, 5, 7, 10, 14, 20, 26]);
        if slot.start == 0 {
            resident(world, birth, &[("T90", *slot)]);
        } else {
            resident(world, birth, &[("T80", until(slot.start - 1)), ("T90", *slot)]);
        }
    }
    for slot in &hundred {
        let birth = birth_of(world, slot, 100, &[0, 0, 0, 1, 2, 3, 3, 2]);
        if slot.start == 0 {
            resident(world, birth, &[("T100", *slot)]);
        } else {
            resident(world, birth, &[("T90", until(slot.start - 1)), ("T100", *slot)]);
        }
    }
    not_enrolled(world);
    laid_off(world)?;
    home_care(world)
}

fn joined(slots: &[Slot]) -> impl Iterator<Item = &Slot> {
    slots.iter().filter(|slot| slot.start > 0)
}

/// Birth date: the month of the birthday for those who joined, else a year by `weights`, the last
/// of which belongs to the youngest full year in the tier.
fn birth_of(world: &mut World, slot: &Slot, age: i32, weights: &[u32; 8]) -> NaiveDate {
    if slot.start > 0 {
        return world.any_day(slot.start - age * 12);
    }
    let offset = i32::try_from(world.rng.weighted(weights)).unwrap_or(0);
    let month = world.rng.range(0, 11);
    let first_year = 2021 - age - 8;
    world.any_day((first_year + offset - 2021) * 12 + month)
}

/// An ordinary person whose tiers follow each other by birthday.
fn resident(world: &mut World, birth: NaiveDate, tiers: &[(&'static str, Slot)]) {
    let sex = if world.rng.chance(42) { entity::vocab::Sex::Male } else { entity::vocab::Sex::Female };
    let unit = world.unit();
    let mut draft = Draft::new(birth, sex, unit);
    for (position, (tier, slot)) in tiers.iter().enumerate() {
        let mut spell = allowance(birth, tier, *slot);
        if position + 1 < tiers.len() {
            spell = spell.because(StopReason::OtherProgramme);
        } else if let Some(end) = slot.end {
            spell = spell.because(world.leave(&mut draft, end, LIFELONG));
        }
        draft.spells.push(spell);
    }
    world.add(draft);
}

/// A 尊老金 spell; one from before 2021 began with the birthday, 2019 at the earliest.
fn allowance(birth: NaiveDate, tier: &'static str, slot: Slot) -> Spell {
    let age = match tier {
        "T80" => 80,
        "T90" => 90,
        _ => 100,
    };
    let mut spell = Spell::new("ZLJ", Some(tier), slot);
    if slot.start == 0 {
        spell.start = (month_of(birth) + age * 12).clamp(-24, 0);
    }
    spell
}

/// One planted person of the T80 tier: spell, birth date and what is wrong with them.
type Plant = (Slot, NaiveDate, fn(&mut Draft));

/// Planted T80 persons; the order is that of [`planted_slots`].
fn plants() -> Vec<Plant> {
    let first: [Plant; 7] = [
        // S01: paid after death, 2 + 1 + 3 lines.
        (until(16), day(1938, 5, 9), |d| dead(d, day(2022, 3, 18), day(2022, 5, 26))),
        (until(18), day(1935, 11, 2), |d| dead(d, day(2022, 6, 25), day(2022, 8, 1))),
        (STEADY, day(1936, 2, 17), |d| dead(d, day(2022, 9, 2), day(2022, 12, 28))),
        // S04: 100 instead of 60, March to June (see `lines`).
        (STEADY, day(1938, 1, 23), |d| d.slip = Slip::Over),
        // S07: paid from April, 80 in June.
        (since(15), day(1942, 6, 12), |_| ()),
        // S01 of YL01.B: 尊老金 stopped in time, home care did not.
        (until(21), day(1937, 8, 30), |d| {
            dead(d, day(2022, 10, 7), day(2022, 10, 20));
            d.spells.push(Spell { start: -3, ..Spell::new("YL01", Some("B"), until(22)) }.because(StopReason::Death));
        }),
        // S02: the same programme in a second unit, April to August.
        (STEADY, day(1939, 4, 21), |d| {
            d.unit = 10;
            let mut twice = Spell::new("ZLJ", Some("T80"), between(15, 19));
            twice.unit = Some(4);
            d.spells.push(twice.because(StopReason::ReviewFailed));
        }),
    ];
    let mut list = Vec::from(first);
    // S06: moved out, still paid 2 + 2 + 2 + 1 + 1 months.
    for (left, last) in [(12, 14), (13, 15), (15, 17), (17, 18), (19, 20)] {
        list.push((until(last), day(1937 + left % 4, 3, 14), |_| ()));
    }
    // S05: 90 in October 2022, still in T80.
    list.extend((0..4).map(|n| -> Plant { (STEADY, day(1932, 10, 4 + 6 * n), |_| ()) }));
    // S10: wrong check digits; S18: 15-digit numbers.
    list.extend([1936, 1938].map(|y| -> Plant { (STEADY, day(y, 7, 3), |d| d.id_form = IdForm::WrongCheck) }));
    list.extend([1934, 1937, 1939].map(|y| -> Plant { (STEADY, day(y, 9, 26), |d| d.id_form = IdForm::Legacy) }));
    list
}

/// Months in which the persons of S12 (3 + 4) and S09 (5) turn 80 and join.
const SHARED: [Month; 7] = [12, 12, 13, 13, 14, 14, 15];
const STRANGERS: [Month; 5] = [16, 17, 18, 19, 20];

fn planted_slots() -> Vec<Slot> {
    let mut slots: Vec<Slot> = plants().iter().map(|plant| plant.0).collect();
    slots.push(between(15, 19));
    slots.extend(SHARED.map(since));
    slots.extend(STRANGERS.map(since));
    // The laid-off worker who dies in September 2022.
    slots.push(until(20));
    slots
}

fn dead(draft: &mut Draft, died_on: NaiveDate, learned_on: NaiveDate) {
    draft.died_on = Some(died_on);
    draft.learned_on = Some(learned_on);
}

fn plant(world: &mut World) {
    let moves = [day(2022, 1, 20), day(2022, 2, 15), day(2022, 4, 11), day(2022, 6, 8), day(2022, 8, 19)];
    for (position, (slot, birth, spoil)) in plants().into_iter().enumerate() {
        let mut draft = planted(world, birth);
        draft.spells.push(allowance(birth, "T80", slot));
        spoil(&mut draft);
        if let Some(left) = position.checked_sub(7).and_then(|n| moves.get(n)) {
            draft.moved_out_on = Some(*left);
            draft.learned_on = Some(day(2022, 12, 5));
            draft.spells = draft.spells.iter().map(|s| s.because(StopReason::MovedOut)).collect();
        }
        if draft.died_on.is_some() {
            draft.spells = draft.spells.iter().map(|s| s.because(StopReason::Death)).collect();
        }
        world.add(draft);
    }
    share_accounts(world);
    for start in STRANGERS {
        let birth = world.any_day(start - 960);
        let mut spell = allowance(birth, "T80", since(start));
        spell.payee = Payee::Stranger;
        let draft = planted(world, birth);
        world.add(with(draft, spell));
    }
}

fn planted(world: &mut World, birth: NaiveDate) -> Draft {
    let sex = world.sex();
    let unit = world.unit();
    Draft { planted: true, alone: true, ..Draft::new(birth, sex, unit) }
}

/// S12: the first person of each group holds the account.
fn share_accounts(world: &mut World) {
    let mut holder = None;
    for (position, start) in SHARED.into_iter().enumerate() {
        let birth = world.any_day(start - 960);
        let mut spell = allowance(birth, "T80", since(start));
        if position == 0 || position == 3 {
            holder = None;
        }
        if let Some(holder) = holder {
            spell.payee = Payee::Agent(holder);
        }
        let draft = planted(world, birth);
        let index = world.add(with(draft, spell));
        holder = holder.or(Some(index));
    }
}

/// S14: 80 or older and never enrolled, by unit.
fn not_enrolled(world: &mut World) {
    let gaps = world.data.gaps.clone();
    for (unit, (total, december)) in gaps.into_iter().enumerate() {
        for number in 0..total {
            let birth = if number < december {
                world.any_day(DEC_1942)
            } else {
                let year = world.rng.range(1934, 1941);
                let month = world.rng.range(0, 11);
                world.any_day((year - 2021) * 12 + month)
            };
            let mut draft = planted(world, birth);
            draft.unit = unit;
            draft.alone = world.rng.chance(40);
            world.add(draft);
        }
    }
}

const DEC_1942: Month = (1942 - 2021) * 12 + 11;

/// JT01: the 1960s list; one of the eight dies in September 2022.
fn laid_off(world: &mut World) -> Result<(), DemoError> {
    let slots = world.slots("JT01", &[until(20)])?;
    for (position, slot) in slots.into_iter().enumerate() {
        let spell = Spell { start: -20, ..Spell::new("JT01", None, slot) };
        if position == 0 {
            let birth = day(1934, 12, 8);
            let unit = world.unit();
            let mut draft = Draft::new(birth, entity::vocab::Sex::Male, unit);
            draft.died_on = Some(day(2022, 9, 14));
            draft.spells.push(allowance(birth, "T80", until(20)).because(StopReason::Death));
            draft.spells.push(spell.because(StopReason::Death));
            world.add(draft);
        } else {
            let suitable = |draft: &Draft| {
                !draft.planted && draft.present() && draft.birth < day(1938, 1, 1) && !draft.draws("JT01", JAN22)
            };
            let found = find(world, suitable)?;
            world.edit(found, |draft| draft.spells.push(spell));
        }
    }
    Ok(())
}

/// A random person with a property.
pub fn find(world: &mut World, suitable: impl Fn(&Draft) -> bool) -> Result<usize, DemoError> {
    let from = world.rng.below(world.people.len());
    let count = world.people.len();
    (0..count)
        .map(|step| (from + step) % count.max(1))
        .find(|index| world.people.get(*index).is_some_and(&suitable))
        .ok_or_else(|| DemoError::Impossible("no suitable person".to_owned()))
}

/// YL01.B: ordinary home care from 80 on. Who leaves the street ends it in the same month; other
/// stops are renunciations.
fn home_care(world: &mut World) -> Result<(), DemoError> {
    let slots = world.slots("YL01.B", &[until(22)])?;
    let mut order: Vec<Slot> = slots.into_iter().skip(1).collect();
    order.sort_by_key(|slot| (slot.end.is_none(), slot.start));
    for slot in order {
        let taken = match slot.end {
            Some(end) => match find(world, |draft| fits(draft, slot, Some(end))) {
                Ok(found) => found,
                Err(_) => find(world, |draft| fits(draft, slot, None))?,
            },
            None => find(world, |draft| fits(draft, slot, None))?,
        };
        world.edit(taken, |draft| {
            let reason = if draft.died_on.is_some() {
                StopReason::Death
            } else if draft.moved_out_on.is_some() {
                StopReason::MovedOut
            } else {
                StopReason::Voluntary
            };
            let mut spell = Spell::new("YL01", Some("B"), slot).because(reason);
            if slot.start == 0 {
                spell.start = first_month(draft).clamp(-9, 0);
            }
            draft.spells.push(spell);
        });
    }
    Ok(())
}

/// Month of the 80th birthday.
fn first_month(draft: &Draft) -> Month {
    month_of(draft.birth) + 960
}

/// Can take a home-care spell: 80 at its start, and leaves the street in `leaving` (or stays).
fn fits(draft: &Draft, slot: Slot, leaving: Option<Month>) -> bool {
    let left = draft.died_on.or(draft.moved_out_on).map(month_of);
    !draft.planted
        && left == leaving
        && first_month(draft) <= slot.start
        && super::calendar::age_on(draft.birth, as_of()) >= 80
        && draft.spells.iter().all(|spell| spell.programme != "YL01")
}
