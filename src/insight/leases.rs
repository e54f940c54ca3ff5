//! Statistics of leases, added up from the files that the viewer may count.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    area::Area,
    money::Fen,
    vocab::{Ageing, AssetClass, AssetKind, LeaseKind, LeaseState, TenderMethod},
};

use super::{chart, model::Quarter};
use crate::{
    assets::{
        model::{AssetFile, LeaseFile},
        rules::balance::{GRACE_DAYS, ageing},
    },
    kernel::{problem::Failure, time::Month},
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

/// What leases are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseMeasure {
    Leases,
    Area,
    AnnualRent,
    Arrears,
}

/// The group of a lease; absent dimensions are not grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeaseKey {
    pub collective: Option<i64>,
    pub class: Option<AssetClass>,
    pub kind: Option<AssetKind>,
    pub lease_kind: Option<LeaseKind>,
    pub state: Option<LeaseState>,
    pub tender_method: Option<TenderMethod>,
    pub expiry: Option<Quarter>,
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

impl chart::Cell for LeaseCell {
    type Key = LeaseKey;
    type Measure = LeaseMeasure;

    fn key(&self) -> LeaseKey {
        self.key
    }

    fn measure(&self, by: LeaseMeasure) -> Option<i64> {
        Some(match by {
            LeaseMeasure::Leases => self.leases,
            LeaseMeasure::Area => self.area.0,
            LeaseMeasure::AnnualRent => self.annual_rent.0,
            LeaseMeasure::Arrears => self.arrears.0,
        })
    }

    fn rest(others: &[Self]) -> Self {
        let mut rest = Self::default();
        for other in others {
            rest.leases += other.leases;
            rest.area.0 += other.area.0;
            rest.annual_rent.0 += other.annual_rent.0;
            rest.arrears.0 += other.arrears.0;
            rest.leases_in_arrears += other.leases_in_arrears;
            for (age, (leases, amount)) in &other.ageing {
                let entry = rest.ageing.entry(*age).or_default();
                entry.0 += leases;
                entry.1.0 += amount.0;
            }
        }
        rest
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
        expiry: end.map(|end| Quarter::of(Month::of(end))),
    }
}

/// Cells of the leases that there are on `day`, by `dimensions` in their order, and the total.
#[must_use]
pub fn leases(
    files: &[LeaseFile],
    assets: &BTreeMap<i64, AssetFile>,
    dimensions: &[LeaseDimension],
    day: NaiveDate,
) -> (Vec<LeaseCell>, LeaseCell) {
    let (mut cells, mut total) = (BTreeMap::<LeaseKey, LeaseCell>::new(), LeaseCell::default());
    for file in files.iter().filter(|file| file.exists_on(day)) {
        let key = lease_key(file, assets.get(&file.asset), dimensions, day);
        cells.entry(key).or_default().add(file, day);
        total.add(file, day);
    }
    (cells.into_iter().map(|(key, cell)| LeaseCell { key, ..cell }).collect(), total)
}

/// Adds cells of nothing for the quarters that the cells lack between the first and the last.
///
/// # Errors
/// Too many cells.
pub fn fill(cells: &mut Vec<LeaseCell>) -> Result<(), Failure> {
    let quarters = chart::span(cells.iter().filter_map(|cell| cell.key.expiry), |quarter| Some(quarter.following()));
    let nothing = |key| LeaseCell { key, ..LeaseCell::default() };
    chart::fill(cells, &quarters, |key, expiry| LeaseKey { expiry, ..key }, nothing)
}
