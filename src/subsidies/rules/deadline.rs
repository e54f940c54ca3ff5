//! By when an application leaves its state.

use chrono::NaiveDate;
use entity::vocab::ApplicationState;

use crate::{kernel::workdays, subsidies::model_application::StepLimits};

/// Day from which the limit of `state` runs: publicity has its own days first. None where the end of publicity is not known.
#[must_use]
pub const fn runs_from(
    state: ApplicationState,
    state_since: NaiveDate,
    publicity_to: Option<NaiveDate>,
) -> Option<NaiveDate> {
    match state {
        ApplicationState::Publicity => publicity_to,
        _ => Some(state_since),
    }
}

/// Last day for the next step; none where the state has no limit.
#[must_use]
pub fn due_on(
    limits: &StepLimits,
    state: ApplicationState,
    state_since: NaiveDate,
    publicity_to: Option<NaiveDate>,
) -> Option<NaiveDate> {
    workdays::add_workdays(runs_from(state, state_since, publicity_to)?, limits.workdays(state)?)
}

#[cfg(test)]
mod tests {
    use entity::application_step_limit::Model as Limit;

    use super::*;

    #[test]
    fn the_review_has_fifteen_working_days_and_publicity_its_own_first() {
        let limit = |state, workdays| Limit { id: 0, state, workdays, source: String::new() };
        let limits =
            StepLimits(vec![limit(ApplicationState::SubdistrictReview, 15), limit(ApplicationState::Publicity, 3)]);
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let due = |state, to| due_on(&limits, state, day("2022-11-30"), to);
        assert_eq!(due(ApplicationState::SubdistrictReview, None), Some(day("2022-12-21")));
        assert_eq!(due(ApplicationState::Publicity, Some(day("2022-12-06"))), Some(day("2022-12-09")));
        assert_eq!(due(ApplicationState::Publicity, None), None);
        assert_eq!(due(ApplicationState::Draft, None), None);
    }
}
