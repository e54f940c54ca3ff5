//! Suppression of small cells, primary and complementary.

use std::collections::BTreeMap;

/// How many persons a figure is of, and how few may not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub persons: i64,
    pub limit: i64,
}

impl Size {
    /// Of a count that gives people away when there are few of them, but not when there are none.
    #[must_use]
    pub const fn of(count: i64, limit: i64) -> Self {
        Self { persons: if count == 0 { i64::MAX } else { count.saturating_abs() }, limit }
    }

    /// Whether it is of too few.
    #[must_use]
    pub const fn small(&self) -> bool {
        self.persons < self.limit
    }
}

/// A cell with counts, few of any of which would point at people.
pub trait Telling {
    /// The counts; the first orders cells by size.
    fn counts(&self) -> [i64; 3];

    /// Says whether the cell is hidden.
    fn suppress(&mut self, hide: bool);
}

/// Hides cells of too few persons, and others so that their sum does not give them away.
pub fn suppress<C: Telling>(cells: &mut [C], total: &mut C, limit: i64) {
    let counts: Vec<[i64; 3]> = cells.iter().map(C::counts).collect();
    for (cell, hide) in cells.iter_mut().zip(hidden_in_sum(&counts, limit)) {
        cell.suppress(hide);
    }
    total.suppress(hidden_in_sum(&[total.counts()], limit) == [true]);
}

/// Which figures to hide: those of too few persons, then, wherever what is hidden of a sum is one member or too few
/// persons together, the smallest other one of that sum, until no difference of shown figures is of too few.
#[must_use]
pub fn hidden(sizes: &[Size], sums: &[Vec<usize>]) -> Vec<bool> {
    hidden_with(sizes, sizes.iter().map(Size::small).collect(), sums)
}

fn hidden_with(sizes: &[Size], mut hide: Vec<bool>, sums: &[Vec<usize>]) -> Vec<bool> {
    let mut changed = true;
    while changed {
        changed = false;
        for members in sums {
            changed |= hide_second(sizes, &mut hide, members);
        }
    }
    hide
}

/// Which cells of one sum to hide: those of which some count is of few but not of none, then the smallest others until
/// what is hidden is more than one cell and of every count none or enough; a count of which there are few in all is not
/// told as a sum either. The first count orders them.
fn hidden_in_sum<const N: usize>(counts: &[[i64; N]], limit: i64) -> Vec<bool> {
    let few = |count: i64| Size::of(count, limit).small();
    let all = |at: usize| counts.iter().filter_map(|counts| counts.get(at)).sum::<i64>();
    let mut hide: Vec<bool> = counts.iter().map(|counts| counts.iter().any(|count| few(*count))).collect();
    loop {
        let own: Vec<&[i64; N]> = counts.iter().zip(&hide).filter(|(_, hide)| **hide).map(|(own, _)| own).collect();
        let sum = |at: usize| own.iter().filter_map(|counts| counts.get(at)).sum::<i64>();
        if own.is_empty() || (own.len() > 1 && !(0..N).any(|at| few(sum(at)) && !few(all(at)))) {
            return hide;
        }
        let shown =
            counts.iter().enumerate().zip(&hide).filter(|((_, own), hide)| !**hide && own.iter().any(|one| *one > 0));
        let Some(next) = shown.map(|(own, _)| own).min_by_key(|(_, counts)| *counts).map(|(at, _)| at) else {
            return hide;
        };
        if let Some(next) = hide.get_mut(next) {
            *next = true;
        }
    }
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
    let mut chosen: Vec<bool> = sizes.iter().map(Size::small).collect();
    loop {
        let hide = hidden_with(sizes, chosen.clone(), lines);
        let shown = |place: &&usize| !hide.get(**place).copied().unwrap_or_default();
        let mut more = Vec::new();
        for system in systems {
            for place in told(system, &hide).into_iter().filter(small) {
                let own = system.iter().filter(|line| line.contains(&place)).flatten().filter(shown);
                let smallest = own.min_by_key(|place| sizes.get(**place).map(|size| size.persons));
                let any = || system.iter().flatten().find(shown);
                more.extend(smallest.or_else(any).copied());
            }
        }
        if more.is_empty() {
            return hide;
        }
        for place in more {
            if let Some(choice) = chosen.get_mut(place) {
                *choice = true;
            }
        }
    }
}

/// Hides the smallest shown member when one is hidden, or when the hidden ones are too few persons together. Says whether
/// it did.
fn hide_second(sizes: &[Size], hide: &mut [bool], members: &[usize]) -> bool {
    let is_hidden = |hide: &[bool], index: &usize| hide.get(*index).copied().unwrap_or_default();
    let own: Vec<Size> =
        members.iter().filter(|index| is_hidden(hide, index)).filter_map(|index| sizes.get(*index)).copied().collect();
    let together = own.iter().fold(0, |sum: i64, size| sum.saturating_add(size.persons));
    let few = own.iter().map(|size| size.limit).max().is_some_and(|limit| together < limit);
    if own.len() != 1 && !few {
        return false;
    }
    let shown = members.iter().filter(|index| !is_hidden(hide, index));
    let smallest = shown.min_by_key(|index| sizes.get(**index).map(|size| size.persons)).copied();
    let Some(second) = smallest.and_then(|index| hide.get_mut(index)) else { return false };
    *second = true;
    true
}
