//! Disability certificates and the two disability subsidies.

use entity::vocab::{DisabilityType, HouseholdRole, StopReason};

use super::calendar::{Month, day, day_in, month_of, plus};
use super::dataset::DemoError;
use super::draft::{Draft, Payee, Slip, Spell};
use super::poor::{Base, dependent};
use super::slots::{STEADY, Slot, between, since, until};
use super::world::{World, certificate, certificate_until, with};

/// Plans CJ01, CJ02 and every certificate behind them; `orphan` is the S03 child with ET01.
pub fn plan(world: &mut World, base: &mut Base, orphan: usize) -> Result<(), DemoError> {
    let mut nursed = vec![orphan, base.both_care, base.lapsed_a];
    severe_dibao(world, base, &mut nursed)?;
    mild_dibao(world, base)?;
    overlooked(world, base)?;
    severe_others(world, base, orphan, &mut nursed)?;
    families(world)?;
    nursing(world, &nursed)?;
    expiring(world)
}

fn few(what: &str) -> DemoError {
    DemoError::Impossible(format!("too few {what}"))
}

/// The next steady dibao person: every third one is young while there are any.
fn next_dibao(base: &mut Base, position: usize) -> Result<usize, DemoError> {
    if position.is_multiple_of(4) && base.youngsters.len() > OTHER_YOUNG {
        return base.youngsters.pop().ok_or_else(|| few("dibao persons"));
    }
    let index = base.elders.pop().ok_or_else(|| few("dibao persons"))?;
    base.cared.push(index);
    Ok(index)
}

/// Youngsters left for the worklist (3) and without any certificate (6).
const OTHER_YOUNG: usize = 9;

/// CJ01.A: severe, or mental or intellectual, in a dibao household.
fn severe_dibao(world: &mut World, base: &mut Base, nursed: &mut Vec<usize>) -> Result<(), DemoError> {
    let slots = world.slots("CJ01.A", &[until(14), until(19), STEADY])?;
    let physical = world.old_certificate(DisabilityType::Physical, 2);
    for (position, slot) in slots.into_iter().enumerate() {
        let spell = dependent("CJ01", Some("A"), slot);
        let (index, paper, spell) = match position {
            0 => (base.lapsed_a, physical, spell.because(StopReason::ReviewFailed)),
            1 => {
                let paper = certificate_until(DisabilityType::Mental, 3, day(2022, 8, 17));
                (next_dibao(base, position)?, paper, spell.because(StopReason::CertExpired))
            }
            2 => (base.both_care, physical, spell),
            _ if slot.start == 0 && position % 4 != 0 => {
                let index = next_dibao(base, position)?;
                nursed.push(index);
                let kind = world.disability(true);
                (index, world.old_certificate(kind, 1 + i32::from(position % 3 != 0)), spell)
            }
            _ => {
                let kind = if position % 2 == 0 { DisabilityType::Mental } else { DisabilityType::Intellectual };
                let paper = if slot.start == 0 {
                    world.old_certificate(kind, 3)
                } else {
                    certificate(kind, 3, world.any_day(slot.start))
                };
                (next_dibao(base, position)?, paper, spell)
            }
        };
        world.edit(index, |draft| {
            draft.certificate = Some(paper);
            draft.spells.push(spell);
        });
    }
    Ok(())
}

/// CJ01.B: not severe, in a dibao household.
fn mild_dibao(world: &mut World, base: &mut Base) -> Result<(), DemoError> {
    let slots = world.slots("CJ01.B", &[until(16), until(21)])?;
    let kinds = [DisabilityType::Physical, DisabilityType::Visual, DisabilityType::Hearing];
    for (position, slot) in slots.into_iter().enumerate() {
        let kind = world.rng.pick(&kinds).unwrap_or(DisabilityType::Physical);
        let grade = world.rng.range(3, 4);
        let spell = dependent("CJ01", Some("B"), slot);
        let (index, paper, spell) = match position {
            0 => {
                let paper = world.old_certificate(kind, grade);
                (base.lapsed_b, paper, spell.because(StopReason::ReviewFailed))
            }
            1 => {
                let paper = certificate_until(kind, grade, day(2022, 10, 9));
                (next_dibao(base, position)?, paper, spell.because(StopReason::CertExpired))
            }
            _ if slot.start == 0 => (next_dibao(base, position)?, world.old_certificate(kind, grade), spell),
            _ => {
                let paper = certificate(kind, grade, world.any_day(slot.start));
                (next_dibao(base, position)?, paper, spell)
            }
        };
        world.edit(index, |draft| {
            draft.certificate = Some(paper);
            draft.spells.push(spell);
        });
    }
    Ok(())
}

