//! Acts on service points; what others ask of them.

use chrono::NaiveDate;
use entity::vocab::ServicePointKind;
use serde_json::{Value as Json, json};

use super::{
    model::{Assumption, Circle, Hours, Point, PointFile},
    rules::point::{check, check_close, check_hours, check_revise},
    store,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::Act,
        db::Executor,
        fault::Fault,
        location::Location,
        problem::{Failure, Problem, none_of},
        write::{Audited, perform},
    },
    residents,
};

/// Which point an act is on, and the version the caller read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    pub point: i64,
    pub version: i32,
}

/// A new point.
#[derive(Debug, Clone)]
pub struct Open {
    pub kind: ServicePointKind,
    pub name: String,
    /// Code of the unit it stands in.
    pub unit: String,
    pub street_level: bool,
    pub address: String,
    pub location: Location,
    pub operator: Option<String>,
    pub star: Option<i32>,
    pub opened_on: NaiveDate,
    pub hours: Vec<Hours>,
}

/// What changes of a point; what is absent stays. `Some(None)` takes away.
#[derive(Debug, Clone, Default)]
pub struct Revise {
    pub name: Option<String>,
    pub unit: Option<String>,
    pub street_level: Option<bool>,
    pub address: Option<String>,
    pub location: Option<Location>,
    pub operator: Option<Option<String>>,
    pub star: Option<Option<i32>>,
    pub opened_on: Option<NaiveDate>,
    pub hours: Option<Vec<Hours>>,
}

/// Opens a point, or plans it for a day to come; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn open(app: &App, viewer: &Viewer, new: Open) -> Result<i64, Failure> {
    const NAME: &str = "SERVICE_POINT_OPEN";
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::ServicePointWrite), move |app, tx| {
        let new = new.clone();
        Box::pin(async move {
            let point = Point {
                id: 0,
                kind: new.kind,
                name: trimmed(&new.name),
                unit_id: unit_of(app, &new.unit).await?,
                street_level: new.street_level,
                address: trimmed(&new.address),
                latitude: new.location.latitude.0,
                longitude: new.location.longitude.0,
                operator: new.operator.as_deref().map(trimmed),
                star: new.star,
                opened_on: new.opened_on,
                closed_on: None,
                version: 1,
            };
            let file = PointFile { point, hours: sorted(new.hours) };
            checked(&[check(&file.point, &store::neighbours(tx, &file.point).await?), check_hours(&file.hours)])?;
            let detail = json!({ "after": outline(&file) });
            let id = store::open(tx, file).await?;
            Ok(Audited { value: id, act: Act { act: NAME, subject: subject(id), detail } })
        })
    })
    .await
}

/// Corrects what a point says of itself; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn revise(app: &App, viewer: &Viewer, target: Target, changes: Revise) -> Result<i64, Failure> {
    const NAME: &str = "SERVICE_POINT_REVISE";
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::ServicePointWrite), move |app, tx| {
        let changes = changes.clone();
        Box::pin(async move {
            let old = file_at(tx, target).await?;
            let new = revised(app, &old, changes).await?;
            let others = store::neighbours(tx, &new.point).await?;
            checked(&[check_revise(&old, &new, &others), check(&new.point, &others), check_hours(&new.hours)])?;
            let detail = json!({ "before": outline(&old), "after": outline(&new) });
            written(store::revise(tx, &old, new).await?)?;
            Ok(Audited { value: old.point.id, act: Act { act: NAME, subject: subject(old.point.id), detail } })
        })
    })
    .await
}

/// Closes a point from a day on; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn close(
    app: &App,
    viewer: &Viewer,
    target: Target,
    closed_on: NaiveDate,
    reason: &str,
) -> Result<i64, Failure> {
    const NAME: &str = "SERVICE_POINT_CLOSE";
    let reason = trimmed(reason);
    perform(app, &viewer.actor(), NAME, viewer.permit(Permission::ServicePointWrite), move |app, tx| {
        let reason = reason.clone();
        Box::pin(async move {
            let old = file_at(tx, target).await?;
            let others = store::neighbours(tx, &old.point).await?;
            checked(&[check_close(&old.point, &others, (closed_on, app.clock.today()), &reason)])?;
            let detail = json!({ "name": old.point.name, "closedOn": closed_on, "reason": reason });
            let point = Point { closed_on: Some(closed_on), ..old.point.clone() };
            let new = PointFile { point, hours: old.hours.clone() };
            written(store::revise(tx, &old, new).await?)?;
            Ok(Audited { value: old.point.id, act: Act { act: NAME, subject: subject(old.point.id), detail } })
        })
    })
    .await
}

