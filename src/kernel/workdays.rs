//! Working days by the yearly notices of the State Council on public holidays.
//!
//! A year whose notice is not shipped counts Saturdays and Sundays only; [`known`] says so.

use chrono::{Datelike, Days, NaiveDate, Weekday};

mod notices;

use notices::{NOTICES, Notice};

fn notice(year: i32) -> Option<&'static Notice> {
    NOTICES.iter().find(|notice| notice.year == year)
}

/// Month and day as one number that sorts.
fn place(day: NaiveDate) -> u32 {
    day.month() * 100 + day.day()
}

/// Whether the notice of every year from `from` to `to` is known, so that holidays are counted right.
#[must_use]
pub fn known(from: NaiveDate, to: NaiveDate) -> bool {
    (from.year()..=to.year()).all(|year| notice(year).is_some())
}

/// Whether offices work on `day`.
#[must_use]
pub fn is_workday(day: NaiveDate) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    match notice(day.year()) {
        None => !weekend,
        Some(notice) if notice.work.contains(&place(day)) => true,
        Some(notice) => !weekend && !notice.off.iter().any(|(first, last)| (*first..=*last).contains(&place(day))),
    }
}

/// The `count`-th working day after `day`, which itself does not count; `day` when `count` is 0. `None` past the end of
/// the calendar.
#[must_use]
pub fn add_workdays(day: NaiveDate, count: u32) -> Option<NaiveDate> {
    let mut reached = day;
    for _ in 0..count {
        reached = next_workday(reached)?;
    }
    Some(reached)
}

fn next_workday(day: NaiveDate) -> Option<NaiveDate> {
    let mut next = day.succ_opt()?;
    while !is_workday(next) {
        next = next.succ_opt()?;
    }
    Some(next)
}

/// The last of `count` working days that begin with `day`, if it is one.
#[must_use]
pub fn last_of(day: NaiveDate, count: u32) -> Option<NaiveDate> {
    if is_workday(day) { add_workdays(day, count.saturating_sub(1)) } else { add_workdays(day, count) }
}

/// Working days after `from` up to and including `to`; 0 when `to` is not later.
#[must_use]
pub fn workdays_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| is_workday(*day)).count();
    u32::try_from(days).unwrap_or(u32::MAX)
}

/// The latest day from which `count` working days have run out before `today`.
#[must_use]
pub fn run_out_before(today: NaiveDate, count: u32) -> Option<NaiveDate> {
    let mut day = today.checked_sub_days(Days::new(u64::from(count) + 1))?;
    while add_workdays(day, count)? >= today {
        day = day.pred_opt()?;
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn holidays_and_make_up_days_follow_the_notices() {
        for off in [
            "2021-02-11",
            "2022-02-06",
            "2022-04-04",
            "2023-01-02",
            "2023-10-06",
            "2024-05-01",
            "2025-10-08",
            "2026-02-23",
        ] {
            assert!(!is_workday(day(off)), "{off}");
        }
        for on in [
            "2021-02-07",
            "2022-01-29",
            "2022-04-02",
            "2023-06-25",
            "2024-09-14",
            "2025-01-26",
            "2026-01-04",
            "2026-10-10",
        ] {
            assert!(is_workday(day(on)), "{on}");
        }
        assert!(is_workday(day("2022-12-30")) && !is_workday(day("2022-12-31")));
    }

    #[test]
    fn every_notice_lists_real_days_in_order() {
        for notice in &NOTICES {
            let real = |place: u32| NaiveDate::from_ymd_opt(notice.year, place / 100, place % 100);
            for (first, last) in notice.off {
                assert!(first <= last && real(*first).is_some() && real(*last).is_some(), "{}", notice.year);
            }
            for made_up in notice.work {
                let day = real(*made_up).expect("a day");
                assert!(matches!(day.weekday(), Weekday::Sat | Weekday::Sun), "{day} is no weekend");
            }
        }
    }

    #[test]
    fn fifteen_working_days_of_the_review() {
        assert_eq!(add_workdays(day("2022-12-09"), 15), Some(day("2022-12-30")));
        assert_eq!(add_workdays(day("2022-12-12"), 15), Some(day("2023-01-03")), "the new year is off");
        assert_eq!(run_out_before(day("2022-12-31"), 15), Some(day("2022-12-11")), "a weekend begins nothing");
        assert_eq!(last_of(day("2022-12-31"), 5), Some(day("2023-01-09")));
        assert_eq!(last_of(day("2022-12-26"), 5), Some(day("2022-12-30")));
    }

    #[test]
    fn a_year_without_a_notice_says_so() {
        assert!(known(day("2021-01-01"), day("2026-12-31")));
        assert!(!known(day("2026-12-31"), day("2027-01-01")));
        assert!(is_workday(day("2027-10-01")), "a Friday");
    }

    proptest! {
        #[test]
        fn adding_and_counting_agree(offset in 0_u64..2_000, count in 0_u32..60) {
            let from = day("2021-01-01").checked_add_days(Days::new(offset)).expect("a day");
            let to = add_workdays(from, count).expect("a day");
            prop_assert_eq!(workdays_between(from, to), count);
            prop_assert!(count == 0 || is_workday(to));
            let limit = run_out_before(to, count).expect("a day");
            prop_assert!(add_workdays(limit, count) < Some(to));
            prop_assert!(add_workdays(limit.succ_opt().expect("a day"), count) >= Some(to));
        }
    }
}
