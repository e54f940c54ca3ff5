//! Rules about lines, with what nearly is one.

use entity::vocab::{DisabilityType, EnrolmentState, PaymentState, PayrollKind, Severity};

use crate::{
    kernel::money::Fen,
    subsidies::rules::stand_in::{Street, day},
};

const NOTHING: [&str; 0] = [];

#[test]
fn s01_the_month_of_death_is_payable() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01").died_on = Some(day("2022-03-18"));
    for text in ["2022-02", "2022-03", "2022-04", "2022-05"] {
        street.pay(1, "ZLJ.T80", text, 6_000);
    }
    assert_eq!(street.months("S01"), ["2022-04", "2022-05"]);
    assert_eq!(street.found("S01")[0].severity, Severity::High);
    // Not yet paid by the day, recovered, returned: none of it was paid after death.
    street.facts.lines[2].paid_on = Some(day("2023-01-04"));
    street.facts.lines[3].recovered_on = Some(day("2022-12-31"));
    assert_eq!(street.months("S01"), NOTHING);
    street.facts.lines[3].recovered_on = Some(day("2023-01-01"));
    assert_eq!(street.months("S01"), ["2022-05"]);
    street.facts.lines[3].state = PaymentState::Returned;
    assert_eq!(street.months("S01"), NOTHING);
}

#[test]
fn s02_twice_in_a_month_whatever_the_record() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01");
    street.person(2, "1940-01-01").person = 1;
    street.pay(1, "CJ02", "2022-09", 13_000);
    street.pay(2, "CJ02", "2022-09", 13_000);
    street.pay(2, "CJ02", "2022-10", 13_000);
    let found = street.found("S02");
    assert_eq!((found.len(), found[0].line, found[0].person, found[0].resident), (1, Some(2), Some(1), Some(2)));
    // Two tiers of one programme are one programme; two programmes are two, as are two single grants.
    street.pay(1, "ZLJ.T80", "2022-09", 6_000);
    street.pay(1, "ZLJ.T90", "2022-09", 10_000);
    street.pay(1, "LS01", "2022-09", 100_000);
    street.pay(1, "LS01", "2022-09", 100_000);
    assert_eq!(street.found("S02").len(), 2);
    // Whichever of the two was recovered, nobody is paid twice any more.
    for line in [0, 1] {
        street.facts.lines[line].recovered_on = Some(day("2022-11-01"));
        assert_eq!(street.found("S02").len(), 1, "{line}");
        street.facts.lines[line].recovered_on = None;
    }
    // A difference that is paid later is no second payment.
    street.facts.lines[1].kind = PayrollKind::TopUp;
    assert_eq!(street.found("S02").len(), 1);
}

#[test]
fn s03_programmes_that_exclude_each_other() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01");
    street.pay(1, "DB01", "2022-07", 50_000);
    street.pay(1, "TK01.R", "2022-07", 104_000);
    street.pay(1, "TK01.R", "2022-08", 104_000);
    let found = street.found("S03");
    assert_eq!((found.len(), found[0].severity), (1, Severity::High));
    assert_eq!((found[0].line, found[0].key.as_deref()), (Some(1), Some("TK01+DB01")), "tekun stands, dibao goes");
    street.person(2, "1940-01-01");
    street.pay(2, "YL02", "2022-07", 10_000);
    street.pay(2, "CJ02", "2022-07", 13_000);
    let found = street.found("S03");
    assert_eq!((found.len(), found[1].severity, found[1].line), (2, Severity::Medium, Some(4)), "the lower goes");
    // What may be added together, and both of a kind that differ in months.
    street.person(3, "1940-01-01");
    for code in ["CJ01.C", "CJ02", "ZLJ.T80", "YL01.B"] {
        let fen = if code == "CJ01.C" { 78_000 } else { 100 };
        street.pay(3, code, "2022-07", fen);
    }
    street.pay(3, "YL02", "2022-08", 10_000);
    assert_eq!(street.found("S03").len(), 2);
    street.facts.lines[1].recovered_on = Some(day("2022-12-01"));
    assert_eq!(street.found("S03").len(), 1, "one of the two is back");
}

