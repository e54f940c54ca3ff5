//! The state of a lease on a day, from the days of its acts; and which terms count then.

use chrono::{Days, NaiveDate};
use entity::vocab::LeaseState;

use crate::assets::model::{LeaseFile, Terms};

/// Most months of a lease; the term beyond is void (Civil Code art. 705).
pub const MAX_TERM_MONTHS: u32 = 240;

fn reached(day: Option<NaiveDate>, on: NaiveDate) -> bool {
    day.is_some_and(|day| day <= on)
}

impl LeaseFile {
    /// The version of the terms to read on `day`: the latest effective one, or the first.
    #[must_use]
    pub fn terms_on(&self, day: NaiveDate) -> Option<&Terms> {
        self.terms.iter().rev().find(|terms| terms.effective_from <= day).or_else(|| self.terms.first())
    }

    /// Whether there is anything of the lease on `day`.
    #[must_use]
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        [Some(self.drafted_on), self.signed_on, self.active_on].into_iter().any(|first| reached(first, day))
    }

    /// Whether the lessee is in possession on `day`.
    #[must_use]
    pub fn occupied_on(&self, day: NaiveDate) -> bool {
        let ended = [self.vacated_on, self.terminated_on, self.renewed_on];
        reached(self.active_on, day) && !ended.into_iter().any(|end| reached(end, day))
    }

    /// Last day of possession known on `day`, when the lessee has left by then.
    #[must_use]
    pub fn left_on(&self, day: NaiveDate) -> Option<NaiveDate> {
        let renewed = self.renewed_on.and_then(|day| day.pred_opt());
        let left = [self.vacated_on, self.terminated_on, renewed].into_iter().flatten().filter(|left| *left <= day);
        left.min()
    }

    /// State on `day`.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> LeaseState {
        if reached(self.settled_on, day) {
            return LeaseState::Settled;
        }
        if reached(self.terminated_on, day) {
            return LeaseState::Terminated;
        }
        if reached(self.vacated_on, day) {
            return LeaseState::Vacated;
        }
        if reached(self.renewed_on, day) {
            return LeaseState::Renewed;
        }
        if reached(self.active_on, day) {
            let running = self.terms_on(day).is_some_and(|terms| terms.end_on >= day);
            return if running { LeaseState::Active } else { LeaseState::Holdover };
        }
        if reached(self.filed_on, day) {
            return LeaseState::Filed;
        }
        if reached(self.signed_on, day) { LeaseState::Signed } else { LeaseState::Draft }
    }

    /// Whether this lease renews `other` as of `day`: signed by then and begun.
    #[must_use]
    pub fn succeeds(&self, other: &Self, day: NaiveDate) -> bool {
        let begun = self.terms_on(day).is_some_and(|terms| terms.start_on <= day);
        self.id != other.id && self.follows(other, day) && begun
    }

    /// Whether a contract that follows `other` on the same asset is signed by `day` and not ended by then: its
    /// renewal, or one that begins after it.
    #[must_use]
    pub fn follows(&self, other: &Self, day: NaiveDate) -> bool {
        let later = match (self.terms_on(day), other.terms_on(day)) {
            (Some(own), Some(theirs)) => own.start_on > theirs.end_on,
            _ => false,
        };
        let next = later || self.predecessor == Some(other.id);
        self.id != other.id
            && self.asset == other.asset
            && next
            && reached(self.signed_on, day)
            && self.left_on(day).is_none()
    }
}

/// Days that `day` is past `end`; zero when it is not.
#[must_use]
pub fn days_past(end: NaiveDate, day: NaiveDate) -> i64 {
    (day - end).num_days().max(0)
}

/// `day` plus `days`.
#[must_use]
pub fn plus_days(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(day)
}
