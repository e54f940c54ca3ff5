//! SQL of service points; which of their rows exist for whom.

use chrono::NaiveDate;
use entity::{
    service_circle, service_event, service_point, service_point_hours,
    vocab::{ServicePointKind, ServiceState},
    walking_assumption,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Cond,
};

use super::model::{Assumption, Circle, Hours, HoursRow, Neighbours, Point, PointFile};
use crate::kernel::{
    fault::Fault,
    filter::holds,
    scope::{FindIn, Scope, scoped},
    write::{add, add_all},
};

scoped! {
    // Where and when the public is served is public.
    service_point: |_, _| Cond::all();
    service_point_hours: |_, _| Cond::all();
    walking_assumption: |_, _| Cond::all();
    service_circle: |_, _| Cond::all();
}

/// A point with its hours.
pub async fn file<C: ConnectionTrait>(db: &C, id: i64) -> Result<Option<PointFile>, Fault> {
    use service_point_hours::{Column, Entity};
    let Some(point) = point(db, id).await? else { return Ok(None) };
    let rows = Entity::find_in(&Scope::everything()).filter(Column::ServicePointId.eq(id));
    let rows = rows.order_by_asc(Column::Weekday).order_by_asc(Column::Opens).all(db).await?;
    Ok(Some(PointFile { point, hours: rows.iter().map(Hours::from).collect() }))
}

/// Points of a kind that serve on `day`.
pub async fn open_on<C: ConnectionTrait>(db: &C, kind: ServicePointKind, day: NaiveDate) -> Result<Vec<Point>, Fault> {
    use service_point::{Column, Entity};
    let select = Entity::find_in(&Scope::everything()).filter(Column::Kind.eq(kind));
    let select = select.filter(holds("service_point", Column::OpenedOn, Column::ClosedOn, day));
    Ok(select.order_by_asc(Column::Id).all(db).await?)
}

/// The point with this key.
pub async fn point<C: ConnectionTrait>(db: &C, id: i64) -> Result<Option<Point>, Fault> {
    Ok(service_point::Entity::find_in(&Scope::everything()).filter(service_point::Column::Id.eq(id)).one(db).await?)
}

/// How people walk on `day`; none before the first assumption.
pub async fn assumption_on<C: ConnectionTrait>(db: &C, day: NaiveDate) -> Result<Option<Assumption>, Fault> {
    use walking_assumption::{Column, Entity};
    let select = Entity::find_in(&Scope::everything()).filter(Column::ValidFrom.lte(day));
    Ok(select.order_by_desc(Column::ValidFrom).one(db).await?)
}

/// Within how many minutes a kind of point is to be reached.
pub async fn circle<C: ConnectionTrait>(db: &C, kind: ServicePointKind) -> Result<Option<Circle>, Fault> {
    let select = service_circle::Entity::find_in(&Scope::everything()).filter(service_circle::Column::Kind.eq(kind));
    Ok(select.one(db).await?)
}

/// What else is on record beside `point`, itself left out.
pub async fn neighbours<C: ConnectionTrait>(db: &C, point: &Point) -> Result<Neighbours, Fault> {
    use service_point::Column;
    let everything = Scope::everything();
    let beside = || {
        let until = Cond::any().add(Column::ClosedOn.is_null()).add(Column::ClosedOn.gt(point.opened_on));
        let select = service_point::Entity::find_in(&everything).filter(Column::Id.ne(point.id)).filter(until);
        let select = select.filter(Column::Kind.eq(point.kind));
        match point.closed_on {
            Some(closed_on) => select.filter(Column::OpenedOn.lt(closed_on)),
            None => select,
        }
    };
    let same_name = beside().filter(Column::Name.eq(&point.name)).one(db).await?.is_some();
    let mut found = Neighbours { same_name, ..Neighbours::default() };
    if point.kind == ServicePointKind::VeteranStation {
        // A unit has one station of its own, the street one in whatever unit.
        let level = beside().filter(Column::StreetLevel.eq(point.street_level));
        let same = if point.street_level { level } else { level.filter(Column::UnitId.eq(point.unit_id)) };
        found.same_station = same.one(db).await?.is_some();
        let events =
            || service_event::Entity::find_in(&everything).filter(service_event::Column::StationId.eq(point.id));
        let done = [ServiceState::Closed, ServiceState::Withdrawn];
        found.open_services = events().filter(service_event::Column::State.is_not_in(done)).count(db).await?;
        let last = events().order_by_desc(service_event::Column::RegisteredOn).one(db).await?;
        found.last_service_on = last.map(|event| event.registered_on);
    }
    Ok(found)
}

/// Stores a new point; answers its key.
pub async fn open<C: ConnectionTrait>(tx: &C, file: PointFile) -> Result<i64, Fault> {
    let point = add(tx, file.point).await?;
    add_hours(tx, point.id, &file.hours).await?;
    Ok(point.id)
}

/// Writes `new` over `old` if its version is still the one that was read. Says whether it was.
pub async fn revise<C: ConnectionTrait>(tx: &C, old: &PointFile, new: PointFile) -> Result<bool, Fault> {
    use service_point::{Column, Entity};
    let mut row = new.point.into_active_model().reset_all();
    row.id = NotSet;
    row.version = Set(old.point.version + 1);
    let same = Cond::all().add(Column::Id.eq(old.point.id)).add(Column::Version.eq(old.point.version));
    if Entity::update_many().set(row).filter(same).exec(tx).await?.rows_affected != 1 {
        return Ok(false);
    }
    if new.hours != old.hours {
        let own = service_point_hours::Column::ServicePointId.eq(old.point.id);
        service_point_hours::Entity::delete_many().filter(own).exec(tx).await?;
        add_hours(tx, old.point.id, &new.hours).await?;
    }
    Ok(true)
}

async fn add_hours<C: ConnectionTrait>(tx: &C, point: i64, hours: &[Hours]) -> Result<(), Fault> {
    let row = |spell: &Hours| HoursRow {
        id: 0,
        service_point_id: point,
        weekday: spell.weekday,
        opens: spell.opens.0,
        closes: spell.closes.0,
    };
    add_all(tx, hours.iter().map(row).collect()).await
}
