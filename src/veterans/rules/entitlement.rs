//! Who is entitled to what, by the policy of the day.

use chrono::NaiveDate;
use entity::vocab::{BenefitKind, EnrolmentState, VeteranCategory};

use crate::{
    kernel::time::{Month, age_on},
    veterans::model::{Category, Enrolment, Entitlement, Policy, holds},
};

/// The policy rows that entitle somebody born on `birth` who holds `categories` to `kind` on `day`.
#[must_use]
pub fn entitling<'p>(
    policy: &'p Policy,
    kind: BenefitKind,
    categories: &[Category],
    (birth, day): (NaiveDate, NaiveDate),
) -> Vec<&'p Entitlement> {
    let has = |category: VeteranCategory| categories.iter().any(|row| row.category == category && holds(row, day));
    let old = |least: Option<i32>| least.is_none_or(|least| age_on(birth, day) >= least);
    policy.entitling(kind, day).filter(|row| has(row.category) && old(row.min_age)).collect()
}

/// Whether an entitlement to a regular pension covers the month of `day`.
#[must_use]
pub fn covers(pension: &Enrolment, day: NaiveDate) -> bool {
    let month = Month::of(day);
    pension.start_month <= month && pension.end_month.is_none_or(|end| month <= end)
}

/// Whether it lasts, as the register stands now.
#[must_use]
pub fn live(pension: &Enrolment) -> bool {
    pension.state != EnrolmentState::Stopped
}
