//! Distances and what may be put on record.

#![expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "the great circle to compare with")]

use proptest::prelude::*;

use super::{
    distance::{metres, straight_metres, within},
    point::{check, check_close, check_hours, check_revise, serves, state_on},
};
use crate::{
    kernel::{location::Location, problem::Problem, time::TimeOfDay},
    services::model::{Assumption, Hours, Neighbours, Point, PointFile, PointState, ServicePointKind},
};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

/// The great circle on a sphere of the earth's mean radius.
fn haversine(one: Location, other: Location) -> f64 {
    let radians = |millionths: i32| f64::from(millionths).to_radians() / 1e6;
    let (a, b) = (radians(one.latitude.0), radians(other.latitude.0));
    let dx = radians(other.longitude.0) - radians(one.longitude.0);
    let square = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (dx / 2.0).sin().powi(2);
    2.0 * 6_371_008.8 * square.sqrt().asin()
}

fn assumption(metres_per_minute: i32, detour_percent: i32) -> Assumption {
    Assumption { id: 1, valid_from: day("2021-01-01"), metres_per_minute, detour_percent, source: String::new() }
}

#[test]
fn known_distances() {
    let here = Location::new(32_031_250, 120_800_000);
    assert_eq!(metres(here, here), 0);
    assert_eq!(metres(here, Location::new(32_041_250, 120_800_000)), 1_111, "a hundredth of a degree north");
    assert_eq!(metres(here, Location::new(32_031_250, 120_810_000)), 942, "a hundredth of a degree east");
    assert_eq!(metres(Location::new(0, 0), Location::new(0, 1_000_000)), 111_195, "a degree of the equator");
    assert_eq!(metres(Location::new(53_000_000, 122_000_000), Location::new(53_000_000, 122_010_000)), 669);
    let there = Location::new(32_036_000, 120_803_000);
    assert!(within(here, there, 600) && !within(here, there, 599), "{}", metres(here, there));
}

#[test]
fn minutes_become_metres() {
    assert_eq!(straight_metres(10, &assumption(75, 130)), 576);
    assert_eq!(straight_metres(15, &assumption(75, 130)), 865);
    assert_eq!(straight_metres(15, &assumption(75, 100)), 1_125);
}

fn place() -> impl Strategy<Value = Location> {
    (31_900_000..32_100_000, 120_700_000..120_950_000).prop_map(|(north, east)| Location::new(north, east))
}

proptest! {
    /// As far there as back, and as on the globe.
    #[test]
    fn distance_is_symmetric_and_true(one in place(), other in place()) {
        prop_assert_eq!(metres(one, other), metres(other, one));
        let truth = haversine(one, other);
        prop_assert!((metres(one, other) as f64 - truth).abs() <= 1.0 + truth / 50_000.0, "{}", truth);
    }

    /// Who is reached in fewer minutes is reached in more, and `within` is `metres`.
    #[test]
    fn more_minutes_reach_no_fewer(one in place(), other in place(), minutes in 1..60, more in 0..60, speed in 20..200, detour in 100..300) {
        let assumption = assumption(speed, detour);
        let (near, far) = (straight_metres(minutes, &assumption), straight_metres(minutes + more, &assumption));
        prop_assert!(near <= far);
        prop_assert!(!within(one, other, near) || within(one, other, far));
        prop_assert_eq!(within(one, other, metres(one, other) + 1), true);
        prop_assert_eq!(within(one, other, metres(one, other) - 1), false);
    }
}

fn point(kind: ServicePointKind) -> Point {
    Point {
        id: 1,
        kind,
        name: "龙潭村服务点".to_owned(),
        unit_id: 3,
        street_level: false,
        address: "龙潭村 1 号".to_owned(),
        latitude: 32_031_250,
        longitude: 120_800_000,
        operator: None,
        star: None,
        opened_on: day("2022-06-01"),
        closed_on: None,
        version: 1,
    }
}

fn codes(done: Result<(), Vec<Problem>>) -> Vec<&'static str> {
    done.err().unwrap_or_default().into_iter().map(|problem| problem.code).collect()
}

#[test]
fn a_point_is_planned_then_open_then_closed() {
    let state = |closed: Option<&str>, on: &str| state_on(day("2022-06-01"), closed.map(day), day(on));
    assert_eq!(state(None, "2022-05-31"), PointState::Planned);
    assert_eq!(state(None, "2022-06-01"), PointState::Open);
    assert_eq!(state(Some("2022-09-01"), "2022-08-31"), PointState::Open);
    assert_eq!(state(Some("2022-09-01"), "2022-09-01"), PointState::Closed);
    assert_eq!(state(Some("2022-06-01"), "2022-05-31"), PointState::Planned, "given up before it opened");
    assert_eq!(state(Some("2022-06-01"), "2022-06-01"), PointState::Closed);
}

