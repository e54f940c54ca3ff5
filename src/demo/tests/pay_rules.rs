//! Rules over paid lines.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::{DisabilityType, PaymentState, PayrollKind};

use super::*;
use crate::demo::dataset::Dataset;

pub fn s01() -> (BTreeSet<i64>, usize) {
    summary(paid().filter(|line| person(line.resident).died_on.is_some_and(|died| line.month > month_of(died))))
}

/// Persons, and lines beyond the first of a group.
pub fn s02() -> (BTreeSet<i64>, usize) {
    let mut groups: BTreeMap<(i64, &str, i32), usize> = BTreeMap::new();
    for line in paid() {
        *groups.entry((person(line.resident).id, line.programme, line.month)).or_default() += 1;
    }
    let double: Vec<_> = groups.into_iter().filter(|(_, count)| *count > 1).collect();
    assert!(double.iter().all(|((_, _, month), _)| *month >= 202_201));
    let extra = double.iter().map(|(_, count)| count - 1).sum();
    (double.into_iter().map(|((person, _, _), _)| person).collect(), extra)
}

/// Persons, and person-months.
pub fn s03() -> (BTreeSet<i64>, usize) {
    const PAIRS: [(&str, &str); 15] = [
        ("TK01", "DB01"),
        ("TK01", "CJ01"),
        ("TK01", "CJ02"),
        ("ET01", "CJ01"),
        ("ET01", "ET02"),
        ("ET01", "TK01"),
        ("ET02", "CJ01"),
        ("CJ02", "YL02"),
        ("CJ02", "TK02"),
        // Further pairs of programmes.json.
        ("DB01", "ET01"),
        ("TK01", "ET02"),
        ("TK02", "YL02"),
        ("JT01", "DB01"),
        ("DB01", "JT01"),
        ("TK02", "CJ02"),
    ];
    let mut drawn: BTreeMap<(i64, i32), BTreeSet<&str>> = BTreeMap::new();
    for line in paid() {
        drawn.entry((person(line.resident).id, line.month)).or_default().insert(line.programme);
    }
    let clash = drawn
        .into_iter()
        .filter(|(_, programmes)| PAIRS.iter().any(|(a, b)| programmes.contains(a) && programmes.contains(b)));
    let keys: Vec<(i64, i32)> = clash.map(|(key, _)| key).collect();
    assert!(keys.iter().all(|(_, month)| *month >= 202_201));
    (keys.iter().map(|(person, _)| *person).collect(), keys.len())
}

/// Standard in fen of the tier that age and certificate call for.
fn standard(data: &Dataset, line: &Line) -> i64 {
    let tier = match line.programme {
        "ZLJ" => match age(person(line.resident).birth_date, last_day(line.month)) {
            ..90 => Some("T80"),
            90..100 => Some("T90"),
            _ => Some("T100"),
        },
        _ => line.tier,
    };
    let key = tier.map_or(line.programme.to_owned(), |t| format!("{}.{t}", line.programme));
    let month = (line.month / 100 - 2021) * 12 + line.month % 100 - 1;
    data.tier(&key).unwrap().standard(month)
}

fn fixed(line: &Line) -> bool {
    !["DB01", "LS01"].contains(&line.programme)
}

pub fn s04() -> (BTreeSet<i64>, usize) {
    let data = Dataset::load().unwrap();
    let ceiling = |month: i32| match month {
        ..202_107 => 71_000,
        202_107..202_207 => 75_000,
        _ => 78_000,
    };
    summary(paid().filter(|line| match line.programme {
        "DB01" => line.amount > ceiling(line.month),
        _ => fixed(line) && line.amount > standard(&data, line),
    }))
}

pub fn s05() -> (BTreeSet<i64>, usize) {
    let data = Dataset::load().unwrap();
    summary(paid().filter(|line| fixed(line) && line.amount < standard(&data, line)))
}

pub fn s06() -> (BTreeSet<i64>, usize) {
    summary(paid().filter(|line| person(line.resident).moved_out_on.is_some_and(|left| line.month > month_of(left))))
}

pub fn s07() -> (BTreeSet<i64>, usize) {
    summary(paid().filter(|line| {
        let least = match (line.programme, line.tier) {
            ("ZLJ", _) | ("YL01", Some("B")) => 80,
            ("JS02" | "YL02" | "YL01" | "TK01", _) => 60,
            ("JS01", _) => 49,
            _ => 0,
        };
        age(person(line.resident).birth_date, last_day(line.month)) < least
    }))
}

pub fn s08() -> (BTreeSet<i64>, usize) {
    summary(paid().filter(|line| {
        let papers = certificates().get(&person(line.resident).id);
        let valid = papers
            .into_iter()
            .flatten()
            .any(|paper| line.month <= month_of(paper.valid_until) && month_of(paper.issued_on) <= line.month);
        ["CJ01", "CJ02"].contains(&line.programme) && !valid
    }))
}

pub fn s15() -> (BTreeSet<i64>, usize) {
    summary(paid().filter(|line| {
        let birth = person(line.resident).birth_date;
        let grown = birth.with_year(birth.year() + 18).unwrap();
        line.programme.starts_with("ET") && line.month > month_of(grown)
    }))
}

pub fn s16() -> (BTreeSet<i64>, usize) {
    summary(paid().filter(|line| {
        let id = person(line.resident).id;
        let base = |programme: &str| enrolled(id, programme, line.month);
        match (line.programme, line.tier) {
            ("CJ01", Some("A" | "B")) | ("YL02", _) => !base("DB01"),
            ("YL01", Some("A")) => !base("DB01") && !base("TK01"),
            ("TK02", _) => !base("TK01"),
            _ => false,
        }
    }))
}

