//! Whether a vote is carried.

use chrono::NaiveDate;
use entity::vocab::{DistributingUnitKind, VoteBase};

use crate::dividends::model::Threshold;

/// The threshold for a kind of unit on a day: the latest in force.
#[must_use]
pub fn threshold_on(thresholds: &[Threshold], kind: DistributingUnitKind, day: NaiveDate) -> Option<&Threshold> {
    let in_force = thresholds.iter().filter(|threshold| threshold.kind == kind && threshold.valid_from <= day);
    in_force.max_by_key(|threshold| threshold.valid_from)
}

/// Why a vote is not carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCarried {
    /// Too few were present.
    Quorum,
    /// Too few were in favour.
    Favour,
}

/// Who was entitled, who came, who agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turnout {
    pub eligible: i32,
    pub present: i32,
    pub in_favour: i32,
}

/// Whether a turnout suffices.
///
/// # Errors
/// [`NotCarried`].
pub fn carried(threshold: &Threshold, turnout: Turnout) -> Result<(), NotCarried> {
    let compare = |part: i32, whole: i32, (numerator, denominator): (i32, i32)| {
        (i64::from(part) * i64::from(denominator)).cmp(&(i64::from(whole) * i64::from(numerator)))
    };
    let quorum = (threshold.present_numerator, threshold.present_denominator);
    if compare(turnout.present, turnout.eligible, quorum).is_lt() {
        return Err(NotCarried::Quorum);
    }
    let base = match threshold.favour_of {
        VoteBase::Present => turnout.present,
        VoteBase::Eligible => turnout.eligible,
    };
    let reached = compare(turnout.in_favour, base, (threshold.favour_numerator, threshold.favour_denominator));
    if reached.is_gt() || (reached.is_eq() && !threshold.favour_strict && turnout.in_favour > 0) {
        return Ok(());
    }
    Err(NotCarried::Favour)
}

/// A threshold in words.
#[must_use]
pub fn words(threshold: &Threshold) -> String {
    let base = match threshold.favour_of {
        VoteBase::Present => "到会人员",
        VoteBase::Eligible => "应到人员",
    };
    let least = if threshold.favour_strict { "超过" } else { "不少于" };
    format!(
        "到会不少于应到的 {}/{},赞成{least}{base}的 {}/{}({})",
        threshold.present_numerator,
        threshold.present_denominator,
        threshold.favour_numerator,
        threshold.favour_denominator,
        threshold.source
    )
}
