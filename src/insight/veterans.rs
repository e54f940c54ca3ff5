//! What statistics of veterans are made of, and which of their figures too few people are behind.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::{
    money::Fen,
    month::Month,
    vocab::{ServiceKind, VeteranCategory},
};

use super::{
    chart,
    rules::{Size, hidden_from_all},
};
use crate::kernel::problem::Failure;

/// What persons on the register and services to them are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VeteranDimension {
    Category,
    Unit,
    ServiceKind,
    Month,
    Year,
}

impl VeteranDimension {
    /// Whether the register can be grouped by it; services can be by all.
    #[must_use]
    pub const fn of_register(self) -> bool {
        matches!(self, Self::Category | Self::Unit)
    }
}

/// What cells are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VeteranMeasure {
    Persons,
    Services,
    ServedPersons,
    AssistanceAmount,
}

/// The group of a figure; absent dimensions are not grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct VeteranKey {
    /// Primary category on the day; `Some(None)` are those without one.
    pub category: Option<Option<VeteranCategory>>,
    pub unit: Option<i64>,
    pub kind: Option<ServiceKind>,
    pub year: Option<i32>,
    pub month: Option<Month>,
}

impl VeteranKey {
    /// This group without one dimension, or at the next coarser level of it; none where it has no such dimension.
    const STEPS: [fn(&Self) -> Option<Self>; 5] = [
        |key| key.category.map(|_| Self { category: None, ..*key }),
        |key| key.unit.map(|_| Self { unit: None, ..*key }),
        |key| key.kind.map(|_| Self { kind: None, ..*key }),
        |key| key.month.map(|month| Self { month: None, year: Some(month.year()), ..*key }),
        |key| key.year.map(|_| Self { year: None, ..*key }),
    ];

    /// The key a year earlier; none of what is not of a time.
    #[must_use]
    pub fn earlier(self) -> Option<Self> {
        let timed = self.year.is_some() || self.month.is_some();
        let (year, month) = (self.year.map(|year| year - 1), self.month.map(|month| month.plus(-12)));
        timed.then_some(Self { year, month, ..self })
    }

    /// The key under which a group is judged: a month says its year.
    fn judged(&self) -> Self {
        Self { year: self.year.filter(|_| self.month.is_none()), ..*self }
    }

    /// This group and every coarser one.
    fn levels(&self) -> BTreeSet<Self> {
        let (mut found, mut open) = (BTreeSet::from([*self]), vec![*self]);
        while let Some(key) = open.pop() {
            let coarser = Self::STEPS.iter().filter_map(|step| step(&key));
            open.extend(coarser.filter(|key| found.insert(*key)));
        }
        found
    }
}

/// Figures of a group; none where nobody asked for them or the dimension has no such figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VeteranCell {
    pub key: VeteranKey,
    /// Distinct persons on the register.
    pub persons: Option<i64>,
    pub services: Option<i64>,
    /// Distinct persons served.
    pub served: Option<i64>,
    /// Money given in services that were completed.
    pub assistance: Option<Fen>,
    pub suppressed: bool,
}

impl VeteranCell {
    fn or_zero(self, parts: Parts) -> Self {
        Self {
            persons: parts.persons.then_some(self.persons.unwrap_or_default()),
            services: parts.services.then_some(self.services.unwrap_or_default()),
            served: parts.services.then_some(self.served.unwrap_or_default()),
            assistance: parts.services.then_some(self.assistance.unwrap_or_default()),
            ..self
        }
    }

    /// Takes back what `hidden` does not let be shown.
    pub fn hide(&mut self, hidden: &Hidden) {
        let key = self.key.judged();
        if hidden.whole.contains(&key) {
            *self = Self { key: self.key, suppressed: true, ..Self::default() };
        }
        if hidden.assistance.contains(&key) {
            self.assistance = None;
        }
    }
}

impl chart::Cell for VeteranCell {
    type Key = VeteranKey;
    type Measure = VeteranMeasure;

    fn key(&self) -> VeteranKey {
        self.key
    }

