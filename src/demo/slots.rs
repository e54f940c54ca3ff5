//! Turns the monthly figures of a tier into membership spells.

use super::calendar::{MONTHS, Month};
use super::dataset::{DemoError, TierPlan, at};
use super::random::Random;

/// One membership of a tier: first month (0 also stands for "before 2021") and last paid month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// First month; 0 means that it began in January 2021 or earlier.
    pub start: Month,
    /// Last month, inclusive; `None` while it lasts.
    pub end: Option<Month>,
}

/// A membership that lasts all 24 months.
pub const STEADY: Slot = Slot { start: 0, end: None };

/// From before 2021 up to a last month.
pub fn until(end: Month) -> Slot {
    Slot { start: 0, end: Some(end) }
}

/// From a month on.
pub fn since(start: Month) -> Slot {
    Slot { start, end: None }
}

/// From one month to another, both included.
pub fn between(start: Month, end: Month) -> Slot {
    Slot { start, end: Some(end) }
}

/// Spells that give exactly the plan's counts, joins and stops. The `forced` ones come first and
/// in their order; who leaves among the others is drawn.
pub fn slots(plan: &TierPlan, forced: &[Slot], rng: &mut Random) -> Result<Vec<Slot>, DemoError> {
    let mut all = forced.to_vec();
    let mut active: Vec<usize> = Vec::new();
    let initial = remaining(plan.count(0), forced, |slot| slot.start == 0)?;
    open(&mut all, &mut active, 0, initial);
    for month in 1..MONTHS {
        let leaving = at(&plan.stops, month);
        let leaving = remaining(leaving, forced, |slot| slot.end == Some(month - 1))?;
        for _ in 0..leaving {
            close(&mut all, &mut active, month - 1, rng)?;
        }
        let joining = at(&plan.joins, month);
        let joining = remaining(joining, forced, |slot| slot.start == month)?;
        open(&mut all, &mut active, month, joining);
    }
    Ok(all)
}

fn remaining(planned: usize, forced: &[Slot], used: impl Fn(&Slot) -> bool) -> Result<usize, DemoError> {
    let taken = forced.iter().filter(|slot| used(slot)).count();
    planned
        .checked_sub(taken)
        .ok_or_else(|| DemoError::Impossible(format!("{taken} forced spells where the plan has {planned}")))
}

fn open(all: &mut Vec<Slot>, active: &mut Vec<usize>, start: Month, number: usize) {
    for _ in 0..number {
        active.push(all.len());
        all.push(since(start));
    }
}

fn close(all: &mut [Slot], active: &mut Vec<usize>, end: Month, rng: &mut Random) -> Result<(), DemoError> {
    if active.is_empty() {
        return Err(DemoError::Impossible("nobody left to stop".to_owned()));
    }
    let index = active.swap_remove(rng.below(active.len()));
    if let Some(slot) = all.get_mut(index) {
        slot.end = Some(end);
    }
    Ok(())
}
