//! Periods of contact, steps of cards, entitlements, plaques on a day.

use chrono::NaiveDate;
use entity::{
    veteran_category,
    vocab::{BenefitKind, CardKind, CardState, ContactClass, ContactState, RecordOrigin, VeteranAct, VeteranCategory},
};
use proptest::prelude::*;

use super::{
    card::{kind_of, next, step_due, waiting_days, waits},
    contact::{period, plan},
    entitlement::{entitling, since},
    plaque::{hung, last_hung},
};
use crate::veterans::model::{Benefit, Card, Entitlement, Interval, Policy, Step, StepLimit, new_benefit};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn policy() -> Policy {
    let interval =
        |class, months| Interval { id: 0, class, valid_from: day("2019-01-01"), months, source: String::new() };
    let entitlement = |category, min_age| Entitlement {
        id: 0,
        kind: BenefitKind::CheckUp,
        category,
        programme: None,
        min_age,
        valid_from: day("2020-01-01"),
        valid_to: Some(day("2023-01-01")),
        source: String::new(),
    };
    Policy {
        intervals: vec![interval(ContactClass::Key, 1), interval(ContactClass::Regular, 3)],
        limits: vec![StepLimit { id: 0, state: CardState::Applied, days: 5, source: String::new() }],
        entitlements: vec![entitlement(VeteranCategory::Combat, None), entitlement(VeteranCategory::Rural60, Some(75))],
    }
}

fn held(category: VeteranCategory, from: &str, to: Option<&str>) -> veteran_category::Model {
    let (valid_from, valid_to) = (day(from), to.map(day));
    veteran_category::Model {
        id: 0,
        veteran_id: 1,
        unit_id: 1,
        category,
        is_primary: true,
        valid_from,
        valid_to,
        document: None,
    }
}

#[test]
fn periods_are_parts_of_the_year() {
    for (months, on, from, to) in [
        (1, "2024-02-29", "2024-02-01", "2024-02-29"),
        (3, "2022-12-31", "2022-10-01", "2022-12-31"),
        (6, "2022-06-30", "2022-01-01", "2022-06-30"),
        (12, "2022-01-01", "2022-01-01", "2022-12-31"),
    ] {
        assert_eq!(period(months, day(on)), Some((day(from), day(to))), "{on}");
    }
    assert_eq!((period(5, day("2022-01-01")), period(0, day("2022-01-01"))), (None, None));
}

#[test]
fn a_plan_is_due_done_or_missed() {
    let contacts = [day("2022-02-10"), day("2022-08-01")];
    let days = (day("2022-01-01"), day("2022-08-15"));
    let quarters = plan(&policy(), ContactClass::Regular, day("2020-01-01"), &contacts, days);
    let states: Vec<ContactState> = quarters.iter().map(|period| period.state).collect();
    assert_eq!(states, [ContactState::Done, ContactState::Missed, ContactState::Done]);
    let before = plan(&policy(), ContactClass::Regular, day("2020-01-01"), &contacts, (days.0, day("2022-07-31")));
    assert_eq!(before.last().map(|period| period.state), Some(ContactState::Due), "a later contact is not known yet");
    let late = plan(&policy(), ContactClass::Regular, day("2022-05-01"), &contacts, days);
    assert_eq!(late.first().map(|period| period.from), Some(day("2022-07-01")), "half a period is not owed");
    assert!(
        plan(&policy(), ContactClass::General, day("2020-01-01"), &contacts, days).is_empty(),
        "no interval, no plan"
    );
}

#[test]
fn cards_go_step_by_step() {
    let mut state = CardState::Applied;
    let mut acts = Vec::new();
    while let Some((then, act)) = next(state) {
        acts.push(act);
        state = then;
    }
    let expected = [VeteranAct::Accept, VeteranAct::Review, VeteranAct::Print, VeteranAct::Receive, VeteranAct::Issue];
    assert_eq!((state, acts.as_slice()), (CardState::Issued, expected.as_slice()));
    assert_eq!(kind_of(VeteranCategory::MartyrFamily), Some(CardKind::ThreeFamilies));
    assert_eq!(kind_of(VeteranCategory::ActiveFamily), None);
    let card = Card {
        id: 1,
        veteran_id: 1,
        unit_id: 1,
        kind: CardKind::Veteran,
        state: CardState::Applied,
        state_since: day("2022-03-01"),
        applied_on: day("2022-03-01"),
        issued_on: None,
        refusal: None,
        bank: None,
        number_cipher: None,
        origin: RecordOrigin::Platform,
        version: 1,
    };
    assert_eq!(step_due(&card, &policy()), Some(day("2022-03-06")));
    assert_eq!(waiting_days(&card, day("2022-05-30")), Some(90));
    let issued = Card { state: CardState::Issued, issued_on: Some(day("2022-04-01")), ..card.clone() };
    assert!(waits(&issued, day("2022-03-31")) && !waits(&issued, day("2022-04-01")), "as of a day");
    let refused = Card { state: CardState::Refused, state_since: day("2022-04-01"), ..card };
    assert!(waits(&refused, day("2022-03-31")) && !waits(&refused, day("2022-04-01")));
}

