//! What the statistics share that are shown as charts: the largest cells with the rest as one, no gaps in time, shares
//! of the total, and the same a year earlier.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{Months, NaiveDate};

use crate::kernel::{problem::Failure, ratio::Percent};

/// A cell of a statistic.
pub trait Cell: Sized {
    /// What a cell is about, in the order of an answer.
    type Key: Ord + Copy;
    /// What cells are ranked by.
    type Measure: Copy;

    /// What the cell is about.
    fn key(&self) -> Self::Key;

    /// The measure as a whole number of its smallest unit; none where it is hidden or unknown.
    fn measure(&self, by: Self::Measure) -> Option<i64>;

    /// Some cells as one of no key, without what does not add up; hidden when one of them is.
    fn rest(others: &[Self]) -> Self;
}

/// How many of the largest cells by which measure; none wants all.
pub type Top<M> = Option<(M, usize)>;

/// A ranking as asked for by argument `top`.
///
/// # Errors
/// A count that is not 1 to 100.
pub fn top<N: Into<M>, M>(asked: Option<(N, i32)>) -> Result<Top<M>, Failure> {
    let Some((by, count)) = asked else { return Ok(None) };
    let count = usize::try_from(count).ok().filter(|count| (1..=100).contains(count));
    let count = count.ok_or_else(|| Failure::bad_input("top.count", "请给出 1 到 100 的格数"))?;
    Ok(Some((by.into(), count)))
}

/// Puts the largest first and keeps `count` of them; answers the others. Hidden ones come last in the order of their
/// keys, so that their order tells nothing.
pub fn ranked<C: Cell>(cells: &mut Vec<C>, by: C::Measure, count: usize) -> Vec<C> {
    cells.sort_by_key(|cell| (Reverse(cell.measure(by)), cell.key()));
    cells.split_off(count.min(cells.len()))
}

/// Keeps the largest cells as `top` says, and the others as one.
pub fn keep_top<C: Cell>(cells: &mut Vec<C>, top: Top<C::Measure>) {
    let Some((by, count)) = top else { return };
    let others = ranked(cells, by, count);
    if !others.is_empty() {
        cells.push(C::rest(&others));
    }
}

/// The times from the first to the last of `seen`, one after the other; none when nothing is seen.
#[must_use]
pub fn span<T: Ord + Copy>(seen: impl IntoIterator<Item = T>, next: impl Fn(T) -> Option<T>) -> Vec<T> {
    let seen: BTreeSet<T> = seen.into_iter().collect();
    let (Some(first), Some(last)) = (seen.first().copied(), seen.last().copied()) else { return Vec::new() };
    std::iter::successors(Some(first), |time| next(*time)).take_while(|time| *time <= last).collect()
}

/// Most cells of an answer that was filled up.
const MOST_CELLS: usize = 20_000;

/// Adds the cell that `nothing` makes for each of `times` that a row of cells lacks, and orders all by key. `at` puts a
/// time into the key of a row, or none.
///
/// # Errors
/// More than 20,000 cells.
pub fn fill<C: Cell, T: Copy>(
    cells: &mut Vec<C>,
    times: &[T],
    at: impl Fn(C::Key, Option<T>) -> C::Key,
    nothing: impl Fn(C::Key) -> C,
) -> Result<(), Failure> {
    let there: BTreeSet<C::Key> = cells.iter().map(C::key).collect();
    let rows: BTreeSet<C::Key> = there.iter().map(|key| at(*key, None)).collect();
    if rows.len().saturating_mul(times.len()) > MOST_CELLS {
        let remedy = format!("补零后超过 {MOST_CELLS} 格,请缩短时间区间或减少分组");
        return Err(Failure::bad_input("fillZero", remedy));
    }
    for row in rows {
        let keys = times.iter().map(|time| at(row, Some(*time)));
        cells.extend(keys.filter(|key| !there.contains(key)).map(&nothing));
    }
    cells.sort_by_key(C::key);
    Ok(())
}

/// So much for each of `count`, half up; none for nobody.
#[must_use]
pub fn average(sum: i64, count: i64) -> Option<i64> {
    if count <= 0 {
        return None;
    }
    let (sum, count) = (i128::from(sum), i128::from(count));
    i64::try_from((sum * 2 + count).div_euclid(count * 2)).ok()
}

/// The same day a year before; of 29 February the 28th.
#[must_use]
pub fn year_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(12)).unwrap_or(day)
}

/// A cell beside the same one a year earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside<C> {
    pub now: C,
    /// None where nothing is known of that time, or nobody asked.
    pub before: Option<C>,
    /// What is left beside the largest.
    pub rest: bool,
}