#[test]
fn s04_above_the_standard_of_the_month() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01");
    street.pay(1, "ZLJ.T80", "2022-03", 10_000);
    street.pay(1, "ZLJ.T80", "2022-04", 6_000);
    street.pay(1, "ZLJ.T90", "2022-05", 10_000);
    street.pay(1, "DB01", "2022-06", 75_000);
    street.pay(1, "DB01", "2022-07", 78_100);
    street.pay(1, "LS01", "2022-07", 9_900_000);
    let found = street.found("S04");
    let over: Vec<(i64, String)> =
        found.iter().map(|one| (one.amount.expect("fen").0, one.month.expect("a month").to_string())).collect();
    // A tier that the age does not call for is above the standard, too.
    assert_eq!(
        over,
        [(100, "2022-07".to_owned()), (4_000, "2022-03".to_owned()), (4_000, "2022-05".to_owned())],
        "by programme"
    );
    // A difference on top of the whole amount.
    street.person(2, "1940-01-01");
    street.pay(2, "ZLJ.T80", "2022-03", 6_000);
    street.pay(2, "ZLJ.T80", "2022-03", 500).kind = PayrollKind::TopUp;
    let found = street.found("S04");
    assert_eq!(found.iter().filter(|one| one.person == Some(2) && one.amount == Some(Fen(500))).count(), 1);
}

#[test]
fn s05_below_the_standard_of_the_tier_that_is_due() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1932-10-31");
    for text in ["2022-09", "2022-10", "2022-11"] {
        street.pay(1, "ZLJ.T80", text, 6_000);
    }
    street.person(2, "1970-01-01");
    street.pay(2, "CJ01.C", "2022-06", 75_000);
    street.pay(2, "CJ01.C", "2022-07", 75_000);
    street.pay(2, "DB01", "2022-07", 100);
    let found = street.found("S05");
    let short: Vec<i64> = found.iter().map(|one| one.amount.expect("fen").0).collect();
    assert_eq!(short, [4_000, 4_000, 3_000], "{found:#?}");
    assert!(found[0].explain.contains("ZLJ.T90") && found[2].explain.contains("780.00"), "{found:#?}");
    // Made up for in part, then in whole.
    street.pay(1, "ZLJ.T90", "2022-10", 1_500).kind = PayrollKind::TopUp;
    assert_eq!(street.found("S05")[0].amount, Some(Fen(2_500)));
    street.pay(1, "ZLJ.T90", "2022-10", 2_500).kind = PayrollKind::Arrears;
    assert_eq!(street.months("S05"), ["2022-11", "2022-07"]);
}

#[test]
fn s06_the_month_of_departure_is_payable() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01").moved_out_on = Some(day("2022-06-01"));
    street.pay(1, "ZLJ.T80", "2022-06", 6_000);
    street.pay(1, "ZLJ.T80", "2022-07", 6_000);
    street.pay(1, "LS01", "2022-08", 100_000);
    assert_eq!(street.months("S06"), ["2022-07"], "help in an emergency needs no hukou");
}

#[test]
fn s07_the_birthday_month_is_payable() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1942-06-30");
    for text in ["2022-04", "2022-05", "2022-06"] {
        street.pay(1, "ZLJ.T80", text, 6_000);
    }
    street.pay(1, "CJ02", "2022-04", 13_000);
    assert_eq!(street.months("S07"), ["2022-04", "2022-05"]);
}

#[test]
fn s08_the_month_of_expiry_is_payable_and_a_new_certificate_pays_back() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1970-01-01");
    street.certify(1, DisabilityType::Physical, 2, ("2012-06-15", "2022-06-14"));
    for text in ["2022-06", "2022-07", "2022-08", "2022-09", "2022-10"] {
        street.pay(1, "CJ02", text, 13_000);
    }
    street.pay(1, "ZLJ.T80", "2022-08", 6_000);
    assert_eq!(street.months("S08"), ["2022-07", "2022-08", "2022-09", "2022-10"]);
    street.certify(1, DisabilityType::Physical, 2, ("2022-11-20", "2032-11-19"));
    assert_eq!(street.months("S08"), ["2022-07"], "three months back from November");
    street.person(2, "1970-01-01");
    street.pay(2, "CJ01.D", "2022-06", 45_000);
    assert_eq!(street.months("S08"), ["2022-07", "2022-06"], "no certificate at all");
}

