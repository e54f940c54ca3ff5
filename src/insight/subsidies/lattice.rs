//! Which figures of payments would give people away: decided once for all of them, at every level of every dimension
//! (tier in programme in group in all; unit in street; month in quarter in year in all time), so that no answer can be
//! subtracted from another. What somebody asks is then shown exactly when it could be added up from figures of this
//! lattice that are shown.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::ProgrammeGroup;
use roaring::RoaringTreemap;

use super::{
    cube::{Extent, Tier, union},
    suppression::{Judged, LINES, MONEY, SMALL_LATTICE, Sum, hidden, told_apart},
};
use crate::{
    insight::model::{Quarter, SENSITIVE_GROUPS},
    kernel::{disclosure::Thresholds, fault::Fault, time::Month},
    subsidies::model::rollup::{Rollup, RollupKey},
};

/// Programmes of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    All,
    Group(ProgrammeGroup),
    Programme(i64),
    Tier(Tier),
}

/// Units of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Street,
    Unit(i64),
}

/// Months of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Time {
    Always,
    Year(i32),
    Quarter(Quarter),
    Month(Month),
}

impl Time {
    /// The next longer time.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Always => None,
            Self::Year(_) => Some(Self::Always),
            Self::Quarter(quarter) => Some(Self::Year(quarter.year())),
            Self::Month(month) => Some(Self::Quarter(Quarter::of(month))),
        }
    }

    /// All longer times.
    fn longer(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.next(), |time| time.next())
    }
}

/// One figure of the lattice.
pub type Node = (Kind, Place, Time);

/// What is hidden of a figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a figure that is hidden or not")]
pub struct Mask {
    /// Everything.
    pub lines: bool,
    pub amount: bool,
    pub persons: bool,
    pub households: bool,
}

impl std::ops::BitOrAssign for Mask {
    fn bitor_assign(&mut self, other: Self) {
        self.lines |= other.lines;
        self.amount |= other.amount;
        self.persons |= other.persons;
        self.households |= other.households;
    }
}

/// Sets of one month each, by figure.
type Sets<'a> = BTreeMap<Node, Vec<&'a RoaringTreemap>>;

/// Everybody behind each figure: united month by month, and longer times from their months, so that each set is read once.
fn united(of_months: Sets<'_>) -> Vec<(Node, RoaringTreemap)> {
    let all = |sets: Sets<'_>| -> Vec<(Node, RoaringTreemap)> {
        sets.into_iter().map(|(node, sets)| (node, union(sets.into_iter()))).collect()
    };
    let mut of_months = all(of_months);
    let mut longer = Sets::new();
    for ((kind, place, time), set) in &of_months {
        for time in time.longer() {
            longer.entry((*kind, *place, time)).or_default().push(set);
        }
    }
    let longer = all(longer);
    of_months.extend(longer);
    of_months
}

/// Every figure there is, and what must be hidden of it.
#[derive(Debug, Default)]
pub struct Lattice {
    masks: BTreeMap<Node, Mask>,
    /// All tiers, units and months that have lines, and the groups of programmes.
    extent: Extent,
    groups: BTreeMap<i64, ProgrammeGroup>,
}

