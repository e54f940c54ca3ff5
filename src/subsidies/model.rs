//! Programmes held in memory; facts for the rules.

pub mod facts;

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{
    programme,
    vocab::{ExclusionKind, ProgrammeGroup},
};

use crate::kernel::{money::Fen, problem::Failure, time::Month};

/// Column under which account numbers are sealed.
pub const ACCOUNT_NUMBER: &str = "payee_account.number";

/// A standard and the day it came into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard {
    pub valid_from: NaiveDate,
    pub amount: Fen,
}

/// A tier with its standards, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    pub id: i64,
    /// Full code, e.g. `ZLJ.T80`.
    pub code: String,
    pub name: String,
    pub standards: Vec<Standard>,
}

/// A programme with everything that hangs on it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgrammeRecord {
    pub row: programme::Model,
    pub tiers: Vec<Tier>,
    /// Standards of the programme itself, where it has no tiers; oldest first.
    pub standards: Vec<Standard>,
    /// Programmes it excludes.
    pub exclusions: Vec<(i64, ExclusionKind)>,
}

/// The standard in force on `day`.
#[must_use]
pub fn in_force(standards: &[Standard], day: NaiveDate) -> Option<Fen> {
    standards.iter().rev().find(|standard| standard.valid_from <= day).map(|standard| standard.amount)
}

impl ProgrammeRecord {
    /// The tier with this key.
    #[must_use]
    pub fn tier(&self, id: i64) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.id == id)
    }

    /// Full code of a tier, or the programme's code where there is none.
    #[must_use]
    pub fn tier_code(&self, id: Option<i64>) -> String {
        id.and_then(|id| self.tier(id)).map_or_else(|| self.row.code.clone(), |tier| tier.code.clone())
    }

    /// The standard of a tier (or of the programme) in force at the start of `month`.
    #[must_use]
    pub fn standard(&self, tier: Option<i64>, month: Month) -> Option<Fen> {
        self.standard_row(tier, month).map(|standard| standard.amount)
    }

    /// The same, with the day it came into force.
    #[must_use]
    pub fn standard_row(&self, tier: Option<i64>, month: Month) -> Option<Standard> {
        let standards = tier.and_then(|id| self.tier(id)).map_or(&self.standards, |tier| &tier.standards);
        let day = month.first_day()?;
        standards.iter().rev().find(|standard| standard.valid_from <= day).copied()
    }
}

/// An entitlement to begin, paid to an account of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEnrolment {
    pub resident: i64,
    /// Canonical record.
    pub person: i64,
    pub unit: i64,
    pub programme: i64,
    pub tier: Option<i64>,
    pub start: Month,
    /// Sealed number and its blind index.
    pub account: Vec<u8>,
    pub account_index: Vec<u8>,
    pub holder: String,
}

/// All programmes in the order of the reference.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Programmes(pub Vec<Arc<ProgrammeRecord>>);

impl Programmes {
    /// The programme with this key.
    #[must_use]
    pub fn get(&self, id: i64) -> Option<&Arc<ProgrammeRecord>> {
        self.0.iter().find(|programme| programme.row.id == id)
    }

    /// Keys of the programmes with these codes.
    ///
    /// # Errors
    /// A refusal that names `field` when a code is no programme's.
    pub fn keys(&self, field: &str, codes: &[String]) -> Result<Vec<i64>, Failure> {
        let key = |code: &String| {
            let found = self.0.iter().find(|programme| programme.row.code == *code);
            let unknown = || Failure::bad_input(field, "没有这个项目代码,请用 programmes 查询现有项目");
            found.map(|programme| programme.row.id).ok_or_else(unknown)
        };
        codes.iter().map(key).collect()
    }

    /// Keys of the programmes of these groups.
    #[must_use]
    pub fn of_groups(&self, groups: &[ProgrammeGroup]) -> Vec<i64> {
        let wanted = self.0.iter().filter(|programme| groups.contains(&programme.row.group));
        wanted.map(|programme| programme.row.id).collect()
    }

    /// Programme and tier keys of these full tier codes (`ZLJ.T80`, or `CJ02` where there are no tiers).
    ///
    /// # Errors
    /// A refusal that names `field` when a code is no tier's.
    pub fn tier_keys(&self, field: &str, codes: &[String]) -> Result<Vec<(i64, Option<i64>)>, Failure> {
        let key = |code: &String| {
            let found = self.0.iter().find_map(|programme| {
                let plain = programme.tiers.is_empty() && programme.row.code == *code;
                let tier = programme.tiers.iter().find(|tier| tier.code == *code).map(|tier| Some(tier.id));
                tier.or_else(|| plain.then_some(None)).map(|tier| (programme.row.id, tier))
            });
            found.ok_or_else(|| Failure::bad_input(field, "没有这个档次代码,请写作 \"ZLJ.T80\";不分档的项目写项目代码"))
        };
        codes.iter().map(key).collect()
    }
}
