//! Which figures of dividends too few people are behind, judged once over everything that was distributed, so that no
//! two answers can be subtracted from each other.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    money::Fen,
    vocab::{DistributingUnitKind, PayoutState},
};

use super::{
    dividends::{DividendCell, DividendKey},
    rules::{Size, hidden_from_all},
};
use crate::kernel::disclosure::Thresholds;

/// Groups whose figures must not be shown, at every level of every dimension.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    whole: BTreeSet<DividendKey>,
    unclaimed: BTreeSet<DividendKey>,
}

impl Hidden {
    /// Whether nothing of the group may be shown.
    #[must_use]
    pub fn whole(&self, key: &DividendKey) -> bool {
        self.whole.contains(&judged(key))
    }

    /// Whether what is paid and unclaimed may not be shown.
    #[must_use]
    pub fn unclaimed(&self, key: &DividendKey) -> bool {
        self.unclaimed.contains(&judged(key))
    }
}

/// The key under which a group is judged: a unit says its kind and collective, a reason its state.
fn judged(key: &DividendKey) -> DividendKey {
    let place = key.unit.is_none();
    let (state, reason) = match (key.state, key.reason) {
        (_, Some(Some(reason))) => (None, Some(Some(reason))),
        (Some(state), _) => (Some(state), None),
        (None, reason) => (None, reason),
    };
    DividendKey {
        kind: key.kind.filter(|_| place),
        collective: key.collective.filter(|_| place),
        state,
        reason,
        ..*key
    }
}

/// Kind and collective of a unit.
type Places = BTreeMap<i64, (Option<DistributingUnitKind>, Option<i64>)>;

/// The next coarser groups.
fn coarser(key: &DividendKey, places: &Places) -> Vec<DividendKey> {
    let mut found = Vec::new();
    if let Some(unit) = key.unit {
        let (kind, collective) = places.get(&unit).copied().unwrap_or_default();
        found.push(DividendKey { unit: None, kind, collective, ..*key });
    }
    if key.kind.is_some() {
        found.push(DividendKey { kind: None, ..*key });
    }
    if key.collective.is_some() {
        found.push(DividendKey { collective: None, ..*key });
    }
    if key.year.is_some() {
        found.push(DividendKey { year: None, ..*key });
    }
    match (key.state, key.reason) {
        (_, Some(Some(_))) => found.push(DividendKey { state: Some(PayoutState::Unclaimed), reason: None, ..*key }),
        (Some(PayoutState::Unclaimed), _) | (None, Some(None)) => {
            found.push(DividendKey { state: None, reason: None, ..*key });
        }
        (Some(_), _) => found.push(DividendKey { state: None, reason: Some(None), ..*key }),
        (None, None) => {}
    }
    found
}

/// What is behind a group.
#[derive(Debug, Clone, Copy, Default)]
struct Behind {
    persons: i64,
    /// The most persons of one unit in one year: these are distinct.
    most: i64,
    unclaimed: i64,
    amount: Fen,
    largest: Fen,
}

impl Behind {
    fn add(&mut self, cell: &DividendCell) {
        self.persons += cell.persons;
        self.most = self.most.max(cell.persons);
        self.unclaimed += cell.unclaimed_lines;
        self.amount = Fen(self.amount.0.saturating_add(cell.amount.0));
        self.largest = self.largest.max(cell.largest);
    }

    /// At least so many distinct persons, when nobody has more than `shares` lines a year in `years` years.
    fn size(&self, (shares, years): (i64, i64), thresholds: Thresholds) -> Size {
        let times = shares.max(1).saturating_mul(years.max(1));
        let distinct = self.most.max(self.persons.saturating_add(times - 1).div_euclid(times));
        let whole = i128::from(self.amount.0) * i128::from(thresholds.dominance);
        let dominated = i128::from(self.largest.0) * 100 > whole && self.amount.0 > 0;
        let limit = if dominated { thresholds.any.max(distinct.saturating_add(1)) } else { thresholds.any };
        Size { persons: distinct, limit }
    }
}

