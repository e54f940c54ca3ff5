//! Leases and findings for statistics, and who may read the report.

use std::collections::BTreeMap;

use super::store;
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{
        self,
        model::{AssetFile, LeaseFile},
    },
    kernel::{app::App, filter::Condition, problem::Failure},
    residents::loader::filter::Asker,
};

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
