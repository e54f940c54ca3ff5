//! Suppression of small cells, primary and complementary.

use std::collections::BTreeMap;

use super::model::{Cell, CellKey, Statistics, Thresholds};

/// Hides every figure of too few persons, then, wherever exactly one cell of a sum is hidden, the
/// smallest other cell of that sum, until no hidden cell is the difference of shown ones. Sums are
/// taken over every dimension and over its coarser levels (tier in programme in group, month in year).
///
/// `group_of` names the group of a programme, so that a figure by group and one by programme cannot be
/// subtracted from each other.
pub fn suppress(statistics: &mut Statistics, thresholds: Thresholds, group_of: impl Fn(i64) -> Option<u8>) {
    let size = |cell: &Cell| Size {
        persons: cell.persons,
        limit: if cell.sensitive { thresholds.sensitive } else { thresholds.any },
    };
    let sizes: Vec<Size> = statistics.cells.iter().map(size).collect();
    let sums = sums(&statistics.cells, group_of);
    for (cell, hide) in statistics.cells.iter_mut().zip(hidden(&sizes, &sums)) {
        cell.suppressed = hide;
    }
    statistics.total.suppressed = size(&statistics.total).small();
}

/// How many persons a figure is of, and how few may not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub persons: Option<i64>,
    pub limit: i64,
}

impl Size {
    /// Whether it is of too few.
    #[must_use]
    pub fn small(&self) -> bool {
        self.persons.is_some_and(|persons| persons < self.limit)
    }
}

/// Which figures to hide: those of too few persons, then, wherever exactly one member of a sum is hidden, the smallest
/// other one of that sum, until no hidden figure is the difference of shown ones.
#[must_use]
pub fn hidden(sizes: &[Size], sums: &[Vec<usize>]) -> Vec<bool> {
    let mut hide: Vec<bool> = sizes.iter().map(Size::small).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for members in sums {
            changed |= hide_second(sizes, &mut hide, members);
        }
    }
    hide
}

/// A prime beyond the figures of a line, for exact elimination.
const PRIME: i64 = 1_000_003;

/// `base` to the power of `exponent`, modulo [`PRIME`].
const fn power(mut base: i64, mut exponent: i64) -> i64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % PRIME;
        }
        (base, exponent) = (base * base % PRIME, exponent / 2);
    }
    result
}

/// An equation between hidden figures: their factors.
type Equation = BTreeMap<usize, i64>;

/// Takes `factor` times `other` from `equation`.
fn subtract(equation: &mut Equation, other: &Equation, factor: i64) {
    for (place, value) in other {
        let entry = equation.entry(*place).or_default();
        *entry = (*entry - factor * value).rem_euclid(PRIME);
        if *entry == 0 {
            equation.remove(place);
        }
    }
}

/// Which hidden figures follow from the shown ones by all `lines` together. The last member of a line is the sum of the
/// others.
#[must_use]
pub fn told(lines: &[Vec<usize>], hide: &[bool]) -> Vec<usize> {
    let mut solved: BTreeMap<usize, Equation> = BTreeMap::new();
    for line in lines {
        let last = line.len().saturating_sub(1);
        let factor = |(place, member): (usize, &usize)| (*member, if place == last { PRIME - 1 } else { 1 });
        let mut equation: Equation = line
            .iter()
            .enumerate()
            .filter(|(_, member)| hide.get(**member).copied().unwrap_or_default())
            .map(factor)
            .collect();
        let known: Vec<(usize, i64)> = equation.iter().map(|(place, factor)| (*place, *factor)).collect();
        for (place, factor) in known {
            if let Some(other) = solved.get(&place) {
                subtract(&mut equation, other, factor);
            }
        }
        let Some((pivot, factor)) = equation.iter().next().map(|(place, factor)| (*place, *factor)) else { continue };
        let inverse = power(factor, PRIME - 2);
        for value in equation.values_mut() {
            *value = *value * inverse % PRIME;
        }
        for other in solved.values_mut() {
            if let Some(factor) = other.get(&pivot).copied() {
                subtract(other, &equation, factor);
            }
        }
        solved.insert(pivot, equation);
    }
    solved.into_iter().filter(|(_, equation)| equation.len() == 1).map(|(place, _)| place).collect()
}

/// As [`hidden`], and more of the smallest figures until none that is too small follows from any of the `systems` of
/// lines (the last member of a line is the sum of the others).
#[must_use]
pub fn hidden_from_all(sizes: &[Size], lines: &[Vec<usize>], systems: &[Vec<Vec<usize>>]) -> Vec<bool> {
    let small = |place: &usize| sizes.get(*place).is_some_and(Size::small);
    let mut chosen = sizes.to_vec();
    loop {
        let hide = hidden(&chosen, lines);
        let shown = |place: &&usize| !hide.get(**place).copied().unwrap_or_default();
        let mut more = Vec::new();
        for system in systems {
            for place in told(system, &hide).into_iter().filter(small) {
                let own = system.iter().filter(|line| line.contains(&place)).flatten().filter(shown);
                let smallest = own.min_by_key(|place| sizes.get(**place).and_then(|size| size.persons));
                let any = || system.iter().flatten().find(shown);
                more.extend(smallest.or_else(any).copied());
            }
        }
        if more.is_empty() {
            return hide;
        }
        for place in more {
            if let Some(size) = chosen.get_mut(place) {
                size.persons = Some(0);
            }
        }
    }
}

