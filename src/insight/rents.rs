//! Statistics of rent, added up from the files that the viewer may count.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::money::Fen;

use super::chart;
use crate::{
    assets::model::LeaseFile,
    kernel::{problem::Failure, ratio::Percent, time::Month},
};

/// What rent is ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RentMeasure {
    Due,
    Collected,
    Open,
}

/// The group of a bill; absent dimensions are not grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RentKey {
    pub collective: Option<i64>,
    pub month: Option<Month>,
}

impl RentKey {
    /// The key a year earlier.
    #[must_use]
    pub fn earlier(self) -> Self {
        Self { month: self.month.map(|month| month.plus(-12)), ..self }
    }
}

/// Rent that fell due in a month for a collective.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RentCell {
    pub key: RentKey,
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

impl chart::Cell for RentCell {
    type Key = RentKey;
    type Measure = RentMeasure;

    fn key(&self) -> RentKey {
        self.key
    }

    fn measure(&self, by: RentMeasure) -> Option<i64> {
        Some(match by {
            RentMeasure::Due => self.due.0,
            RentMeasure::Collected => self.collected.0,
            RentMeasure::Open => self.open.0,
        })
    }

    fn rest(others: &[Self]) -> Self {
        let mut rest = Self::default();
        for other in others {
            rest.bills += other.bills;
            rest.due.0 += other.due.0;
            rest.collected.0 += other.collected.0;
            rest.waived.0 += other.waived.0;
            rest.open.0 += other.open.0;
        }
        rest
    }
}

/// First and last month that rent falls due in, where they are given.
pub type Period = (Option<Month>, Option<Month>);

/// Bills due from `from` to `to` (months) and issued by `day`, by collective and month as wanted.
#[must_use]
pub fn rent(
    files: &[LeaseFile],
    (by_collective, by_month): (bool, bool),
    (from, to): Period,
    day: NaiveDate,
) -> (Vec<RentCell>, RentCell) {
    let mut cells = BTreeMap::<RentKey, RentCell>::new();
    let mut total = RentCell::default();
    for file in files {
        for bill in file.bills.iter().filter(|bill| bill.issued_on <= day && bill.due_on <= day) {
            let month = Month::of(bill.due_on);
            if from.is_some_and(|from| month < from) || to.is_some_and(|to| month > to) {
                continue;
            }
            let key =
                RentKey { collective: by_collective.then_some(file.collective), month: by_month.then_some(month) };
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
    (cells.into_iter().map(|(key, cell)| RentCell { key, ..cell }).collect(), total)
}

/// Adds cells of nothing for the months that cells by month lack between the first and the last, of the period too.
///
/// # Errors
/// Too many cells.
pub fn fill(cells: &mut Vec<RentCell>, (from, to): Period) -> Result<(), Failure> {
    let seen = cells.iter().filter_map(|cell| cell.key.month).chain(from).chain(to);
    let months = chart::span(seen, |month| Some(month.plus(1)));
    let nothing = |key| RentCell { key, ..RentCell::default() };
    chart::fill(cells, &months, |key, month| RentKey { month, ..key }, nothing)
}
