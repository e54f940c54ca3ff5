//! The rules say exactly what was planted, no more and no less.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use entity::{money::Fen, vocab::Severity};

use super::{
    dates::on,
    tests::{LAST, facts, hits, table},
};
use crate::{
    assets::rules::{
        balance::GRACE_DAYS,
        lifecycle::days_past,
        schedule::{add_months, steps},
    },
    findings::model::{Hit, Subject},
};

const SNAPSHOT: (i32, u32, u32) = (2022, 4, 30);

/// Findings of the campaign by rule and village.
const FOUND: [(&str, [usize; 8]); 14] = [
    ("L01", [1, 1, 1, 1, 1, 1, 0, 0]),
    ("L02", [2, 1, 1, 1, 1, 0, 1, 0]),
    ("L03", [1, 1, 0, 0, 0, 1, 0, 0]),
    ("L04", [0, 0, 1, 1, 1, 0, 0, 0]),
    ("L05", [0, 0, 0, 0, 0, 1, 0, 1]),
    ("L06", [1, 1, 0, 1, 0, 0, 1, 0]),
    ("L07", [0, 1, 0, 0, 0, 0, 0, 0]),
    ("L08", [1, 0, 0, 0, 0, 0, 0, 0]),
    ("L09", [0, 0, 1, 0, 0, 0, 0, 0]),
    ("L10", [0, 0, 0, 1, 1, 0, 0, 0]),
    ("L11", [0, 0, 0, 0, 0, 1, 0, 0]),
    ("L12", [0, 0, 0, 0, 0, 0, 0, 1]),
    ("L13", [0, 0, 1, 0, 0, 0, 0, 0]),
    ("L14", [1, 0, 0, 0, 0, 0, 0, 0]),
];

/// Leases of the subject; lease and asset ids are the same in the base.
fn lease_of(hit: &Hit) -> i64 {
    match hit.subject {
        Subject::Lease(id) | Subject::Asset(id) => id,
        other => panic!("not about a lease: {other:?}"),
    }
}

#[test]
fn campaign_finds_the_34_and_nothing_else() {
    let facts = facts();
    let found = hits(&facts, on(SNAPSHOT));
    let mut table = table(&found);
    table.remove("E01");
    assert_eq!(table, FOUND.into_iter().collect());
    let found: Vec<_> = found.iter().filter(|hit| hit.rule != "E01").collect();
    assert_eq!(found.iter().map(|hit| lease_of(hit)).collect::<HashSet<_>>().len(), 31);
    let loops: BTreeSet<_> = facts.campaign.loops.iter().map(|dealt| (dealt.rule, dealt.lease)).collect();
    assert_eq!(loops, found.iter().map(|hit| (hit.rule, lease_of(hit))).collect());
    assert_eq!((loops.len(), facts.campaign.loops.len()), (34, 34));
    let after = hits(&facts, on(LAST));
    for hit in &found {
        assert!(!after.iter().any(|other| (other.rule, other.subject) == (hit.rule, hit.subject)), "{hit:?}");
    }
    let pairs = [("L02", "L08", 1), ("L04", "L13", 3), ("L01", "L02", 4)];
    for (one, other, village) in pairs {
        let of = |rule| loops.iter().filter(move |(own, _)| *own == rule).map(|(_, lease)| *lease);
        let both: Vec<i64> = of(one).filter(|lease| of(other).any(|same| same == *lease)).collect();
        assert_eq!(both.len(), 1);
        let lease = facts.leases.iter().find(|lease| lease.id == both[0]).unwrap();
        assert_eq!(lease.collective, village);
    }
}

#[test]
fn alerts_on_the_last_day() {
    let facts = facts();
    let found = hits(&facts, on(LAST));
    let table = table(&found);
    let totals: Vec<_> = table.iter().map(|(rule, villages)| (*rule, villages.iter().sum::<usize>())).collect();
    assert_eq!(totals, [("E01", 27), ("L01", 2), ("L02", 9), ("L06", 1), ("L11", 2), ("L17", 5)]);
    assert_eq!(table["E01"], [6, 4, 4, 3, 4, 3, 2, 1]);
    assert_eq!((table["L02"][0], table["L02"][1]), (2, 1));
    let owed: Vec<_> = facts.leases.iter().map(|lease| lease.arrears_on(on(LAST), GRACE_DAYS)).collect();
    assert_eq!(owed.iter().map(|arrears| arrears.amount.0).sum::<i64>(), 18_640_000);
    let ages = owed.iter().filter_map(|arrears| arrears.oldest_due_on).map(|due| days_past(due, on(LAST)));
    let mut classes = [0; 3];
    for age in ages {
        classes[[16..=30, 31..=90, 91..=180].iter().position(|class| class.contains(&age)).unwrap()] += 1;
    }
    assert_eq!(classes, [3, 4, 2]);
    let visited: HashSet<_> = facts.campaign.loops.iter().map(|dealt| dealt.lease).collect();
    assert!(
        found
            .iter()
            .filter(|hit| ["L01", "L02", "L06", "L11", "L17"].contains(&hit.rule))
            .all(|hit| !visited.contains(&lease_of(hit)))
    );
}