    fn measure(&self, by: VeteranMeasure) -> Option<i64> {
        match by {
            VeteranMeasure::Persons => self.persons,
            VeteranMeasure::Services => self.services,
            VeteranMeasure::ServedPersons => self.served,
            VeteranMeasure::AssistanceAmount => self.assistance.map(|amount| amount.0),
        }
    }

    /// Persons are distinct ones, which do not add up: the rest has none.
    fn rest(others: &[Self]) -> Self {
        let sum = |by: VeteranMeasure| others.iter().map(|cell| chart::Cell::measure(cell, by)).sum::<Option<i64>>();
        Self {
            services: sum(VeteranMeasure::Services),
            assistance: sum(VeteranMeasure::AssistanceAmount).map(Fen),
            suppressed: others.iter().any(|cell| cell.suppressed),
            ..Self::default()
        }
    }
}

/// Adds cells of no services for the months, or else years, that the cells lack between the first and the last, those
/// of `period` too.
///
/// # Errors
/// Too many cells.
pub fn fill(
    cells: &mut Vec<VeteranCell>,
    by: &[VeteranDimension],
    period: impl IntoIterator<Item = Month>,
) -> Result<(), Failure> {
    let (by_month, by_year) = (by.contains(&VeteranDimension::Month), by.contains(&VeteranDimension::Year));
    if !by_month && !by_year {
        return Ok(());
    }
    let first = |year: i32| Month(year * 100 + 1);
    let bucket = |month: Month| if by_month { month } else { first(month.year()) };
    let there = cells.iter().filter_map(|cell| cell.key.month.or_else(|| cell.key.year.map(first)));
    let step = if by_month { 1 } else { 12 };
    let times = chart::span(there.chain(period).map(bucket), |month| Some(month.plus(step)));
    let at = |key: VeteranKey, time: Option<Month>| VeteranKey {
        year: time.filter(|_| by_year).map(Month::year),
        month: time.filter(|_| by_month),
        ..key
    };
    let nothing = |key| VeteranCell {
        key,
        services: Some(0),
        served: Some(0),
        assistance: Some(Fen(0)),
        ..VeteranCell::default()
    };
    chart::fill(cells, &times, at, nothing)
}

/// Which figures somebody wants: of the register, of services.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    pub persons: bool,
    pub services: bool,
}

/// Cells of the register and of services as one, in the order of their keys; what one side lacks is nothing there.
#[must_use]
pub fn merged(register: Vec<VeteranCell>, services: Vec<VeteranCell>, parts: Parts) -> Vec<VeteranCell> {
    let mut cells: BTreeMap<VeteranKey, VeteranCell> = register.into_iter().map(|cell| (cell.key, cell)).collect();
    for cell in services {
        let persons = cells.get(&cell.key).and_then(|other| other.persons);
        cells.insert(cell.key, VeteranCell { persons, ..cell });
    }
    cells.into_values().map(|cell| cell.or_zero(parts)).collect()
}

/// The day of the figures of `year`: its last, or today when that is earlier or no year is named.
#[must_use]
pub fn as_of(year: Option<i32>, today: NaiveDate) -> NaiveDate {
    year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)).map_or(today, |last| last.min(today))
}

/// Services of one kind to one person in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    pub veteran: i64,
    pub category: Option<VeteranCategory>,
    pub unit: i64,
    pub kind: ServiceKind,
    pub month: Month,
    pub assistance: Fen,
}

/// Groups whose figures must not be shown, at every level of every dimension.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    whole: BTreeSet<VeteranKey>,
    assistance: BTreeSet<VeteranKey>,
}

impl Hidden {
    /// Whether nothing of the group may be shown.
    #[must_use]
    pub fn whole(&self, key: &VeteranKey) -> bool {
        self.whole.contains(&key.judged())
    }
}

/// Who is behind the figures of a group.
#[derive(Debug, Default)]
struct Behind {
    registered: i64,
    served: BTreeSet<i64>,
    assisted: BTreeSet<i64>,
}

