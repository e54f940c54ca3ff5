//! When a point serves, and what may be put on record.

use chrono::NaiveDate;
use entity::vocab::ServicePointKind;

use crate::{
    kernel::{
        location::Location,
        problem::{Problem, Reasons},
        time::TimeOfDay,
    },
    services::model::{Hours, Neighbours, Point, PointFile, PointState, place},
};

/// Most characters of a name, an operator.
const NAME: usize = 60;
/// Most characters of an address.
const ADDRESS: usize = 120;
/// Most spells of opening hours; three a day.
const SPELLS: usize = 21;

/// Whether the point serves on `day`.
#[must_use]
pub fn state_on(opened_on: NaiveDate, closed_on: Option<NaiveDate>, day: NaiveDate) -> PointState {
    match closed_on {
        Some(closed_on) if closed_on <= day => PointState::Closed,
        _ if day < opened_on => PointState::Planned,
        _ => PointState::Open,
    }
}

/// Whether a point serves those who live in `unit`: everybody near, but a unit's veteran station only its own.
#[must_use]
pub fn serves(point: &Point, unit: i64) -> bool {
    point.kind != ServicePointKind::VeteranStation || point.street_level || point.unit_id == unit
}

/// Whether a place is within the box around the country.
#[must_use]
pub fn within_china(place: Location) -> bool {
    (3_000_000..=54_000_000).contains(&place.latitude.0) && (73_000_000..=136_000_000).contains(&place.longitude.0)
}

/// Checks what a point says of itself, and that nothing else says the same.
///
/// # Errors
/// Everything that is wrong.
pub fn check(point: &Point, others: &Neighbours) -> Result<(), Vec<Problem>> {
    let given = |text: &str, most: usize| (1..=most).contains(&text.chars().count());
    let operator = point.operator.as_deref().is_none_or(|name| given(name, NAME));
    let station = "该单位已有同级的退役军人服务站,请先关停";
    Reasons::default()
        .need(given(&point.name, NAME), "NAME", "name", "名称应有 1 到 60 个字")
        .need(given(&point.address, ADDRESS), "ADDRESS", "address", "地址应有 1 到 120 个字")
        .need(operator, "OPERATOR", "operator", "运营方应有 1 到 60 个字,没有则不填")
        .need(within_china(place(point)), "OUTSIDE", "location", "经纬度不在我国境内,请核对纬度和经度是否写反")
        .need(point.star.is_none_or(|star| (1..=5).contains(&star)), "STAR", "star", "星级应在 1 到 5 之间")
        .need(!others.same_name, "NAME_TAKEN", "name", "已有同类同名的服务点,请换一个名称")
        .need(!others.same_station, "STATION_EXISTS", "unit", station)
        .done()
}

/// Checks opening hours: on a weekday, from earlier to later, none inside another.
///
/// # Errors
/// The first reason of each kind.
pub fn check_hours(hours: &[Hours]) -> Result<(), Vec<Problem>> {
    let mut sorted = hours.to_vec();
    sorted.sort_unstable();
    let overlap = sorted.windows(2).any(|pair| match pair {
        [one, next] => one.weekday == next.weekday && next.opens < one.closes,
        _ => false,
    });
    let real = |time: TimeOfDay| (0..=24 * 60).contains(&time.0);
    let forward = |spell: &Hours| real(spell.opens) && real(spell.closes) && spell.opens < spell.closes;
    Reasons::default()
        .need(hours.len() <= SPELLS, "HOURS_MANY", "openingHours", "开放时段至多 21 段")
        .need(
            hours.iter().all(|spell| (1..=7).contains(&spell.weekday)),
            "WEEKDAY",
            "openingHours",
            "星期应为 1(周一)到 7(周日)",
        )
        .need(hours.iter().all(forward), "HOURS_ORDER", "openingHours", "开门时刻应早于关门时刻")
        .need(!overlap, "HOURS_OVERLAP", "openingHours", "同一天的开放时段不能重叠")
        .done()
}

/// Checks that a point may be corrected from `old` to `new`: not once it is closed, and a station with work at hand stays
/// where the files are.
///
/// # Errors
/// Everything that is wrong.
pub fn check_revise(old: &PointFile, new: &PointFile, others: &Neighbours) -> Result<(), Vec<Problem>> {
    let moved = (new.point.unit_id, new.point.street_level) != (old.point.unit_id, old.point.street_level);
    let busy = format!("该站还有 {} 项服务没有办结,不能改换单位或级别", others.open_services);
    Reasons::default()
        .need(old.point.closed_on.is_none(), "ALREADY_CLOSED", "servicePoint", "该服务点已关停,请另行开设")
        .need(new != old, "NOTHING_CHANGED", "", "没有改动,请核对")
        .need(!moved || others.open_services == 0, "STATION_BUSY", "unit", busy)
        .done()
}

/// Checks that a point may close on `on`.
///
/// # Errors
/// Everything that is wrong.
pub fn check_close(
    point: &Point,
    others: &Neighbours,
    (on, today): (NaiveDate, NaiveDate),
    reason: &str,
) -> Result<(), Vec<Problem>> {
    let mut reasons = Reasons::default();
    reasons
        .need(point.closed_on.is_none(), "ALREADY_CLOSED", "servicePoint", "该服务点已关停")
        .need(on >= point.opened_on, "DATE_ORDER", "closedOn", format!("关停日不能早于启用日({})", point.opened_on))
        .need((1..=200).contains(&reason.chars().count()), "REASON_MISSING", "reason", "请说明关停原因,至多 200 字");
    if point.kind == ServicePointKind::VeteranStation {
        let busy = format!("该站还有 {} 项服务没有办结,请先办结或转交", others.open_services);
        reasons.need(others.open_services == 0, "STATION_BUSY", "servicePoint", busy);
        // Services may begin until it is closed; one that never opened may be given up.
        if point.opened_on <= today {
            reasons.not_future(on, today, "closedOn");
        }
        if let Some(last) = others.last_service_on {
            let served = format!("该站在 {last} 还有服务记录,关停日不能早于它");
            reasons.need(on >= last, "STATION_SERVED", "closedOn", served);
        }
    }
    reasons.done()
}
