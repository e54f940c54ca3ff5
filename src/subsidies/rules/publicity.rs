//! What a programme wants published, and for how long.
//!
//! The words of the reference are read here and nowhere else.

use chrono::{Days, NaiveDate};
use entity::vocab::{NamePolicy, ProgrammeGroup};

use crate::{kernel::workdays, subsidies::model::ProgrammeRecord};

/// Working days where the programme names no number of days (江苏: 不少于 5 个工作日).
const WORKDAYS: u32 = 5;
/// Calendar days where the programme says 7D.
const CALENDAR_DAYS: u64 = 7;

/// How long something is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Calendar(u64),
    Working(u32),
}

/// A programme's publication policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publicity {
    /// How the applicants of a case are named; none for no publicity.
    pub name: NamePolicy,
    /// Whether the amount is shown.
    pub amount: bool,
    pub span: Span,
}

fn read(words: &str) -> Publicity {
    let name = if words.starts_with("NONE") {
        NamePolicy::None
    } else if words.starts_with("MASKED") {
        NamePolicy::Masked
    } else {
        NamePolicy::Full
    };
    let span = if words.contains("7D") { Span::Calendar(CALENDAR_DAYS) } else { Span::Working(WORKDAYS) };
    Publicity { name, amount: words.contains("AMOUNT"), span }
}

const fn listed(group: ProgrammeGroup, name: NamePolicy) -> NamePolicy {
    match group {
        ProgrammeGroup::Child | ProgrammeGroup::Disabled | ProgrammeGroup::FamilyPlanning => NamePolicy::None,
        _ => name,
    }
}

/// The policy of `programme`.
#[must_use]
pub fn publicity(programme: &ProgrammeRecord) -> Publicity {
    read(&programme.row.publicity)
}

/// How names stand on a list that anybody may read. A list of children, of disabled people or of the family-planning
/// programmes would tell of each on it what nobody may know, whatever the notice board shows of a single case.
#[must_use]
pub fn on_lists(programme: &ProgrammeRecord) -> NamePolicy {
    listed(programme.row.group, publicity(programme).name)
}

/// Last day of what is up from `from` on for `span`.
#[must_use]
pub fn last_day(from: NaiveDate, span: Span) -> Option<NaiveDate> {
    match span {
        Span::Calendar(days) => from.checked_add_days(Days::new(days.saturating_sub(1))),
        Span::Working(days) => workdays::last_of(from, days),
    }
}

/// Last day of a list that is up from `from` on: `days` working days, and never shorter than the programme asks.
#[must_use]
pub fn list_until(programme: &ProgrammeRecord, from: NaiveDate, days: Option<u32>) -> Option<NaiveDate> {
    let least = last_day(from, publicity(programme).span)?.max(workdays::last_of(from, WORKDAYS)?);
    days.map_or(Some(least), |days| Some(workdays::last_of(from, days)?.max(least)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::reference::programmes;

    #[test]
    fn the_words_of_all_programmes_are_understood() {
        let of = |name, amount, span| Publicity { name, amount, span };
        for shipped in programmes().expect("the shipped file") {
            let expected = match shipped.publicity.as_str() {
                "NAME_HOUSEHOLD_AMOUNT_7D_AND_STANDING" | "NAME_AMOUNT_7D (after the fact for urgent cases)" => {
                    of(NamePolicy::Full, true, Span::Calendar(7))
                }
                "NAME_7D" => of(NamePolicy::Full, false, Span::Calendar(7)),
                "NAME_ON_VILLAGE_BOARD" => of(NamePolicy::Full, false, Span::Working(5)),
                "MASKED_NAME_7D" => of(NamePolicy::Masked, false, Span::Calendar(7)),
                "NONE" | "NONE (minor)" | "NONE (sensitive)" => of(NamePolicy::None, false, Span::Working(5)),
                other => panic!("{other} is not known"),
            };
            assert_eq!(read(&shipped.publicity), expected, "{}", shipped.code);
            let hidden = ["CJ01", "CJ02", "ET01", "ET02", "JS01", "JS02"].contains(&shipped.code.as_str());
            assert_eq!(listed(shipped.group, NamePolicy::Full) == NamePolicy::None, hidden, "{}", shipped.code);
        }
    }

    #[test]
    fn seven_days_count_the_first() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        assert_eq!(last_day(day("2022-12-26"), Span::Calendar(7)), Some(day("2023-01-01")));
        assert_eq!(last_day(day("2022-12-26"), Span::Working(5)), Some(day("2022-12-30")));
    }
}
