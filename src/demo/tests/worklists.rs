//! Work lists and the acceptance questions that are not rules.

use std::collections::BTreeSet;

use chrono::Weekday;
use entity::vocab::{ApplicationState, EnrolmentState, StopReason};

use super::*;

#[test]
fn certificates_that_end_within_sixty_days() {
    let ending = facts()
        .certificates
        .iter()
        .filter(|paper| paper.valid_until >= today() && paper.valid_until <= date(2023, 3, 1));
    let holders: Vec<_> = ending.map(|paper| resident(paper.resident)).collect();
    assert_eq!(holders.len(), 14);
    assert!(holders.iter().all(|r| r.died_on.is_none() && r.moved_out_on.is_none()));
}

#[test]
fn reviews_of_the_next_thirty_days() {
    let active = facts().enrolments.iter().filter(|e| e.state == EnrolmentState::Active);
    let due = active.clone().filter_map(|enrolment| enrolment.next_review_on);
    let soon = due.filter(|due| *due >= today() && *due <= date(2023, 1, 30));
    assert_eq!(soon.count(), 52);
    assert!(active.clone().all(|enrolment| enrolment.next_review_on.is_some()));
}

#[test]
fn dibao_households_with_an_overlooked_certificate() {
    let households: BTreeSet<i64> = facts()
        .enrolments
        .iter()
        .filter(|e| e.programme == "DB01" && e.state == EnrolmentState::Active)
        .map(|e| resident(e.resident).household)
        .collect();
    let overlooked = facts().residents.iter().filter(|r| {
        r.died_on.is_none()
            && r.moved_out_on.is_none()
            && households.contains(&r.household)
            && certificates().get(&r.id).into_iter().flatten().any(|p| p.valid_until >= today())
            && !live(r.id, "CJ01")
    });
    assert_eq!(overlooked.count(), 3);
}

#[test]
fn applications_beyond_fifteen_working_days() {
    let working_days = |from: NaiveDate| {
        from.iter_days()
            .skip(1)
            .take_while(|day| *day <= today())
            .filter(|day| ![Weekday::Sat, Weekday::Sun].contains(&day.weekday()))
            .count()
    };
    let review = facts().applications.iter();
    let review = review.filter(|a| a.state == ApplicationState::SubdistrictReview);
    let days: Vec<usize> = review.map(|a| working_days(a.state_since)).collect();
    assert_eq!(days.iter().filter(|days| **days > 15).count(), 4);
    assert_eq!(days.iter().filter(|days| (12..20).contains(*days)).count(), 0);
    assert!(facts().applications.iter().all(|a| a.applied_on <= a.state_since));
}

#[test]
fn stop_reasons_are_true() {
    let late = [pay_rules::s01().0, pay_rules::s06().0];
    for enrolment in &facts().enrolments {
        let holder = person(enrolment.resident);
        let end = enrolment.end_month;
        assert_eq!(end.is_none(), enrolment.state == EnrolmentState::Active);
        assert_eq!(end.is_none(), enrolment.stop_reason.is_none());
        if late.iter().any(|persons| persons.contains(&holder.id)) {
            continue;
        }
        let event = |date: Option<NaiveDate>| date.map(month_of);
        match enrolment.stop_reason {
            Some(StopReason::Death) => assert_eq!(event(holder.died_on), end, "{enrolment:?}"),
            Some(StopReason::MovedOut) => {
                assert_eq!(event(holder.moved_out_on), end, "{enrolment:?}");
            }
            Some(StopReason::CertExpired) if !pay_rules::s08().0.contains(&holder.id) => {
                let paper = certificates()[&holder.id][0];
                assert_eq!(Some(month_of(paper.valid_until)), end);
            }
            None => assert!(holder.died_on.is_none() && holder.moved_out_on.is_none()),
            _ => (),
        }
    }
}

#[test]
fn price_subsidy_and_family_planning_holders() {
    for line in paid() {
        let holder = person(line.resident);
        match line.programme {
            "JS01" => assert_eq!(holder.sex, entity::vocab::Sex::Female),
            "JS02" => assert_eq!(holder.hukou_kind, entity::vocab::HukouKind::Agricultural),
            _ => (),
        }
    }
}

#[test]
fn grants_go_to_the_living() {
    for line in facts().lines.iter().filter(|line| line.enrolment.is_none()) {
        let holder = person(line.resident);
        for left in [holder.died_on, holder.moved_out_on].into_iter().flatten() {
            assert!(month_of(left) >= line.month, "{line:?}");
        }
        assert!(month_of(holder.birth_date) < line.month);
    }
}