#[test]
fn a_station_serves_its_unit_and_others_everybody() {
    let station = point(ServicePointKind::VeteranStation);
    assert!(serves(&station, 3) && !serves(&station, 4));
    assert!(serves(&Point { street_level: true, ..station }, 4));
    assert!(serves(&point(ServicePointKind::MedicalInsurance), 4));
}

#[test]
fn what_a_point_says_is_checked() {
    let good = point(ServicePointKind::MedicalInsurance);
    assert_eq!(codes(check(&good, &Neighbours::default())), [""; 0]);
    let bad = Point {
        name: "长".repeat(61),
        address: String::new(),
        operator: Some(String::new()),
        latitude: 120_800_000,
        longitude: 32_031_250,
        star: Some(6),
        ..good
    };
    let others = Neighbours { same_name: true, same_station: true, ..Neighbours::default() };
    let all = ["NAME", "ADDRESS", "OPERATOR", "OUTSIDE", "STAR", "NAME_TAKEN", "STATION_EXISTS"];
    assert_eq!(codes(check(&bad, &others)), all);
}

#[test]
fn hours_are_forward_and_apart() {
    let spell = |weekday, opens, closes| Hours { weekday, opens: TimeOfDay(opens), closes: TimeOfDay(closes) };
    assert_eq!(codes(check_hours(&[])), [""; 0]);
    assert_eq!(codes(check_hours(&[spell(1, 780, 1_020), spell(1, 510, 720), spell(2, 510, 720)])), [""; 0]);
    assert_eq!(
        codes(check_hours(&[spell(1, 510, 720), spell(1, 720, 1_440)])),
        [""; 0],
        "one begins as the other ends"
    );
    assert_eq!(codes(check_hours(&[spell(1, 510, 720), spell(1, 719, 1_020)])), ["HOURS_OVERLAP"]);
    assert_eq!(codes(check_hours(&[spell(1, 510, 720), spell(1, 510, 600)])), ["HOURS_OVERLAP"]);
    assert_eq!(codes(check_hours(&[spell(0, 510, 720), spell(8, 720, 510)])), ["WEEKDAY", "HOURS_ORDER"]);
    assert_eq!(codes(check_hours(&vec![spell(3, 0, 0); 22])), ["HOURS_MANY", "HOURS_ORDER"]);
}

#[test]
fn a_point_closes_once_and_a_station_when_it_is_idle() {
    let today = day("2022-12-31");
    let close =
        |point: &Point, others: &Neighbours, on: &str| codes(check_close(point, others, (day(on), today), "撤并"));
    let medical = point(ServicePointKind::MedicalInsurance);
    let none = Neighbours::default();
    assert_eq!(close(&medical, &none, "2023-03-01"), [""; 0], "announced");
    assert_eq!(close(&medical, &none, "2022-05-31"), ["DATE_ORDER"]);
    assert_eq!(codes(check_close(&medical, &none, (today, today), "")), ["REASON_MISSING"]);
    let closed = Point { closed_on: Some(today), ..medical };
    assert_eq!(close(&closed, &none, "2022-12-31"), ["ALREADY_CLOSED"]);
    let station = point(ServicePointKind::VeteranStation);
    let busy = Neighbours { open_services: 2, last_service_on: Some(day("2022-12-30")), ..none.clone() };
    assert_eq!(close(&station, &busy, "2022-12-29"), ["STATION_BUSY", "STATION_SERVED"]);
    assert_eq!(close(&station, &none, "2023-01-01"), ["FUTURE_DATE"]);
    assert_eq!(close(&station, &none, "2022-12-31"), [""; 0]);
    let planned = Point { opened_on: day("2023-06-01"), ..station };
    assert_eq!(close(&planned, &none, "2023-06-01"), [""; 0], "given up");
}

#[test]
fn a_busy_station_stays_where_the_files_are() {
    let file = |point: Point| PointFile { point, hours: Vec::new() };
    let station = point(ServicePointKind::VeteranStation);
    let busy = Neighbours { open_services: 1, ..Neighbours::default() };
    let moved = file(Point { unit_id: 4, ..station.clone() });
    assert_eq!(codes(check_revise(&file(station.clone()), &moved, &busy)), ["STATION_BUSY"]);
    assert_eq!(codes(check_revise(&file(station.clone()), &moved, &Neighbours::default())), [""; 0]);
    let renamed = file(Point { name: "x".to_owned(), ..station.clone() });
    assert_eq!(codes(check_revise(&file(station.clone()), &renamed, &busy)), [""; 0]);
    let closed = file(Point { closed_on: Some(day("2022-12-31")), ..station });
    assert_eq!(codes(check_revise(&closed, &closed, &busy)), ["ALREADY_CLOSED", "NOTHING_CHANGED"]);
}