/// Hides the smallest shown member when exactly one is hidden. Says whether it did.
fn hide_second(sizes: &[Size], hide: &mut [bool], members: &[usize]) -> bool {
    let is_hidden = |hide: &[bool], index: &usize| hide.get(*index).copied().unwrap_or_default();
    if members.iter().filter(|index| is_hidden(hide, index)).count() != 1 {
        return false;
    }
    let shown = members.iter().filter(|index| !is_hidden(hide, index));
    let smallest = shown.min_by_key(|index| sizes.get(**index).and_then(|size| size.persons)).copied();
    let Some(second) = smallest.and_then(|index| hide.get_mut(index)) else { return false };
    *second = true;
    true
}

/// Every set of cells whose sum somebody may know: one dimension summed up, fully or to a coarser
/// level, the others fixed.
fn sums(cells: &[Cell], group_of: impl Fn(i64) -> Option<u8>) -> Vec<Vec<usize>> {
    type Coarser = fn(&CellKey, Option<u8>) -> (CellKey, Option<u8>);
    let levels: [Coarser; 7] = [
        |key, _| (CellKey { tier: None, ..*key }, None),
        |key, group| (CellKey { tier: None, programme: None, ..*key }, group),
        |key, _| (CellKey { tier: None, programme: None, group: None, ..*key }, None),
        |key, _| (CellKey { unit: None, ..*key }, None),
        |key, _| (CellKey { month: None, year: key.month.map(entity::month::Month::year).or(key.year), ..*key }, None),
        |key, _| (CellKey { month: None, year: None, ..*key }, None),
        |_, _| (CellKey::default(), None),
    ];
    let mut sums = Vec::new();
    for coarser in levels {
        let mut groups: BTreeMap<(CellKey, Option<u8>), Vec<usize>> = BTreeMap::new();
        for (index, cell) in cells.iter().enumerate() {
            let group = cell.key.programme.and_then(&group_of);
            groups.entry(coarser(&cell.key, group)).or_default().push(index);
        }
        sums.extend(groups.into_values().filter(|members| members.len() > 1));
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(programme: i64, unit: i64, persons: i64) -> Cell {
        let key = CellKey { programme: Some(programme), unit: Some(unit), ..CellKey::default() };
        Cell { key, persons: Some(persons), person_times: persons, ..Cell::default() }
    }

    fn hidden(cells: Vec<Cell>, group_of: impl Fn(i64) -> Option<u8>) -> Vec<(i64, i64)> {
        let total = Cell { persons: cells.iter().map(|cell| cell.persons).sum(), ..Cell::default() };
        let mut statistics = Statistics { cells, total };
        suppress(&mut statistics, Thresholds::default(), group_of);
        let hidden = statistics.cells.iter().filter(|cell| cell.suppressed);
        hidden.map(|cell| (cell.key.programme.unwrap_or(0), cell.key.unit.unwrap_or(0))).collect()
    }

    #[test]
    fn nothing_small_nothing_hidden() {
        assert!(hidden(vec![cell(1, 1, 3), cell(1, 2, 40)], |_| None).is_empty());
    }

    #[test]
    fn a_small_cell_takes_a_rectangle_with_it() {
        let cells = vec![cell(1, 1, 2), cell(1, 2, 9), cell(1, 3, 8), cell(2, 1, 5), cell(2, 2, 7), cell(2, 3, 6)];
        let hidden = hidden(cells, |_| None);
        for line in [1, 2] {
            assert_ne!(hidden.iter().filter(|(programme, _)| *programme == line).count(), 1);
        }
        for line in [1, 2, 3] {
            assert_ne!(hidden.iter().filter(|(_, unit)| *unit == line).count(), 1, "{hidden:?}");
        }
    }

    #[test]
    fn a_programme_is_not_the_rest_of_its_group() {
        let only_unit = |programme, persons| cell(programme, 1, persons);
        let cells = vec![only_unit(1, 2), only_unit(2, 30), only_unit(3, 4), only_unit(4, 50)];
        let hidden = hidden(cells, |programme| Some(u8::from(programme > 2)));
        assert_eq!(hidden, [(1, 1), (2, 1)], "the other programme of the same group, not the smallest of all");
    }

    #[test]
    fn sensitive_figures_need_eleven() {
        let mut small = cell(1, 1, 10);
        small.sensitive = true;
        assert_eq!(hidden(vec![small, cell(1, 2, 20), cell(1, 3, 30)], |_| None), [(1, 1), (1, 2)]);
    }
}
