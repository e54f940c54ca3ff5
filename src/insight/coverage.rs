//! Walking-time coverage: how many residents reach a service point.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::vocab::ServicePointKind;

use super::rules::Telling;
use crate::{
    kernel::{location::Location, ratio::Percent},
    services::{
        model::{Assumption, Circle, Point, place},
        rules::{distance::within, point::serves},
    },
};

/// Residents of a unit in one building, or in buildings that nobody has located.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Building {
    pub unit: i64,
    pub place: Option<Location>,
    pub residents: i64,
}

/// Residents of a unit, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CoverageCell {
    /// None in the total.
    pub unit: Option<i64>,
    pub residents: i64,
    /// Residents whose building is located.
    pub located: i64,
    /// Located residents whom a point serves within the distance.
    pub covered: i64,
    pub suppressed: bool,
}

impl CoverageCell {
    /// The share of located residents that are covered.
    #[must_use]
    pub fn share(&self) -> Option<Percent> {
        Percent::of(self.covered, self.located)
    }

    fn count(&mut self, residents: i64, located: bool, covered: bool) {
        self.residents += residents;
        self.located += if located { residents } else { 0 };
        self.covered += if covered { residents } else { 0 };
    }
}

/// Those who live there, of them those who are reached and those who are not.
impl Telling for CoverageCell {
    fn counts(&self) -> [i64; 3] {
        [self.residents, self.covered, self.located - self.covered]
    }

    fn suppress(&mut self, hide: bool) {
        self.suppressed = hide;
    }
}

/// What coverage was computed with and what came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    pub kind: ServicePointKind,
    pub minutes: i32,
    pub day: NaiveDate,
    pub straight_metres: i64,
    pub assumption: Assumption,
    pub circle: Option<Circle>,
    /// Points of the kind that serve on the day.
    pub points: usize,
    /// Units with one of their own.
    pub units_with_point: usize,
    /// By unit, those without residents included.
    pub cells: Vec<CoverageCell>,
    pub total: CoverageCell,
}

/// Units that have a point of their own, not the street's.
#[must_use]
pub fn units_with_point(points: &[Point]) -> usize {
    points.iter().filter(|point| !point.street_level).map(|point| point.unit_id).collect::<BTreeSet<_>>().len()
}

/// Residents by unit in the order of `units`, and of all of these.
#[must_use]
pub fn cells(
    units: &[i64],
    buildings: &[Building],
    points: &[Point],
    metres: i64,
) -> (Vec<CoverageCell>, CoverageCell) {
    let mut by_unit: BTreeMap<i64, CoverageCell> = BTreeMap::new();
    let mut total = CoverageCell::default();
    for building in buildings.iter().filter(|building| units.contains(&building.unit)) {
        let near = |here: Location| {
            points.iter().any(|point| serves(point, building.unit) && within(here, place(point), metres))
        };
        let covered = building.place.is_some_and(near);
        let own = by_unit.entry(building.unit).or_default();
        for cell in [own, &mut total] {
            cell.count(building.residents, building.place.is_some(), covered);
        }
    }
    let cell = |unit: &i64| CoverageCell { unit: Some(*unit), ..by_unit.get(unit).copied().unwrap_or_default() };
    (units.iter().map(cell).collect(), total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::rules::suppress;

    fn cell(unit: i64, residents: i64, located: i64, covered: i64) -> CoverageCell {
        CoverageCell { unit: Some(unit), residents, located, covered, suppressed: false }
    }

    fn suppressed(cells: &[CoverageCell]) -> (Vec<i64>, bool) {
        let (mut cells, mut total) = (cells.to_vec(), CoverageCell::default());
        for cell in &cells {
            total.residents += cell.residents;
            total.located += cell.located;
            total.covered += cell.covered;
        }
        suppress(&mut cells, &mut total, 3);
        let hidden = cells.iter().filter(|cell| cell.suppressed).filter_map(|cell| cell.unit);
        (hidden.collect(), total.suppressed)
    }

    #[test]
    fn all_and_none_are_shown_few_are_not() {
        assert_eq!(suppressed(&[cell(1, 90, 90, 90), cell(2, 80, 80, 0), cell(3, 70, 0, 0)]), (vec![], false));
        for few in [cell(1, 2, 2, 2), cell(1, 90, 90, 2), cell(1, 90, 90, 89), cell(1, 90, 1, 0)] {
            let (hidden, total) = suppressed(&[few, cell(2, 80, 80, 40), cell(3, 70, 70, 30)]);
            assert_eq!((hidden, total), (vec![1, 3], false), "and the smallest other with {few:?}");
        }
    }

    #[test]
    fn a_single_cell_hides_with_its_total() {
        assert_eq!(suppressed(&[cell(1, 90, 90, 88)]), (vec![1], true));
        assert_eq!(suppressed(&[cell(1, 90, 90, 50)]), (vec![], false));
    }

    #[test]
    fn a_station_reaches_its_own_unit_only() {
        let here = Location::new(32_031_250, 120_800_000);
        let station = |unit, street_level| Point {
            id: 1,
            kind: ServicePointKind::VeteranStation,
            name: String::new(),
            unit_id: unit,
            street_level,
            address: String::new(),
            latitude: here.latitude.0,
            longitude: here.longitude.0,
            operator: None,
            star: None,
            opened_on: NaiveDate::MIN,
            closed_on: None,
            version: 1,
        };
        let building = |unit, place| Building { unit, place, residents: 10 };
        let far = Location::new(32_131_250, 120_800_000);
        let buildings = [building(1, Some(here)), building(1, Some(far)), building(1, None), building(2, Some(here))];
        let of = |street| cells(&[1, 2, 3], &buildings, &[station(1, street)], 500);
        assert_eq!(
            of(false),
            (
                vec![cell(1, 30, 20, 10), cell(2, 10, 10, 0), cell(3, 0, 0, 0)],
                CoverageCell { unit: None, ..cell(0, 40, 30, 10) }
            )
        );
        assert_eq!(of(true).1.covered, 20);
        assert_eq!(
            (units_with_point(&[station(1, false), station(1, true)]), units_with_point(&[station(1, true)])),
            (1, 0)
        );
        let (own, total) = cells(&[2], &buildings, &[station(2, false)], 500);
        assert_eq!(
            (own, total.residents),
            (vec![cell(2, 10, 10, 10)], 10),
            "who sees one unit sees no other in the total"
        );
    }
}
