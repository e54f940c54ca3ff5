//! What statistics of dividends are made of, and how participants of two years compare.

use std::collections::BTreeMap;

use entity::{
    money::Fen,
    vocab::{DistributingUnitKind, MembershipReason, PayoutState, UnclaimedReason},
};

use super::{
    chart::{self, Rise},
    dividends_hidden::Hidden,
    model::in_ten_thousands,
};
use crate::kernel::{problem::Failure, ratio::Percent};

/// What payout lines are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DividendDimension {
    Collective,
    UnitKind,
    DistributingUnit,
    Year,
    State,
    UnclaimedReason,
}

/// What cells are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DividendMeasure {
    Persons,
    Lines,
    Amount,
}

/// The group of a line; absent dimensions are not grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DividendKey {
    pub year: Option<i32>,
    pub collective: Option<i64>,
    pub kind: Option<DistributingUnitKind>,
    pub unit: Option<i64>,
    pub state: Option<PayoutState>,
    /// `Some(None)` is what is not unclaimed.
    pub reason: Option<Option<UnclaimedReason>>,
}

impl DividendKey {
    /// The key a year earlier; none of what is not of a year.
    #[must_use]
    pub fn earlier(self) -> Option<Self> {
        self.year.map(|year| Self { year: Some(year - 1), ..self })
    }

    /// The group by these dimensions only.
    #[must_use]
    pub fn only(&self, dimensions: &[DividendDimension]) -> Self {
        let has = |dimension| dimensions.contains(&dimension);
        Self {
            year: self.year.filter(|_| has(DividendDimension::Year)),
            collective: self.collective.filter(|_| has(DividendDimension::Collective)),
            kind: self.kind.filter(|_| has(DividendDimension::UnitKind)),
            unit: self.unit.filter(|_| has(DividendDimension::DistributingUnit)),
            state: self.state.filter(|_| has(DividendDimension::State)),
            reason: self.reason.filter(|_| has(DividendDimension::UnclaimedReason)),
        }
    }
}

/// Figures of a group of lines. Participants' lines count, heirs' parts only in what is unclaimed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DividendCell {
    pub key: DividendKey,
    pub units: i64,
    pub lines: i64,
    /// Distinct members: a person in two units is two, a member in two plans of a year one.
    pub members: i64,
    /// Distinct persons.
    pub persons: i64,
    pub amount: Fen,
    /// The largest line.
    pub largest: Fen,
    pub paid: Fen,
    pub unclaimed_lines: i64,
    pub unclaimed: Fen,
    pub suppressed: bool,
    /// What is paid and unclaimed must not be shown, though the rest may.
    pub unclaimed_suppressed: bool,
}

impl DividendCell {
    /// Takes back what `hidden` does not let be shown of the cell, where `parts` are the groups that it is made of.
    pub fn hide(&mut self, hidden: &Hidden, parts: &[DividendKey]) {
        self.suppressed = parts.iter().any(|key| hidden.whole(key));
        self.unclaimed_suppressed = self.suppressed || parts.iter().any(|key| hidden.unclaimed(key));
    }

    /// Amount for a distinct person, half up.
    #[must_use]
    pub fn per_person(&self) -> Option<Fen> {
        chart::average(self.amount.0, self.persons).map(Fen)
    }
}

impl chart::Cell for DividendCell {
    type Key = DividendKey;
    type Measure = DividendMeasure;

    fn key(&self) -> DividendKey {
        self.key
    }

    fn measure(&self, by: DividendMeasure) -> Option<i64> {
        (!self.suppressed).then_some(match by {
            DividendMeasure::Persons => self.persons,
            DividendMeasure::Lines => self.lines,
            DividendMeasure::Amount => self.amount.0,
        })
    }

    /// Units, members and persons are distinct ones, which do not add up: the rest has none.
    fn rest(others: &[Self]) -> Self {
        let mut rest = Self::default();
        for other in others {
            rest.lines += other.lines;
            rest.amount.0 += other.amount.0;
            rest.largest = rest.largest.max(other.largest);
            rest.paid.0 += other.paid.0;
            rest.unclaimed_lines += other.unclaimed_lines;
            rest.unclaimed.0 += other.unclaimed.0;
            rest.suppressed |= other.suppressed;
            rest.unclaimed_suppressed |= other.unclaimed_suppressed;
        }
        rest
    }
}

/// Adds cells of nothing for the years that the cells lack between the first and the last.
///
/// # Errors
/// Too many cells.
pub fn fill(cells: &mut Vec<DividendCell>) -> Result<(), Failure> {
    let years = chart::span(cells.iter().filter_map(|cell| cell.key.year), |year| Some(year + 1));
    let nothing = |key| DividendCell { key, ..DividendCell::default() };
    chart::fill(cells, &years, |key, year| DividendKey { year, ..key }, nothing)
}

/// Growth against the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Growth {
    pub amount: Fen,
    pub amount_rate: Option<Percent>,
    pub persons: i64,
    pub persons_rate: Option<Percent>,
}

impl Growth {
    /// From `before` to `now`.
    #[must_use]
    pub fn between(before: &DividendCell, now: &DividendCell) -> Self {
        let amount = Rise::between(before.amount.0, now.amount.0);
        let persons = Rise::between(before.persons, now.persons);
        Self { amount: Fen(amount.by), amount_rate: amount.rate, persons: persons.by, persons_rate: persons.rate }
    }
}

/// Members of one movement, by kind of unit and by why the member joined or left (none: by shares alone).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Movement(pub BTreeMap<(DistributingUnitKind, Option<MembershipReason>), i64>);

