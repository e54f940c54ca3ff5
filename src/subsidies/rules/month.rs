//! First and last months of an entitlement, by the programme's rules.

use chrono::{Datelike, Months, NaiveDate};
use entity::vocab::{StartRule, StopRule};

use crate::kernel::time::Month;

/// What the first month follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begin {
    pub applied_on: NaiveDate,
    pub confirmed_on: NaiveDate,
    pub birth_date: NaiveDate,
    /// Age that the programme asks for.
    pub least_age: i32,
}

/// First month of an entitlement by `rule`. Nothing is owed for months before the application: an age benefit that is asked
/// for late begins in the month of the application.
#[must_use]
pub fn first(rule: StartRule, begin: Begin) -> Month {
    let applied = Month::of(begin.applied_on);
    let confirmed = Month::of(begin.confirmed_on);
    match rule {
        StartRule::MonthOfApplication => applied,
        StartRule::BirthdayMonth => {
            let months = u32::try_from(begin.least_age).ok().and_then(|years| years.checked_mul(12));
            let birthday = months.and_then(|months| begin.birth_date.checked_add_months(Months::new(months)));
            birthday.map_or(applied, |day| Month::of(day).max(applied))
        }
        StartRule::OnApproval | StartRule::AnnualConfirmation | StartRule::Trigger => confirmed,
        _ => confirmed.plus(1),
    }
}

/// Last month payable when something that ends the entitlement happened on `event`: the month of the event is payable, the
/// next one is not.
#[must_use]
pub fn last(rule: StopRule, event: NaiveDate) -> Month {
    if rule == StopRule::YearAfterEvent { Month(event.year() * 100 + 12) } else { Month::of(event) }
}

/// Whether an entitlement under `rule` is for one month only.
#[must_use]
pub fn single(rule: StopRule) -> bool {
    rule == StopRule::Single
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_first_month_follows_the_rule() {
        let begin = Begin {
            applied_on: day("2022-11-20"),
            confirmed_on: day("2022-12-15"),
            birth_date: day("1942-12-31"),
            least_age: 80,
        };
        assert_eq!(first(StartRule::MonthOfApplication, begin), Month(202_211));
        assert_eq!(first(StartRule::MonthAfterConfirmation, begin), Month(202_301));
        assert_eq!(first(StartRule::OnApproval, begin), Month(202_212));
        assert_eq!(first(StartRule::BirthdayMonth, begin), Month(202_212), "the month of the eightieth birthday");
        let late = Begin { birth_date: day("1940-05-01"), ..begin };
        assert_eq!(first(StartRule::BirthdayMonth, late), Month(202_211), "not before it was asked for");
    }

    #[test]
    fn the_month_of_the_event_is_payable() {
        assert_eq!(last(StopRule::MonthAfterEvent, day("2022-06-01")), Month(202_206));
        assert_eq!(last(StopRule::YearAfterEvent, day("2022-06-01")), Month(202_212));
    }
}
