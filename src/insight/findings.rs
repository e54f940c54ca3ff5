//! Statistics of findings, added up from the rows that the viewer may count.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, Weekday};
use entity::{
    finding,
    money::Fen,
    vocab::{FindingState, Severity},
};

use super::chart;
use crate::{
    assets::rules::lifecycle::days_past,
    kernel::{problem::Failure, ratio::Percent, time::Month},
};

/// What findings are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingDimension {
    Rule,
    Collective,
    Severity,
    State,
    Month,
    Week,
    ClosedWeek,
}

/// What findings are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingMeasure {
    Found,
    Closed,
    Overdue,
}

/// The group of a finding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingKey {
    pub rule: Option<i64>,
    pub collective: Option<i64>,
    pub severity: Option<Severity>,
    pub state: Option<FindingState>,
    pub month: Option<Month>,
    /// Monday of the week of discovery.
    pub week: Option<NaiveDate>,
    /// Monday of the week of closing; `Some(None)` is what is not closed.
    pub closed_week: Option<Option<NaiveDate>>,
}

impl FindingKey {
    /// The key a year earlier; none of a week, since a year is no number of weeks, nor of a state, which is of today.
    #[must_use]
    pub fn earlier(self) -> Option<Self> {
        let weekly = self.week.is_some() || self.closed_week.is_some();
        (!weekly && self.state.is_none()).then(|| Self { month: self.month.map(|month| month.plus(-12)), ..self })
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).first_day()
}

/// Figures of a group of findings as of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingCell {
    pub key: FindingKey,
    pub found: i64,
    pub closed: i64,
    pub waived: i64,
    pub overdue: i64,
    on_time: i64,
    /// Days from discovery to closing of each closed one.
    days: Vec<i64>,
    pub recovered: Fen,
    pub uplift: Fen,
}

impl FindingCell {
    fn add(&mut self, row: &finding::Model, day: NaiveDate) {
        self.found += 1;
        match row.closed_on.filter(|closed| *closed <= day) {
            Some(_) if row.state == FindingState::Waived => self.waived += 1,
            Some(closed) => {
                self.closed += 1;
                self.on_time += i64::from(row.deadline_on.is_some_and(|deadline| closed <= deadline));
                self.days.push(days_past(row.discovered_on, closed));
                self.recovered.0 += row.recovered_fen.0;
                self.uplift.0 += row.uplift_fen.0;
            }
            None => self.overdue += i64::from(row.deadline_on.is_some_and(|deadline| deadline < day)),
        }
    }

    /// Closed of those found and not waived.
    #[must_use]
    pub fn closure_rate(&self) -> Option<Percent> {
        Percent::of(self.closed, self.found - self.waived)
    }

    /// Closed within the deadline of those closed.
    #[must_use]
    pub fn on_time_rate(&self) -> Option<Percent> {
        Percent::of(self.on_time, self.closed)
    }

    /// Days from discovery to closing on average, half up.
    #[must_use]
    pub fn average_days(&self) -> Option<i64> {
        chart::average(self.days.iter().sum(), self.closed)
    }

    /// The middle of the days from discovery to closing; between the two middle ones, half up.
    #[must_use]
    pub fn median_days(&self) -> Option<i64> {
        let mut days = self.days.clone();
        days.sort_unstable();
        let upper = days.get(days.len() / 2)?;
        let lower = days.get((days.len() - 1) / 2)?;
        Some((upper + lower + 1) / 2)
    }
}

impl chart::Cell for FindingCell {
    type Key = FindingKey;
    type Measure = FindingMeasure;

    fn key(&self) -> FindingKey {
        self.key
    }

    fn measure(&self, by: FindingMeasure) -> Option<i64> {
        Some(match by {
            FindingMeasure::Found => self.found,
            FindingMeasure::Closed => self.closed,
            FindingMeasure::Overdue => self.overdue,
        })
    }

    fn rest(others: &[Self]) -> Self {
        let mut rest = Self::default();
        for other in others {
            rest.found += other.found;
            rest.closed += other.closed;
            rest.waived += other.waived;
            rest.overdue += other.overdue;
            rest.on_time += other.on_time;
            rest.days.extend(&other.days);
            rest.recovered.0 += other.recovered.0;
            rest.uplift.0 += other.uplift.0;
        }
        rest
    }
}

/// Findings discovered by `day`, by `dimensions`, and the total.
#[must_use]
pub fn findings(
    rows: &[finding::Model],
    dimensions: &[FindingDimension],
    day: NaiveDate,
) -> (Vec<FindingCell>, FindingCell) {
    let has = |dimension| dimensions.contains(&dimension);
    let (mut cells, mut total) = (BTreeMap::<FindingKey, FindingCell>::new(), FindingCell::default());
    for row in rows.iter().filter(|row| row.discovered_on <= day) {
        let key = FindingKey {
            rule: has(FindingDimension::Rule).then_some(row.rule_id),
            collective: row.collective_id.filter(|_| has(FindingDimension::Collective)),
            severity: has(FindingDimension::Severity).then_some(row.severity),
            state: has(FindingDimension::State).then_some(row.state),
            month: has(FindingDimension::Month).then_some(Month::of(row.discovered_on)),
            week: has(FindingDimension::Week).then_some(monday(row.discovered_on)),
            closed_week: has(FindingDimension::ClosedWeek)
                .then_some(row.closed_on.filter(|closed| *closed <= day).map(monday)),
        };
        cells.entry(key).or_default().add(row, day);
        total.add(row, day);
    }
    (cells.into_iter().map(|(key, cell)| FindingCell { key, ..cell }).collect(), total)
}

/// Adds cells of nothing for the months or weeks that the cells lack between the first and the last.
///
/// # Errors
/// More than one dimension of time, or too many cells.
pub fn fill(cells: &mut Vec<FindingCell>, dimensions: &[FindingDimension]) -> Result<(), Failure> {
    use FindingDimension::{ClosedWeek, Month, Week};
    let times: Vec<FindingDimension> =
        [Month, Week, ClosedWeek].into_iter().filter(|time| dimensions.contains(time)).collect();
    let nothing = |key| FindingCell { key, ..FindingCell::default() };
    let next_week = |monday: NaiveDate| monday.checked_add_days(Days::new(7));
    match times.as_slice() {
        [] => Ok(()),
        [Month] => {
            let months = chart::span(cells.iter().filter_map(|cell| cell.key.month), |month| Some(month.plus(1)));
            chart::fill(cells, &months, |key, month| FindingKey { month, ..key }, nothing)
        }
        [Week] => {
            let weeks = chart::span(cells.iter().filter_map(|cell| cell.key.week), next_week);
            chart::fill(cells, &weeks, |key, week| FindingKey { week, ..key }, nothing)
        }
        [_] => {
            let weeks = chart::span(cells.iter().filter_map(|cell| cell.key.closed_week.flatten()), next_week);
            chart::fill(cells, &weeks, |key, closed| FindingKey { closed_week: Some(closed), ..key }, nothing)
        }
        _ => Err(Failure::bad_input("fillZero", "补零时发现月份、发现周、销号周只能取一个,请减少分组")),
    }
}