impl<C> Beside<C> {
    const fn alone(now: C) -> Self {
        Self { now, before: None, rest: false }
    }
}

impl<C: Cell + Clone> Cell for Beside<C> {
    type Key = C::Key;
    type Measure = C::Measure;

    fn key(&self) -> C::Key {
        self.now.key()
    }

    fn measure(&self, by: C::Measure) -> Option<i64> {
        self.now.measure(by)
    }

    fn rest(others: &[Self]) -> Self {
        let now: Vec<C> = others.iter().map(|cell| cell.now.clone()).collect();
        let before: Vec<C> = others.iter().filter_map(|cell| cell.before.clone()).collect();
        let before = (!before.is_empty()).then(|| C::rest(&before));
        Self { now: C::rest(&now), before, rest: true }
    }
}

/// Cells of a statistic and their total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart<C> {
    cells: Vec<Beside<C>>,
    total: Beside<C>,
}

impl<C: Cell + Clone> Chart<C> {
    /// Cells and their total, beside nothing.
    #[must_use]
    pub fn new(cells: Vec<C>, total: C) -> Self {
        Self { cells: cells.into_iter().map(Beside::alone).collect(), total: Beside::alone(total) }
    }

    /// The chart beside the cells and the total of a year earlier; `earlier` is the key that a cell had then.
    #[must_use]
    pub fn against(mut self, (cells, total): (Vec<C>, C), earlier: impl Fn(C::Key) -> Option<C::Key>) -> Self {
        self.total.before = Some(total).filter(|_| !cells.is_empty());
        self.beside(cells, earlier);
        self
    }

    /// The chart with those of its own cells beside each other that are a year apart.
    #[must_use]
    pub fn against_itself(mut self, earlier: impl Fn(C::Key) -> Option<C::Key>) -> Self {
        let own = self.cells.iter().map(|cell| cell.now.clone()).collect();
        self.beside(own, earlier);
        self
    }

    fn beside(&mut self, before: Vec<C>, earlier: impl Fn(C::Key) -> Option<C::Key>) {
        let before: BTreeMap<C::Key, C> = before.into_iter().map(|cell| (cell.key(), cell)).collect();
        for cell in &mut self.cells {
            cell.before = earlier(cell.now.key()).and_then(|key| before.get(&key)).cloned();
        }
    }

    /// The chart with the largest cells alone, and the others as one.
    #[must_use]
    pub fn top(mut self, top: Top<C::Measure>) -> Self {
        keep_top(&mut self.cells, top);
        self
    }

    /// The cells, and the total, as parts of the total.
    #[must_use]
    pub fn parts(self) -> (Vec<Part<C>>, Part<C>) {
        let total = Arc::new(self.total.now.clone());
        let part = |cell| Part { cell, total: Arc::clone(&total) };
        (self.cells.into_iter().map(part).collect(), part(self.total))
    }
}

/// A cell as part of a total.
#[derive(Debug, Clone)]
pub struct Part<C> {
    cell: Beside<C>,
    total: Arc<C>,
}

/// How a measure rose: by how much, and by which share of what it was; none where that was nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rise {
    pub by: i64,
    pub rate: Option<Percent>,
}

impl Rise {
    /// From `before` to `now`.
    #[must_use]
    pub fn between(before: i64, now: i64) -> Self {
        let by = now - before;
        Self { by, rate: Percent::of(by, before) }
    }
}

impl<C> Part<C> {
    /// The figures of the cell.
    #[must_use]
    pub const fn now(&self) -> &C {
        &self.cell.now
    }

    /// The figures of the cell a year earlier.
    #[must_use]
    pub const fn before(&self) -> Option<&C> {
        self.cell.before.as_ref()
    }

    /// Whether it is all cells beside the largest.
    #[must_use]
    pub const fn rest(&self) -> bool {
        self.cell.rest
    }
}

impl<C: Cell> Part<C> {
    /// What the cell has of the total; none where one of them is hidden, or the total is nothing.
    #[must_use]
    pub fn share(&self, by: C::Measure) -> Option<Percent> {
        Percent::of(self.now().measure(by)?, self.total.measure(by)?)
    }

    /// The rise since a year earlier; none where either is hidden, or nothing is known of that time.
    #[must_use]
    pub fn rise(&self, by: C::Measure) -> Option<Rise> {
        Some(Rise::between(self.before()?.measure(by)?, self.now().measure(by)?))
    }
}

#[cfg(test)]
#[path = "chart_tests.rs"]
mod tests;
