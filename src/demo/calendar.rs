//! Months as numbers: 0 is January 2021, 23 is December 2022; earlier months are negative.

use chrono::{Datelike, Days, Months, NaiveDate};

/// Month number counted from January 2021.
pub type Month = i32;

/// Number of months with payment lines (2021 and 2022).
pub const MONTHS: Month = 24;
/// January 2022.
pub const JAN22: Month = 12;
/// December 2022, the last month.
pub const DEC22: Month = 23;

/// A date that the caller knows to exist; an impossible one becomes the earliest date.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

/// Day on which the data set is looked at.
pub fn as_of() -> NaiveDate {
    day(2022, 12, 31)
}

/// `yyyymm` of a month number.
pub fn yyyymm(month: Month) -> i32 {
    (2021 + month.div_euclid(12)) * 100 + month.rem_euclid(12) + 1
}

/// Month number of a date.
pub fn month_of(date: NaiveDate) -> Month {
    (date.year() - 2021) * 12 + i32::try_from(date.month0()).unwrap_or(0)
}

/// A day of a month, clipped to its last day.
pub fn day_in(month: Month, number: i32) -> NaiveDate {
    let month_number = u32::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    let first = day(2021 + month.div_euclid(12), month_number, 1);
    let offset = u64::try_from(number.max(1) - 1).unwrap_or(0);
    let wanted = first + Days::new(offset);
    if wanted.month() == first.month() { wanted } else { last_day(month) }
}

/// Last day of a month.
pub fn last_day(month: Month) -> NaiveDate {
    let month_number = u32::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    day(2021 + month.div_euclid(12), month_number, 1) + Months::new(1) - Days::new(1)
}

/// A date some days later (earlier when negative).
pub fn plus(date: NaiveDate, days: i32) -> NaiveDate {
    let distance = Days::new(u64::from(days.unsigned_abs()));
    if days < 0 { date - distance } else { date + distance }
}

/// Completed years on a date.
pub fn age_on(birth: NaiveDate, date: NaiveDate) -> i32 {
    let years = date.year() - birth.year();
    if (date.month(), date.day()) < (birth.month(), birth.day()) { years - 1 } else { years }
}
