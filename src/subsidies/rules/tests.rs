//! Tiers from facts, amounts by mode.

use entity::vocab::DisabilityType;

use super::{
    amount::{Granted, NoStandard, ceiling, due, later},
    stand_in::{Street, day, month},
    tier::{Claimant, correct_tier},
};
use crate::{
    kernel::money::Fen,
    subsidies::model::facts::{BeforeLock, CertificateFact},
};

fn amount(street: &Street, code: &str, text: &str, granted: Granted) -> Result<i64, NoStandard> {
    let (programme, tier) = street.keys(code);
    let programme = street.programmes.get(programme).expect("a programme");
    due(programme, tier, month(text), granted).map(|amount| amount.0)
}

#[test]
fn amounts_by_mode() {
    let street = Street::on("2022-12-31");
    let income = |fen| Granted { assessed_income: Some(Fen(fen)), amount: None };
    let nothing = Granted::default();
    for (code, text, granted, expected) in [
        ("ZLJ.T80", "2022-01", nothing, 6_000),
        ("CJ01.C", "2022-06", nothing, 75_000),
        ("CJ01.C", "2022-07", nothing, 78_000),
        ("CJ02", "2022-07", nothing, 13_000),
        ("WJ01", "2022-10", nothing, 2_700),
        // January to June at 450, July to December at 590.
        ("JS01.DEATH", "2022-06", nothing, 270_000),
        ("JS01.DEATH", "2022-12", nothing, 354_000),
        ("JS01.DEATH", "2022-09", nothing, 3 * 45_000 + 3 * 59_000),
        // 10,140.00 a year is 845.00 a month; 33,860.00 is 2,821.67, half a fen up.
        ("YF02.MARTYR", "2022-01", nothing, 282_167),
        ("DB01", "2022-06", income(30_000), 45_000),
        ("DB01", "2023-07", income(30_000), 52_000),
        ("LS01", "2022-03", Granted { assessed_income: None, amount: Some(Fen(150_000)) }, 150_000),
    ] {
        assert_eq!(amount(&street, code, text, granted), Ok(expected), "{code} {text}");
    }
    for (code, text, granted, refused) in [
        ("ZLJ.T80", "2018-12", nothing, NoStandard::Standard(month("2018-12"))),
        ("WJ01", "2023-01", nothing, NoStandard::Standard(month("2023-01"))),
        ("JS01.DEATH", "2018-03", nothing, NoStandard::Standard(month("2017-12"))),
        ("DB01", "2022-06", nothing, NoStandard::Income),
        ("DB01", "2022-06", income(75_000), NoStandard::NothingDue),
        ("DB01", "2022-06", income(90_000), NoStandard::NothingDue),
        ("LS01", "2022-03", nothing, NoStandard::Amount),
        ("DBBY", "2022-03", nothing, NoStandard::NotPaid),
        ("JY01", "2022-03", nothing, NoStandard::NotPaid),
    ] {
        assert_eq!(amount(&street, code, text, granted), Err(refused), "{code} {text}");
        assert!(!refused.message().is_empty() && !refused.code().is_empty());
    }
}

#[test]
fn what_bounds_an_amount() {
    let street = Street::on("2022-12-31");
    let most = |code: &str| {
        let (programme, tier) = street.keys(code);
        ceiling(street.programmes.get(programme).expect("a programme"), tier, month("2022-07")).map(|amount| amount.0)
    };
    assert_eq!([most("DB01"), most("ZLJ.T90"), most("LS01"), most("DBBY")], [Some(78_000), Some(10_000), None, None]);
}

#[test]
fn months_before_and_after() {
    assert_eq!((later(month("2022-11"), 0), later(month("2022-11"), 3)), (month("2022-11"), month("2023-02")));
    assert_eq!(later(month("2022-12"), 12), month("2023-12"));
}

#[test]
fn tiers_from_facts() {
    let street = Street::on("2022-12-31");
    let tier = |code: &str, birth: &str, papers: &[CertificateFact], dibao: bool, text: &str| {
        let programme = street.programmes.get(street.keys(code).0).expect("a programme");
        let claimant = Claimant { birth_date: day(birth), certificates: papers, dibao };
        correct_tier(programme, claimant, month(text)).map(|tier| programme.tier_code(Some(tier)))
    };
    // The age on the last day of the month decides: 90 on 31 October is 90 in October.
    for (birth, text, expected) in [
        ("1932-10-31", "2022-09", Some("ZLJ.T80")),
        ("1932-10-31", "2022-10", Some("ZLJ.T90")),
        ("1932-11-01", "2022-10", Some("ZLJ.T80")),
        ("1922-01-31", "2022-01", Some("ZLJ.T100")),
        ("1943-01-01", "2022-12", None),
        ("1942-02-28", "2022-02", Some("ZLJ.T80")),
    ] {
        assert_eq!(tier("ZLJ.T80", birth, &[], false, text).as_deref(), expected, "{birth} {text}");
    }
    let paper = |kind, grade| CertificateFact {
        resident: 1,
        kind,
        grade,
        issued_on: day("2020-01-10"),
        valid_until: day("2022-06-30"),
    };
    let (severe, light) = (paper(DisabilityType::Physical, 2), paper(DisabilityType::Physical, 3));
    let mental = paper(DisabilityType::Mental, 4);
    for (papers, dibao, text, expected) in [
        (&[severe][..], true, "2022-06", Some("CJ01.A")),
        (&[light][..], true, "2022-06", Some("CJ01.B")),
        (&[mental][..], true, "2022-06", Some("CJ01.A")),
        (&[light, severe][..], true, "2022-06", Some("CJ01.A")),
        (&[severe][..], false, "2022-06", None),
        (&[severe][..], true, "2022-07", None),
        (&[][..], true, "2022-06", None),
    ] {
        assert_eq!(tier("CJ01.A", "1970-01-01", papers, dibao, text).as_deref(), expected, "{papers:?} {dibao}");
    }
    assert_eq!(tier("TK01.R", "1940-01-01", &[], true, "2022-06"), None, "facts do not tell");
}

#[test]
fn what_rules_do_before_a_lock() {
    let parameters = Street::on("2022-12-31").parameters;
    let does = |rule: &str| parameters.before_lock(rule);
    for rule in ["S01", "S02", "S03", "S04", "S06", "S07", "S08", "S15", "S16"] {
        assert_eq!(does(rule), BeforeLock::Block, "{rule}");
    }
    for rule in ["S05", "S09", "S10", "S11", "S12", "S18"] {
        assert_eq!(does(rule), BeforeLock::Warn, "{rule}");
    }
    for rule in ["S13", "S14", "S17", "L01"] {
        assert_eq!(does(rule), BeforeLock::Nothing, "{rule}");
    }
}
