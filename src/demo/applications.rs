//! Applications on the desk at the end of 2022, and some that are decided.

use chrono::NaiveDate;
use entity::vocab::{ApplicationAct as Act, ApplicationState as State};

use super::calendar::{day, plus};
use super::dataset::DemoError;
use super::elderly::find;
use super::emit_registry::{Registry, next_id};
use super::facts::{Application, Facts};
use super::homes::plain;
use super::world::World;

/// State, days since it was entered, days since the application; before 2022-12-31.
const DESK: [(State, i32, i32); 34] = [
    // Longer than 15 working days in the review of the street.
    (State::SubdistrictReview, 31, 44),
    (State::SubdistrictReview, 35, 47),
    (State::SubdistrictReview, 42, 55),
    (State::SubdistrictReview, 60, 71),
    (State::SubdistrictReview, 2, 17),
    (State::SubdistrictReview, 4, 20),
    (State::SubdistrictReview, 8, 19),
    (State::SubdistrictReview, 9, 25),
    (State::SubdistrictReview, 11, 23),
    (State::SubdistrictReview, 12, 27),
    (State::CommunityCheck, 3, 6),
    (State::CommunityCheck, 5, 8),
    (State::CommunityCheck, 8, 10),
    (State::CommunityCheck, 9, 12),
    (State::CommunityCheck, 12, 15),
    (State::Accepted, 1, 2),
    (State::Accepted, 2, 3),
    (State::Accepted, 3, 5),
    (State::Accepted, 4, 4),
    (State::Publicity, 1, 26),
    (State::Publicity, 2, 30),
    (State::Publicity, 3, 33),
    (State::Publicity, 4, 31),
    (State::Publicity, 5, 36),
    (State::Confirmed, 66, 95),
    (State::Confirmed, 80, 110),
    (State::Confirmed, 93, 124),
    (State::Confirmed, 120, 150),
    (State::Rejected, 48, 70),
    (State::Rejected, 75, 99),
    (State::Rejected, 140, 170),
    (State::Withdrawn, 33, 40),
    (State::Withdrawn, 90, 102),
    (State::Draft, 1, 1),
];

/// Programmes people ask for; 尊老金 is left out because rule S14 watches it.
const WANTED: [(&str, Option<&str>); 5] =
    [("DB01", None), ("CJ01", Some("D")), ("LS01", None), ("YL01", Some("A")), ("TK01", Some("R"))];

/// Writes the applications; the applicants have no benefit.
pub fn write(
    world: &mut World,
    registry: &Registry,
    taken: &std::collections::BTreeSet<usize>,
    facts: &mut Facts,
) -> Result<(), DemoError> {
    let today = day(2022, 12, 31);
    let mut used = taken.clone();
    for (number, (state, since, applied)) in DESK.into_iter().enumerate() {
        let (programme, tier) = WANTED.get(number % WANTED.len()).copied().unwrap_or(("DB01", None));
        let draft = loop {
            let found = find(world, |draft| plain(draft) && (62..79).contains(&draft.age()))?;
            if used.insert(found) {
                break found;
            }
        };
        facts.applications.push(Application {
            id: next_id(&facts.applications),
            resident: registry.ids.get(draft).copied().unwrap_or_default(),
            programme,
            tier,
            unit: world.people.get(draft).map_or(0, |draft| draft.unit),
            state,
            applied_on: plus(today, -applied),
            state_since: plus(today, -since),
        });
    }
    Ok(())
}

/// The steps that lead to `state`, with the state after each.
pub fn path(state: State) -> Vec<(Act, State)> {
    let way = [
        (Act::Draft, State::Draft),
        (Act::Accept, State::Accepted),
        (Act::Visit, State::CommunityCheck),
        (Act::Check, State::SubdistrictReview),
        (Act::Review, State::SubdistrictReview),
        (Act::Publish, State::Publicity),
        (Act::Confirm, State::Confirmed),
    ];
    let (kept, last) = match state {
        State::Draft => (1, None),
        State::Accepted => (2, None),
        State::CommunityCheck => (3, None),
        State::SubdistrictReview => (4, None),
        State::Publicity => (6, None),
        State::Confirmed => (7, None),
        State::Rejected => (4, Some((Act::Reject, State::Rejected))),
        State::Withdrawn => (2, Some((Act::Withdraw, State::Withdrawn))),
    };
    way.into_iter().take(kept).chain(last).collect()
}

/// Days of the steps: the first when it was applied for, the last when the state was entered, the others between.
pub fn days(application: &Application) -> Vec<NaiveDate> {
    let steps = path(application.state).len();
    let whole = (application.state_since - application.applied_on).num_days();
    let last = i64::try_from(steps).unwrap_or(1) - 1;
    let offset = |step: i64| whole.checked_mul(step).and_then(|days| days.checked_div(last)).unwrap_or_default();
    (0..=last).map(|step| plus(application.applied_on, i32::try_from(offset(step)).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_to_the_state_in_order() {
        let facts = crate::demo::generate::generate().expect("the demo");
        for application in &facts.applications {
            let (path, days) = (path(application.state), days(application));
            assert_eq!(path.last().map(|(_, state)| *state), Some(application.state));
            assert_eq!(path.len(), days.len());
            assert_eq!((days.first(), days.last()), (Some(&application.applied_on), Some(&application.state_since)));
            assert!(days.is_sorted());
        }
    }
}