impl Lattice {
    /// Judges every figure that `rollups` add up to.
    ///
    /// # Errors
    /// A programme without a group.
    pub fn new<'a>(
        rollups: impl Iterator<Item = &'a (RollupKey, Rollup)>,
        thresholds: Thresholds,
        group_of: impl Fn(i64) -> Option<ProgrammeGroup>,
    ) -> Result<Self, Fault> {
        Self::looked_at(rollups, (thresholds, SMALL_LATTICE), group_of)
    }

    /// The same, with all sums looked at together up to `small` figures.
    pub(super) fn looked_at<'a>(
        rollups: impl Iterator<Item = &'a (RollupKey, Rollup)>,
        (thresholds, small): (Thresholds, usize),
        group_of: impl Fn(i64) -> Option<ProgrammeGroup>,
    ) -> Result<Self, Fault> {
        let mut lattice = Self::default();
        let mut found: BTreeMap<Node, Judged> = BTreeMap::new();
        let (mut persons, mut households) = (Sets::new(), Sets::new());
        for (key, rollup) in rollups {
            let group = group_of(key.programme)
                .ok_or_else(|| Fault::Corrupt(format!("programme {} is not in memory", key.programme)))?;
            lattice.groups.insert(key.programme, group);
            lattice.extent.tiers.insert((key.programme, key.tier));
            lattice.extent.units.insert(key.unit);
            lattice.extent.months.insert(key.month);
            for node in above(key, group) {
                found.entry(node).or_default().add(key, rollup, !SENSITIVE_GROUPS.contains(&group));
                if matches!(node.2, Time::Month(_)) {
                    persons.entry(node).or_default().push(&rollup.persons);
                    households.entry(node).or_default().push(&rollup.households);
                }
            }
        }
        for (node, persons) in united(persons) {
            found.entry(node).or_default().of(persons);
        }
        for (node, households) in united(households) {
            found.entry(node).or_default().in_households(&households);
        }
        let (nodes, judged): (Vec<Node>, Vec<Judged>) = found.into_iter().unzip();
        let sums = lattice.sums(&nodes);
        let (all, by) = ((nodes.as_slice(), judged.as_slice(), sums.as_slice()), (thresholds, small));
        let lines = hidden(all, by, LINES, vec![false; nodes.len()]);
        let amount = hidden(all, by, MONEY, lines.clone());
        let persons = told_apart(all, thresholds, |one| one.count, lines.clone());
        let households = told_apart(all, thresholds, |one| one.households, lines.clone());
        let mask = |place: usize| {
            let of = |hide: &[bool]| hide.get(place).copied().unwrap_or(true);
            Mask { lines: of(&lines), amount: of(&amount), persons: of(&persons), households: of(&households) }
        };
        lattice.masks = nodes.iter().enumerate().map(|(place, node)| (*node, mask(place))).collect();
        Ok(lattice)
    }

    /// Every sum of the lattice: one step along one dimension.
    fn sums(&self, nodes: &[Node]) -> Vec<Sum> {
        let places: BTreeMap<Node, usize> = nodes.iter().enumerate().map(|(place, node)| (*node, place)).collect();
        let mut sums: BTreeMap<(usize, u8), Vec<usize>> = BTreeMap::new();
        for (place, node) in nodes.iter().enumerate() {
            for (dimension, parent) in self.parents(node) {
                if let Some(parent) = places.get(&parent) {
                    sums.entry((*parent, dimension)).or_default().push(place);
                }
            }
        }
        sums.into_iter().map(|((parent, _), children)| (parent, children)).collect()
    }

    fn parents(&self, (kind, place, time): &Node) -> impl Iterator<Item = (u8, Node)> {
        let wider = self.wider(kind);
        let street = matches!(place, Place::Unit(_)).then_some(Place::Street);
        let longer = time.next();
        let (kind, place, time) = (*kind, *place, *time);
        let steps = [
            wider.map(|kind| (0, (kind, place, time))),
            street.map(|place| (1, (kind, place, time))),
            longer.map(|time| (2, (kind, place, time))),
        ];
        steps.into_iter().flatten()
    }

    fn wider(&self, kind: &Kind) -> Option<Kind> {
        match kind {
            Kind::Tier((programme, _)) => Some(Kind::Programme(*programme)),
            Kind::Programme(programme) => self.groups.get(programme).map(|group| Kind::Group(*group)),
            Kind::Group(_) => Some(Kind::All),
            Kind::All => None,
        }
    }

    /// The group of a programme that has lines.
    #[must_use]
    pub fn group(&self, programme: i64) -> Option<ProgrammeGroup> {
        self.groups.get(&programme).copied()
    }

    /// All tiers, units and months that have lines.
    #[must_use]
    pub const fn extent(&self) -> &Extent {
        &self.extent
    }

    /// What is hidden of one figure; of what is not there, nothing.
    #[must_use]
    pub fn mask(&self, node: &Node) -> Mask {
        self.masks.get(node).copied().unwrap_or_default()
    }

    /// Every figure with what is hidden of it.
    pub fn masks(&self) -> impl Iterator<Item = (&Node, &Mask)> {
        self.masks.iter()
    }

    /// The fewest figures of the lattice that make up `extent`, as programmes, units and times to be multiplied.
    #[must_use]
    pub fn cover(&self, extent: &Extent) -> (Vec<Kind>, Vec<Place>, Vec<Time>) {
        (self.kinds(&extent.tiers), self.places(&extent.units), self.times(&extent.months))
    }

    fn kinds(&self, tiers: &BTreeSet<Tier>) -> Vec<Kind> {
        let leaves = |set: &BTreeSet<Tier>| set.iter().map(|tier| Kind::Tier(*tier)).collect();
        widest(leaves(tiers), leaves(&self.extent.tiers), |kind| self.wider(kind))
    }

    fn places(&self, units: &BTreeSet<i64>) -> Vec<Place> {
        let up = |place: &Place| matches!(place, Place::Unit(_)).then_some(Place::Street);
        let leaves = |set: &BTreeSet<i64>| set.iter().map(|unit| Place::Unit(*unit)).collect();
        widest(leaves(units), leaves(&self.extent.units), up)
    }

    fn times(&self, months: &BTreeSet<Month>) -> Vec<Time> {
        let leaves = |set: &BTreeSet<Month>| set.iter().map(|month| Time::Month(*month)).collect();
        widest(leaves(months), leaves(&self.extent.months), |time| time.next())
    }
}

/// Replaces members by what they are parts of wherever all its parts are there, level by level.
fn widest<T: Copy + Ord>(mut members: BTreeSet<T>, mut all: BTreeSet<T>, up: impl Fn(&T) -> Option<T>) -> Vec<T> {
    let mut kept = Vec::new();
    members.retain(|member| all.contains(member));
    while !members.is_empty() {
        let mut parts: BTreeMap<T, Vec<T>> = BTreeMap::new();
        for one in &all {
            if let Some(whole) = up(one) {
                parts.entry(whole).or_default().push(*one);
            }
        }
        let whole: BTreeMap<T, Vec<T>> = parts
            .iter()
            .filter(|(_, parts)| parts.iter().all(|part| members.contains(part)))
            .map(|(whole, parts)| (*whole, parts.clone()))
            .collect();
        let covered: BTreeSet<T> = whole.values().flatten().copied().collect();
        kept.extend(members.difference(&covered).copied());
        members = whole.into_keys().collect();
        all = parts.into_keys().collect();
    }
    kept
}

/// Every figure of the lattice that a rollup is part of.
fn above(key: &RollupKey, group: ProgrammeGroup) -> impl Iterator<Item = Node> {
    let kinds = [Kind::All, Kind::Group(group), Kind::Programme(key.programme), Kind::Tier((key.programme, key.tier))];
    let places = [Place::Street, Place::Unit(key.unit)];
    let quarter = Quarter::of(key.month);
    let times = [Time::Always, Time::Year(key.month.year()), Time::Quarter(quarter), Time::Month(key.month)];
    kinds.into_iter().flat_map(move |kind| {
        places.into_iter().flat_map(move |place| times.into_iter().map(move |time| (kind, place, time)))
    })
}
