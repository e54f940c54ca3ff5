//! Programmes held in memory; facts for the rules.

pub mod facts;
pub mod rollup;

mod change;
mod expression;
mod terms;

use std::sync::Arc;

use chrono::NaiveDate;
use entity::{programme, vocab::ProgrammeGroup};

use crate::kernel::{money::Fen, problem::Failure, time::Month};

pub use change::{Declaration, EndExclusion, NewExclusion, NewStandard, NewTerms, Part, Proposal};
pub use expression::{Compare, Expression, Multiple, Node, Peer, Peers, Value};
pub use terms::{Exclusion, Terms};

/// Column under which account numbers are sealed.
pub const ACCOUNT_NUMBER: &str = "payee_account.number";

/// A standard and the day it came into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard {
    /// Key of the row; 0 when it is not stored.
    pub id: i64,
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
    /// Programmes it excludes, over time.
    pub exclusions: Vec<Exclusion>,
    /// Conditions and settings over time, oldest first; of several from one month the last counts.
    pub terms: Vec<Terms>,
    /// The programmes that its conditions name, and itself.
    pub peers: Peers,
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

    /// Code of a tier inside the programme.
    #[must_use]
    pub fn short<'a>(&self, tier: &'a Tier) -> &'a str {
        tier.code.split_once('.').map_or(tier.code.as_str(), |(_, short)| short)
    }

    /// The tier with this code inside the programme, or with this full code.
    #[must_use]
    pub fn tier_named(&self, code: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.code == code || self.short(tier) == code)
    }

    /// What is asked for and how it is run in `month`.
    #[must_use]
    pub fn terms_in(&self, month: Month) -> Option<&Terms> {
        self.terms.iter().rev().find(|terms| terms.row.valid_from <= month)
    }

    /// How it stands to another programme in `month`.
    #[must_use]
    pub fn exclusion(&self, other: i64, month: Month) -> Option<&Exclusion> {
        self.exclusions.iter().find(|pair| pair.other == other && pair.holds(month))
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

/// Gives every programme the ones that its conditions name, and itself.
#[must_use]
pub fn with_peers(mut records: Vec<ProgrammeRecord>) -> Vec<ProgrammeRecord> {
    let peer = |record: &ProgrammeRecord| Peer {
        id: record.row.id,
        name: record.row.name.clone(),
        standards: record.standards.clone(),
    };
    let all: Peers = records.iter().map(|record| (record.row.code.clone(), peer(record))).collect();
    for record in &mut records {
        let mut named: Vec<&str> = record.terms.iter().flat_map(|terms| terms.expression.programmes()).collect();
        named.push(&record.row.code);
        let known = named.into_iter().filter_map(|code| all.get(code).map(|peer| (code.to_owned(), peer.clone())));
        record.peers = known.collect();
    }
    records
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

    /// The programme with this code.
    #[must_use]
    pub fn named(&self, code: &str) -> Option<&Arc<ProgrammeRecord>> {
        self.0.iter().find(|programme| programme.row.code == code)
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
