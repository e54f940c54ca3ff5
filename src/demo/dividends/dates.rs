//! Days of registers and plans.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::demo::{
    calendar::{day, plus},
    random::Random,
};

/// Day whose members and shares count for a year.
pub fn record_date(year: i32) -> NaiveDate {
    day(year, 10, 31)
}

/// A day after the record date of 2021, at the latest that of 2022, not before `earliest`.
pub fn between(rng: &mut Random, earliest: NaiveDate) -> NaiveDate {
    let first = earliest.max(plus(record_date(2021), 1));
    let days = i32::try_from((record_date(2022) - first).num_days()).unwrap_or(0).max(0);
    plus(first, rng.range(0, days)).min(record_date(2022))
}

/// The day itself, or the Monday after a weekend.
pub fn workday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => plus(day, 2),
        Weekday::Sun => plus(day, 1),
        _ => day,
    }
}

/// When the steps of a plan were done.
#[derive(Debug, Clone, Copy)]
pub struct Timeline {
    pub drafted: NaiveDate,
    pub calculated: NaiveDate,
    pub checked: NaiveDate,
    pub reviewed: NaiveDate,
    pub voted: NaiveDate,
    pub published: NaiveDate,
    /// Last day of publicity, seven days after the first.
    pub public_until: NaiveDate,
    pub approved: NaiveDate,
    pub paid: NaiveDate,
    pub confirmed: NaiveDate,
    pub closed: NaiveDate,
}

impl Timeline {
    /// Steps of a year, 0 to 8 days late.
    pub fn of(year: i32, late: i32) -> Self {
        let on = |month: u32, number: u32| plus(day(year, month, number), late);
        let published = workday(on(11, 22));
        let public_until = plus(published, 7);
        let paid = workday(on(12, 12));
        let confirmed = workday(plus(paid, 3));
        Self {
            drafted: workday(on(11, 1)),
            calculated: workday(on(11, 5)),
            checked: workday(on(11, 9)),
            reviewed: workday(on(11, 14)),
            voted: on(11, 19),
            published,
            public_until,
            approved: workday(plus(public_until, 1)),
            paid,
            confirmed,
            closed: workday(plus(confirmed, 3)),
        }
    }
}
