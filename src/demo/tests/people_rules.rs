//! Rules over persons, accounts and enrolments, and the disjointness of all of them.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::{AccountKind, EnrolmentState, PaymentState};

use super::pay_rules::{s01, s02, s03, s04, s05, s06, s07, s08, s15, s16};
use super::*;
use crate::residents::identity::{IdentityError, IdentityNumber};

fn account(id: i64) -> &'static crate::demo::facts::PayeeAccount {
    &facts().accounts[usize::try_from(id).unwrap() - 1]
}

fn s09() -> Vec<&'static Enrolment> {
    let authorised = |enrolment: &Enrolment| {
        facts().authorisations.iter().any(|paper| {
            paper.account == enrolment.account
                && paper.resident == enrolment.resident
                && month_of(paper.valid_from) <= enrolment.start_month
                && paper.valid_to.is_none()
        })
    };
    let all = facts().enrolments.iter();
    all.filter(|enrolment| {
        account(enrolment.account).holder_name != resident(enrolment.resident).name && !authorised(enrolment)
    })
    .collect()
}

fn s10() -> Vec<(i64, IdentityError)> {
    let all = facts().residents.iter();
    all.filter_map(|r| Some((r.id, IdentityNumber::parse(&r.id_number, today()).err()?))).collect()
}

fn s11() -> Vec<&'static Enrolment> {
    let all = facts().enrolments.iter();
    all.filter(|enrolment| {
        enrolment.state == EnrolmentState::Active && enrolment.next_review_on.is_some_and(|due| due < today())
    })
    .collect()
}

/// Accounts with the persons who share them.
fn s12() -> Vec<BTreeSet<i64>> {
    let mut users: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for enrolment in &facts().enrolments {
        users.entry(enrolment.account).or_default().insert(person(enrolment.resident).id);
    }
    for line in &facts().lines {
        users.entry(line.account).or_default().insert(person(line.resident).id);
    }
    users
        .into_iter()
        .filter(|(id, persons)| {
            let homes: BTreeSet<i64> = persons.iter().map(|p| resident(*p).household).collect();
            persons.len() >= 3 && homes.len() > 1 && account(*id).kind != AccountKind::Institution
        })
        .map(|(_, persons)| persons)
        .collect()
}

fn s13() -> Vec<&'static Line> {
    let open = facts().lines.iter().filter(|line| line.state == PaymentState::Returned);
    open.filter(|line| {
        let back = facts().returns.iter().find(|r| r.line == line.id).unwrap();
        (today() - back.returned_on).num_days() > 60
            && facts().lines.iter().all(|other| other.reissue_of != Some(line.id))
    })
    .collect()
}

fn s14() -> Vec<&'static Resident> {
    let all = facts().residents.iter().filter(|resident| resident.person == resident.id);
    all.filter(|resident| {
        resident.died_on.is_none()
            && resident.moved_out_on.is_none()
            && age(resident.birth_date, today()) >= 80
            && !live(resident.id, "ZLJ")
    })
    .collect()
}

fn s18() -> Vec<&'static Resident> {
    facts().residents.iter().filter(|resident| resident.id_number.len() == 15).collect()
}

#[test]
fn payee_mismatch() {
    assert_eq!(s09().len(), 8);
    assert_eq!(s09().iter().map(|e| e.resident).collect::<BTreeSet<_>>().len(), 8);
}

#[test]
fn every_paid_account_belongs_to_the_person_or_is_authorised() {
    let planted: BTreeSet<i64> = s09().iter().map(|e| e.id).collect();
    for line in &facts().lines {
        let own = account(line.account).holder_name == resident(line.resident).name;
        let authorised =
            facts().authorisations.iter().any(|a| a.account == line.account && a.resident == line.resident);
        let known = line.enrolment.is_some_and(|id| planted.contains(&id));
        assert!(own || authorised || known, "{line:?}");
    }
}

#[test]
fn invalid_and_legacy_numbers() {
    let mut errors: Vec<IdentityError> = s10().into_iter().map(|(_, error)| error).collect();
    errors.sort_by_key(|error| format!("{error:?}"));
    let check = IdentityError::CheckDigit;
    assert_eq!(errors, [IdentityError::BirthDate, check, check]);
    let broken: Vec<_> = s10().into_iter().map(|(id, _)| resident(id).id_number.clone()).collect();
    assert_eq!(broken.iter().filter(|n| n.get(6..14) == Some("19430229")).count(), 1);
    assert_eq!(s18().len(), 4);
}

#[test]
fn reviews() {
    assert_eq!(s11().len(), 37);
}

#[test]
fn shared_accounts() {
    let mut sizes: Vec<usize> = s12().iter().map(BTreeSet::len).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [3, 4]);
    for group in s12() {
        let homes: BTreeSet<i64> = group.iter().map(|id| resident(*id).household).collect();
        assert_eq!(homes.len(), group.len());
    }
}

#[test]
fn open_returns() {
    assert_eq!(s13().len(), 5);
}

#[test]
fn eligible_and_not_enrolled() {
    let expected = [(2, 1), (2, 1), (1, 0), (3, 1), (4, 2), (2, 1), (1, 0), (2, 1), (1, 0), (1, 0), (3, 2), (1, 0)];
    let mut found = [(0, 0); 12];
    for resident in s14() {
        found[resident.hukou_unit].0 += 1;
        found[resident.hukou_unit].1 += usize::from(resident.birth_date >= date(1942, 12, 1));
    }
    assert_eq!(found, expected);
}

#[test]
fn no_gap_in_nursing_and_no_tekun_with_it() {
    for (id, papers) in certificates() {
        let holder = resident(*id);
        let severe =
            papers.iter().any(|paper| paper.grade <= 2 && paper.issued_on <= today() && paper.valid_until >= today());
        if severe && holder.died_on.is_none() && !live(*id, "TK01") {
            assert!(live(*id, "CJ02"), "{holder:?}");
        }
    }
}

#[test]
fn nobody_is_planted_twice() {
    let of = |enrolments: Vec<&'static Enrolment>| {
        enrolments.iter().map(|e| person(e.resident).id).collect::<BTreeSet<i64>>()
    };
    let rules: Vec<(&str, BTreeSet<i64>)> = vec![
        ("S01", s01().0),
        ("S02", s02().0),
        ("S03", s03().0),
        ("S04", s04().0),
        ("S05", s05().0),
        ("S06", s06().0),
        ("S07", s07().0),
        ("S08", s08().0),
        ("S09", of(s09())),
        ("S10", s10().into_iter().map(|(id, _)| id).collect()),
        ("S11", of(s11())),
        ("S12", s12().into_iter().flatten().collect()),
        ("S13", s13().iter().map(|line| line.resident).collect()),
        ("S14", s14().iter().map(|resident| resident.id).collect()),
        ("S15", s15().0),
        ("S16", s16().0),
        ("S18", s18().iter().map(|r| r.person).collect()),
    ];
    let sizes: Vec<usize> = rules.iter().map(|(_, persons)| persons.len()).collect();
    assert_eq!(sizes, [6, 3, 6, 1, 11, 5, 1, 6, 8, 3, 37, 7, 5, 23, 1, 2, 4]);
    for (position, (name, persons)) in rules.iter().enumerate() {
        for (other, others) in &rules[position + 1..] {
            let shared = persons.intersection(others).count();
            let expected = usize::from((*name, *other) == ("S02", "S18"));
            assert_eq!(shared, expected, "{name} and {other}");
        }
    }
}
