//! What must be hidden of the figures of a lattice, so that no sums of shown ones say more.

use std::collections::{BTreeMap, BTreeSet};

use roaring::RoaringTreemap;

use super::{
    cube::{Tier, union},
    lattice::{Node, Place, Time},
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
    pub(super) count: i64,
    pub(super) households: i64,
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

    /// Says in which households these live.
    pub(super) fn in_households(&mut self, households: &RoaringTreemap) {
        self.households = i64::try_from(households.len()).unwrap_or(i64::MAX);
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
pub(super) type Sum = (usize, Vec<usize>);

/// What makes a figure a secret, and when several hidden ones together are none.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    secret: fn(&Judged, Thresholds) -> bool,
    enough: fn(&[&Judged], Thresholds) -> bool,
}

/// Lines and persons: a figure of too few.
pub(super) const LINES: Rule = Rule { secret: |one, thresholds| one.count < one.limit(thresholds), enough: many };

/// Money: besides, an amount that is nearly one person's.
pub(super) const MONEY: Rule = Rule {
    secret: Judged::dominated,
    enough: |hidden, thresholds| many(hidden, thresholds) && !together(hidden).dominated(thresholds),
};

/// Whether figures are of enough persons together.
fn many(hidden: &[&Judged], thresholds: Thresholds) -> bool {
    let limit = hidden.iter().map(|one| one.limit(thresholds)).max().unwrap_or_default();
    let persons = union(hidden.iter().map(|one| &one.persons)).len();
    i64::try_from(persons).unwrap_or(i64::MAX) >= limit
}

/// The money of several figures.
fn together(hidden: &[&Judged]) -> Judged {
    let mut all = Judged::default();
    for one in hidden {
        all.amount += one.amount;
        for (key, amount) in &one.largest {
            let largest = all.largest.entry(*key).or_default();
            *largest = (*largest).max(*amount);
        }
    }
    all
}

/// Figures up to which the sums of a lattice are all looked at together.
pub(super) const SMALL_LATTICE: usize = 2_000;

/// Which figures must not be shown, besides those that `hide` says: secret ones, others that would give them away by a
/// sum, and more until no secret follows from all shown ones together (in a lattice of more than `small` figures: from those
/// of one time).
pub(super) fn hidden(
    (nodes, judged, sums): (&[Node], &[Judged], &[Sum]),
    (thresholds, small): (Thresholds, usize),
    rule: Rule,
    mut hide: Vec<bool>,
) -> Vec<bool> {
    let systems = systems(nodes, sums, small);
    for (hide, one) in hide.iter_mut().zip(judged) {
        *hide |= (rule.secret)(one, thresholds);
    }
    loop {
        hide = closed(judged, sums, (thresholds, rule), hide);
        let secret = |place: &usize| judged.get(*place).is_some_and(|one| (rule.secret)(one, thresholds));
        let more: Vec<usize> = systems
            .iter()
            .flat_map(|system| {
                let told = told(system, &hide).into_iter().filter(secret);
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
    }
}

/// What must be hidden besides what is hidden already, sum by sum until nothing changes: whoever knows a sum must not learn
/// a part of it, nor what hidden parts come to together when that is a secret, nor a hidden sum from its parts.
fn closed(judged: &[Judged], sums: &[Sum], by: (Thresholds, Rule), mut hide: Vec<bool>) -> Vec<bool> {
    let mut changed = true;
    while changed {
        changed = false;
        for sum in sums {
            while let Some(next) = gives_away(sum, judged, by, &hide) {
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
fn gives_away(
    (whole, parts): &Sum,
    judged: &[Judged],
    (thresholds, rule): (Thresholds, Rule),
    hide: &[bool],
) -> Option<usize> {
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
    if hidden.is_empty() || (hidden.len() > 1 && (rule.enough)(&hidden, thresholds)) {
        return None;
    }
    smallest().or(Some(*whole))
}

/// Sums that are looked at together, the whole last in each: of one time, by programmes and units; all of a small
/// lattice.
fn systems(nodes: &[Node], sums: &[Sum], small: usize) -> Vec<Vec<Vec<usize>>> {
    let mut systems: BTreeMap<Option<Time>, Vec<Vec<usize>>> = BTreeMap::new();
    for (whole, parts) in sums {
        let time = |place: &usize| nodes.get(*place).map(|node| node.2);
        let (own, of_parts) = (time(whole), parts.first().and_then(time));
        let line: Vec<usize> = parts.iter().chain([whole]).copied().collect();
        if nodes.len() <= small {
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

/// Figures of which `count` (persons, households) must not be shown, besides those that `hide` says: of too few; those that
/// would leave too few when they are taken from a wider figure of the same time, who draws this and not that (in a month the
/// wider one too, since the lines of a tier are its persons); and others, so that units do not tell what is hidden of one of
/// them. Who comes and goes in time is no secret of this kind.
pub(super) fn told_apart(
    (nodes, judged, sums): (&[Node], &[Judged], &[Sum]),
    thresholds: Thresholds,
    count: fn(&Judged) -> i64,
    mut hide: Vec<bool>,
) -> Vec<bool> {
    let wider = wider(nodes, sums);
    for (place, own) in judged.iter().enumerate() {
        let few = |wide: &Judged| (1..wide.limit(thresholds)).contains(&(count(wide) - count(own)));
        let telling: Vec<usize> =
            all_wider(place, &wider).into_iter().filter(|wide| judged.get(*wide).is_some_and(few)).collect();
        if count(own) < own.limit(thresholds) || !telling.is_empty() {
            set(&mut hide, place);
        }
        if nodes.get(place).is_some_and(|node| matches!(node.2, Time::Month(_))) {
            for wide in telling {
                set(&mut hide, wide);
            }
        }
    }
    let by_unit: Vec<&Sum> = sums.iter().filter(|sum| of_units(sum, nodes)).collect();
    let mut changed = true;
    while changed {
        changed = alike(sums, &mut hide);
        for sum in &by_unit {
            if let Some(next) = beside_units(sum, judged, thresholds, (count, &hide)) {
                set(&mut hide, next);
                changed = true;
            }
        }
    }
    hide
}

fn set(hide: &mut [bool], place: usize) {
    if let Some(hide) = hide.get_mut(place) {
        *hide = true;
    }
}

/// The next wider figures of the same time.
fn wider(nodes: &[Node], sums: &[Sum]) -> BTreeMap<usize, Vec<usize>> {
    let time = |place: usize| nodes.get(place).map(|node| node.2);
    let mut wider: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (whole, parts) in sums {
        for part in parts.iter().filter(|part| time(**part) == time(*whole)) {
            wider.entry(*part).or_default().push(*whole);
        }
    }
    wider
}

/// All wider figures of the same time.
fn all_wider(place: usize, wider: &BTreeMap<usize, Vec<usize>>) -> BTreeSet<usize> {
    let (mut found, mut open) = (BTreeSet::new(), vec![place]);
    while let Some(next) = open.pop() {
        open.extend(wider.get(&next).into_iter().flatten().filter(|wide| found.insert(**wide)));
    }
    found
}

/// Whether the parts of a sum are units of the street.
fn of_units((whole, parts): &Sum, nodes: &[Node]) -> bool {
    let street = |place: usize| nodes.get(place).is_some_and(|node| node.1 == Place::Street);
    street(*whole) && parts.first().is_some_and(|part| !street(*part))
}

/// The unit, or the street, that must be hidden too: people of units nearly add up, so the street less the shown units must
/// not be what is hidden of one unit or of too few.
fn beside_units(
    (whole, parts): &Sum,
    judged: &[Judged],
    thresholds: Thresholds,
    (count, hide): (fn(&Judged) -> i64, &[bool]),
) -> Option<usize> {
    let is_hidden = |place: &&usize| hide.get(**place).copied().unwrap_or_default();
    let hidden: Vec<&Judged> = parts.iter().filter(is_hidden).filter_map(|part| judged.get(*part)).collect();
    let smallest = || {
        let shown = parts.iter().filter(|part| !is_hidden(part));
        shown.min_by_key(|part| judged.get(**part).map(count)).copied()
    };
    if is_hidden(&whole) {
        return if hidden.is_empty() { smallest() } else { None };
    }
    let limit = hidden.iter().map(|one| one.limit(thresholds)).max()?;
    let enough = hidden.len() > 1 && hidden.iter().map(|one| count(one)).sum::<i64>() >= limit;
    if enough { None } else { smallest().or(Some(*whole)) }
}

/// Hides of figures that are of the same lines (a sum of one part) all or none; says whether it hid any.
fn alike(sums: &[Sum], hide: &mut [bool]) -> bool {
    let mut changed = false;
    for (whole, parts) in sums {
        let [part] = parts.as_slice() else { continue };
        let is_hidden = |place: &usize| hide.get(*place).copied().unwrap_or_default();
        if is_hidden(whole) != is_hidden(part) {
            set(hide, *whole);
            set(hide, *part);
            changed = true;
        }
    }
    changed
}