/// The worklist of dibao persons with a certificate and without CJ01.
fn overlooked(world: &mut World, base: &mut Base) -> Result<(), DemoError> {
    for _ in 0..3 {
        let index = base.youngsters.pop().ok_or_else(|| few("young dibao persons"))?;
        let paper = world.old_certificate(DisabilityType::Physical, 3);
        world.edit(index, |draft| draft.certificate = Some(paper));
    }
    Ok(())
}

/// CJ01.C: severe and without income, outside dibao.
fn severe_others(world: &mut World, base: &Base, orphan: usize, nursed: &mut Vec<usize>) -> Result<(), DemoError> {
    let forced = [until(18), between(18, 21), since(21)];
    let slots = world.slots("CJ01.C", &forced)?;
    let mut slips = 7;
    for (position, slot) in slots.into_iter().enumerate() {
        let spell = dependent("CJ01", Some("C"), slot).because(StopReason::ReviewFailed);
        let known = match position {
            0 => Some(base.late_tekun),
            1 => Some(orphan),
            2 => Some(base.early_tekun),
            _ => None,
        };
        if let Some(index) = known {
            world.edit(index, |draft| draft.spells.push(spell));
            continue;
        }
        let year = world.rng.range(1962, 2001);
        let sex = world.sex();
        let mut draft = world.born_in(year, sex);
        let kind = world.disability(true);
        let grade = world.rng.range(1, 2);
        draft.certificate = Some(world.old_certificate(kind, grade));
        if slips > 0 && slot == STEADY {
            slips -= 1;
            (draft.slip, draft.planted) = (Slip::Under, true);
        }
        nursed.push(world.add(with(draft, spell)));
    }
    Ok(())
}

/// CJ01.D: an adult with a certificate supported by a parent of 60 or older.
fn families(world: &mut World) -> Result<(), DemoError> {
    for slot in world.slots("CJ01.D", &[])? {
        let year = world.rng.range(1972, 1988);
        let sex = world.sex();
        let mut child = world.born_in(year, sex);
        let grade = world.rng.range(3, 4);
        let kind = world.disability(false);
        child.certificate = Some(if slot.start == 0 {
            world.old_certificate(kind, grade)
        } else {
            certificate(kind, grade, world.any_day(slot.start))
        });
        let older = world.rng.range(23, 28);
        let parent_sex = world.sex();
        let mut parent = world.born_in(year - older, parent_sex);
        let cluster = Some(world.next_cluster());
        (child.cluster, parent.cluster, parent.unit) = (cluster, cluster, child.unit);
        (child.role, child.edge, parent.edge) = (HouseholdRole::Child, true, true);
        world.add(parent);
        let spell = dependent("CJ01", Some("D"), slot).because(StopReason::IncomeOver);
        world.add(with(child, spell));
    }
    Ok(())
}

/// S08: last month of validity, last paid month.
const EXPIRED: [(Month, Month); 6] = [(13, 15), (14, 16), (15, 17), (17, 19), (18, 19), (19, 20)];
/// S09 persons of CJ02 join in these months.
const STRANGERS: [Month; 3] = [14, 17, 20];

/// CJ02: everyone with grade 1 or 2 who is not tekun. `nursed` already have their certificate.
fn nursing(world: &mut World, nursed: &[usize]) -> Result<(), DemoError> {
    let mut forced = vec![until(21), STEADY, between(20, 22)];
    forced.extend(EXPIRED.map(|(_, end)| until(end)));
    forced.extend(STRANGERS.map(since));
    let planted = forced.len();
    forced.extend(nursed.iter().map(|_| STEADY));
    let slots = world.slots("CJ02", &forced)?;
    for index in nursed {
        let spell = nursing_spell(STEADY);
        world.edit(*index, |draft| draft.spells.push(spell));
    }
    plant(world, slots.get(..planted).unwrap_or_default());
    for slot in slots.into_iter().skip(forced.len()) {
        let draft = ordinary(world, slot);
        world.add(draft);
    }
    Ok(())
}

