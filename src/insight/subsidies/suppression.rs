//! What must be hidden of the figures of a lattice, so that no sums of shown ones say more.

use std::collections::BTreeMap;

use roaring::RoaringTreemap;

use super::{
    cube::{Tier, union},
    lattice::{Node, Time},
};
use crate::{
    insight::rules::told,
    kernel::{disclosure::Thresholds, time::Month},
    subsidies::model::rollup::{Rollup, RollupKey},
};

/// What is known of a figure while it is judged.
#[derive(Debug, Default)]
pub(super) struct Judged {
    persons: RoaringTreemap,
    /// How many these are.
    count: i64,
    amount: i64,
    /// At most what one person gets: by month and tier the most that somebody gets.
    largest: BTreeMap<(Month, Tier), i64>,
    insensitive: bool,
}

impl Judged {
    /// Adds the lines of a rollup.
    pub(super) fn add(&mut self, key: &RollupKey, rollup: &Rollup, insensitive: bool) {
        self.amount += rollup.amount.0;
        let largest = self.largest.entry((key.month, (key.programme, key.tier))).or_default();
        *largest = (*largest).max(rollup.largest.0);
        self.insensitive |= insensitive;
    }

    /// Says whose lines these are.
    pub(super) fn of(&mut self, persons: RoaringTreemap) {
        self.count = i64::try_from(persons.len()).unwrap_or(i64::MAX);
        self.persons = persons;
    }

    const fn limit(&self, thresholds: Thresholds) -> i64 {
        if self.insensitive { thresholds.any } else { thresholds.sensitive }
    }

    pub(super) fn dominated(&self, thresholds: Thresholds) -> bool {
        let largest: i64 = self.largest.values().sum();
        i128::from(largest) * 100 > i128::from(self.amount) * i128::from(thresholds.dominance)
    }
}

/// A figure and the figures whose sum it is.
pub(super) type Sum = (usize, Vec<usize>);

/// Which figures must not be shown: those of too few persons, others that would give them away by a sum, and more
/// until no figure of too few follows from all shown ones together.
pub(super) fn hidden(nodes: &[Node], judged: &[Judged], sums: &[Sum], thresholds: Thresholds) -> Vec<bool> {
    let few = |one: &Judged| one.count < one.limit(thresholds);
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

fn closed(judged: &[Judged], sums: &[Sum], thresholds: Thresholds, first: impl Fn(&Judged) -> bool) -> Vec<bool> {
    closed_from(judged, sums, thresholds, vec![false; judged.len()], first)
}

/// What must be hidden besides what is hidden already: figures for which `first` says so, and then, sum by sum until
/// nothing changes, others: whoever knows a sum must not learn a part of it, nor what hidden parts come to together when
/// too few people are behind them, nor a hidden sum from its parts.
pub(super) fn closed_from(
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
        shown.min_by_key(|part| judged.get(**part).map(|one| one.count)).copied()
    };
    if is_hidden(whole) {
        // A single part is the whole; of several, one hidden part is enough.
        return if hidden.is_empty() { smallest() } else { None };
    }
    if hidden.is_empty() {
        return None;
    }
    let together = union(hidden.iter().map(|one| &one.persons)).len();
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
    let smallest = own.min_by_key(|place| judged.get(**place).map(|one| one.count));
    smallest.or_else(|| system.iter().flatten().find(shown)).copied()
}

/// Figures whose persons, taken from those of a wider figure, would leave too few: who draws this and not that.
pub(super) fn told_apart(nodes: &[Node], judged: &[Judged], sums: &[Sum], thresholds: Thresholds) -> Vec<bool> {
    let mut hide = vec![false; judged.len()];
    for (whole, parts) in sums {
        for part in parts {
            let (Some(wide), Some(own), Some(a), Some(b)) =
                (judged.get(*whole), judged.get(*part), nodes.get(*whole), nodes.get(*part))
            else {
                continue;
            };
            let others = wide.count - own.count;
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
