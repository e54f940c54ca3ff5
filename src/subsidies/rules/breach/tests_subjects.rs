//! Rules about entitlements, persons, accounts, returns and payrolls, with what nearly is one.

use entity::vocab::{AccountKind, DisabilityType, EnrolmentState, IdNumberKind, PaymentState, PayrollKind, Severity};

use crate::subsidies::{
    model::facts::ApplicationFact,
    rules::stand_in::{Street, day, month},
};

#[test]
fn s09_the_holder_is_the_beneficiary_or_authorised() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01");
    street.person(2, "1970-01-01");
    street.enrol(1, "ZLJ.T80", "2020-01", None);
    assert_eq!(street.found("S09"), []);
    street.facts.enrolments[0].account = 2;
    assert_eq!(street.found("S09")[0].enrolment, Some(1));
    street.authorise(2, 1, "2022-01-01", Some("2022-12-31"));
    assert_eq!(street.found("S09").len(), 1, "the last day is exclusive");
    street.authorise(2, 1, "2022-12-31", None);
    assert_eq!(street.found("S09"), []);
    street.facts.authorisations.clear();
    street.facts.enrolments[0].end_month = Some(month("2022-11"));
    street.facts.enrolments[0].state = EnrolmentState::Stopped;
    assert_eq!(street.found("S09"), [], "not drawn any more");
    let mut street = street.planned();
    street.plan(1, "ZLJ.T80", "2023-01", 6_000).account = 2;
    assert_eq!(street.found("S09")[0].line, Some(-1));
    street.authorise(2, 1, "2023-01-31", None);
    assert_eq!(street.found("S09"), []);
}

#[test]
fn s10_and_s18_numbers_of_whoever_is_paid() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01").id_number_kind = IdNumberKind::Invalid;
    street.person(2, "1940-01-01").id_number_kind = IdNumberKind::Legacy;
    street.person(3, "1990-01-01").id_number_kind = IdNumberKind::Legacy;
    assert_eq!((street.found("S10").len(), street.found("S18").len()), (0, 0), "nobody is paid");
    street.enrol(1, "ZLJ.T80", "2020-01", None);
    street.pay(2, "ZLJ.T80", "2022-01", 6_000);
    let (invalid, legacy) = (street.found("S10"), street.found("S18"));
    assert_eq!((invalid.len(), invalid[0].resident, invalid[0].severity), (1, Some(1), Severity::Medium));
    assert_eq!((legacy.len(), legacy[0].resident, legacy[0].severity), (1, Some(2), Severity::Info));
    let mut street = street.planned();
    street.plan(1, "ZLJ.T80", "2023-01", 6_000);
    assert_eq!((street.found("S10")[0].line, street.found("S18").len()), (Some(-2), 0));
}

#[test]
fn s11_reviews_are_due_on_their_day() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01");
    for (due, state) in [
        ("2022-12-31", EnrolmentState::Active),
        ("2022-12-30", EnrolmentState::Active),
        ("2022-12-01", EnrolmentState::Active),
        ("2022-11-30", EnrolmentState::Active),
        ("2022-11-30", EnrolmentState::Suspended),
    ] {
        let one = street.enrol(1, "ZLJ.T80", "2020-01", None);
        (one.next_review_on, one.state) = (Some(day(due)), state);
    }
    let found: Vec<_> = street.found("S11").iter().map(|one| (one.enrolment, one.severity)).collect();
    assert_eq!(found, [(Some(2), Severity::Low), (Some(3), Severity::Low), (Some(4), Severity::Medium)]);
    let mut street = street.planned();
    street.plan(1, "ZLJ.T80", "2023-01", 6_000).enrolment = Some(4);
    street.plan(1, "CJ02", "2023-01", 6_000).enrolment = Some(1);
    assert_eq!(street.found("S11").iter().map(|one| one.line).collect::<Vec<_>>(), [Some(-1)]);
}

#[test]
fn s12_three_persons_of_several_households() {
    let mut street = Street::on("2022-12-31");
    for person in 1..=3 {
        street.person(person, "1940-01-01");
        street.enrol(person, "ZLJ.T80", "2020-01", None).account = 1;
    }
    let found = street.found("S12");
    assert_eq!((found.len(), found[0].account, found[0].unit), (1, Some(1), Some(1)));
    // Two persons, one household, an institution, somebody who is not paid any more: no finding.
    street.facts.persons[2].household = 1;
    street.facts.persons[1].household = 1;
    assert_eq!(street.found("S12"), []);
    street.facts.persons[1].household = 2;
    assert_eq!(street.found("S12").len(), 1);
    street.facts.accounts[0].kind = AccountKind::Institution;
    assert_eq!(street.found("S12"), []);
    street.facts.accounts[0].kind = AccountKind::Personal;
    street.facts.enrolments[2].unit = 2;
    assert_eq!(street.found("S12")[0].unit, None, "two units: the street's");
    street.facts.enrolments[2].state = EnrolmentState::Suspended;
    assert_eq!(street.found("S12"), []);
    // The same number under another key is the same account; a single grant counts for a year.
    street.facts.accounts[2].number = street.facts.accounts[0].number.clone();
    street.pay(3, "LS01", "2022-01", 100_000);
    assert_eq!(street.found("S12").len(), 1);
    street.facts.lines[0].month = month("2021-12");
    assert_eq!(street.found("S12"), []);
    let mut street = street.planned();
    street.facts.lines.clear();
    street.plan(3, "ZLJ.T80", "2023-01", 6_000);
    assert_eq!(street.found("S12").iter().map(|one| (one.line, one.person)).collect::<Vec<_>>(), [(Some(-1), Some(3))]);
}

