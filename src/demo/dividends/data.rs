//! The figures of the 132 units (`data/dividends.json`).

use chrono::NaiveDate;
use entity::vocab::{DistributingUnitKind, DistributionBasis};
use serde::Deserialize;

use crate::demo::{calendar::day, dataset::DemoError};

/// Division codes in the order of unit indexes.
const CODES: [&str; 12] = [
    "320613018001",
    "320613018002",
    "320613018003",
    "320613018012",
    "320613018013",
    "320613018200",
    "320613018201",
    "320613018202",
    "320613018203",
    "320613018204",
    "320613018205",
    "320613018206",
];

/// What a unit has, and what it distributes in both years.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    pub unit_no: String,
    #[serde(rename = "type")]
    pub kind: DistributingUnitKind,
    /// Division code of the village.
    village: String,
    pub name: String,
    /// 0 for units that distribute for the first time in 2022.
    members2021: usize,
    members2022: usize,
    /// All shares on the record date of 2022; none where heads count.
    pub shares: Option<i64>,
    distributable_fen: i64,
    distributable2021_fen: i64,
    /// What a head gets in 2022.
    pub per_head_fen: Option<i64>,
}

impl Figures {
    /// Index of the village among all units of the street.
    pub fn village(&self) -> usize {
        CODES.iter().position(|code| *code == self.village).unwrap_or(CODES.len())
    }

    /// Whether it is the village's co-operative.
    pub fn is_coop(&self) -> bool {
        self.kind == DistributingUnitKind::VillageCoop
    }

    /// Whether its register is drawn up in 2022 only.
    pub fn is_new(&self) -> bool {
        self.members2021 == 0
    }

    /// Heads or shares.
    pub fn basis(&self) -> DistributionBasis {
        match self.kind {
            DistributingUnitKind::VillagerGroup => DistributionBasis::PerHead,
            DistributingUnitKind::VillageCoop | DistributingUnitKind::ShareGroup => DistributionBasis::PerShare,
        }
    }

    /// Members on the record date of 2021 or 2022.
    pub fn members(&self, year: i32) -> usize {
        if year == 2021 { self.members2021 } else { self.members2022 }
    }

    /// Fen distributed for 2021 or 2022.
    pub fn distributable(&self, year: i32) -> i64 {
        if year == 2021 { self.distributable2021_fen } else { self.distributable_fen }
    }

    /// Day its register was drawn up.
    pub fn founded_on(&self) -> NaiveDate {
        match self.kind {
            _ if self.is_new() => day(2022, 3, 1),
            DistributingUnitKind::VillageCoop => day(2017, 11, 8),
            DistributingUnitKind::VillagerGroup => day(1998, 12, 20),
            DistributingUnitKind::ShareGroup => day(2003, 6, 18),
        }
    }
}

/// Reads the embedded JSON.
pub fn figures() -> Result<Vec<Figures>, DemoError> {
    serde_json::from_str(include_str!("../data/dividends.json")).map_err(|error| DemoError::Dataset(error.to_string()))
}
