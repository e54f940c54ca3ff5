//! Periods of contact: parts of the calendar year, done when somebody made contact in them.

use chrono::{Datelike, Days, Months, NaiveDate};
use entity::vocab::{ContactClass, ContactState};

use crate::veterans::model::Policy;

/// A period of the contact plan as of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    pub state: ContactState,
    /// First contact in it.
    pub contacted_on: Option<NaiveDate>,
}

/// First and last day of the period of `months` that holds `day`.
#[must_use]
pub fn period(months: i32, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let months = u32::try_from(months).ok().filter(|months| *months > 0 && 12 % months == 0)?;
    let from = NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1)?;
    Some((from, from.checked_add_months(Months::new(months))?.pred_opt()?))
}

/// The periods of somebody of `class` from the one that holds `from` to the one that holds `as_of`. A period in which
/// the person was not on the register all along (since `registered_on`) is not owed.
#[must_use]
pub fn plan(
    policy: &Policy,
    class: ContactClass,
    registered_on: NaiveDate,
    contacts: &[NaiveDate],
    (from, as_of): (NaiveDate, NaiveDate),
) -> Vec<Period> {
    let mut periods = Vec::new();
    let mut day = from.max(registered_on);
    while let Some((first, last)) = policy.months(class, day).and_then(|months| period(months, day)) {
        if first > as_of {
            break;
        }
        let within = |on: &&NaiveDate| (first..=last.min(as_of)).contains(*on);
        let contacted_on = contacts.iter().filter(within).min().copied();
        let state = match contacted_on {
            Some(_) => ContactState::Done,
            None if last < as_of => ContactState::Missed,
            None => ContactState::Due,
        };
        if first >= registered_on || contacted_on.is_some() {
            periods.push(Period { from: first, to: last, state, contacted_on });
        }
        let Some(next) = last.checked_add_days(Days::new(1)) else { break };
        day = next;
    }
    periods
}
