//! The tier that facts call for, whatever was recorded.

use chrono::NaiveDate;
use entity::vocab::DisabilityType;

use crate::{
    kernel::time::{Month, age_on},
    subsidies::model::{ProgrammeRecord, facts::CertificateFact},
};

/// Programme with tiers by age: the number in a tier's code is the age it begins at.
const BY_AGE: &str = "ZLJ";
/// Programme with tiers by certificate and dibao.
const BY_CERTIFICATE: &str = "CJ01";
/// Heaviest grades.
const SEVERE: i32 = 2;

/// What is known of whoever is to be paid.
#[derive(Debug, Clone, Copy)]
pub struct Claimant<'a> {
    pub birth_date: NaiveDate,
    pub certificates: &'a [CertificateFact],
    /// Entitled to dibao in the month.
    pub dibao: bool,
}

/// Key of the tier that is due in `month`; none where facts do not tell (or nothing is due).
#[must_use]
pub fn correct_tier(programme: &ProgrammeRecord, claimant: Claimant<'_>, month: Month) -> Option<i64> {
    match programme.row.code.as_str() {
        BY_AGE => by_age(programme, age_on(claimant.birth_date, month.last_day()?)),
        BY_CERTIFICATE => by_certificate(programme, claimant, month),
        _ => None,
    }
}

/// Code of a tier inside its programme.
fn own(code: &str) -> &str {
    code.split_once('.').map_or(code, |(_, own)| own)
}

fn by_age(programme: &ProgrammeRecord, age: i32) -> Option<i64> {
    let from = |code: &str| own(code).strip_prefix('T').and_then(|years| years.parse::<i32>().ok());
    let reached = programme.tiers.iter().filter_map(|tier| Some((from(&tier.code)?, tier.id)));
    reached.filter(|(years, _)| *years <= age).max().map(|(_, tier)| tier)
}

/// Inside dibao: A with a severe, mental or intellectual disability, B with another. Outside it the tier depends on
/// income, which is not known by month.
fn by_certificate(programme: &ProgrammeRecord, claimant: Claimant<'_>, month: Month) -> Option<i64> {
    let mut valid = claimant.certificates.iter().filter(|one| one.covers(month)).peekable();
    valid.peek().filter(|_| claimant.dibao)?;
    let severe = |one: &CertificateFact| {
        one.grade <= SEVERE || matches!(one.kind, DisabilityType::Intellectual | DisabilityType::Mental)
    };
    let wanted = if valid.any(severe) { "A" } else { "B" };
    programme.tiers.iter().find(|tier| own(&tier.code) == wanted).map(|tier| tier.id)
}
