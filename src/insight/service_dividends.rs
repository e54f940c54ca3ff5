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
    let condition = counted(asker, filter)?;
    let (mut cells, mut total) = (Vec::new(), DividendCell::default());
    let db = app.db.statistics();
    if want_total {
        total = one(store::cells(db, asker.scope, &[], condition.clone()).await?);
    }
    if want_cells && !dimensions.is_empty() {
        cells = store::cells(db, asker.scope, dimensions, condition.clone()).await?;
    }
    if !asker.viewer.may(Permission::DividendRead) {
        let hidden = hidden(app, asker).await?;
        let finer = narrowed(filter);
        hide(&mut cells, &hidden, &parts(app, asker, (dimensions, &finer), &condition).await?, dimensions);
        hide(std::slice::from_mut(&mut total), &hidden, &parts(app, asker, (&[], &finer), &condition).await?, &[]);
    }
    Ok((cells, total))
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

/// What must be hidden of everything that was distributed.
async fn hidden(app: &App, asker: Asker<'_>) -> Result<Hidden, Failure> {
    const ALL: [DividendDimension; 6] = [
        DividendDimension::Collective,
        DividendDimension::UnitKind,
        DividendDimension::DistributingUnit,
        DividendDimension::Year,
        DividendDimension::State,
        DividendDimension::UnclaimedReason,
    ];
    let db = app.db.statistics();
    let everything = counted(asker, &PayoutLineFilter::default())?;
    let cells = store::cells(db, asker.scope, &ALL, everything.clone()).await?;
    let shares = store::shares(db, asker.scope, everything).await?;
    Ok(dividends_hidden::hide(&cells, shares, app.thresholds))
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

/// What was distributed in `year`, beside the year before.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn compared(app: &App, asker: Asker<'_>, of: i32) -> Result<DividendYear, Failure> {
    let (kinds, now) = year(app, asker, of).await?;
    let (_, before) = year(app, asker, of - 1).await?;
    Ok(DividendYear { kinds, now, before })
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
