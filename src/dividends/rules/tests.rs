//! The rules on built facts: tables for policy, properties for arithmetic.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use entity::{
    money::Fen,
    vocab::{DistributingUnitKind, MembershipReason, RecordOrigin, RegisterEventKind, Rounding, ShareClass, VoteBase},
};
use proptest::prelude::*;

use super::{
    allocate::{Allocation, Indivisible, Part, allocate},
    money::least_reserve,
    register::{Contradiction, register},
    vote::{NotCarried, Turnout, carried, threshold_on},
};
use crate::dividends::model::{Event, Threshold};

fn parts(weights: &[i64]) -> Vec<Part> {
    (1..).zip(weights).map(|(number, weight)| Part { number, weight: *weight }).collect()
}

fn amounts(allocation: &Allocation) -> Vec<i64> {
    allocation.portions.iter().map(|portion| portion.amount.0).collect()
}

fn sum(allocation: &Allocation) -> i128 {
    allocation.portions.iter().map(|portion| i128::from(portion.amount.0)).sum()
}

#[test]
fn the_vectors_of_the_reference() {
    let vectors: [(i64, &[i64], &[i64]); 6] = [
        (10_000, &[1, 1, 1], &[3_334, 3_333, 3_333]),
        (101, &[1, 2, 3, 4], &[10, 20, 30, 41]),
        (1, &[5, 5], &[1, 0]),
        (7, &[3, 3, 1], &[3, 3, 1]),
        (12_990_000, &[10, 15, 22], &[2_763_830, 4_145_745, 6_080_425]),
        (0, &[1, 2], &[0, 0]),
    ];
    for (total, shares, lines) in vectors {
        let done = allocate(Fen(total), &parts(shares), Rounding::LargestRemainder).expect("divides");
        assert_eq!(amounts(&done), lines, "{total} over {shares:?}");
        assert_eq!(done.carried_forward, Fen(0));
    }
}

#[test]
fn carried_forward_pays_a_whole_price() {
    let done = allocate(Fen(10_000), &parts(&[1, 1, 1]), Rounding::CarryForward).expect("divides");
    assert_eq!((amounts(&done), done.unit_price, done.carried_forward), (vec![3_333; 3], Fen(3_333), Fen(1)));
    let shares = allocate(Fen(100), &parts(&[3, 3, 1]), Rounding::CarryForward).expect("divides");
    assert_eq!((amounts(&shares), shares.carried_forward), (vec![42, 42, 14], Fen(2)));
}

#[test]
fn money_for_nobody_is_refused() {
    for rounding in [Rounding::LargestRemainder, Rounding::CarryForward] {
        assert_eq!(allocate(Fen(1), &[], rounding), Err(Indivisible::NoParticipants));
        assert_eq!(allocate(Fen(1), &parts(&[0, 0]), rounding), Err(Indivisible::NoParticipants));
        assert_eq!(allocate(Fen(-1), &parts(&[1]), rounding), Err(Indivisible::OutOfRange));
        assert_eq!(allocate(Fen(1), &parts(&[-1, 2]), rounding), Err(Indivisible::OutOfRange));
        assert_eq!(allocate(Fen(1), &parts(&[i64::MAX, 1]), rounding), Err(Indivisible::OutOfRange));
        assert!(allocate(Fen(0), &[], rounding).is_ok_and(|done| done.portions.is_empty()));
    }
}

#[test]
fn products_are_wider_than_64_bits() {
    let done = allocate(Fen(i64::MAX), &parts(&[i64::MAX - 1, 1]), Rounding::LargestRemainder).expect("divides");
    assert_eq!(amounts(&done), [i64::MAX - 1, 1]);
}

fn weights() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(prop_oneof![9 => 0..400_i64, 1 => 0..i64::MAX / 64], 1..60)
}

fn rounding() -> impl Strategy<Value = Rounding> {
    prop_oneof![Just(Rounding::LargestRemainder), Just(Rounding::CarryForward)]
}

fn money() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 0..10_000_000_000_i64, 1 => 0..=i64::MAX]
}

