//! What a programme asks for, and what it does not go together with, over time.

use entity::{
    programme_version,
    vocab::{ExclusionKind, ExclusionLevel},
};

use super::Expression;
use crate::kernel::{money::Fen, time::Month};

/// Conditions and settings from a month on.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    pub row: programme_version::Model,
    pub expression: Expression,
}

/// How a programme stands to another one over a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exclusion {
    pub other: i64,
    pub kind: ExclusionKind,
    pub level: ExclusionLevel,
    /// Most that both may come to, where the kind is a cap; the higher standard when none is given.
    pub cap: Option<Fen>,
    pub valid_from: Month,
    /// First month without it.
    pub valid_to: Option<Month>,
}

impl Exclusion {
    /// Whether it holds in `month`.
    #[must_use]
    pub fn holds(&self, month: Month) -> bool {
        self.valid_from <= month && self.valid_to.is_none_or(|end| month < end)
    }
}
