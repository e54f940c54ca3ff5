//! Statistics and the annual report under the viewer's scope.

use std::collections::BTreeMap;

use super::{
    model::{Cell, Dimension, Statistics, Thresholds},
    rules,
    store::{self, Measures},
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{
        self,
        model::{AssetFile, LeaseFile},
    },
    kernel::{app::App, filter::Condition, problem::Failure, time::Month},
    residents::loader::filter::Asker,
    subsidies::{loader::filter::SubsidyPaymentFilter, loader::request::counted},
};

/// What a caller wants of a statistic, so that nothing else is computed.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub cells: bool,
    pub total: bool,
    pub persons: bool,
}

/// Statistics of payments: cells by `dimensions`, and their total. Distinct persons are counted only
/// when they are wanted or small cells must be hidden.
///
/// # Errors
/// A missing permission, a wrong filter, or a fault.
pub async fn subsidies(
    app: &App,
    asker: Asker<'_>,
    dimensions: &[Dimension],
    filter: &SubsidyPaymentFilter,
    wanted: Wanted,
) -> Result<Statistics, Failure> {
    asker.viewer.permit(Permission::StatisticsRead)?;
    let condition = counted(asker, filter)?;
    let hide = asker.viewer.suppressed();
    let measures = Measures { persons: wanted.persons || hide, sensitive: hide };
    let db = app.db.statistics();
    let mut statistics = Statistics::default();
    if wanted.total {
        let total = store::cells(db, asker.scope, &[], condition.clone(), measures).await?;
        statistics.total = total.into_iter().next().unwrap_or_default();
    }
    if wanted.cells {
        statistics.cells = store::cells(db, asker.scope, dimensions, condition, measures).await?;
    }
    if hide {
        let group = |id: i64| asker.programmes.get(id).map(|programme| programme.row.group as u8);
        rules::suppress(&mut statistics, Thresholds::default(), group);
    }
    Ok(statistics)
}

/// The headline figure of `year`: paid lines of the headline programmes.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn headline(app: &App, asker: Asker<'_>, year: i32) -> Result<Cell, Failure> {
    asker.viewer.permit(Permission::ReportRead)?;
    let codes = asker.programmes.0.iter().filter(|programme| programme.row.in_headline);
    let filter = SubsidyPaymentFilter {
        programme: Some(codes.map(|programme| programme.row.code.clone()).collect()),
        month_from: Some(Month(year * 100 + 1)),
        month_to: Some(Month(year * 100 + 12)),
        ..SubsidyPaymentFilter::default()
    };
    let condition = counted(asker, &filter)?;
    let measures = Measures { persons: true, sensitive: false };
    let cells = store::cells(app.db.statistics(), asker.scope, &[], condition, measures).await?;
    Ok(cells.into_iter().next().unwrap_or_default())
}

/// Whether the viewer may read the report at all.
///
/// # Errors
/// `UNAUTHENTICATED` or `FORBIDDEN`.
pub fn permit_report(viewer: &Viewer, year: i32) -> Result<(), Failure> {
    viewer.permit(Permission::ReportRead)?;
    if (1949..=9998).contains(&year) {
        Ok(())
    } else {
        Err(Failure::bad_input("year", "请给出四位年份,例如 2022"))
    }
}

/// Leases with their assets that meet `condition` (on the table aliased `ROOT`), for statistics.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn lease_files(
    app: &App,
    asker: Asker<'_>,
    condition: Option<Condition>,
) -> Result<(Vec<LeaseFile>, BTreeMap<i64, AssetFile>), Failure> {
    asker.viewer.permit(Permission::LeaseStatisticsRead)?;
    let db = app.db.statistics();
    let which = match condition {
        Some(condition) => Some(store::matching::<entity::lease::Entity, _>(db, asker.scope, condition).await?),
        None => None,
    };
    let (leases, assets) = assets::service::some(db, &app.vault, asker.scope, which.as_deref()).await?;
    Ok((leases, assets.into_iter().map(|asset| (asset.id, asset)).collect()))
}

/// Findings that meet `condition` (on the table aliased `ROOT`), for statistics.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn findings(
    app: &App,
    asker: Asker<'_>,
    condition: Option<Condition>,
) -> Result<Vec<entity::finding::Model>, Failure> {
    asker.viewer.permit(Permission::LeaseStatisticsRead)?;
    let db = app.db.statistics();
    let which = match condition {
        Some(condition) => Some(store::matching::<entity::finding::Entity, _>(db, asker.scope, condition).await?),
        None => None,
    };
    let rows = crate::findings::service::all(db, asker.scope, which.as_deref()).await?;
    // A finding about a veteran is about a person: counted by few rules and units, it would give people away.
    Ok(rows.into_iter().filter(|row| row.collective_id.is_some()).collect())
}