impl Movement {
    fn sum(&self, wanted: impl Fn(DistributingUnitKind) -> bool) -> i64 {
        self.0.iter().filter(|((kind, _), _)| wanted(*kind)).map(|(_, members)| members).sum()
    }

    /// Members of groups and share groups.
    #[must_use]
    pub fn of_groups(&self) -> i64 {
        self.sum(|kind| kind != DistributingUnitKind::VillageCoop)
    }

    /// Members of co-operatives.
    #[must_use]
    pub fn of_cooperatives(&self) -> i64 {
        self.sum(|kind| kind == DistributingUnitKind::VillageCoop)
    }

    /// All members.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.sum(|_| true)
    }

    /// Members of groups and share groups by reason.
    #[must_use]
    pub fn by_reason(&self) -> BTreeMap<Option<MembershipReason>, i64> {
        let mut reasons = BTreeMap::new();
        for ((kind, reason), members) in &self.0 {
            if *kind != DistributingUnitKind::VillageCoop {
                *reasons.entry(*reason).or_default() += members;
            }
        }
        reasons
    }
}

/// How the distinct participants of one year became those of the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bridge {
    pub before: DividendCell,
    pub now: DividendCell,
    pub new_units: Movement,
    pub ended_units: Movement,
    pub joined: Movement,
    pub left: Movement,
}

impl Bridge {
    /// Growth of the co-operatives that distributed in both years.
    #[must_use]
    pub fn cooperative_net(&self) -> i64 {
        self.joined.of_cooperatives() - self.left.of_cooperatives()
    }

    /// Persons fewer because more of them are in two units.
    #[must_use]
    pub const fn overlap_change(&self) -> i64 {
        (self.before.members - self.before.persons) - (self.now.members - self.now.persons)
    }

    /// The sum of all parts: the growth of distinct participants.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.new_units.all() - self.ended_units.all() + self.joined.of_groups() - self.left.of_groups()
            + self.cooperative_net()
            + self.overlap_change()
    }
}

/// What was distributed in a year, beside the year before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DividendYear {
    pub kinds: Vec<DividendCell>,
    pub now: DividendCell,
    pub before: DividendCell,
}

impl DividendYear {
    /// Units of a kind that distributed; none where that is hidden.
    #[must_use]
    pub fn units(&self, kind: DistributingUnitKind) -> Option<i64> {
        let cell = self.kinds.iter().find(|cell| cell.key.kind == Some(kind));
        cell.map_or(Some(0), |cell| (!cell.suppressed).then_some(cell.units))
    }

    /// Growth against the year before, where there was one and both are shown.
    #[must_use]
    pub fn growth(&self) -> Option<Growth> {
        let shown = self.before.lines > 0 && !self.before.suppressed && !self.now.suppressed;
        shown.then(|| Growth::between(&self.before, &self.now))
    }

    /// The report's sentence; empty when nothing was distributed or some of it is hidden.
    #[must_use]
    pub fn sentence(&self) -> String {
        use DistributingUnitKind::{ShareGroup, VillageCoop, VillagerGroup};
        let named =
            [(VillageCoop, "个村级股份经济合作社"), (VillagerGroup, "个村民小组"), (ShareGroup, "个股份制小组")];
        let counts: Option<Vec<(i64, &str)>> =
            named.into_iter().map(|(kind, name)| Some((self.units(kind)?, name))).collect();
        let units: Vec<String> = counts
            .unwrap_or_default()
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count}{name}"))
            .collect();
        if units.is_empty() || self.now.suppressed {
            return String::new();
        }
        let change = match self.growth().map(|growth| growth.persons) {
            Some(more @ 1..) => format!(",参与分配人员同比增加{more}人"),
            Some(0) => ",参与分配人员与上年持平".to_owned(),
            Some(fewer) => format!(",参与分配人员同比减少{}人", fewer.abs()),
            None => String::new(),
        };
        let amount = in_ten_thousands(self.now.amount);
        format!("完成{},共计{amount}万元组级分配和股份分红{change}。", units.join("、"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(year: i32, lines: i64) -> DividendCell {
        let key = DividendKey { year: Some(year), ..DividendKey::default() };
        DividendCell {
            key,
            units: 2,
            lines,
            members: lines,
            persons: lines,
            amount: Fen(lines),
            ..DividendCell::default()
        }
    }

    #[test]
    fn the_rest_counts_nobody_and_is_hidden_with_a_part() {
        let rest = <DividendCell as chart::Cell>::rest;
        let sum = rest(&[cell(2021, 40), cell(2022, 5)]);
        assert_eq!(sum, DividendCell { lines: 45, amount: Fen(45), ..DividendCell::default() });
        let owed = DividendCell { unclaimed_suppressed: true, ..cell(2022, 5) };
        assert_eq!(rest(&[cell(2021, 40), owed]), DividendCell { unclaimed_suppressed: true, ..sum });
        assert!(rest(&[cell(2021, 40), DividendCell { suppressed: true, ..owed }]).suppressed);
    }

    #[test]
    fn years_without_plans_are_zero() {
        let mut cells = vec![cell(2020, 7), DividendCell { suppressed: true, ..cell(2022, 2) }];
        fill(&mut cells).expect("few cells");
        let found: Vec<_> = cells.iter().map(|cell| (cell.key.year, cell.lines, cell.suppressed)).collect();
        assert_eq!(found, [(Some(2020), 7, false), (Some(2021), 0, false), (Some(2022), 2, true)]);
    }
}