proptest! {
    /// Not a fen is lost or gained.
    #[test]
    fn conserves(total in money(), weights in weights(), rounding in rounding()) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let done = allocate(Fen(total), &parts(&weights), rounding).expect("divides");
        prop_assert_eq!(sum(&done) + i128::from(done.carried_forward.0), i128::from(total));
        prop_assert!(done.portions.iter().all(|portion| portion.amount.0 >= 0 && portion.extra.0 <= 1));
        if rounding == Rounding::LargestRemainder {
            prop_assert_eq!(done.carried_forward, Fen(0));
        }
    }

    /// Whoever is read first gets no more for it.
    #[test]
    fn order_does_not_matter(total in money(), weights in weights(), rounding in rounding(), seed in any::<u64>()) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let straight = parts(&weights);
        let mut mixed = straight.clone();
        mixed.sort_by_key(|part| (u64::from(part.number.unsigned_abs()).wrapping_mul(seed | 1)).rotate_left(17));
        let (one, other) = (allocate(Fen(total), &straight, rounding), allocate(Fen(total), &mixed, rounding));
        let (one, other) = (one.expect("divides"), other.expect("divides"));
        for (part, portion) in mixed.iter().zip(&other.portions) {
            let index = usize::try_from(part.number - 1).expect("a number");
            prop_assert_eq!(*portion, one.portions[index]);
        }
    }

    /// More shares never get less; equal shares get equal pay when the rest is carried forward, and differ
    /// by a fen at most, in the order of member numbers, when it is handed out.
    #[test]
    fn monotone_and_fair(total in money(), weights in weights(), rounding in rounding()) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let done = allocate(Fen(total), &parts(&weights), rounding).expect("divides");
        let amounts = amounts(&done);
        for (one, first) in weights.iter().enumerate() {
            for (other, second) in weights.iter().enumerate() {
                if first < second {
                    prop_assert!(amounts[one] <= amounts[other]);
                }
                if first == second && one < other {
                    let difference = amounts[one] - amounts[other];
                    let most = i64::from(rounding == Rounding::LargestRemainder);
                    prop_assert!((0..=most).contains(&difference));
                }
            }
        }
    }

    /// More money never makes the carried-forward price smaller, nor anybody's largest-remainder share by more than
    /// the fen that moves on.
    #[test]
    fn grows_with_the_total(total in 0..10_000_000_000_i64, more in 0..1_000_000_i64, weights in weights()) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let parts = parts(&weights);
        for rounding in [Rounding::LargestRemainder, Rounding::CarryForward] {
            let small = amounts(&allocate(Fen(total), &parts, rounding).expect("divides"));
            let large = amounts(&allocate(Fen(total + more), &parts, rounding).expect("divides"));
            let slack = i64::from(rounding == Rounding::LargestRemainder);
            prop_assert!(small.iter().zip(&large).all(|(small, large)| large + slack >= *small));
        }
    }

    /// A register read in any order comes to the same, and every day's members and shares are the sum of the
    /// events that took effect by then and were not corrected.
    #[test]
    fn registers_are_folds(script in script(), day in 0..320_u64) {
        let events = legal(&script);
        let whole = register(&events).expect("legal events");
        let mut reversed = events.clone();
        reversed.reverse();
        prop_assert_eq!(&register(&reversed).expect("legal events"), &whole);
        let void: BTreeSet<i64> = events.iter().filter_map(|event| event.corrects_id).collect();
        let (day, mut members, mut shares) = (on(day), BTreeSet::new(), BTreeMap::new());
        let mut past: Vec<&Event> =
            events.iter().filter(|event| event.effective_on <= day && !void.contains(&event.id)).collect();
        past.sort_by_key(|event| (event.effective_on, event.id));
        for event in past {
            match (event.kind, event.member_id) {
                (RegisterEventKind::Join, Some(member)) => drop(members.insert(member)),
                (RegisterEventKind::Leave, Some(member)) => drop(members.remove(&member)),
                (RegisterEventKind::Correct, _) => {}
                (_, holder) => *shares.entry(holder).or_insert(0) += event.shares,
            }
        }
        shares.retain(|_, held| *held != 0);
        prop_assert_eq!(whole.members_on(day), members);
        prop_assert_eq!(whole.shares_on(day), shares);
    }

    /// Whatever happened on a register, a sum is divided to the fen on any day, by heads and by shares, in whatever
    /// order it is read.
    #[test]
    fn any_register_is_divided_to_the_fen(
        script in script(), day in 0..320_u64, total in 0..10_000_000_000_i64, rounding in rounding(), turn in 0..40_usize,
    ) {
        let register = register(&legal(&script)).expect("legal events");
        let number = |holder: Option<i64>| holder.map_or(i32::MAX, |member| i32::try_from(member).expect("small"));
        let heads = register.members_on(on(day)).into_iter().map(|member| Part { number: number(Some(member)), weight: 1 });
        let shares = register.shares_on(on(day)).into_iter().map(|(holder, weight)| Part { number: number(holder), weight });
        for mut parts in [heads.collect::<Vec<_>>(), shares.collect()] {
            if parts.is_empty() {
                prop_assert_eq!(allocate(Fen(total.max(1)), &parts, rounding), Err(Indivisible::NoParticipants));
                continue;
            }
            let straight = allocate(Fen(total), &parts, rounding).expect("divides");
            prop_assert_eq!(sum(&straight) + i128::from(straight.carried_forward.0), i128::from(total));
            let by_number = |parts: &[Part], done: &Allocation| -> BTreeMap<i32, i64> {
                parts.iter().map(|part| part.number).zip(amounts(done)).collect()
            };
            let expected = by_number(&parts, &straight);
            let count = parts.len();
            parts.rotate_left(turn % count);
            parts.reverse();
            prop_assert_eq!(by_number(&parts, &allocate(Fen(total), &parts, rounding).expect("divides")), expected);
        }
    }
}

