//! Take-up: of those who are entitled to a programme, how many draw it.

use std::collections::BTreeMap;

use super::rules::Telling;
use crate::kernel::ratio::Percent;

/// Entitled people with their hukou in a unit, or in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakeUpCell {
    /// None in the total.
    pub unit: Option<i64>,
    pub entitled: i64,
    /// Those of them who draw it.
    pub enrolled: i64,
    pub suppressed: bool,
}

impl TakeUpCell {
    /// Entitled people who do not draw it.
    #[must_use]
    pub const fn missing(&self) -> i64 {
        self.entitled - self.enrolled
    }

    /// The share of entitled people who draw it.
    #[must_use]
    pub fn rate(&self) -> Option<Percent> {
        Percent::of(self.enrolled, self.entitled)
    }
}

impl Telling for TakeUpCell {
    fn counts(&self) -> [i64; 3] {
        [self.entitled, self.enrolled, self.missing()]
    }

    fn suppress(&mut self, hide: bool) {
        self.suppressed = hide;
    }
}

/// Entitled people by unit in the order of `units`, and all of them; `people` are units of hukou and whether they draw it.
#[must_use]
pub fn cells(units: &[i64], people: impl IntoIterator<Item = (i64, bool)>) -> (Vec<TakeUpCell>, TakeUpCell) {
    let mut by_unit: BTreeMap<i64, TakeUpCell> = BTreeMap::new();
    let mut total = TakeUpCell::default();
    for (unit, enrolled) in people {
        for cell in [by_unit.entry(unit).or_default(), &mut total] {
            cell.entitled += 1;
            cell.enrolled += i64::from(enrolled);
        }
    }
    let cell = |unit: &i64| TakeUpCell { unit: Some(*unit), ..by_unit.get(unit).copied().unwrap_or_default() };
    (units.iter().map(cell).filter(|cell| cell.entitled > 0).collect(), total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::rules::suppress;

    #[test]
    fn those_without_are_counted_and_few_are_hidden() {
        let people = [(1, 9, 0), (2, 8, 1), (3, 7, 4), (4, 20, 0)];
        let each = |(unit, with, without): (i64, usize, usize)| {
            [vec![(unit, true); with], vec![(unit, false); without]].concat()
        };
        let (mut cells, mut total) = cells(&[1, 2, 3, 4, 5], people.into_iter().flat_map(each));
        assert_eq!((cells.len(), total.entitled, total.enrolled, total.missing()), (4, 49, 44, 5));
        suppress(&mut cells, &mut total, 3);
        let hidden: Vec<Option<i64>> = cells.iter().filter(|cell| cell.suppressed).map(|cell| cell.unit).collect();
        assert_eq!(hidden, [Some(1), Some(2), Some(3)], "1 missing with 0 is still 1, with 4 it is 5");
        assert!(!total.suppressed);
    }
}
