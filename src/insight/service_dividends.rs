//! Statistics of dividends under the viewer's scope.

use std::collections::BTreeMap;

use super::{
    dividends::{Bridge, DividendCell, DividendDimension, DividendKey, DividendYear},
    dividends_hidden::{self, Hidden},
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

/// Cells by `dimensions`, and their total, each when wanted. Small cells are hidden from those who may not read lines; what
/// is hidden does not depend on the question.
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
    let judge = judge(app, asker).await?;
    let (mut cells, mut total) = (Vec::new(), DividendCell::default());
    if want_total {
        total = one(figures(app, asker, &[], filter, judge.as_ref()).await?);
    }
    if want_cells && !dimensions.is_empty() {
        cells = figures(app, asker, dimensions, filter, judge.as_ref()).await?;
    }
    Ok((cells, total))
}

/// Cells by `dimensions` (without any, one), as far as `judge` lets them be shown.
async fn figures(
    app: &App,
    asker: Asker<'_>,
    dimensions: &[DividendDimension],
    filter: &PayoutLineFilter,
    judge: Option<&Hidden>,
) -> Result<Vec<DividendCell>, Failure> {
    let condition = counted(asker, filter)?;
    let mut cells = store::cells(app.db.statistics(), asker.scope, dimensions, condition.clone()).await?;
    if let Some(hidden) = judge {
        let parts = parts(app, asker, (dimensions, &narrowed(filter)), &condition).await?;
        hide(&mut cells, hidden, &parts, dimensions);
    }
    Ok(cells)
}

/// The groups, each of them judged, that the cells of a filtered question are made of.
async fn parts(
    app: &App,
    asker: Asker<'_>,
    (dimensions, finer): (&[DividendDimension], &[DividendDimension]),
    condition: &Condition,
) -> Result<Vec<DividendKey>, Failure> {
    let mut all = dimensions.to_vec();
    all.extend(finer.iter().filter(|dimension| !dimensions.contains(dimension)));
    let cells = store::cells(app.db.statistics(), asker.scope, &all, condition.clone()).await?;
    Ok(cells.into_iter().map(|cell| cell.key).collect())
}

fn hide(cells: &mut [DividendCell], hidden: &Hidden, parts: &[DividendKey], dimensions: &[DividendDimension]) {
    let mut by_cell: BTreeMap<DividendKey, Vec<DividendKey>> = BTreeMap::new();
    for part in parts {
        by_cell.entry(part.only(dimensions)).or_default().push(*part);
    }
    for cell in cells {
        cell.hide(hidden, by_cell.get(&cell.key).map_or(&[], Vec::as_slice));
    }
}

/// Dimensions that a filter of those who may not read lines speaks of.
fn narrowed(filter: &PayoutLineFilter) -> Vec<DividendDimension> {
    let places = filter.collective.is_some() || filter.unit.is_some();
    let given = [
        (places, DividendDimension::Collective),
        (filter.kind.is_some(), DividendDimension::UnitKind),
        (filter.year.is_some(), DividendDimension::Year),
    ];
    given.into_iter().filter(|(given, _)| *given).map(|(_, dimension)| dimension).collect()
}

/// What must be hidden of everything that was distributed; none for those who may read lines.
async fn judge(app: &App, asker: Asker<'_>) -> Result<Option<Hidden>, Failure> {
    const ALL: [DividendDimension; 6] = [
        DividendDimension::Collective,
        DividendDimension::UnitKind,
        DividendDimension::DistributingUnit,
        DividendDimension::Year,
        DividendDimension::State,
        DividendDimension::UnclaimedReason,
    ];
    if asker.viewer.may(Permission::DividendRead) {
        return Ok(None);
    }
    let db = app.db.statistics();
    let everything = counted(asker, &PayoutLineFilter::default())?;
    let cells = store::cells(db, asker.scope, &ALL, everything.clone()).await?;
    let shares = store::shares(db, asker.scope, everything).await?;
    Ok(Some(dividends_hidden::hide(&cells, shares, app.thresholds)))
}

fn one(cells: Vec<DividendCell>) -> DividendCell {
    cells.into_iter().next().unwrap_or_default()
}

fn of_year(year: i32) -> PayoutLineFilter {
    PayoutLineFilter { year: Some(vec![year]), ..PayoutLineFilter::default() }
}

/// What was distributed in `year`, by kind of unit and in total, beside the year before, for the annual report.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn compared(app: &App, asker: Asker<'_>, year: i32) -> Result<DividendYear, Failure> {
    asker.viewer.permit(Permission::ReportRead)?;
    let judge = judge(app, asker).await?;
    let cells = async |dimensions: &[DividendDimension], year: i32| {
        figures(app, asker, dimensions, &of_year(year), judge.as_ref()).await
    };
    Ok(DividendYear {
        kinds: cells(&[DividendDimension::UnitKind], year).await?,
        now: one(cells(&[], year).await?),
        before: one(cells(&[], year - 1).await?),
    })
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
    let within = |filter: PayoutLineFilter| PayoutLineFilter { unit: codes.cloned(), ..filter };
    let judge = judge(app, asker).await?;
    let total = async |year: i32| {
        Ok::<_, Failure>(one(figures(app, asker, &[], &within(of_year(year)), judge.as_ref()).await?))
    };
    let db = app.db.statistics();
    let movement = async |kind: MovementKind| {
        let moved = MovementFilter { kind, year, reason: None }.condition(asker, ROOT);
        let condition = within(PayoutLineFilter::default()).condition(asker, ROOT, 0)?.add(moved);
        let why = movement_reason(asker, ROOT, kind.event());
        Ok::<_, Failure>(store::movement(db, asker.scope, condition, why).await?)
    };
    Ok(Bridge {
        before: total(year.saturating_sub(1)).await?,
        now: total(year).await?,
        new_units: movement(MovementKind::NewUnit).await?,
        ended_units: movement(MovementKind::EndedUnit).await?,
        joined: movement(MovementKind::Joined).await?,
        left: movement(MovementKind::Left).await?,
    })
}