#[test]
fn planted_payments() {
    let sizes = |(persons, lines): (BTreeSet<i64>, usize)| (persons.len(), lines);
    assert_eq!(sizes(s01()), (6, 11), "S01");
    assert_eq!(sizes(s02()), (3, 9), "S02");
    assert_eq!(sizes(s03()), (6, 19), "S03");
    assert_eq!(sizes(s04()), (1, 4), "S04");
    assert_eq!(sizes(s05()), (11, 19), "S05");
    assert_eq!(sizes(s06()), (5, 8), "S06");
    assert_eq!(sizes(s07()), (1, 2), "S07");
    assert_eq!(sizes(s08()), (6, 10), "S08");
    assert_eq!(sizes(s15()), (1, 2), "S15");
    assert_eq!(sizes(s16()), (2, 5), "S16");
}

#[test]
fn planted_amounts() {
    let data = Dataset::load().unwrap();
    let off = paid().filter(|line| fixed(line));
    let off = off.map(|line| line.amount - standard(&data, line));
    let (over, under) =
        off.fold((0, 0), |(over, under), difference| (over + difference.max(0), under + difference.min(0)));
    assert_eq!((over, under), (16_000, -69_000));
}

#[test]
fn dead_paid_by_programme() {
    let mut found: BTreeMap<(&str, String), Vec<i32>> = BTreeMap::new();
    for line in paid() {
        let died = person(line.resident).died_on;
        if let Some(died) = died.filter(|died| line.month > month_of(*died)) {
            let key = (line.programme, died.format("%m-%d").to_string());
            found.entry(key).or_default().push(line.month % 100);
        }
    }
    let expected = [
        (("CJ02", "08-20"), vec![9, 10]),
        (("DB01", "05-11"), vec![6, 7]),
        (("YL01", "10-07"), vec![11]),
        (("ZLJ", "03-18"), vec![4, 5]),
        (("ZLJ", "06-25"), vec![7]),
        (("ZLJ", "09-02"), vec![10, 11, 12]),
    ];
    let found: Vec<_> = found.iter().map(|((p, d), m)| ((*p, d.as_str()), m.clone())).collect();
    assert_eq!(found, expected);
}

#[test]
fn conflicts_by_pair() {
    let mut drawn: BTreeMap<(i64, i32), BTreeSet<&str>> = BTreeMap::new();
    for line in paid() {
        drawn.entry((person(line.resident).id, line.month)).or_default().insert(line.programme);
    }
    let months = |a: &str, b: &str| drawn.values().filter(|list| list.contains(a) && list.contains(b)).count();
    assert_eq!(months("TK01", "DB01"), 4);
    assert_eq!(months("TK01", "CJ01"), 6);
    assert_eq!(months("ET01", "CJ01"), 4);
    assert_eq!(months("CJ02", "YL02"), 5);
}

#[test]
fn two_late_batches() {
    let late = |payroll: &&crate::demo::facts::Payroll| {
        payroll.kind == PayrollKind::Regular
            && (payroll.paid_on.day() > 25 || month_of(payroll.paid_on) != payroll.month)
    };
    assert_eq!(facts().payrolls.iter().filter(late).count(), 2);
}

#[test]
fn bank_returns() {
    let state = |line: i64| facts().lines[usize::try_from(line).unwrap() - 1].state;
    let count = |wanted| facts().returns.iter().filter(|r| state(r.line) == wanted).count();
    assert_eq!(facts().returns.len(), 68);
    assert_eq!(count(PaymentState::Reissued), 63);
    assert_eq!(count(PaymentState::Returned), 5);
    for bank_return in &facts().returns {
        if state(bank_return.line) == PaymentState::Returned {
            assert!((today() - bank_return.returned_on).num_days() > 60);
        }
    }
    let mut again = BTreeSet::new();
    for line in facts().lines.iter().filter(|line| line.reissue_of.is_some()) {
        let first = &facts().lines[usize::try_from(line.reissue_of.unwrap()).unwrap() - 1];
        assert_eq!(first.state, PaymentState::Reissued);
        assert_eq!((first.resident, first.month), (line.resident, line.month));
        assert_eq!((first.programme, first.amount), (line.programme, line.amount));
        assert!(again.insert(first.id));
        let payroll = &facts().payrolls[usize::try_from(line.payroll).unwrap() - 1];
        assert_eq!(payroll.kind, PayrollKind::FollowUp);
        let back = facts().returns.iter().find(|r| r.line == first.id).unwrap();
        assert!(back.returned_on < payroll.paid_on);
    }
    assert_eq!(again.len(), 63);
    let of_2022 = facts().lines.iter().filter(|line| line.month > 202_200).count();
    assert_eq!(of_2022, 57_071);
}

#[test]
fn certificates_carry_the_disability_subsidies() {
    let exempt: BTreeSet<i64> = s16().0.into_iter().chain(s08().0).collect();
    for line in paid().filter(|line| ["CJ01", "CJ02"].contains(&line.programme)) {
        let id = person(line.resident).id;
        if exempt.contains(&id) {
            continue;
        }
        let paper = certificates()[&id][0];
        let severe = paper.grade <= 2;
        let mind = [DisabilityType::Intellectual, DisabilityType::Mental].contains(&paper.kind);
        let dibao = enrolled(id, "DB01", line.month);
        assert!(
            match line.tier {
                Some("A") => dibao && (severe || mind),
                Some("B") => dibao && !severe && !mind,
                Some("C") => !dibao && severe,
                Some("D") => !dibao,
                _ => severe,
            },
            "{line:?} {paper:?}"
        );
    }
}
