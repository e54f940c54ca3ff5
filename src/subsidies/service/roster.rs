//! Who stands on a list of a programme: the roster of a month, or the applications in publicity.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::vocab::AmountMode;

use crate::{
    kernel::{db::Executor, fault::Fault, money::Fen, scope::Scope, time::Month},
    residents,
    subsidies::{model::ProgrammeRecord, model_application::Person, store},
};

/// One person on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub name: String,
    pub birth_date: NaiveDate,
    pub unit: i64,
    /// Full code; none for a programme without tiers.
    pub tier: Option<String>,
    /// Per month; none where the standard is not known.
    pub amount: Option<Fen>,
}

/// What a tier is paid in a month: the amount granted, the difference to the standard where the income is known, or the
/// standard.
fn amount(
    programme: &ProgrammeRecord,
    tier: Option<i64>,
    month: Month,
    (granted, income): (Option<Fen>, Option<Fen>),
) -> Option<Fen> {
    let standard = programme.standard(tier, month);
    match programme.row.amount_mode {
        AmountMode::CaseByCase => granted,
        AmountMode::DifferenceToStandard => {
            income.zip(standard).map(|(income, standard)| Fen((standard.0 - income.0).max(0)))
        }
        _ => standard,
    }
}

async fn people<C: Executor>(db: &C, ids: impl Iterator<Item = i64>) -> Result<BTreeMap<i64, Person>, Fault> {
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    residents::service::people(db, &Scope::everything(), &ids).await
}

/// Those entitled in `month`, in the order of units; who died before it is not.
///
/// # Errors
/// A fault.
pub async fn roster<C: Executor>(
    db: &C,
    programme: &ProgrammeRecord,
    unit: Option<i64>,
    month: Month,
) -> Result<Vec<Listed>, Fault> {
    let rows = store::cases::roster(db, programme.row.id, unit, month).await?;
    let people = people(db, rows.iter().map(|row| row.person_id)).await?;
    let first = month.first_day();
    let listed = rows.iter().filter_map(|row| {
        let person = people.get(&row.person_id)?;
        let alive = person.died_on.zip(first).is_none_or(|(died, first)| died >= first);
        alive.then(|| Listed {
            name: person.name.clone(),
            birth_date: person.birth_date,
            unit: row.unit_id,
            tier: row.tier_id.map(|tier| programme.tier_code(Some(tier))),
            amount: amount(programme, row.tier_id, month, (row.amount_fen, row.assessed_income_fen)),
        })
    });
    Ok(listed.collect())
}

/// The applicants who are in publicity on `day`, in the order of units.
///
/// # Errors
/// A fault.
pub async fn in_publicity<C: Executor>(
    db: &C,
    programme: &ProgrammeRecord,
    unit: Option<i64>,
    day: NaiveDate,
) -> Result<Vec<Listed>, Fault> {
    let rows = store::cases::in_publicity(db, programme.row.id, unit, day).await?;
    let people = people(db, rows.iter().map(|row| row.resident_id)).await?;
    let listed = rows.iter().filter_map(|row| {
        let person = people.get(&row.resident_id)?;
        Some(Listed {
            name: person.name.clone(),
            birth_date: person.birth_date,
            unit: row.unit_id,
            tier: row.tier_id.map(|tier| programme.tier_code(Some(tier))),
            amount: amount(programme, row.tier_id, Month::of(day), (row.amount_fen, row.assessed_income_fen)),
        })
    });
    Ok(listed.collect())
}
