//! What a distribution would come to, before anything is saved.

use chrono::{Datelike, NaiveDate};
use entity::{
    money::Fen,
    vocab::{DistributionBasis, PlanSource, Rounding},
};

use super::calculate::{check_roll, divide};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    dividends::{
        model::{Member, Plan},
        rules::allocate::Portion,
        store,
    },
    kernel::{
        app::App,
        problem::{Failure, Problem, Reasons},
    },
    residents,
};

/// What to try.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    pub unit: i64,
    /// Year to compare with the one before; that of the record date when absent.
    pub year: Option<i32>,
    /// Source to compare within.
    pub source: PlanSource,
    pub record_date: NaiveDate,
    pub distributable: Fen,
    /// The unit's own when absent.
    pub basis: Option<DistributionBasis>,
    pub rounding: Option<Rounding>,
}

/// One line of a trial.
#[derive(Debug, Clone)]
pub struct TrialLine {
    pub member: Member,
    pub shares: i64,
    pub portion: Portion,
}

/// What it would come to.
#[derive(Debug, Clone)]
pub struct Tried {
    pub basis: DistributionBasis,
    pub rounding: Rounding,
    pub unit_price: Fen,
    pub remainder: Fen,
    pub carried_forward: Fen,
    pub total_shares: i64,
    /// By member number.
    pub lines: Vec<TrialLine>,
    /// What the unit distributed from the same source the year before.
    pub previous: Option<Plan>,
}

/// Tries a distribution on the register of its record date.
///
/// # Errors
/// A missing permission, what would be refused when calculating, or a fault.
pub async fn dry_run(app: &App, viewer: &Viewer, trial: Trial) -> Result<Tried, Failure> {
    viewer.permit(Permission::DividendRead)?;
    let (db, scope) = (app.db.read(), viewer.scope());
    let unit = store::read::unit(db, &scope, trial.unit).await?;
    let unit = unit.ok_or_else(|| Failure::bad_input("input.distributingUnit", "没有这个分配单位,请核对标识"))?;
    let (basis, rounding) = (trial.basis.unwrap_or(unit.basis), trial.rounding.unwrap_or(unit.rounding));
    let mut roll = store::read::roll(db, &scope, &unit, basis, trial.record_date).await?;
    let persons: Vec<i64> = roll.participants.iter().map(|one| one.member.person_id).collect();
    roll.died_on = residents::service::deaths(db, &persons).await?;
    let mut reasons = Reasons::default();
    reasons.not_future(trial.record_date, app.clock.today(), "recordDate").need(
        trial.distributable.0 >= 0,
        "AMOUNT",
        "distributable",
        "金额不能小于零",
    );
    check_roll(&mut reasons, &roll, &unit, trial.record_date);
    reasons.done().map_err(|problems| refused(&problems))?;
    let divided = divide(trial.distributable, rounding, &roll).map_err(|problems| refused(&problems))?;
    let year = trial.year.unwrap_or_else(|| trial.record_date.year());
    let previous = store::read::last_plan(db, &scope, unit.id, year, trial.source).await?;
    let previous = previous.filter(|plan| plan.year == year - 1);
    let lines = roll.participants.into_iter().zip(divided.portions);
    Ok(Tried {
        basis,
        rounding,
        unit_price: divided.unit_price,
        remainder: divided.remainder,
        carried_forward: divided.carried_forward,
        total_shares: divided.total_weight,
        lines: lines.map(|(one, portion)| TrialLine { member: one.member, shares: one.weight, portion }).collect(),
        previous,
    })
}

/// A query has no payload for reasons: they become one message.
fn refused(problems: &[Problem]) -> Failure {
    let field = problems.first().map_or("input", |problem| problem.path.as_str());
    Failure::bad_input(field, problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(";"))
}
