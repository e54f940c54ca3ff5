//! Service points of the street and its units, open ones and those planned for 2023.

use chrono::NaiveDate;
use entity::{service_point, service_point_hours, vocab::ServicePointKind};

use super::{
    calendar::day,
    emit_registry::next_id,
    places::{self, UNITS},
};

use ServicePointKind::{ChildrenHome, DisabledHome, ElderlyCare, FamilyDoctor, MedicalInsurance, VeteranStation};

/// Key of the street's veteran station; those of the units follow in the order of units.
pub const STREET_STATION: i64 = 1;
/// Unit in which the street's own points stand.
const STREET: usize = 0;
const STREET_NAME: &str = "天生港镇街道";
/// Units with a family doctor's room.
const DOCTORS: [usize; 2] = [4, 8];
/// Opening days of the children's homes by unit: five before 2023.
const CHILDREN: [(i32, u32, u32); 12] = [
    (2022, 6, 1),
    (2023, 3, 15),
    (2023, 4, 20),
    (2022, 9, 1),
    (2022, 6, 1),
    (2023, 5, 10),
    (2023, 6, 1),
    (2023, 6, 1),
    (2022, 11, 18),
    (2023, 9, 1),
    (2022, 9, 1),
    (2023, 9, 1),
];

/// Service points with their hours. Ids are dense and start at 1 in list order; the unit of a point is the index of the
/// unit until the rows are written.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct PointFacts {
    pub points: Vec<service_point::Model>,
    pub hours: Vec<service_point_hours::Model>,
}

impl PointFacts {
    /// Rows in both tables.
    #[must_use]
    pub fn size(&self) -> u64 {
        (self.points.len() + self.hours.len()) as u64
    }
}

/// Key of a unit's veteran station.
#[must_use]
pub fn station(unit: usize) -> i64 {
    i64::try_from(unit).unwrap_or_default() + STREET_STATION + 1
}

/// All service points.
#[must_use]
pub fn generate() -> PointFacts {
    let mut facts = PointFacts::default();
    facts.street(VeteranStation, "退役军人服务站", day(2019, 1, 28));
    for (unit, month) in (0..UNITS.len()).zip([3, 3, 4, 3, 4, 5, 5, 4, 5, 6, 3, 6]) {
        facts.unit(VeteranStation, unit, "退役军人服务站", day(2019, month, 15));
    }
    facts.street(MedicalInsurance, "医保服务大厅", day(2021, 5, 10));
    for (unit, month) in (0..UNITS.len()).zip([1, 1, 3, 2, 2, 6, 7, 4, 4, 9, 3, 10]) {
        let year = if unit < 5 { 2021 } else { 2022 };
        facts.unit(MedicalInsurance, unit, "医保服务点", day(year, month + 1, 8));
    }
    for unit in DOCTORS {
        facts.unit(FamilyDoctor, unit, "家庭医生工作室", day(2022, 8, 19));
    }
    facts.street(ElderlyCare, "养老综合服务中心", day(2023, 10, 1));
    facts.street(ChildrenHome, "困境儿童之家", day(2023, 6, 1));
    for (unit, (year, month, number)) in CHILDREN.into_iter().enumerate() {
        facts.unit(ChildrenHome, unit, "困境儿童之家", day(year, month, number));
    }
    facts.street(DisabledHome, "残疾人之家", day(2021, 5, 16));
    for point in facts.points.iter_mut().filter(|point| point.kind == DisabledHome) {
        point.operator = Some("南通暖阳助残服务中心".to_owned());
        point.star = Some(3);
    }
    for point in &facts.points {
        for (weekday, (opens, closes)) in hours(point.kind, point.street_level) {
            let id = next_id(&facts.hours);
            facts.hours.push(service_point_hours::Model { id, service_point_id: point.id, weekday, opens, closes });
        }
    }
    facts
}

impl PointFacts {
    fn street(&mut self, kind: ServicePointKind, what: &str, opened_on: NaiveDate) {
        let address = format!("{}街道便民服务中心", UNITS.get(STREET).copied().unwrap_or_default());
        self.add((kind, opened_on), STREET, true, format!("{STREET_NAME}{what}"), address);
    }

