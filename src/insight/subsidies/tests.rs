use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::{PaymentState, ProgrammeGroup};
use proptest::prelude::*;
use roaring::RoaringTreemap;

use super::{
    cube::Extent,
    lattice::{Kind, Lattice, Node, Place, Time},
    model::{Cell, CellKey, Dimension, Figures, Measure, Question},
    shape,
};
use crate::{
    insight::{
        chart::{self, Cell as _},
        model::Quarter,
        rules::told,
    },
    kernel::{disclosure::Thresholds, money::Fen, time::Month},
    subsidies::model::rollup::{Rollup, RollupKey, RollupLine, packed, rolled_up, unpacked},
};

const LIMITS: Thresholds = Thresholds { any: 3, sensitive: 5, dominance: 85 };

fn group(programme: i64) -> ProgrammeGroup {
    if programme <= 2 { ProgrammeGroup::Elderly } else { ProgrammeGroup::Child }
}

fn line(programme: i64, unit: i64, month: i32, person: i64, amount: i64) -> RollupLine {
    let tier = (programme == 1).then_some(person % 2);
    let key = RollupKey { programme, tier, unit, month: Month(month), state: PaymentState::Paid };
    RollupLine { key, person, household: Some(person / 2), amount: Fen(amount) }
}

fn lattice(rollups: &BTreeMap<RollupKey, Rollup>) -> Lattice {
    looked_at(rollups, usize::MAX)
}

fn looked_at(rollups: &BTreeMap<RollupKey, Rollup>, small: usize) -> Lattice {
    let rollups: Vec<(RollupKey, Rollup)> = rollups.iter().map(|(key, rollup)| (*key, rollup.clone())).collect();
    Lattice::looked_at(rollups.iter(), (LIMITS, small), |programme| Some(group(programme))).expect("a lattice")
}

/// Whether lines of `key` are of a figure.
fn within((kind, place, time): &Node, key: &RollupKey) -> bool {
    let kind = match kind {
        Kind::All => true,
        Kind::Group(own) => group(key.programme) == *own,
        Kind::Programme(programme) => *programme == key.programme,
        Kind::Tier(tier) => *tier == (key.programme, key.tier),
    };
    let time = match time {
        Time::Always => true,
        Time::Year(year) => key.month.year() == *year,
        Time::Quarter(quarter) => Quarter::of(key.month) == *quarter,
        Time::Month(month) => key.month == *month,
    };
    kind && time
        && matches!(place, Place::Street | Place::Unit(_))
        && (*place == Place::Street || *place == Place::Unit(key.unit))
}

/// Persons of a figure, and whether they are enough.
fn persons(node: &Node, rollups: &BTreeMap<RollupKey, Rollup>) -> (u64, bool) {
    let own: Vec<_> = rollups.iter().filter(|(key, _)| within(node, key)).collect();
    let count = super::cube::union(own.iter().map(|(_, rollup)| &rollup.persons)).len();
    let open = own.iter().any(|(key, _)| group(key.programme) == ProgrammeGroup::Elderly);
    (count, count >= if open { 3 } else { 5 })
}

/// Every figure (of one time, if given) as the sum of its leaves (tier, unit, month or that time): whoever knows all that is
/// shown, and can calculate, learns which hidden figures?
fn learned(lattice: &Lattice, rollups: &BTreeMap<RollupKey, Rollup>, time: Option<Time>) -> Vec<Node> {
    let all = || lattice.masks().filter(|(node, _)| time.is_none_or(|time| node.2 == time));
    let nodes: Vec<Node> = all().map(|(node, _)| *node).collect();
    let hide: Vec<bool> = all().map(|(_, mask)| mask.lines).collect();
    let leaf = |(kind, place, own): Node| {
        let fine = time.is_some() || matches!(own, Time::Month(_));
        fine && matches!((kind, place), (Kind::Tier(_), Place::Unit(_)))
    };
    let leaves: Vec<usize> = (0..nodes.len()).filter(|place| leaf(nodes[*place])).collect();
    let key_of = |leaf: &Node| rollups.keys().find(|key| within(leaf, key)).copied().expect("a rollup");
    let sum = |place: usize| {
        let mut line: Vec<usize> = leaves
            .iter()
            .copied()
            .filter(|leaf| *leaf != place && within(&nodes[place], &key_of(&nodes[*leaf])))
            .collect();
        line.push(place);
        line
    };
    let lines: Vec<Vec<usize>> = (0..nodes.len()).filter(|place| !leaves.contains(place)).map(sum).collect();
    told(&lines, &hide).into_iter().map(|place| nodes[place]).collect()
}