/// Wishes: member, what, how many shares, on which day.
fn script() -> impl Strategy<Value = Vec<(i64, u8, i64, u64)>> {
    prop::collection::vec((1..6_i64, 0..7_u8, 1..60_i64, 0..300_u64), 0..60)
}

fn on(day: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 1, 1).and_then(|start| start.checked_add_days(Days::new(day))).expect("a day")
}

fn event(id: i64, member: i64, kind: RegisterEventKind, shares: i64, day: u64) -> Event {
    let membership = matches!(kind, RegisterEventKind::Join | RegisterEventKind::Leave);
    Event {
        id,
        collective_id: 1,
        distributing_unit_id: 1,
        member_id: Some(member),
        kind,
        reason: membership.then_some(MembershipReason::Reconfirmed),
        class: (kind == RegisterEventKind::Issue).then_some(ShareClass::Population),
        shares,
        effective_on: on(day),
        recorded_on: on(day),
        recorded_by: "t".to_owned(),
        evidence: "E".to_owned(),
        resolution: None,
        counterpart_id: None,
        corrects_id: None,
        origin: RecordOrigin::Platform,
    }
}

/// Turns wishes into events of all kinds that contradict nothing.
fn legal(script: &[(i64, u8, i64, u64)]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for (member, wish, shares, day) in script {
        let id = i64::try_from(events.len()).expect("few") + 1;
        let other = member % 5 + 1;
        let moved = |kind| {
            let class = Some(ShareClass::Population);
            let gives = Event { class, shares: -*shares, ..event(id, *member, kind, 0, *day) };
            let takes = Event { class, shares: *shares, ..event(id + 1, other, kind, 0, *day) };
            vec![gives, takes]
        };
        let new = match wish {
            0 => vec![event(id, *member, RegisterEventKind::Join, 0, *day)],
            1 => vec![event(id, *member, RegisterEventKind::Leave, 0, *day)],
            2 => vec![event(
                id,
                *member,
                RegisterEventKind::Issue,
                if *shares > 40 { 40 - *shares } else { *shares },
                *day,
            )],
            3 => moved(RegisterEventKind::Transfer),
            4 => moved(RegisterEventKind::Inherit),
            5 => {
                let own = event(id, *member, RegisterEventKind::Issue, *shares, *day);
                vec![Event { member_id: None, class: Some(ShareClass::Collective), ..own }]
            }
            _ => {
                let void: BTreeSet<i64> = events.iter().filter_map(|event| event.corrects_id).collect();
                let alone = |event: &&Event| {
                    use RegisterEventKind::{Issue, Join, Leave};
                    matches!(event.kind, Join | Leave | Issue) && !void.contains(&event.id)
                };
                let wrong = events.iter().find(alone).map(|event| event.id);
                let correction = event(id, *member, RegisterEventKind::Correct, 0, *day);
                wrong.map(|wrong| Event { corrects_id: Some(wrong), ..correction }).into_iter().collect()
            }
        };
        let before = events.len();
        events.extend(new);
        if register(&events).is_err() {
            events.truncate(before);
        }
    }
    events
}