fn nursing_spell(slot: Slot) -> Spell {
    dependent("CJ02", None, slot)
}

fn severe(world: &mut World) -> Draft {
    let years = [(1944, 1962), (1944, 1962), (1963, 1985), (1986, 2006)];
    let (from, to) = world.rng.pick(&years).unwrap_or((1950, 1960));
    let year = world.rng.range(from, to);
    let sex = world.sex();
    let mut draft = world.born_in(year, sex);
    let kind = world.disability(false);
    let grade = world.rng.range(1, 2);
    draft.certificate = Some(world.old_certificate(kind, grade));
    draft
}

fn ordinary(world: &mut World, slot: Slot) -> Draft {
    let mut draft = severe(world);
    let mut spell = nursing_spell(slot);
    if slot.start > 0 {
        let day = world.any_day(slot.start);
        draft.certificate = draft.certificate.map(|c| certificate(c.kind, c.grade, day));
    }
    if let Some(end) = slot.end {
        if slot.start == 0 && world.rng.chance(35) {
            let day = world.any_day(end);
            draft.certificate = draft.certificate.map(|c| certificate_until(c.kind, c.grade, day));
            spell = spell.because(StopReason::CertExpired);
        } else {
            spell = spell.because(world.leave(&mut draft, end, 0));
        }
    }
    with(draft, spell)
}

fn plant(world: &mut World, slots: &[Slot]) {
    let mut slots = slots.iter().copied();
    let mut next = || slots.next().unwrap_or(STEADY);
    // S01: died on 2022-08-20, paid for September and October.
    let mut dead = severe(world);
    (dead.died_on, dead.learned_on) = (Some(day(2022, 8, 20)), Some(day(2022, 10, 27)));
    let mut drafts = vec![with(dead, nursing_spell(next()).because(StopReason::Death))];
    // S02 and S18: a second record with the 15-digit number, September to November.
    let mut twice = severe(world);
    twice.birth = day(1958, 5, 20);
    let mut second = nursing_spell(between(20, 22)).because(StopReason::ReviewFailed);
    second.second_record = true;
    twice.spells.extend([nursing_spell(next()), second]);
    next();
    drafts.push(twice);
    for (valid, _) in EXPIRED {
        let mut draft = severe(world);
        let last = day_in(valid, 16);
        draft.certificate = draft.certificate.map(|c| certificate_until(c.kind, c.grade, last));
        drafts.push(with(draft, nursing_spell(next()).because(StopReason::CertExpired)));
    }
    for start in STRANGERS {
        let mut draft = severe(world);
        let issued = world.any_day(start);
        draft.certificate = draft.certificate.map(|c| certificate(c.kind, c.grade, issued));
        let spell = Spell { payee: Payee::Stranger, ..nursing_spell(next()) };
        drafts.push(with(draft, spell));
    }
    for draft in drafts {
        world.add(Draft { planted: true, alone: true, ..draft });
    }
}

/// Fourteen certificates that end between 2022-12-31 and 2023-03-01.
fn expiring(world: &mut World) -> Result<(), DemoError> {
    for number in 0..14 {
        let last = plus(day(2022, 12, 31), number * 4);
        let found = super::elderly::find(world, |draft| {
            let steady = draft.spells.iter().all(|spell| spell.programme == "CJ02" && spell.end.is_none());
            !draft.planted
                && steady
                && !draft.spells.is_empty()
                && draft.certificate.is_some_and(|c| month_of(c.issued_on) < -12 && c.valid_until > day(2023, 3, 1))
        })?;
        world.edit(found, |draft| {
            draft.certificate = draft.certificate.map(|c| certificate_until(c.kind, c.grade, last));
        });
    }
    Ok(())
}
