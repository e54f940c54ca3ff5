//! Who is entitled to what, by the policy of the day.

use chrono::NaiveDate;
use entity::vocab::{BenefitKind, EnrolmentState, VeteranCategory};

use crate::{
    kernel::time::{Month, age_on},
    veterans::model::{Category, Enrolment, Entitlement, File, Policy, holds},
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

/// Whether the policy entitles the person of `file` to `kind` on `day`.
#[must_use]
pub fn entitled(policy: &Policy, file: &File, kind: BenefitKind, day: NaiveDate) -> bool {
    !entitling(policy, kind, &file.categories, (file.person.birth_date, day)).is_empty()
}

/// First day of the unbroken time in which `category` is held on `day`, as primary or not.
#[must_use]
pub fn since(categories: &[Category], category: VeteranCategory, day: NaiveDate) -> Option<NaiveDate> {
    let own = || categories.iter().filter(|row| row.category == category);
    let mut first = own().find(|row| holds(row, day))?.valid_from;
    while let Some(before) = own().find(|row| row.valid_to == Some(first)) {
        first = before.valid_from;
    }
    Some(first)
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