/// Points of a kind that serve on `day`. Where the public is served is public.
///
/// # Errors
/// A fault.
pub async fn open_on<C: Executor>(db: &C, kind: ServicePointKind, day: NaiveDate) -> Result<Vec<Point>, Fault> {
    store::open_on(db, kind, day).await
}

/// The point with this key.
///
/// # Errors
/// A fault.
pub async fn point<C: Executor>(db: &C, id: i64) -> Result<Option<Point>, Fault> {
    store::point(db, id).await
}

/// How people walk on `day`; none before the first assumption.
///
/// # Errors
/// A fault.
pub async fn assumption_on<C: Executor>(db: &C, day: NaiveDate) -> Result<Option<Assumption>, Fault> {
    store::assumption_on(db, day).await
}

/// Within how many minutes a kind of point is to be reached.
///
/// # Errors
/// A fault.
pub async fn circle<C: Executor>(db: &C, kind: ServicePointKind) -> Result<Option<Circle>, Fault> {
    store::circle(db, kind).await
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

fn sorted(mut hours: Vec<Hours>) -> Vec<Hours> {
    hours.sort_unstable();
    hours
}

fn subject(point: i64) -> String {
    format!("service_point:{point}")
}

/// What the chain keeps of a point.
fn outline(file: &PointFile) -> Json {
    let PointFile { point, hours } = file;
    json!({ "kind": point.kind, "name": point.name, "unit": point.unit_id, "streetLevel": point.street_level,
        "address": point.address, "latitude": point.latitude, "longitude": point.longitude, "operator": point.operator,
        "star": point.star, "openedOn": point.opened_on, "hours": hours })
}

/// The unit with this code.
async fn unit_of(app: &App, code: &str) -> Result<i64, Failure> {
    let keys = residents::service::units(app).await?.keys("unit", &[trimmed(code)]);
    let key = keys.ok().and_then(|keys| keys.first().copied());
    key.ok_or_else(|| Failure::problem("UNIT", "unit", "没有这个单位代码,请用 units 查询"))
}

/// The point that an act is on, as the caller read it.
async fn file_at<C: Executor>(tx: &C, target: Target) -> Result<PointFile, Failure> {
    let found = store::file(tx, target.point).await?;
    let file = found.ok_or_else(|| Failure::not_found("servicePoint"))?;
    if file.point.version == target.version { Ok(file) } else { Err(Failure::stale()) }
}

async fn revised(app: &App, old: &PointFile, changes: Revise) -> Result<PointFile, Failure> {
    let mut point = old.point.clone();
    if let Some(code) = changes.unit {
        point.unit_id = unit_of(app, &code).await?;
    }
    if let Some(Location { latitude, longitude }) = changes.location {
        (point.latitude, point.longitude) = (latitude.0, longitude.0);
    }
    point.name = changes.name.map_or(point.name, |name| trimmed(&name));
    point.street_level = changes.street_level.unwrap_or(point.street_level);
    point.address = changes.address.map_or(point.address, |address| trimmed(&address));
    point.operator = changes.operator.map_or(point.operator, |operator| operator.as_deref().map(trimmed));
    point.star = changes.star.unwrap_or(point.star);
    point.opened_on = changes.opened_on.unwrap_or(point.opened_on);
    Ok(PointFile { point, hours: changes.hours.map_or_else(|| old.hours.clone(), sorted) })
}

/// Refuses with the reasons of all checks together.
fn checked(checks: &[Result<(), Vec<Problem>>]) -> Result<(), Failure> {
    none_of(checks.iter().filter_map(|check| check.clone().err()).flatten().collect())
}

fn written(done: bool) -> Result<(), Failure> {
    if done { Ok(()) } else { Err(Failure::stale()) }
}