#[test]
fn contradictions_are_named() {
    use RegisterEventKind::{Issue, Join, Leave};
    let twice = [event(1, 7, Join, 0, 1), event(2, 7, Join, 0, 5)];
    assert_eq!(register(&twice), Err(Contradiction::JoinsTwice { member: 7, on: on(5) }));
    assert_eq!(register(&[event(1, 7, Leave, 0, 3)]), Err(Contradiction::LeavesUnjoined { member: 7, on: on(3) }));
    let short = [event(1, 7, Issue, 5, 1), event(2, 7, Issue, -6, 4)];
    let wrong = Contradiction::TooFewShares { holder: Some(7), class: ShareClass::Population, on: on(4) };
    assert_eq!(register(&short), Err(wrong));
}

#[test]
fn a_correction_voids_an_event() {
    use RegisterEventKind::{Correct, Issue, Join};
    let mut correction = event(3, 7, Correct, 0, 9);
    correction.corrects_id = Some(2);
    let events = [event(1, 7, Join, 0, 1), event(2, 7, Issue, 5, 2), correction];
    let register = register(&events).expect("legal");
    assert!(register.holdings.is_empty() && register.members_on(on(300)).contains(&7));
}

fn threshold(kind: DistributingUnitKind, from: u64, base: VoteBase, share: (i32, i32), strict: bool) -> Threshold {
    Threshold {
        id: 1,
        kind,
        valid_from: on(from),
        present_numerator: 2,
        present_denominator: 3,
        favour_numerator: share.0,
        favour_denominator: share.1,
        favour_of: base,
        favour_strict: strict,
        source: "法".to_owned(),
    }
}

#[test]
fn votes_need_their_threshold() {
    let group = DistributingUnitKind::VillagerGroup;
    let old = threshold(group, 0, VoteBase::Present, (1, 2), true);
    let cases = [
        (90, 60, 31, Ok(())),
        (90, 59, 59, Err(NotCarried::Quorum)),
        (90, 60, 30, Err(NotCarried::Favour)),
        (0, 0, 0, Err(NotCarried::Favour)),
    ];
    for (eligible, present, in_favour, expected) in cases {
        assert_eq!(
            carried(&old, Turnout { eligible, present, in_favour }),
            expected,
            "{eligible} {present} {in_favour}"
        );
    }
    let new = threshold(group, 100, VoteBase::Eligible, (2, 3), false);
    let of_all = |in_favour| carried(&new, Turnout { eligible: 90, present: 80, in_favour });
    assert_eq!(of_all(60), Ok(()));
    assert_eq!(of_all(59), Err(NotCarried::Favour));
    let both = [old.clone(), new.clone()];
    assert_eq!(threshold_on(&both, group, on(99)), both.first());
    assert_eq!(threshold_on(&both, group, on(100)), both.last());
    assert_eq!(threshold_on(&both, DistributingUnitKind::VillageCoop, on(100)), None);
}

#[test]
fn the_reserve_rounds_up() {
    assert_eq!(least_reserve(Fen(10), 3_000), Fen(3));
    assert_eq!(least_reserve(Fen(11), 3_000), Fen(4));
    assert_eq!(least_reserve(Fen(-11), 3_000), Fen(0));
    assert_eq!(least_reserve(Fen(i64::MAX), 10_000), Fen(i64::MAX));
}
