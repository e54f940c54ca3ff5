//! Distances between coordinates, in integers.
//!
//! Within a city the earth is flat: the difference of latitudes is a length, that of longitudes shrinks with the cosine of
//! the latitude between the two. Against the great circle the error is below a millimetre at a kilometre.

use crate::kernel::location::Location;
use crate::services::model::Assumption;

/// Nanometres of a millionth of a degree of latitude, on a sphere with the earth's mean radius of 6,371,008.8 m.
const NANOMETRES: i128 = 111_195_080;
/// Nanometres in a metre.
const METRE: i128 = 1_000_000_000;
/// One, in the fixed-point numbers of the cosine.
const UNIT: i128 = 1_000_000_000_000;
/// A degree in radians, times [`UNIT`].
const RADIAN: i128 = 17_453_292_520;

/// The cosine of half of `doubled` millionths of a degree, times [`UNIT`]: the series as far as the tenth power, good to
/// a billionth up to 60 degrees.
fn cosine_of_half(doubled: i64) -> i128 {
    let angle = i128::from(doubled) * RADIAN / 2_000_000;
    let square = angle * angle / UNIT;
    [90, 56, 30, 12, 2].into_iter().fold(UNIT, |inner, divisor| UNIT - square * inner / UNIT / divisor)
}

/// The square of the distance, in square nanometres.
fn squared(one: Location, other: Location) -> i128 {
    let (north, south) = (i64::from(one.latitude.0), i64::from(other.latitude.0));
    let east = i128::from(one.longitude.0) - i128::from(other.longitude.0);
    let down = i128::from(north - south) * NANOMETRES;
    let across = east * NANOMETRES * cosine_of_half(north + south) / UNIT;
    down * down + across * across
}

/// Whether two places are at most `metres` apart in a straight line.
#[must_use]
pub fn within(one: Location, other: Location, metres: i64) -> bool {
    let limit = i128::from(metres) * METRE;
    metres >= 0 && squared(one, other) <= limit * limit
}

/// Metres between two places in a straight line, rounded down.
#[must_use]
pub fn metres(one: Location, other: Location) -> i64 {
    i64::try_from(squared(one, other).isqrt() / METRE).unwrap_or(i64::MAX)
}

/// The straight line that `minutes` on foot lead as far as, in whole metres: speed times time, less the detour.
#[must_use]
pub fn straight_metres(minutes: i32, assumption: &Assumption) -> i64 {
    let walked = i64::from(minutes) * i64::from(assumption.metres_per_minute);
    walked * 100 / i64::from(assumption.detour_percent).max(100)
}
