//! Days of veterans.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::demo::{
    calendar::{day, plus},
    random::Random,
};

/// Last day of the 90 days before those that count as "lately" on 2022-12-31.
pub fn border() -> NaiveDate {
    day(2022, 10, 2)
}

/// A working day from `from` to `to` (the days themselves are working days or the range is long).
pub fn between(rng: &mut Random, from: NaiveDate, to: NaiveDate) -> NaiveDate {
    let days = i32::try_from((to - from).num_days()).unwrap_or(0).max(0);
    let any = plus(from, rng.range(0, days));
    let back = match any.weekday() {
        Weekday::Sat => plus(any, -1),
        Weekday::Sun => plus(any, -2),
        _ => any,
    };
    if back < from { workday(any).min(to) } else { back }
}

/// The day itself, or the Monday after a weekend.
pub fn workday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => plus(day, 2),
        Weekday::Sun => plus(day, 1),
        _ => day,
    }
}

/// A working day from `least` to `most` days after another, and the weekend.
pub fn later(rng: &mut Random, from: NaiveDate, least: i32, most: i32) -> NaiveDate {
    workday(plus(from, rng.range(least, most)))
}

/// The birthday on which somebody reached an age; that of a leap day is 1 March.
pub fn birthday(birth: NaiveDate, age: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(birth.year() + age, birth.month(), birth.day())
        .unwrap_or_else(|| day(birth.year() + age, 3, 1))
}
