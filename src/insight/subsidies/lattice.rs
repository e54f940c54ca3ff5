//! Which figures of payments would give people away: decided once for all of them, at every level of every dimension
//! (tier in programme in group in all; unit in street; month in quarter in year in all time), so that no answer can be
//! subtracted from another. What somebody asks is then shown exactly when it could be added up from figures of this
//! lattice that are shown.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::ProgrammeGroup;
use roaring::RoaringTreemap;

use super::{
    cube::{Extent, Tier},
    model::Quarter,
};
use crate::{
    insight::{model::SENSITIVE_GROUPS, rules::told},
    kernel::{disclosure::Thresholds, time::Month},
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

/// One figure of the lattice.
pub type Node = (Kind, Place, Time);

/// What is known of a figure while it is judged.
#[derive(Debug, Default)]
pub struct Judged {
    persons: RoaringTreemap,
    amount: i64,
    /// At most what one person gets: by month and tier the most that somebody gets.
    largest: BTreeMap<(Month, Tier), i64>,
    insensitive: bool,
}

impl Judged {
    fn count(&self) -> i64 {
        i64::try_from(self.persons.len()).unwrap_or(i64::MAX)
    }

    const fn limit(&self, thresholds: Thresholds) -> i64 {
        if self.insensitive { thresholds.any } else { thresholds.sensitive }
    }

    fn dominated(&self, thresholds: Thresholds) -> bool {
        let largest: i64 = self.largest.values().sum();
        i128::from(largest) * 100 > i128::from(self.amount) * i128::from(thresholds.dominance)
    }
}

/// A figure and the figures whose sum it is.
type Sum = (usize, Vec<usize>);

/// What is hidden of a figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mask {
    /// Everything.
    pub lines: bool,
    pub amount: bool,
    pub persons: bool,
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
    pub fn new<'a>(
        rollups: impl Iterator<Item = &'a (RollupKey, Rollup)>,
        thresholds: Thresholds,
        group_of: impl Fn(i64) -> Option<ProgrammeGroup>,
    ) -> Self {
        let mut lattice = Self::default();
        let mut found: BTreeMap<Node, Judged> = BTreeMap::new();
        for (key, rollup) in rollups {
            let Some(group) = group_of(key.programme) else { continue };
            lattice.groups.insert(key.programme, group);
            lattice.extent.tiers.insert((key.programme, key.tier));
            lattice.extent.units.insert(key.unit);
            lattice.extent.months.insert(key.month);
            let insensitive = !SENSITIVE_GROUPS.contains(&group);
            for node in above(key, group) {
                let judged = found.entry(node).or_default();
                judged.persons |= &rollup.persons;
                judged.amount += rollup.amount.0;
                let largest = judged.largest.entry((key.month, (key.programme, key.tier))).or_default();
                *largest = (*largest).max(rollup.largest.0);
                judged.insensitive |= insensitive;
            }
        }
        let (nodes, judged): (Vec<Node>, Vec<Judged>) = found.into_iter().unzip();
        let sums = lattice.sums(&nodes);
        let lines = Self::hidden(&nodes, &judged, &sums, thresholds);
        let amount = closed_from(&judged, &sums, thresholds, lines.clone(), |one| one.dominated(thresholds));
        let persons = told_apart(&nodes, &judged, &sums, thresholds);
        let mask = |place: usize| {
            let of = |hide: &[bool]| hide.get(place).copied().unwrap_or(true);
            let lines = of(&lines);
            Mask { lines, amount: of(&amount), persons: lines || of(&persons) }
        };
        lattice.masks = nodes.iter().enumerate().map(|(place, node)| (*node, mask(place))).collect();
        lattice
    }

    /// Which figures must not be shown: those of too few persons, others that would give them away by a sum, and more
    /// until no figure of too few follows from all shown ones together.
    fn hidden(nodes: &[Node], judged: &[Judged], sums: &[Sum], thresholds: Thresholds) -> Vec<bool> {
        let few = |one: &Judged| one.count() < one.limit(thresholds);
        let systems = systems(nodes, sums);
        let mut hide = closed(judged, sums, thresholds, few);
        loop {
            let more: Vec<usize> = systems
                .iter()
                .flat_map(|system| {
                    let told = told(system, &hide).into_iter();
                    let told = told.filter(|place| judged.get(*place).is_some_and(few));
                    told.filter_map(|place| beside(place, system, judged, &hide)).collect::<Vec<_>>()
                })
                .collect();
            if more.is_empty() {
                return hide;
            }
            for place in more {
                if let Some(hide) = hide.get_mut(place) {
                    *hide = true;
                }
            }
            hide = closed_from(judged, sums, thresholds, hide, |_| false);
        }
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
        let wider = match kind {
            Kind::All => None,
            Kind::Group(_) => Some(Kind::All),
            Kind::Programme(programme) => self.groups.get(programme).map(|group| Kind::Group(*group)),
            Kind::Tier((programme, _)) => Some(Kind::Programme(*programme)),
        };
        let street = matches!(place, Place::Unit(_)).then_some(Place::Street);
        let longer = match time {
            Time::Always => None,
            Time::Year(_) => Some(Time::Always),
            Time::Quarter(quarter) => Some(Time::Year(quarter.year())),
            Time::Month(month) => Some(Time::Quarter(Quarter::of(*month))),
        };
        let (kind, place, time) = (*kind, *place, *time);
        let steps = [
            wider.map(|kind| (0, (kind, place, time))),
            street.map(|place| (1, (kind, place, time))),
            longer.map(|time| (2, (kind, place, time))),
        ];
        steps.into_iter().flatten()
    }

    /// The group of a programme that has lines.
    #[must_use]
    pub fn group(&self, programme: i64) -> Option<ProgrammeGroup> {
        self.groups.get(&programme).copied()
    }

    /// Whether lines of `key` are of `kind`.
    #[must_use]
    pub fn within(&self, key: &RollupKey, kind: Kind) -> bool {
        match kind {
            Kind::All => true,
            Kind::Group(group) => self.group(key.programme) == Some(group),
            Kind::Programme(programme) => programme == key.programme,
            Kind::Tier(tier) => tier == (key.programme, key.tier),
        }
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
        let up = |kind: &Kind| match kind {
            Kind::Tier((programme, _)) => Some(Kind::Programme(*programme)),
            Kind::Programme(programme) => self.groups.get(programme).map(|group| Kind::Group(*group)),
            Kind::Group(_) => Some(Kind::All),
            Kind::All => None,
        };
        let leaves = |set: &BTreeSet<Tier>| set.iter().map(|tier| Kind::Tier(*tier)).collect();
        widest(leaves(tiers), leaves(&self.extent.tiers), up)
    }

    fn places(&self, units: &BTreeSet<i64>) -> Vec<Place> {
        let up = |place: &Place| matches!(place, Place::Unit(_)).then_some(Place::Street);
        let leaves = |set: &BTreeSet<i64>| set.iter().map(|unit| Place::Unit(*unit)).collect();
        widest(leaves(units), leaves(&self.extent.units), up)
    }

    fn times(&self, months: &BTreeSet<Month>) -> Vec<Time> {
        let up = |time: &Time| match time {
            Time::Month(month) => Some(Time::Quarter(Quarter::of(*month))),
            Time::Quarter(quarter) => Some(Time::Year(quarter.year())),
            Time::Year(_) => Some(Time::Always),
            Time::Always => None,
        };
        let leaves = |set: &BTreeSet<Month>| set.iter().map(|month| Time::Month(*month)).collect();
        widest(leaves(months), leaves(&self.extent.months), up)
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

fn closed(judged: &[Judged], sums: &[Sum], thresholds: Thresholds, first: impl Fn(&Judged) -> bool) -> Vec<bool> {
    closed_from(judged, sums, thresholds, vec![false; judged.len()], first)
}

/// What must be hidden besides what is hidden already: figures for which `first` says so, and then, sum by sum until
/// nothing changes, others: whoever knows a sum must not learn a part of it, nor what hidden parts come to together when
/// too few people are behind them, nor a hidden sum from its parts.
fn closed_from(
    judged: &[Judged],
    sums: &[Sum],
    thresholds: Thresholds,
    mut hide: Vec<bool>,
    first: impl Fn(&Judged) -> bool,
) -> Vec<bool> {
    for (hide, one) in hide.iter_mut().zip(judged) {
        *hide |= first(one);
    }
    let mut changed = true;
    while changed {
        changed = false;
        for sum in sums {
            while let Some(next) = gives_away(sum, judged, thresholds, &hide) {
                if let Some(hide) = hide.get_mut(next) {
                    *hide = true;
                }
                changed = true;
            }
        }
    }
    hide
}

/// The figure that must be hidden too for `sum` to give nothing away; none when it does not.
fn gives_away((whole, parts): &Sum, judged: &[Judged], thresholds: Thresholds, hide: &[bool]) -> Option<usize> {
    let is_hidden = |place: &usize| hide.get(*place).copied().unwrap_or_default();
    let hidden: Vec<&Judged> =
        parts.iter().filter(|part| is_hidden(part)).filter_map(|part| judged.get(*part)).collect();
    let smallest = || {
        let shown = parts.iter().filter(|part| !is_hidden(part));
        shown.min_by_key(|part| judged.get(**part).map(Judged::count)).copied()
    };
    if is_hidden(whole) {
        // A single part is the whole; of several, one hidden part is enough.
        return if hidden.is_empty() { smallest() } else { None };
    }
    if hidden.is_empty() {
        return None;
    }
    let together = super::cube::union(hidden.iter().map(|one| &one.persons)).len();
    let limit = hidden.iter().map(|one| one.limit(thresholds)).max().unwrap_or_default();
    let safe = hidden.len() > 1 && i64::try_from(together).unwrap_or(i64::MAX) >= limit;
    if safe { None } else { smallest().or(Some(*whole)) }
}

/// Figures of a lattice up to which all sums are looked at together.
const SMALL_LATTICE: usize = 2_000;

/// Sums that are looked at together, the whole last in each: of one time, by programmes and units; all of a small
/// lattice.
fn systems(nodes: &[Node], sums: &[Sum]) -> Vec<Vec<Vec<usize>>> {
    let mut systems: BTreeMap<Option<Time>, Vec<Vec<usize>>> = BTreeMap::new();
    for (whole, parts) in sums {
        let time = |place: &usize| nodes.get(*place).map(|node| node.2);
        let (own, of_parts) = (time(whole), parts.first().and_then(time));
        let line: Vec<usize> = parts.iter().chain([whole]).copied().collect();
        if nodes.len() <= SMALL_LATTICE {
            systems.entry(None).or_default().push(line);
        } else if own == of_parts {
            systems.entry(own).or_default().push(line);
        }
    }
    systems.into_values().collect()
}

/// The smallest shown figure that shares a sum with a hidden one, or any of the system.
fn beside(place: usize, system: &[Vec<usize>], judged: &[Judged], hide: &[bool]) -> Option<usize> {
    let shown = |place: &&usize| !hide.get(**place).copied().unwrap_or_default();
    let own = system.iter().filter(|line| line.contains(&place)).flatten().filter(shown);
    let smallest = own.min_by_key(|place| judged.get(**place).map(Judged::count));
    smallest.or_else(|| system.iter().flatten().find(shown)).copied()
}

/// Figures whose persons, taken from those of a wider figure, would leave too few: who draws this and not that.
fn told_apart(nodes: &[Node], judged: &[Judged], sums: &[Sum], thresholds: Thresholds) -> Vec<bool> {
    let mut hide = vec![false; judged.len()];
    for (whole, parts) in sums {
        for part in parts {
            let (Some(wide), Some(own), Some(a), Some(b)) =
                (judged.get(*whole), judged.get(*part), nodes.get(*whole), nodes.get(*part))
            else {
                continue;
            };
            let others = wide.count() - own.count();
            // Who comes and goes in time is no secret of this kind.
            if a.2 == b.2
                && others > 0
                && others < thresholds.any
                && let Some(hide) = hide.get_mut(*part)
            {
                *hide = true;
            }
        }
    }
    hide
}
