//! What is read of payrolls: differences between rosters, control totals, formats.

use std::{collections::BTreeMap, sync::Arc};

use entity::vocab::PaymentState;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        fault::Fault,
        problem::Failure,
        scope::{Reach, Scope},
        time::Month,
    },
    payrolls::{
        model::{BankFormat, Control, RosterDiff},
        rules::diff::{RosterLine, Rosters, diff},
        store,
    },
    subsidies::{self, model::ProgrammeRecord},
};

/// All formats of bank files.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn formats(app: &App, viewer: &Viewer) -> Result<Vec<BankFormat>, Failure> {
    viewer.permit(Permission::PayrollRead)?;
    Ok(store::read::formats(app.db.read()).await?)
}

/// Number and sum of a payroll's lines by state.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn totals(app: &App, viewer: &Viewer, payroll: i64) -> Result<Vec<(PaymentState, Control)>, Failure> {
    viewer.permit(Permission::PayrollRead)?;
    Ok(store::read::totals(app.db.read(), &viewer.scope(), payroll).await?)
}

/// What the regular payroll of a programme and month changes against the month before; none without one.
///
/// # Errors
/// A missing permission, an unknown programme, or a fault.
pub async fn roster_diff(
    app: &App,
    viewer: &Viewer,
    programme: &str,
    month: Month,
) -> Result<Option<RosterDiff>, Failure> {
    viewer.permit(Permission::PayrollRead)?;
    viewer.permit(Permission::PaymentRead)?;
    let programmes = subsidies::service::programmes(app).await?;
    let programme = programmes.0.iter().find(|one| one.row.code == programme);
    let programme =
        programme.ok_or_else(|| Failure::bad_input("programme", "没有这个项目代码,请用 programmes 查询"))?;
    if viewer.scope().units != Reach::All {
        return Ok(None);
    }
    Ok(compare(app, &viewer.scope(), programme, month).await?)
}

async fn compare(
    app: &App,
    scope: &Scope,
    programme: &Arc<ProgrammeRecord>,
    month: Month,
) -> Result<Option<RosterDiff>, Fault> {
    let (db, key) = (app.db.read(), programme.row.id);
    let Some(now) = store::read::regular(db, key, month).await? else { return Ok(None) };
    let before = match store::read::regular(db, key, month.plus(-1)).await? {
        Some(payroll) => store::roster::roster(db, scope, payroll.id).await?,
        None => Vec::new(),
    };
    let after = store::roster::roster(db, scope, now.id).await?;
    let fates = store::roster::fates(db, scope, (key, month)).await?;
    let tiers = before.iter().chain(&after).map(|line: &RosterLine| line.tier);
    let standards: BTreeMap<_, _> =
        tiers.map(|tier| (tier, (programme.standard(tier, month.plus(-1)), programme.standard(tier, month)))).collect();
    let rosters =
        Rosters { programme: key, month, before: &before, after: &after, fates: &fates, standards: &standards };
    Ok(Some(diff(rosters)))
}