#[test]
fn s15_the_month_of_the_eighteenth_birthday_is_payable() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "2004-06-02");
    for text in ["2022-05", "2022-06", "2022-07"] {
        street.pay(1, "ET02.A", text, 148_400);
    }
    street.pay(1, "CJ02", "2022-07", 13_000);
    assert_eq!(street.months("S15"), ["2022-07"]);
    street.person(2, "2004-02-29");
    street.pay(2, "ET01.S", "2022-02", 185_500);
    street.pay(2, "ET01.S", "2022-03", 185_500);
    street.pay(2, "ET01.S", "2022-04", 185_500);
    assert_eq!(street.months("S15"), ["2022-07", "2022-04"], "born on a leap day, grown up on 1 March");
}

#[test]
fn s16_the_base_must_be_drawn_in_the_month() {
    let mut street = Street::on("2022-12-31");
    street.person(1, "1940-01-01");
    street.enrol(1, "DB01", "2021-01", Some("2022-08"));
    for text in ["2022-08", "2022-09"] {
        street.pay(1, "CJ01.A", text, 31_200);
        street.pay(1, "YL02", text, 10_000);
        street.pay(1, "YL01.B", text, 3_000);
    }
    assert_eq!(street.months("S16"), ["2022-09", "2022-09"]);
    // Tekun carries home care, and not the living subsidy.
    street.person(2, "1940-01-01");
    street.enrol(2, "TK01.R", "2021-01", None);
    for code in ["YL01.A", "TK02.SELF", "CJ01.B"] {
        street.pay(2, code, "2022-09", 7_800);
    }
    let found = street.found("S16");
    let of: Vec<&str> = found.iter().filter(|one| one.person == Some(2)).map(|one| one.explain.as_str()).collect();
    assert!(of.len() == 1 && of[0].starts_with("CJ01.B"), "{of:?}");
}

#[test]
fn planned_lines_are_seen_beside_everything_live() {
    let mut street = Street::on("2023-01-10").planned();
    street.person(1, "1940-01-01");
    street.pay(1, "ZLJ.T80", "2023-01", 6_000).state = PaymentState::Sent;
    street.plan(1, "ZLJ.T80", "2023-01", 6_000);
    street.person(2, "1940-01-01");
    street.pay(2, "TK01.R", "2023-01", 104_000).state = PaymentState::Held;
    street.plan(2, "DB01", "2023-01", 50_000);
    // Stored lines are not asked about, whatever is wrong with them.
    street.person(3, "1943-06-01");
    street.pay(3, "ZLJ.T80", "2023-01", 6_000).state = PaymentState::Planned;
    let said: Vec<(&str, Option<i64>)> = street.all().iter().map(|one| (one.rule, one.line)).collect();
    assert_eq!(said, [("S02", Some(-2)), ("S03", Some(-4))]);
    // What the bank returned is paid again and is the same payment.
    let mut street = Street::on("2023-01-10").planned();
    street.person(1, "1940-01-01");
    street.pay(1, "ZLJ.T80", "2022-12", 6_000).state = PaymentState::Returned;
    street.plan(1, "ZLJ.T80", "2022-12", 6_000).kind = PayrollKind::FollowUp;
    assert_eq!(street.found("S02").len(), 1, "unless it says so");
    street.facts.lines[1].reissue_of = Some(1);
    assert_eq!(street.all(), []);
}

#[test]
fn a_suspended_base_stops_a_planned_line() {
    let mut street = Street::on("2023-01-10").planned();
    street.person(1, "1970-01-01");
    street.certify(1, DisabilityType::Physical, 2, ("2020-01-01", "2030-01-01"));
    street.enrol(1, "DB01", "2021-01", None);
    street.plan(1, "CJ01.A", "2023-01", 31_200);
    assert_eq!(street.all(), []);
    street.facts.enrolments[0].state = EnrolmentState::Suspended;
    assert_eq!(street.months("S16"), ["2023-01"]);
}
