//! Leases of the demo data: eight collectives, 373 leases, the campaign of 2022, live alerts.

use chrono::NaiveDate;
use entity::money::Fen;

use crate::assets::model::{AssetFile, Cadre, LeaseFile};

mod amend;
mod asset;
mod bills;
mod campaign;
mod contract;
mod copies;
mod credit;
mod dates;
mod generate;
mod kinds;
mod lessees;
mod number;
mod plans;
mod plants;
mod plants_live;
mod resolutions;
pub mod rows;
mod villages;

pub use copies::copy;
pub use generate::generate;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_rules;

/// Everything about leases that the demo loads. Ids are per table, dense and start at 1 in list order
/// (terms, bills, receipts, allocations and the like are numbered through all leases).
#[derive(Debug, Default, Clone, PartialEq)]
pub struct LeaseFacts {
    pub collectives: Vec<Collective>,
    pub cadres: Vec<Cadre>,
    pub assets: Vec<AssetFile>,
    pub leases: Vec<LeaseFile>,
    pub campaign: Campaign,
}

/// A collective economic organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Collective {
    pub id: i64,
    /// Index of its unit in ascending order of division codes (0-11).
    pub unit: usize,
    /// Unified social credit code, starting with N2.
    pub credit_code: String,
    pub name: String,
    pub registered_on: NaiveDate,
}

/// The self-inspection of 2022.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Campaign {
    /// One per lease: lease id, day, inspector.
    pub results: Vec<(i64, NaiveDate, String)>,
    pub loops: Vec<Loop>,
}

/// How one finding of the campaign was dealt with.
#[derive(Debug, Clone, PartialEq)]
pub struct Loop {
    /// Number of the rule, e.g. `L02`.
    pub rule: &'static str,
    /// Lease the finding is about (its asset for L10 is the lease's asset).
    pub lease: i64,
    pub discovered_on: NaiveDate,
    pub assigned_on: NaiveDate,
    pub started_on: NaiveDate,
    pub submitted_on: NaiveDate,
    pub closed_on: NaiveDate,
    /// What was done, in Chinese.
    pub measure: String,
    /// Arrears recovered (L02).
    pub recovered: Fen,
    /// Rise of the annual rent (L03).
    pub uplift: Fen,
}

/// A grown-up of the register who may rent.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub resident: i64,
    pub household: i64,
    pub name: String,
    pub id_number: String,
    pub phone: Option<String>,
    /// Index of the hukou unit.
    pub unit: usize,
    /// Head of the household.
    pub head: bool,
}
