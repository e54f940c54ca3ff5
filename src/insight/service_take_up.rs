//! Take-up under what the viewer may know.

use chrono::NaiveDate;

use super::{
    rules::suppress,
    store,
    take_up::{TakeUpCell, cells},
};
use crate::{
    access::policy::Permission,
    insight::model::SENSITIVE_GROUPS,
    kernel::{app::App, problem::Failure, time::Month},
    residents::loader::filter::Asker,
    subsidies::{model::ProgrammeRecord, service::programme},
};

/// How many of those who are entitled to `programme` on `day` draw it, by unit of hukou, and in all. For those who may not
/// see why somebody is entitled, the day is the last of its month or today, and counts of few are hidden.
///
/// # Errors
/// A missing permission, or a fault.
pub async fn take_up(
    app: &App,
    asker: Asker<'_>,
    programme: &ProgrammeRecord,
    day: NaiveDate,
) -> Result<(NaiveDate, Vec<TakeUpCell>, TakeUpCell), Failure> {
    asker.viewer.permit(Permission::StatisticsRead)?;
    let month = Month::of(day);
    let sees = programme::permit(asker.viewer, programme, month).is_ok();
    let day = if sees { day } else { month.last_day().unwrap_or(day).min(asker.today) };
    let db = app.db.statistics();
    let entitled = programme::eligible(db, asker.scope, programme, day, (&[], false)).await?;
    let missing = programme::eligible(db, asker.scope, programme, day, (&[], true)).await?;
    let units = store::hukou_units(db, asker.scope, &entitled).await?;
    let enrolled = |resident: &i64| missing.binary_search(resident).is_err();
    let people = units.iter().map(|(resident, unit)| (*unit, enrolled(resident)));
    let all: Vec<i64> = asker.units.0.iter().map(|unit| unit.id).collect();
    let (mut cells, mut total) = cells(&all, people);
    if !sees {
        let sensitive = SENSITIVE_GROUPS.contains(&programme.row.group);
        let limit = if sensitive { app.thresholds.sensitive } else { app.thresholds.any };
        suppress(&mut cells, &mut total, limit);
    }
    Ok((day, cells, total))
}