#[test]
fn s13_returned_and_not_paid_again() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01");
    for (back, state) in [
        ("2022-11-01", PaymentState::Returned),
        ("2022-10-31", PaymentState::Returned),
        ("2022-10-31", PaymentState::Paid),
    ] {
        let line = street.pay(1, "ZLJ.T80", "2022-10", 6_000);
        (line.returned_on, line.state, line.paid_on) = (Some(day(back)), state, None);
    }
    assert_eq!(street.found("S13").iter().map(|one| one.line).collect::<Vec<_>>(), [Some(2)], "60 days are in time");
    // Paid again since, then only after the day.
    street.facts.lines[1].state = PaymentState::Reissued;
    let again = street.pay(1, "ZLJ.T80", "2022-10", 6_000);
    (again.reissue_of, again.paid_on) = (Some(2), Some(day("2022-12-31")));
    assert_eq!(street.found("S13"), []);
    street.facts.lines[3].paid_on = Some(day("2023-01-03"));
    assert_eq!(street.found("S13").len(), 1);
}

#[test]
fn s14_entitled_and_not_enrolled() {
    let mut street = Street::on("2022-12-31");
    for (person, birth) in [(1, "1942-12-31"), (2, "1943-01-01"), (3, "1942-11-15"), (4, "1930-01-01")] {
        street.person(person, birth);
    }
    let severity = |street: &Street| -> Vec<(Option<i64>, Severity)> {
        street.found("S14").iter().map(|one| (one.person, one.severity)).collect()
    };
    assert_eq!(
        severity(&street),
        [(Some(1), Severity::Info), (Some(3), Severity::Low), (Some(4), Severity::Medium)],
        "80 on the day is 80"
    );
    street.facts.persons[0].died_on = Some(day("2022-12-31"));
    street.facts.persons[2].moved_out_on = Some(day("2022-12-01"));
    street.enrol(4, "ZLJ.T80", "2020-01", None).state = EnrolmentState::Suspended;
    assert_eq!(severity(&street), [], "dead, gone, suspended");
    street.facts.enrolments[0].state = EnrolmentState::Stopped;
    street.facts.enrolments[0].end_month = Some(month("2022-11"));
    assert_eq!(severity(&street), [(Some(4), Severity::Medium)]);
    // A severe certificate entitles to nursing, unless tekun or the higher nursing is drawn, or it is applied for.
    street.certify(2, DisabilityType::Visual, 2, ("2022-12-20", "2032-12-19"));
    assert_eq!(severity(&street).len(), 2);
    let application = ApplicationFact { resident: 2, programme: street.keys("CJ02").0, applied_on: day("2022-12-30") };
    street.facts.applications.push(application);
    assert_eq!(severity(&street).len(), 1);
    street.facts.applications.clear();
    street.enrol(2, "TK01.R", "2022-01", None);
    assert_eq!(severity(&street).len(), 1);
    street.facts.enrolments.pop();
    street.facts.certificates[0].grade = 3;
    assert_eq!(severity(&street).len(), 1);
}

#[test]
fn s17_regular_payrolls_are_due_on_a_day() {
    let mut street = Street::on("2022-12-31");
    street.payroll("ZLJ.T80", "2022-03", "2022-03-25");
    street.payroll("ZLJ.T80", "2022-04", "2022-04-26");
    street.payroll("ZLJ.T80", "2022-05", "2022-06-02");
    street.payroll("ZLJ.T80", "2022-06", "2022-08-26").kind = PayrollKind::FollowUp;
    street.payroll("ZLJ.T80", "2022-12", "2023-01-03");
    assert_eq!(street.found("S17").iter().map(|one| one.payroll).collect::<Vec<_>>(), [Some(2), Some(3)]);
}

#[test]
fn what_veterans_are_paid_stays_with_the_street() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01");
    street.person(2, "1970-01-01");
    street.enrol(1, "YF04", "2020-01", None).account = 2;
    assert_eq!(street.found("S09")[0].unit, None);
}
