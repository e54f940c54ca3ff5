//! What a programme wants published, and for how long: its dated terms, read as of a day.

use chrono::{Days, NaiveDate};
use entity::vocab::{NamePolicy, ProgrammeGroup};

use crate::{
    kernel::{time::Month, workdays},
    subsidies::model::ProgrammeRecord,
};

/// Least working days that a list is up (江苏: 不少于 5 个工作日).
const WORKDAYS: u32 = 5;

/// A programme's publication policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publicity {
    /// How the applicants of a case are named; none for no publicity.
    pub name: NamePolicy,
    /// Whether the amount is shown.
    pub amount: bool,
    /// Calendar days, the first included.
    pub days: u64,
}

/// The policy of `programme` on a day; without terms on that day nothing is published.
#[must_use]
pub fn publicity(programme: &ProgrammeRecord, day: NaiveDate) -> Publicity {
    programme.terms_in(Month::of(day)).map_or(Publicity { name: NamePolicy::None, amount: false, days: 0 }, |terms| {
        Publicity {
            name: terms.row.publicity_name,
            amount: terms.row.publicity_amount,
            days: u64::try_from(terms.row.publicity_days).unwrap_or_default(),
        }
    })
}

const fn listed(group: ProgrammeGroup, name: NamePolicy) -> NamePolicy {
    match group {
        ProgrammeGroup::Child | ProgrammeGroup::Disabled | ProgrammeGroup::FamilyPlanning => NamePolicy::None,
        _ => name,
    }
}

/// How names stand on a list that anybody may read. A list of children, of disabled people or of the family-planning
/// programmes would tell of each on it what nobody may know, whatever the notice board shows of a single case.
#[must_use]
pub fn on_lists(programme: &ProgrammeRecord, day: NaiveDate) -> NamePolicy {
    listed(programme.row.group, publicity(programme, day).name)
}

/// Last day of what is up from `from` on by the policy: never before five working days are over.
#[must_use]
pub fn last_day(from: NaiveDate, policy: Publicity) -> Option<NaiveDate> {
    let last = from.checked_add_days(Days::new(policy.days.saturating_sub(1)))?;
    Some(last.max(workdays::last_of(from, WORKDAYS)?))
}

/// Last day of a list that is up from `from` on: `days` working days, and never shorter than the programme asks.
#[must_use]
pub fn list_until(programme: &ProgrammeRecord, from: NaiveDate, days: Option<u32>) -> Option<NaiveDate> {
    let least = last_day(from, publicity(programme, from))?;
    days.map_or(Some(least), |days| Some(workdays::last_of(from, days)?.max(least)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::reference::programmes;

    #[test]
    fn lists_of_sensitive_programmes_are_not_published() {
        for shipped in programmes().expect("the shipped file") {
            let hidden = ["CJ01", "CJ02", "ET01", "ET02", "JS01", "JS02"].contains(&shipped.code.as_str());
            assert_eq!(listed(shipped.group, NamePolicy::Full) == NamePolicy::None, hidden, "{}", shipped.code);
        }
    }

    #[test]
    fn seven_days_count_the_first_and_hold_five_working_days() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let policy = |days| Publicity { name: NamePolicy::Full, amount: false, days };
        assert_eq!(last_day(day("2022-12-26"), policy(7)), Some(day("2023-01-01")));
        assert_eq!(last_day(day("2022-12-26"), policy(3)), Some(day("2022-12-30")));
        assert_eq!(
            last_day(day("2023-01-18"), policy(7)),
            Some(day("2023-01-29")),
            "the holidays do not count, two weekend days do"
        );
    }
}
