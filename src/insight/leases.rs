//! Statistics of leases, rent and findings, added up from the files that the viewer may count.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use entity::{
    area::Area,
    finding,
    money::Fen,
    vocab::{Ageing, AssetClass, AssetKind, FindingState, LeaseKind, LeaseState, Severity, TenderMethod},
};

use super::model::fill;
use crate::{
    assets::{
        model::{AssetFile, LeaseFile},
        rules::balance::{GRACE_DAYS, ageing},
        rules::lifecycle::days_past,
    },
    kernel::{ratio::Percent, time::Month},
};

/// What leases are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseDimension {
    Collective,
    Class,
    Kind,
    LeaseKind,
    State,
    TenderMethod,
    ExpiryQuarter,
}

/// The group of a lease; absent dimensions are not grouped by.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeaseKey {
    pub collective: Option<i64>,
    pub class: Option<AssetClass>,
    pub kind: Option<AssetKind>,
    pub lease_kind: Option<LeaseKind>,
    pub state: Option<LeaseState>,
    pub tender_method: Option<TenderMethod>,
    /// Year and quarter.
    pub expiry: Option<(i32, u32)>,
}

/// Figures of a group of leases as of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeaseCell {
    pub key: LeaseKey,
    pub leases: i64,
    pub area: Area,
    pub annual_rent: Fen,
    pub arrears: Fen,
    pub leases_in_arrears: i64,
    /// Overdue rent by the age of the oldest bill of each lease.
    pub ageing: BTreeMap<Ageing, (i64, Fen)>,
}

impl LeaseCell {
    fn add(&mut self, file: &LeaseFile, day: NaiveDate) {
        self.leases += 1;
        if let Some(terms) = file.terms_on(day) {
            self.area.0 += terms.area.map_or(0, |area| area.0);
            self.annual_rent.0 += terms.annual_rent.0;
        }
        let arrears = file.arrears_on(day, GRACE_DAYS);
        if let Some(age) = arrears.oldest_due_on.and_then(|due| ageing(due, day)) {
            self.arrears.0 += arrears.amount.0;
            self.leases_in_arrears += 1;
            let entry = self.ageing.entry(age).or_default();
            entry.0 += 1;
            entry.1.0 += arrears.amount.0;
        }
    }
}

fn lease_key(file: &LeaseFile, asset: Option<&AssetFile>, by: &[LeaseDimension], day: NaiveDate) -> LeaseKey {
    let has = |dimension| by.contains(&dimension);
    let end = file.terms_on(day).map(|terms| terms.end_on).filter(|_| has(LeaseDimension::ExpiryQuarter));
    LeaseKey {
        collective: has(LeaseDimension::Collective).then_some(file.collective),
        class: asset.filter(|_| has(LeaseDimension::Class)).map(|asset| asset.class),
        kind: asset.filter(|_| has(LeaseDimension::Kind)).map(|asset| asset.kind),
        lease_kind: has(LeaseDimension::LeaseKind).then_some(file.kind),
        state: has(LeaseDimension::State).then(|| file.state_on(day)),
        tender_method: file.tender.as_ref().filter(|_| has(LeaseDimension::TenderMethod)).map(|tender| tender.method),
        expiry: end.map(|end| (end.year(), end.month0() / 3 + 1)),
    }
}

/// Cells by `dimensions` in their order, without gaps in time if `whole`, and the total.
#[must_use]
pub fn leases(
    files: &[LeaseFile],
    assets: &BTreeMap<i64, AssetFile>,
    (dimensions, whole): (&[LeaseDimension], bool),
    day: NaiveDate,
) -> (Vec<LeaseCell>, LeaseCell) {
    let (mut cells, mut total) = (BTreeMap::<LeaseKey, LeaseCell>::new(), LeaseCell::default());
    for file in files {
        let key = lease_key(file, assets.get(&file.asset), dimensions, day);
        cells.entry(key).or_default().add(file, day);
        total.add(file, day);
    }
    if whole {
        let following =
            |(year, quarter): (i32, u32)| Some(if quarter == 4 { (year + 1, 1) } else { (year, quarter + 1) });
        fill(&mut cells, |key| key.expiry, |key, expiry| LeaseKey { expiry, ..key }, following);
    }
    (cells.into_iter().map(|(key, cell)| LeaseCell { key, ..cell }).collect(), total)
}

/// Rent that fell due in a month for a collective.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RentCell {
    pub collective: Option<i64>,
    pub month: Option<Month>,
    pub bills: i64,
    pub due: Fen,
    pub collected: Fen,
    pub waived: Fen,
    pub open: Fen,
}

impl RentCell {
    /// Collected of what was due and not waived.
    #[must_use]
    pub fn rate(&self) -> Option<Percent> {
        Percent::of(self.collected.0, self.due.0 - self.waived.0)
    }
}

/// Bills due from `from` to `to` (months) and issued by `day`, by collective and month as wanted.
#[must_use]
pub fn rent(
    files: &[LeaseFile],
    (by_collective, by_month): (bool, bool),
    (from, to): (Option<Month>, Option<Month>),
    day: NaiveDate,
) -> (Vec<RentCell>, RentCell) {
    let mut cells = BTreeMap::<(Option<i64>, Option<Month>), RentCell>::new();
    let mut total = RentCell::default();
    for file in files {
        for bill in file.bills.iter().filter(|bill| bill.issued_on <= day && bill.due_on <= day) {
            let month = Month::of(bill.due_on);
            if from.is_some_and(|from| month < from) || to.is_some_and(|to| month > to) {
                continue;
            }
            let key = (by_collective.then_some(file.collective), by_month.then_some(month));
            let (paid, open) = (file.paid_on(bill.id, day).0, file.open_on(bill, day).0);
            let cell = cells.entry(key).or_default();
            for cell in [cell, &mut total] {
                cell.bills += 1;
                cell.due.0 += bill.amount.0;
                cell.collected.0 += paid;
                cell.open.0 += open;
                cell.waived.0 += bill.amount.0 - paid - open;
            }
        }
    }
    let cells = cells.into_iter().map(|((collective, month), cell)| RentCell { collective, month, ..cell });
    (cells.collect(), total)
}

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

/// The group of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
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
        let sum: i64 = self.days.iter().sum();
        if self.closed == 0 { None } else { Some((sum * 2 + self.closed) / (self.closed * 2)) }
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

/// Findings discovered by `day`, by `dimensions`, without gaps in time if `whole`, and the total.
#[must_use]
pub fn findings(
    rows: &[finding::Model],
    (dimensions, whole): (&[FindingDimension], bool),
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
    if whole {
        let week = |monday: NaiveDate| monday.checked_add_days(Days::new(7));
        fill(&mut cells, |key| key.month, |key, month| FindingKey { month, ..key }, |month| Some(month.plus(1)));
        fill(&mut cells, |key| key.week, |key, week| FindingKey { week, ..key }, week);
        let closed = |key: FindingKey, closed| FindingKey { closed_week: Some(closed), ..key };
        fill(&mut cells, |key| key.closed_week.flatten(), closed, week);
    }
    (cells.into_iter().map(|(key, cell)| FindingCell { key, ..cell }).collect(), total)
}
