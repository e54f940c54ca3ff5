//! How cells are laid out: none missing in time, the largest first with the rest as one.

use std::collections::BTreeSet;

use super::model::{Cell, CellKey, Figures, Measure, Question};
use crate::kernel::{money::Fen, time::Month};

/// Buckets of time from the first to the last of `months`.
fn times(question: &Question, months: &BTreeSet<Month>) -> BTreeSet<CellKey> {
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return BTreeSet::new() };
    std::iter::successors(Some(*first), |month| Some(month.plus(1)))
        .take_while(|month| month <= last)
        .map(|month| CellKey::default().at(&question.dimensions, month))
        .collect()
}

/// How many buckets of time there are between months.
#[must_use]
pub fn buckets(question: &Question, months: Vec<Month>) -> usize {
    times(question, &months.into_iter().collect()).len()
}

/// Adds cells of nothing for the time buckets of `months` that a row of cells lacks.
pub fn fill(cells: &mut Vec<Cell>, question: &Question, months: &BTreeSet<Month>) {
    let buckets = times(question, months);
    let there: BTreeSet<CellKey> = cells.iter().map(|cell| cell.key).collect();
    let rows: BTreeSet<CellKey> = there.iter().map(|key| key.timeless()).collect();
    let nothing = |key: CellKey| Cell {
        key,
        now: Figures {
            person_times: Some(0),
            amount: Some(Fen(0)),
            persons: question.persons.then_some(0),
            households: question.households.then_some(0),
        },
        ..Cell::default()
    };
    for row in rows {
        let keys = buckets.iter().map(|at| CellKey { year: at.year, quarter: at.quarter, month: at.month, ..row });
        cells.extend(keys.filter(|key| !there.contains(key)).map(nothing));
    }
    cells.sort_by_key(|cell| cell.key);
}

/// Puts the largest first and keeps `count` of them; answers the others. Hidden ones come last, so that their order tells
/// nothing.
pub fn ranked(cells: &mut Vec<Cell>, measure: Measure, count: usize) -> Vec<Cell> {
    cells.sort_by_key(|cell| (std::cmp::Reverse(cell.now.of(measure)), cell.key));
    cells.split_off(count.min(cells.len()))
}

/// The sum of cells as one, without what cannot be added up; hidden when one of them is.
#[must_use]
pub fn rest(cells: &[Cell]) -> Cell {
    let all = |of: fn(&Figures) -> Option<i64>, side: fn(&Cell) -> Option<Figures>| {
        cells.iter().map(|cell| side(cell).and_then(|figures| of(&figures))).sum::<Option<i64>>()
    };
    let side = |side: fn(&Cell) -> Option<Figures>| Figures {
        person_times: all(|figures| figures.person_times, side),
        amount: all(|figures| figures.amount.map(|amount| amount.0), side).map(Fen),
        persons: None,
        households: None,
    };
    let before =
        cells.iter().any(|cell| cell.before.is_some()).then(|| side(|cell| Some(cell.before.unwrap_or(NOTHING))));
    Cell {
        key: CellKey::default(),
        now: side(|cell| Some(cell.now)),
        before,
        rest: true,
        suppressed: cells.iter().any(|cell| cell.suppressed),
    }
}

/// Figures of no lines.
pub const NOTHING: Figures =
    Figures { person_times: Some(0), persons: Some(0), households: Some(0), amount: Some(Fen(0)) };