impl Behind {
    fn size(&self, limit: i64) -> Size {
        let counts = [self.registered, number(self.served.len())];
        Size::of(counts.into_iter().filter(|count| *count > 0).min().unwrap_or_default(), limit)
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Which figures of a register (cells by category and unit) and of services too few people are behind, and which others
/// would give those away: wherever a figure is the sum of others, never exactly one of them and the sum is hidden. All
/// groupings are judged at once, so that one answer cannot be subtracted from another; what is zero is known to be. Fewer
/// than `limit` persons are too few.
#[must_use]
pub fn hide(register: &[VeteranCell], services: &[Served], limit: i64) -> Hidden {
    let mut groups: BTreeMap<VeteranKey, Behind> = BTreeMap::new();
    for cell in register {
        for key in cell.key.levels() {
            groups.entry(key).or_default().registered += cell.persons.unwrap_or_default();
        }
    }
    for line in services {
        let full = VeteranKey {
            category: Some(line.category),
            unit: Some(line.unit),
            kind: Some(line.kind),
            year: None,
            month: Some(line.month),
        };
        for key in full.levels() {
            let group = groups.entry(key).or_default();
            group.served.insert(line.veteran);
            if line.assistance.0 > 0 {
                group.assisted.insert(line.veteran);
            }
        }
    }
    let keys: Vec<VeteranKey> = groups.keys().copied().collect();
    let behind: Vec<&Behind> = groups.values().collect();
    let sizes: Vec<Size> = behind.iter().map(|group| group.size(limit)).collect();
    let persons = sums(&keys, &behind, |group| group.registered > 0);
    let served = sums(&keys, &behind, |group| !group.served.is_empty());
    let mut systems = systems(&keys, &served);
    systems.push(persons.clone());
    let whole = hidden_from_all(&sizes, &[persons, served].concat(), &systems);
    let given =
        |(group, hide): (&&Behind, &bool)| Size::of(if *hide { 1 } else { number(group.assisted.len()) }, limit);
    let given: Vec<Size> = behind.iter().zip(&whole).map(given).collect();
    let assisted = sums(&keys, &behind, |group| !group.assisted.is_empty());
    let assistance = hidden_from_all(&given, &assisted, &self::systems(&keys, &assisted));
    let chosen = |hide: Vec<bool>| keys.iter().zip(hide).filter(|(_, hide)| *hide).map(|(key, _)| *key).collect();
    Hidden { whole: chosen(whole), assistance: chosen(assistance) }
}

/// The lines of every two dimensions: what answers by two of them, one or none say together.
fn systems(keys: &[VeteranKey], lines: &[Vec<usize>]) -> Vec<Vec<Vec<usize>>> {
    let dimensions = |key: &VeteranKey| {
        [key.category.is_some(), key.unit.is_some(), key.kind.is_some(), key.month.is_some() || key.year.is_some()]
    };
    let inside = |line: &Vec<usize>, pair: [usize; 2]| {
        let part = line.first().and_then(|place| keys.get(*place)).map(dimensions);
        part.is_some_and(|part| part.iter().enumerate().all(|(place, has)| !has || pair.contains(&place)))
    };
    let pairs = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]];
    pairs.map(|pair| lines.iter().filter(|line| inside(line, pair)).cloned().collect()).to_vec()
}

/// Every sum with its parts, as positions in `keys`, the sum last: one step along one dimension, of the groups that
/// have the figure.
fn sums(keys: &[VeteranKey], behind: &[&Behind], has: impl Fn(&Behind) -> bool) -> Vec<Vec<usize>> {
    let with: Vec<(usize, &VeteranKey)> =
        keys.iter().enumerate().zip(behind).filter(|(_, group)| has(group)).map(|(place, _)| place).collect();
    let places: BTreeMap<&VeteranKey, usize> = with.iter().map(|(place, key)| (*key, *place)).collect();
    let mut sums = Vec::new();
    for step in VeteranKey::STEPS {
        let mut parts: BTreeMap<VeteranKey, Vec<usize>> = BTreeMap::new();
        for (place, key) in &with {
            if let Some(sum) = step(key) {
                parts.entry(sum).or_default().push(*place);
            }
        }
        sums.extend(parts.into_iter().map(|(sum, mut parts)| {
            parts.extend(places.get(&sum));
            parts
        }));
    }
    sums
}

#[cfg(test)]
#[path = "veterans_tests.rs"]
mod tests;
