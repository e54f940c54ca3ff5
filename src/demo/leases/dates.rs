//! Days of the demo data.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::{
    assets::rules::schedule::{add_months, day_before},
    demo::random::Random,
};

/// A day as written in the tables: year, month, day.
pub type Ymd = (i32, u32, u32);

/// The day the data set is looked at; nothing happens later.
pub const TODAY: Ymd = (2022, 12, 31);
/// The day as of which the rules of the campaign were evaluated.
pub const SNAPSHOT: Ymd = (2022, 4, 30);

/// The day of a table entry.
pub fn on((year, month, day): Ymd) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A day some days later, or earlier when negative.
pub fn plus(day: NaiveDate, days: i32) -> NaiveDate {
    let distance = Days::new(u64::from(days.unsigned_abs()));
    let moved = if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) };
    moved.unwrap_or(day)
}

/// A day in the given distance, both ends possible.
pub fn around(rng: &mut Random, day: NaiveDate, from: i32, to: i32) -> NaiveDate {
    plus(day, rng.range(from, to))
}

/// Last day of a term of whole months.
pub fn term_end(start: NaiveDate, months: u32) -> NaiveDate {
    day_before(add_months(start, months))
}

/// The day itself, or the Monday after a weekend.
pub fn next_workday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => plus(day, 2),
        Weekday::Sun => plus(day, 1),
        _ => day,
    }
}

/// The day itself, or the Friday before a weekend.
pub fn workday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => plus(day, -1),
        Weekday::Sun => plus(day, -2),
        _ => day,
    }
}