fn rows() -> impl Strategy<Value = Vec<(i64, i64, i32, i64)>> {
    prop::collection::vec(
        (1..=4_i64, 1..=3_i64, prop::sample::select(vec![202_201, 202_203, 202_204, 202_301]), 1..=24_i64),
        0..160,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No figure of too few persons is shown, and none can be calculated from all that are shown together.
    #[test]
    fn nothing_small_is_shown_or_follows(rows in rows()) {
        let rollups = rolled_up(rows.into_iter().map(|(programme, unit, month, person)| line(programme, unit, month, person, 100)));
        let lattice = lattice(&rollups);
        for (node, mask) in lattice.masks() {
            prop_assert!(mask.lines || persons(node, &rollups).1, "{node:?}");
        }
        for node in learned(&lattice, &rollups, None) {
            prop_assert!(persons(&node, &rollups).1, "{node:?} of {:?} follows", persons(&node, &rollups));
        }
    }

    /// In a large lattice likewise, of what is shown of one time.
    #[test]
    fn nothing_small_follows_in_a_large_lattice(rows in rows()) {
        let rollups = rolled_up(rows.into_iter().map(|(programme, unit, month, person)| line(programme, unit, month, person, 100)));
        let lattice = looked_at(&rollups, 0);
        let times: BTreeSet<Time> = lattice.masks().map(|(node, _)| node.2).collect();
        for (node, mask) in lattice.masks() {
            prop_assert!(mask.lines || persons(node, &rollups).1, "{node:?}");
        }
        for node in times.into_iter().flat_map(|time| learned(&lattice, &rollups, Some(time))) {
            prop_assert!(persons(&node, &rollups).1, "{node:?} of {:?} follows", persons(&node, &rollups));
        }
    }

    /// A cover is of the same lines as what it covers.
    #[test]
    fn covers_are_exact(rows in rows(), units in prop::collection::btree_set(1..=3_i64, 0..=3), programmes in prop::collection::btree_set(1..=4_i64, 0..=4)) {
        let rollups = rolled_up(rows.into_iter().map(|(programme, unit, month, person)| line(programme, unit, month, person, 100)));
        let lattice = lattice(&rollups);
        let tiers = lattice.extent().tiers.iter().filter(|(programme, _)| programmes.contains(programme)).copied().collect();
        let extent = Extent { tiers, units, months: lattice.extent().months.clone() };
        let (kinds, places, times) = lattice.cover(&extent);
        for key in rollups.keys() {
            let asked = extent.tiers.contains(&(key.programme, key.tier)) && extent.units.contains(&key.unit);
            let covering = kinds.iter().flat_map(|kind| places.iter().flat_map(|place| times.iter().map(|time| (*kind, *place, *time))));
            prop_assert_eq!(covering.filter(|node| within(node, key)).count(), usize::from(asked));
        }
    }
}

#[test]
fn two_hidden_together_are_not_too_few_either() {
    // One and one orphan in two units: their sum would still be two persons.
    let mut lines = vec![line(3, 1, 202_201, 100, 100), line(3, 2, 202_201, 101, 100)];
    lines.extend((1..=9).map(|person| line(3, 3, 202_201, person, 100)));
    let lattice = lattice(&rolled_up(lines));
    let hidden = |unit| lattice.mask(&(Kind::Programme(3), Place::Unit(unit), Time::Always)).lines;
    assert!(hidden(1) && hidden(2) && hidden(3), "the third goes with them");
    assert!(!lattice.mask(&(Kind::All, Place::Street, Time::Always)).lines);
}

#[test]
fn an_amount_that_is_mostly_one_persons_is_hidden() {
    let mut lines: Vec<RollupLine> = (1..=9).map(|person| line(2, 1, 202_201, person, 100)).collect();
    let plain = lattice(&rolled_up(lines.clone()));
    let node = (Kind::Programme(2), Place::Unit(1), Time::Always);
    assert!(!plain.mask(&node).amount);
    lines.push(line(2, 1, 202_201, 10, 1_000_000));
    let mask = lattice(&rolled_up(lines)).mask(&node);
    assert!(mask.amount && !mask.lines);
}

#[test]
fn who_draws_this_and_not_that() {
    // Nine draw 1, eight of them and nobody else 2: how many draw one of them less those who draw 2 is one person.
    let mut lines: Vec<RollupLine> = (1..=9).map(|person| line(1, 1, 202_201, person * 2, 100)).collect();
    lines.extend((1..=8).map(|person| line(2, 1, 202_201, person * 2, 100)));
    let lattice = lattice(&rolled_up(lines));
    let mask = |programme| lattice.mask(&(Kind::Programme(programme), Place::Unit(1), Time::Always));
    assert!(mask(2).persons && !mask(2).lines);
    assert!(!mask(1).persons);
}

#[test]
fn few_households_are_hidden_as_few_persons_are() {
    // Two persons of each household: four in two, and all but one household of the programme beside.
    let of = |programme, persons: std::ops::RangeInclusive<i64>| {
        persons.map(move |person| line(programme, 1, 202_201, person, 100))
    };
    let few = lattice(&rolled_up(of(2, 2..=5)));
    let node = |programme| (Kind::Programme(programme), Place::Unit(1), Time::Always);
    assert!(few.mask(&node(2)).households && !few.mask(&node(2)).lines && !few.mask(&node(2)).persons);
    let beside = lattice(&rolled_up(of(1, 2..=21).chain(of(2, 2..=19))));
    assert!(beside.mask(&node(2)).households && !beside.mask(&node(1)).households);
}

#[test]
fn units_do_not_tell_the_households_of_another() {
    // Four persons in two households of unit 1, twenty in ten of each other: the street less these would be two.
    let unit = |unit: i64, persons: std::ops::RangeInclusive<i64>| {
        persons.map(move |person| line(2, unit, 202_201, person, 100))
    };
    let lattice = lattice(&rolled_up(unit(1, 2..=5).chain(unit(2, 20..=39)).chain(unit(3, 40..=59))));
    let hidden = |place| lattice.mask(&(Kind::Programme(2), place, Time::Always)).households;
    let of_units = [1, 2, 3].map(|unit| hidden(Place::Unit(unit)));
    assert!(
        of_units[0] && of_units.into_iter().filter(|hide| *hide).count() == 2 && !hidden(Place::Street),
        "{of_units:?}"
    );
}

#[test]
fn sets_survive_storage() {
    let keys: RoaringTreemap = [1, 7, 70_000, 5_000_000_000].into_iter().collect();
    assert_eq!(unpacked(&packed(&keys).expect("packs")).expect("unpacks"), keys);
    assert!(unpacked(b"no set").is_err());
}

fn cell(key: CellKey, count: Option<i64>) -> Cell {
    let now = Figures { person_times: count, amount: count.map(Fen), ..Figures::default() };
    Cell { key, now, suppressed: count.is_none(), ..Cell::default() }
}

#[test]
fn time_has_no_gaps_when_filled() {
    let question = Question { dimensions: vec![Dimension::Unit, Dimension::Quarter], ..Question::default() };
    let at = |unit, quarter| CellKey { unit: Some(unit), quarter: Some(Quarter(quarter)), ..CellKey::default() };
    let mut cells = vec![cell(at(1, 20_221), Some(4)), cell(at(2, 20_224), Some(5))];
    shape::fill(&mut cells, &question, [Month(202_202), Month(202_301)]).expect("few cells");
    let found: Vec<_> =
        cells.iter().map(|cell| (cell.key.unit, cell.key.quarter.map(|q| q.0), cell.now.person_times)).collect();
    let row = |unit, counts: [i64; 5]| {
        let quarters = [20_221, 20_222, 20_223, 20_224, 20_231];
        quarters.into_iter().zip(counts).map(move |(quarter, count)| (Some(unit), Some(quarter), Some(count)))
    };
    assert_eq!(found, row(1, [4, 0, 0, 0, 0]).chain(row(2, [0, 0, 0, 5, 0])).collect::<Vec<_>>());
}

#[test]
fn the_rest_is_hidden_with_its_parts() {
    let of = |unit| CellKey { unit: Some(unit), ..CellKey::default() };
    let all = vec![cell(of(1), Some(4)), cell(of(2), None), cell(of(3), Some(9)), cell(of(4), Some(6))];
    let mut cells = all.clone();
    let others = chart::ranked(&mut cells, Measure::PersonTimes, 2);
    assert_eq!(cells.iter().map(|cell| cell.key.unit).collect::<Vec<_>>(), [Some(3), Some(4)]);
    assert_eq!(others.iter().map(|cell| cell.key).collect::<Vec<_>>(), [of(1), of(2)]);
    let rest = Cell::rest(&others);
    assert!(rest.rest && rest.suppressed && rest.now.person_times.is_none());
    assert_eq!(Cell::rest(&[all[0], all[3]]).now.person_times, Some(10));
}
