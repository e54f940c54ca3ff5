//! Coverage under what the viewer may know.

use chrono::NaiveDate;
use entity::vocab::ServicePointKind;

use super::{
    coverage::{Coverage, cells, units_with_point},
    rules::suppress,
    store_coverage as store,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        problem::Failure,
        scope::{Reach, Scope},
    },
    residents::{self, model::Units},
    services::{rules::distance::straight_metres, service as services},
};

/// Minutes on foot that may be asked for, and the steps between them.
const MINUTES: std::ops::RangeInclusive<i32> = 5..=60;
const STEP: i32 = 5;

/// How many residents reach an open point of `kind` within `minutes` on foot (those of its circle unless given) on `day`.
/// An account of a unit gets its own; counts that give people away are hidden from those who may not read residents.
///
/// # Errors
/// A missing permission, a wrong argument, or a fault.
pub async fn coverage(
    app: &App,
    viewer: &Viewer,
    units: &Units,
    (kind, minutes, day): (ServicePointKind, Option<i32>, NaiveDate),
) -> Result<Coverage, Failure> {
    viewer.permit(Permission::CoverageRead)?;
    let db = app.db.statistics();
    let circle = services::circle(db, kind).await?;
    let minutes = minutes.or_else(|| circle.as_ref().map(|circle| circle.minutes));
    let fit = minutes.filter(|minutes| MINUTES.contains(minutes) && minutes % STEP == 0);
    let minutes = fit.ok_or_else(|| Failure::bad_input("minutes", "请给出 5 到 60 之间 5 的倍数"))?;
    let assumption = services::assumption_on(db, day).await?;
    let assumption = assumption.ok_or_else(|| Failure::bad_input("asOf", "该日没有步行参数,请给出较晚的日期"))?;
    let points = services::open_on(db, kind, day).await?;
    let straight_metres = straight_metres(minutes, &assumption);

    let scope = viewer.scope();
    let reach = counted(&scope);
    let known = units.0.iter().map(|unit| unit.id).filter(|unit| reach.holds(*unit));
    let buildings = store::buildings(db, reach, day).await?;
    let (mut cells, mut total) = cells(&known.collect::<Vec<_>>(), &buildings, &points, straight_metres);
    if !viewer.may(Permission::ResidentRead) || residents::service::veterans_only(&scope) {
        suppress(&mut cells, &mut total, app.thresholds.any);
    }
    let (count, units_with_point) = (points.len(), units_with_point(&points));
    Ok(Coverage {
        kind,
        minutes,
        day,
        straight_metres,
        assumption,
        circle,
        points: count,
        units_with_point,
        cells,
        total,
    })
}

/// Units whose residents are counted: those whose residents exist for the viewer; for a station, which sees of residents only
/// its veterans, those whose files it keeps.
fn counted(scope: &Scope) -> &Reach {
    if residents::service::veterans_only(scope) { &scope.stations } else { &scope.units }
}