    fn unit(&mut self, kind: ServicePointKind, unit: usize, what: &str, opened_on: NaiveDate) {
        let name = UNITS.get(unit).copied().unwrap_or_default();
        self.add((kind, opened_on), unit, false, format!("{name}{what}"), format!("{name}党群服务中心"));
    }

    fn add(
        &mut self,
        (kind, opened_on): (ServicePointKind, NaiveDate),
        unit: usize,
        street_level: bool,
        name: String,
        address: String,
    ) {
        // Points of one address are one place.
        let place = places::point(unit, &address);
        self.points.push(service_point::Model {
            id: next_id(&self.points),
            kind,
            name,
            unit_id: i64::try_from(unit).unwrap_or_default(),
            street_level,
            address,
            latitude: place.latitude,
            longitude: place.longitude,
            operator: None,
            star: None,
            opened_on,
            closed_on: None,
            version: 1,
        });
    }
}

/// Weekdays with minutes after midnight.
fn hours(kind: ServicePointKind, street_level: bool) -> Vec<(i32, (i32, i32))> {
    let on = |days: std::ops::RangeInclusive<i32>, spans: &[(i32, i32)]| -> Vec<(i32, (i32, i32))> {
        days.flat_map(|weekday| spans.iter().map(move |span| (weekday, *span))).collect()
    };
    let morning = (510, 690);
    let mut hours = match kind {
        VeteranStation | MedicalInsurance => on(1..=5, &[morning, (840, 1_050)]),
        FamilyDoctor => on(1..=6, &[(480, 690), (810, 1_020)]),
        ElderlyCare => on(1..=7, &[(480, 1_080)]),
        ChildrenHome => [on(1..=5, &[(930, 1_110)]), on(6..=7, &[(540, 690), (840, 1_020)])].concat(),
        DisabledHome => on(1..=5, &[morning, (810, 990)]),
    };
    if street_level && hours.iter().all(|(weekday, _)| *weekday < 6) {
        hours.extend(on(6..=6, &[morning]));
    }
    hours
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn points_of_the_street() {
        let facts = generate();
        let today = day(2022, 12, 31);
        let count = |kind, street| {
            let own = facts.points.iter().filter(|point| point.kind == kind && point.street_level == street);
            let open = own.clone().filter(|point| point.opened_on <= today).count();
            (own.count(), open)
        };
        let all = [VeteranStation, MedicalInsurance, FamilyDoctor, ElderlyCare, ChildrenHome, DisabledHome];
        assert_eq!(all.map(|kind| count(kind, true)), [(1, 1), (1, 1), (0, 0), (1, 0), (1, 0), (1, 1)]);
        assert_eq!(all.map(|kind| count(kind, false)), [(12, 12), (12, 12), (2, 2), (0, 0), (12, 5), (0, 0)]);
        let names: BTreeSet<(String, &str)> =
            facts.points.iter().map(|point| (format!("{:?}", point.kind), point.name.as_str())).collect();
        assert_eq!(names.len(), facts.points.len());
        for (index, point) in facts.points.iter().enumerate() {
            assert_eq!(point.id, i64::try_from(index).unwrap() + 1);
            assert!(facts.hours.iter().any(|row| row.service_point_id == point.id && row.closes > row.opens));
        }
        let doctors = facts.points.iter().filter(|point| point.kind == FamilyDoctor).map(|point| point.name.as_str());
        assert!(doctors.eq(["龙湖佳苑社区家庭医生工作室", "八一村家庭医生工作室"]));
    }

    #[test]
    fn stations_are_found_by_unit() {
        let facts = generate();
        let point = |id: i64| &facts.points[usize::try_from(id).unwrap() - 1];
        assert_eq!(point(STREET_STATION).name, "天生港镇街道退役军人服务站");
        for (unit, name) in UNITS.iter().enumerate() {
            let station = point(station(unit));
            assert_eq!((station.kind, station.street_level), (VeteranStation, false));
            assert_eq!(station.name, format!("{name}退役军人服务站"));
        }
    }
}
