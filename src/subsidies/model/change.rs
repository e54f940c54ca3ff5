//! Changes of a programme, and what somebody declares about a resident.

use chrono::NaiveDate;
use entity::vocab::{
    ApprovingLevel, EligibilityFact, ExclusionKind, ExclusionLevel, NamePolicy, ProgrammeChangeKind, StartRule,
    StopRule,
};
use serde::{Deserialize, Serialize};

use super::Expression;
use crate::kernel::{money::Fen, time::Month};

/// What a change is about; kept as it was proposed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Part {
    Standard(NewStandard),
    Terms(Box<NewTerms>),
    Exclusion(NewExclusion),
    ExclusionEnd(EndExclusion),
}

/// A standard from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewStandard {
    /// Code of the tier inside the programme.
    pub tier: Option<String>,
    pub valid_from: NaiveDate,
    pub amount: Fen,
}

/// Conditions and settings from a month on; what is absent stays as it is in that month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewTerms {
    pub valid_from: Month,
    pub eligibility: Option<Expression>,
    pub approving_level: Option<ApprovingLevel>,
    pub publicity_days: Option<i32>,
    pub publicity_name: Option<NamePolicy>,
    pub publicity_amount: Option<bool>,
    pub review_months: Option<i32>,
    pub start_rule: Option<StartRule>,
    pub stop_rule: Option<StopRule>,
    /// `Some(None)` takes the limit away.
    pub back_pay_months: Option<Option<i32>>,
}

/// A relation to another programme from a month on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewExclusion {
    /// Code of the other programme.
    pub other: String,
    pub kind: ExclusionKind,
    pub level: ExclusionLevel,
    pub cap: Option<Fen>,
    pub valid_from: Month,
}

/// The end of the relation to another programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndExclusion {
    /// Code of the other programme.
    pub other: String,
    /// First month without it.
    pub valid_to: Month,
}

impl Part {
    /// What it is about.
    #[must_use]
    pub const fn kind(&self) -> ProgrammeChangeKind {
        match self {
            Self::Standard(_) => ProgrammeChangeKind::Standard,
            Self::Terms(_) => ProgrammeChangeKind::Terms,
            Self::Exclusion(_) => ProgrammeChangeKind::Exclusion,
            Self::ExclusionEnd(_) => ProgrammeChangeKind::ExclusionEnd,
        }
    }

    /// The month it begins in.
    #[must_use]
    pub fn month(&self) -> Month {
        match self {
            Self::Standard(new) => Month::of(new.valid_from),
            Self::Terms(new) => new.valid_from,
            Self::Exclusion(new) => new.valid_from,
            Self::ExclusionEnd(end) => end.valid_to,
        }
    }

    /// Code of the other programme it is about.
    #[must_use]
    pub fn other(&self) -> Option<&str> {
        match self {
            Self::Standard(_) | Self::Terms(_) => None,
            Self::Exclusion(new) => Some(&new.other),
            Self::ExclusionEnd(end) => Some(&end.other),
        }
    }

    /// Name of the input field it came in.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Standard(_) => "standard",
            Self::Terms(_) => "terms",
            Self::Exclusion(_) => "exclusion",
            Self::ExclusionEnd(_) => "exclusionEnd",
        }
    }
}

/// A change that somebody proposes.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Code of the programme, and the version that was read.
    pub programme: String,
    pub version: i32,
    pub part: Part,
    pub document: String,
    pub reason: String,
}

/// Something declared about a resident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    pub resident: i64,
    pub fact: EligibilityFact,
    pub value: String,
    pub valid_from: NaiveDate,
    /// First day without it.
    pub valid_to: Option<NaiveDate>,
    pub source: String,
    pub document: Option<String>,
}
