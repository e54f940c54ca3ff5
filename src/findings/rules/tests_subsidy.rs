//! What the rules say about lines becomes one problem a person and programme, known by its first month.

use entity::vocab::Severity;

use super::evaluate_subsidies;
use crate::{
    findings::model::{Hit, Owner, Subject},
    kernel::money::Fen,
    subsidies::{
        model::facts::SubsidyWorld,
        rules::stand_in::{Street, day},
    },
};

fn hits(street: &Street) -> Vec<Hit> {
    evaluate_subsidies(&SubsidyWorld {
        as_of: street.as_of,
        asked: street.asked,
        parameters: &street.parameters,
        programmes: &street.programmes,
        facts: &street.facts,
    })
}

#[test]
fn one_problem_a_person_and_programme() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01").died_on = Some(day("2022-03-18"));
    for text in ["2022-04", "2022-05", "2022-06"] {
        street.pay(1, "ZLJ.T80", text, 6_000);
        street.pay(1, "YL01.B", text, 3_000).enrolment = Some(7);
    }
    let found = hits(&street);
    assert_eq!(found.len(), 2);
    let programme = street.keys("YL01.B").0;
    let of = found.iter().find(|hit| matches!(hit.subject, Subject::Drawn { programme: one, .. } if one == programme));
    let of = of.expect("a finding");
    assert_eq!(of.subject, Subject::Drawn { person: 1, programme, enrolment: Some(7) });
    assert_eq!((of.owner, of.severity, of.amount), (Owner::Payer(1), Severity::High, Some(Fen(9_000))));
    assert_eq!(of.key, "2022-04");
    assert_eq!(of.evidence["count"], 3);
    assert_eq!(of.evidence["lines"][1], "R-4 2022-05 YL01.B 30.00");
    assert_eq!(of.explain, "2022年3月18日死亡,自死亡次月起不应再发。2022-04至2022-06共3笔,涉及90.00元。");
}

#[test]
fn a_case_keeps_its_name_while_it_is_put_right() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01").died_on = Some(day("2022-03-18"));
    street.pay(1, "ZLJ.T80", "2022-04", 6_000).recovered_on = Some(day("2022-12-01"));
    street.pay(1, "ZLJ.T80", "2022-05", 6_000);
    let found = hits(&street);
    assert_eq!((found.len(), found[0].key.as_str(), found[0].amount), (1, "2022-04", Some(Fen(6_000))));
    street.pay(1, "ZLJ.T80", "2022-06", 6_000);
    assert_eq!(hits(&street)[0].key, "2022-04", "a month more is the same case");
    for line in &mut street.facts.lines {
        line.recovered_on = Some(day("2022-12-31"));
    }
    assert_eq!(hits(&street), []);
}

#[test]
fn two_exclusions_are_two_problems() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1970-01-01");
    street.certify(1, entity::vocab::DisabilityType::Physical, 2, ("2020-01-01", "2030-01-01"));
    for (code, fen) in [("TK01.R", 104_000), ("CJ01.C", 78_000), ("CJ02", 13_000)] {
        street.pay(1, code, "2022-07", fen);
        street.pay(1, code, "2022-08", fen);
    }
    street.enrol(1, "CJ02", "2020-01", None);
    let keys: Vec<String> = hits(&street).into_iter().map(|hit| hit.key).collect();
    assert_eq!(keys, ["2022-07 TK01+CJ01", "2022-07 TK01+CJ02"]);
}
