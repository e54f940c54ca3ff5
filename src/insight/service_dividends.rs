//! Statistics of dividends under the viewer's scope.

use super::{
    dividends::{Bridge, DividendCell, DividendDimension, suppress},
    store_dividends as store,
};
use crate::{
    access::policy::Permission,
    dividends::loader::filter_line::{MovementFilter, MovementKind, PayoutLineFilter, distributed, movement_reason},
    kernel::{app::App, filter::Condition, plan::ROOT, problem::Failure},
    residents::loader::filter::Asker,
};

/// What counts: lines that meet the filter of plans that are approved, being paid or paid, unless the filter says
/// otherwise.
fn counted(asker: Asker<'_>, filter: &PayoutLineFilter) -> Result<Condition, Failure> {
    let condition = filter.condition(asker, ROOT, 0)?;
    Ok(if filter.names_plans() { condition } else { condition.add(distributed(asker, ROOT)) })
}

/// Cells by `dimensions`, and their total, each when wanted. Small cells are hidden from those who may not read lines.
///
/// # Errors
/// A missing permission, a wrong filter, or a fault.
pub async fn statistics(
    app: &App,
    asker: Asker<'_>,
    dimensions: &[DividendDimension],
    filter: &PayoutLineFilter,
    (want_cells, want_total): (bool, bool),
) -> Result<(Vec<DividendCell>, DividendCell), Failure> {
    asker.viewer.permit(Permission::DividendStatisticsRead)?;
    let condition = counted(asker, filter)?;
    let db = app.db.statistics();
    let (mut cells, mut total) = (Vec::new(), DividendCell::default());
    if want_total {
        total = one(store::cells(db, asker.scope, &[], condition.clone()).await?);
    }
    if want_cells && !dimensions.is_empty() {
        cells = store::cells(db, asker.scope, dimensions, condition).await?;
    }
    if !asker.viewer.may(Permission::DividendRead) {
        suppress(&mut cells, &mut total, app.thresholds);
    }
    Ok((cells, total))
}

fn one(cells: Vec<DividendCell>) -> DividendCell {
    cells.into_iter().next().unwrap_or_default()
}

/// What was distributed in `year`, by kind of unit and in total, for the annual report.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn year(app: &App, asker: Asker<'_>, year: i32) -> Result<(Vec<DividendCell>, DividendCell), Failure> {
    asker.viewer.permit(Permission::ReportRead)?;
    let filter = PayoutLineFilter { year: Some(vec![year]), ..PayoutLineFilter::default() };
    let condition = counted(asker, &filter)?;
    let db = app.db.statistics();
    let kinds = store::cells(db, asker.scope, &[DividendDimension::UnitKind], condition.clone()).await?;
    Ok((kinds, one(store::cells(db, asker.scope, &[], condition).await?)))
}

/// How the participants of the year before became those of `year`.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn bridge(app: &App, asker: Asker<'_>, year: i32, codes: Option<&Vec<String>>) -> Result<Bridge, Failure> {
    asker.viewer.permit(Permission::DividendStatisticsRead)?;
    if codes.is_some() {
        // The street less seven villages would be the eighth.
        asker.viewer.permit(Permission::DividendRead)?;
    }
    let of = |year: Option<i32>| PayoutLineFilter {
        year: year.map(|year| vec![year]),
        unit: codes.cloned(),
        ..PayoutLineFilter::default()
    };
    let db = app.db.statistics();
    let figures = async |year: i32| {
        let condition = counted(asker, &of(Some(year)))?;
        Ok::<_, Failure>(one(store::cells(db, asker.scope, &[], condition).await?))
    };
    let movement = async |kind: MovementKind| {
        let moved = MovementFilter { kind, year, reason: None }.condition(asker, ROOT);
        let condition = of(None).condition(asker, ROOT, 0)?.add(moved);
        let why = movement_reason(asker, ROOT, kind.event());
        Ok::<_, Failure>(store::movement(db, asker.scope, condition, why).await?)
    };
    Ok(Bridge {
        before: figures(year.saturating_sub(1)).await?,
        now: figures(year).await?,
        new_units: movement(MovementKind::NewUnit).await?,
        ended_units: movement(MovementKind::EndedUnit).await?,
        joined: movement(MovementKind::Joined).await?,
        left: movement(MovementKind::Left).await?,
    })
}