#[test]
fn every_month_end_has_only_what_was_planted() {
    let facts = facts();
    let planted: HashSet<_> = [on(SNAPSHOT), on(LAST)]
        .iter()
        .flat_map(|day| hits(&facts, *day))
        .filter(|hit| hit.rule == "L02")
        .map(|hit| lease_of(&hit))
        .collect();
    assert_eq!(planted.len(), 16);
    let live: HashSet<_> = hits(&facts, on(LAST)).iter().map(|hit| (hit.rule, lease_of(hit))).collect();
    let dealt: HashSet<_> = facts.campaign.loops.iter().map(|dealt| (dealt.rule, dealt.lease)).collect();
    for month in 0..12 {
        let day = add_months(on((2022, 1, 31)), month);
        for hit in hits(&facts, day).iter().filter(|hit| hit.rule != "E01") {
            let found = (hit.rule, lease_of(hit));
            assert!(live.contains(&found) || dealt.contains(&found), "{day} {hit:?}");
            assert!(hit.rule != "L02" || planted.contains(&found.1));
        }
    }
}

#[test]
fn steps_early_in_2023() {
    let facts = facts();
    let soon = on((2023, 1, 1))..=on((2023, 3, 1));
    let stepping = facts.leases.iter().filter(|lease| {
        lease.occupied_on(on(LAST)) && steps(lease.terms_on(on(LAST)).unwrap()).iter().any(|day| soon.contains(day))
    });
    let villages: Vec<_> = stepping.map(|lease| lease.collective).collect();
    assert_eq!((villages.len(), villages.iter().filter(|village| **village == 1).count()), (11, 2));
}

#[test]
fn loops_are_in_order_and_on_time() {
    let facts = facts();
    let loops = &facts.campaign.loops;
    let severities: BTreeMap<_, _> =
        hits(&facts, on(SNAPSHOT)).iter().map(|hit| ((hit.rule, lease_of(hit)), hit.severity)).collect();
    let closed = |from: (i32, u32, u32), to: (i32, u32, u32)| {
        loops.iter().filter(|dealt| on(from) < dealt.closed_on && dealt.closed_on <= on(to)).count()
    };
    assert_eq!(closed((2022, 4, 30), (2022, 6, 30)), 27);
    assert_eq!(closed((2022, 6, 30), (2022, 9, 30)), 5);
    assert_eq!(closed((2022, 9, 30), (2022, 11, 30)), 2);
    let mut extended = 0;
    for dealt in loops {
        let days = [dealt.discovered_on, dealt.assigned_on, dealt.started_on, dealt.submitted_on, dealt.closed_on];
        assert!(days.is_sorted() && dealt.assigned_on > dealt.discovered_on, "{dealt:?}");
        assert!((dealt.assigned_on - dealt.discovered_on).num_days() <= 3);
        assert!((dealt.closed_on - dealt.submitted_on).num_days() >= 2, "{dealt:?}");
        assert!((on((2022, 3, 15))..=on(SNAPSHOT)).contains(&dealt.discovered_on));
        let limit = match severities[&(dealt.rule, dealt.lease)] {
            Severity::High => 30,
            Severity::Medium => 60,
            _ => 90,
        };
        extended += usize::from((dealt.closed_on - dealt.discovered_on).num_days() > limit);
        let still = |day| hits(&facts, day).iter().any(|hit| (hit.rule, lease_of(hit)) == (dealt.rule, dealt.lease));
        assert!(!still(dealt.submitted_on) && still(on(SNAPSHOT)), "{dealt:?}");
    }
    assert_eq!(extended, 2);
    assert_eq!(loops.iter().map(|dealt| dealt.recovered.0).sum::<i64>(), 31_248_000);
    assert_eq!(loops.iter().map(|dealt| dealt.uplift.0).sum::<i64>(), 8_630_000);
    let days: Vec<_> = facts.campaign.results.iter().map(|(lease, day, _)| (*lease, *day)).collect();
    assert_eq!((days.len(), days[0].0, days[372].0), (373, 1, 373));
    assert!(loops.iter().all(|dealt| days.contains(&(dealt.lease, dealt.discovered_on))));
    assert!(days.iter().all(|(_, day)| (on((2022, 3, 15))..=on(SNAPSHOT)).contains(day)));
}

#[test]
fn recovered_arrears_were_paid_by_the_submission() {
    let facts = facts();
    for dealt in facts.campaign.loops.iter().filter(|dealt| dealt.rule == "L02") {
        let lease = facts.leases.iter().find(|lease| lease.id == dealt.lease).unwrap();
        assert_eq!(lease.arrears_on(dealt.submitted_on, GRACE_DAYS).amount, Fen(0));
        assert!(dealt.recovered.0 > 0);
    }
}