#[test]
fn entitled_by_category_and_age_of_the_day() {
    let policy = policy();
    let entitled = |category, birth: &str, on: &str| {
        let categories = [held(category, "2015-01-01", Some("2022-06-01"))];
        !entitling(&policy, BenefitKind::CheckUp, &categories, (day(birth), day(on))).is_empty()
    };
    assert!(entitled(VeteranCategory::Combat, "1980-01-01", "2022-05-31"));
    assert!(!entitled(VeteranCategory::Combat, "1980-01-01", "2022-06-01"), "the category ended");
    assert!(!entitled(VeteranCategory::Combat, "1980-01-01", "2019-12-31"), "before the policy");
    assert!(!entitled(VeteranCategory::Rural60, "1947-03-02", "2022-03-01"), "74");
    assert!(entitled(VeteranCategory::Rural60, "1947-03-02", "2022-03-02"), "75");
    assert!(!entitled(VeteranCategory::PlacedSoldier, "1940-01-01", "2022-03-02"));
    let spells = [
        held(VeteranCategory::Combat, "2001-01-01", Some("2003-01-01")),
        held(VeteranCategory::Combat, "2010-01-01", Some("2015-01-01")),
        held(VeteranCategory::Combat, "2015-01-01", None),
    ];
    assert_eq!(since(&spells, VeteranCategory::Combat, day("2022-01-01")), Some(day("2010-01-01")), "unbroken since");
    assert_eq!(since(&spells, VeteranCategory::Combat, day("2005-01-01")), None);
}

fn plaque() -> Benefit {
    Benefit { id: 7, ..new_benefit((1, 1), BenefitKind::Plaque, day("2019-01-01")) }
}

fn step(id: i64, act: VeteranAct, on: &str) -> Step {
    let (actor, note) = (String::new(), String::new());
    Step {
        id,
        veteran_id: 1,
        unit_id: 1,
        event_id: None,
        benefit_id: Some(7),
        card_id: None,
        act,
        done_on: day(on),
        actor,
        note,
        document: None,
    }
}

#[test]
fn a_plaque_hangs_from_day_to_day() {
    use VeteranAct::{Deliver, Register, Replace, Report};
    let steps = [
        step(1, Register, "2019-01-01"),
        step(2, Deliver, "2019-02-01"),
        step(3, Report, "2022-03-01"),
        step(4, Replace, "2022-03-01"),
        step(5, Report, "2022-09-01"),
    ];
    for (on, whole) in [("2019-01-31", false), ("2019-02-01", true), ("2022-03-01", true), ("2022-09-01", false)] {
        assert_eq!(hung(&plaque(), &steps, day(on)), whole, "{on}");
    }
    assert_eq!(last_hung(&plaque(), &steps, day("2022-02-28")), Some(day("2019-02-01")));
    assert_eq!(last_hung(&plaque(), &steps, day("2022-12-31")), Some(day("2022-03-01")));
}

proptest! {
    /// Periods follow each other without gaps, and only the last can be due.
    #[test]
    fn plans_have_no_gaps(since in 0_u64..2_000, length in 0_u64..1_500, contacts in prop::collection::vec(0_u64..3_000, 0..20)) {
        let first = day("2019-01-01");
        let at = |days: u64| first + chrono::Days::new(days);
        let contacts: Vec<NaiveDate> = contacts.into_iter().map(at).collect();
        for class in [ContactClass::Key, ContactClass::Regular] {
            let periods = plan(&policy(), class, first, &contacts, (at(since), at(since + length)));
            for pair in periods.windows(2) {
                prop_assert_eq!(pair[0].to.succ_opt(), Some(pair[1].from));
                prop_assert!(pair[0].state != ContactState::Due);
            }
            prop_assert!(periods.iter().all(|one| one.contacted_on.is_none_or(|on| one.from <= on && on <= one.to)));
        }
    }
}