/// Judges everything: `cells` by every dimension; nobody has more than `shares` lines in a year.
#[must_use]
pub fn hide(cells: &[DividendCell], shares: i64, thresholds: Thresholds) -> Hidden {
    let place = |cell: &DividendCell| Some((cell.key.unit?, (cell.key.kind, cell.key.collective)));
    let places: Places = cells.iter().filter_map(place).collect();
    let years = cells.iter().filter_map(|cell| cell.key.year).collect::<BTreeSet<_>>().len();
    let years = i64::try_from(years).unwrap_or(i64::MAX);
    let mut groups: BTreeMap<DividendKey, Behind> = BTreeMap::new();
    let mut sums: BTreeMap<(usize, DividendKey), BTreeSet<DividendKey>> = BTreeMap::new();
    for cell in cells {
        let first = judged(&cell.key);
        let (mut seen, mut open) = (BTreeSet::from([first]), vec![first]);
        while let Some(key) = open.pop() {
            groups.entry(key).or_default().add(cell);
            for next in coarser(&key, &places) {
                sums.entry((step(&key, &next), next)).or_default().insert(key);
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
    }
    let keys: Vec<DividendKey> = groups.keys().copied().collect();
    let behind: Vec<Behind> = groups.into_values().collect();
    let size = |(key, group): (&DividendKey, &Behind)| group.size((shares, key.year.map_or(years, |_| 1)), thresholds);
    let whole = judge(&keys, &keys.iter().zip(&behind).map(size).collect::<Vec<_>>(), &sums, |_| true);
    let owed = |(group, hide): (&Behind, &bool)| Size::of(if *hide { 1 } else { group.unclaimed }, thresholds.any);
    let owed: Vec<Size> = behind.iter().zip(&whole).map(owed).collect();
    let unclaimed = judge(&keys, &owed, &sums, |place| behind.get(place).is_some_and(|group| group.unclaimed > 0));
    let chosen = |hide: Vec<bool>| keys.iter().zip(hide).filter(|(_, hide)| *hide).map(|(key, _)| *key).collect();
    Hidden { whole: chosen(whole), unclaimed: chosen(unclaimed) }
}

/// Which dimension makes the difference between a group and a coarser one.
fn step(key: &DividendKey, coarser: &DividendKey) -> usize {
    let changed = [
        key.unit != coarser.unit,
        key.kind != coarser.kind,
        key.collective != coarser.collective,
        key.year != coarser.year,
    ];
    changed.iter().position(|changed| *changed).unwrap_or(changed.len())
}

/// Hides what is small, and what would give it away; only groups that take part stand in sums.
fn judge(
    keys: &[DividendKey],
    sizes: &[Size],
    sums: &BTreeMap<(usize, DividendKey), BTreeSet<DividendKey>>,
    takes_part: impl Fn(usize) -> bool,
) -> Vec<bool> {
    let places: BTreeMap<DividendKey, usize> = keys.iter().enumerate().map(|(place, key)| (*key, place)).collect();
    let place = |key: &DividendKey| places.get(key).copied().filter(|place| takes_part(*place));
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for ((_, sum), parts) in sums {
        if let Some(sum) = place(sum) {
            let mut line: Vec<usize> = parts.iter().filter_map(place).collect();
            line.push(sum);
            lines.push(line);
        }
    }
    hidden_from_all(sizes, &lines, std::slice::from_ref(&lines))
}

#[cfg(test)]
mod tests {
    use entity::vocab::UnclaimedReason;

    use super::*;

    const LIMITS: Thresholds = Thresholds { any: 3, sensitive: 11, dominance: 85 };

    fn cell(unit: i64, year: i32, persons: i64, owed: bool) -> DividendCell {
        let (state, reason) =
            if owed { (PayoutState::Unclaimed, Some(UnclaimedReason::NoBankCard)) } else { (PayoutState::Paid, None) };
        let key = DividendKey {
            year: Some(year),
            collective: Some(unit % 2),
            kind: Some(DistributingUnitKind::VillagerGroup),
            unit: Some(unit),
            state: Some(state),
            reason: Some(reason),
        };
        DividendCell {
            key,
            persons,
            lines: persons,
            amount: Fen(persons * 100),
            largest: Fen(100),
            unclaimed_lines: if owed { persons } else { 0 },
            ..DividendCell::default()
        }
    }

    #[test]
    fn a_small_unit_is_hidden_with_another_of_its_village_and_of_the_street() {
        let cells: Vec<DividendCell> =
            [(1, 2), (2, 40), (3, 50), (4, 60)].map(|(unit, persons)| cell(unit, 2022, persons, false)).to_vec();
        let hidden = hide(&cells, 1, LIMITS);
        let of = |unit| hidden.whole(&DividendKey { unit: Some(unit), ..DividendKey::default() });
        assert!(of(1) && of(3), "units 1 and 3 are of one village");
        assert!(!of(2) && !of(4));
        let village = DividendKey { collective: Some(1), ..DividendKey::default() };
        assert!(!hidden.whole(&village) && !hidden.whole(&DividendKey::default()));
    }

    #[test]
    fn one_person_in_three_units_is_one() {
        let cells = [1, 3, 5].map(|unit| cell(unit, 2022, 1, false));
        assert!(hide(&cells, 3, LIMITS).whole(&DividendKey::default()));
        assert_eq!(
            hide(&cells, 1, LIMITS).whole.iter().filter(|key| key.unit.is_none()).count(),
            0,
            "{:?}",
            hide(&cells, 1, LIMITS)
        );
    }

    #[test]
    fn what_is_owed_to_few_is_hidden_without_hiding_the_rest() {
        let mut cells: Vec<DividendCell> = [1, 2, 3, 4].map(|unit| cell(unit, 2022, 40, false)).to_vec();
        cells.extend([(1, 1), (2, 9), (3, 9), (4, 9)].map(|(unit, persons)| cell(unit, 2022, persons, true)));
        let hidden = hide(&cells, 1, LIMITS);
        let unit = DividendKey { unit: Some(1), ..DividendKey::default() };
        assert!(!hidden.whole(&unit) && hidden.unclaimed(&unit));
        let owed = DividendKey { state: Some(PayoutState::Unclaimed), ..unit };
        assert!(hidden.whole(&owed));
        let paid = DividendKey { state: Some(PayoutState::Paid), ..unit };
        assert!(hidden.whole(&paid), "the unit less what is paid is what is owed");
    }

    #[test]
    fn money_that_is_nearly_one_persons_is_hidden() {
        let mut cells: Vec<DividendCell> = [1, 2, 3, 4].map(|unit| cell(unit, 2022, 40, false)).to_vec();
        if let Some(first) = cells.first_mut() {
            first.largest = Fen(3_600);
        }
        assert!(hide(&cells, 1, LIMITS).whole(&DividendKey { unit: Some(1), ..DividendKey::default() }));
    }
}
