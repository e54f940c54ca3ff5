//! That everything in the dividends fits together, and what the tables ask for.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::{
    DistributionBasis, MembershipReason, PayoutState, PlanAct, RegisterEventKind, ShareClass, UnclaimedReason,
};

use super::{
    DividendFacts, copy,
    tests::{date, everybody, facts, lines_of, plan, unit},
};
use crate::dividends::{
    model::{Event, Line},
    rules::{
        allocate::{Part, allocate},
        content::content_hash,
        money::{available, closing, least_reserve},
        register::register,
    },
};

#[test]
fn nobody_dead_takes_part() {
    for line in &facts().lines {
        let person = &everybody()[&line.resident_id];
        let plan = plan(line.plan_id);
        assert!(person.birth_date <= plan.record_date);
        assert!(person.died_on.is_none_or(|day| day >= plan.record_date));
        let pending = line.reason == Some(UnclaimedReason::DeceasedInheritancePending);
        let paid_on = plan.pay_started_on.unwrap();
        if plan.year == 2022 {
            assert_eq!(pending, person.died_on.is_some_and(|day| day < paid_on), "{line:?}");
        }
        if line.reason == Some(UnclaimedReason::NoBankCard) {
            assert!(line.account.is_none() && person.died_on.is_none());
        } else {
            assert!(line.account.is_some());
        }
    }
}

#[test]
fn lines_follow_from_the_rules() {
    for plan in &facts().plans {
        let lines = lines_of(plan.id);
        let parts: Vec<Part> = lines.iter().map(|line| Part { number: line.number, weight: line.shares }).collect();
        let divided = allocate(plan.distributable_fen, &parts, plan.rounding).unwrap();
        for (line, portion) in lines.iter().zip(&divided.portions) {
            assert_eq!((line.amount_fen, line.extra_fen), (portion.amount, portion.extra));
        }
        assert!(plan.distributable_fen <= available(plan));
        let next = facts()
            .plans
            .iter()
            .find(|next| next.distributing_unit_id == plan.distributing_unit_id && next.year == plan.year + 1);
        assert!(next.is_none_or(|next| next.opening_fen == closing(plan)), "what is left over opens the next year");
        assert_eq!(
            plan.reserve_fen,
            least_reserve(plan.net_income_fen, unit(plan.distributing_unit_id).reserve_points)
        );
        assert!(plan.opening_fen.0 > 0 && plan.losses_fen.0 >= 0 && plan.net_income_fen > plan.distributable_fen);
        assert_eq!((plan.carried_forward_fen.0, plan.unit_price_fen), (0, Some(divided.unit_price)));
        let rows: Vec<Line> = lines.iter().map(|line| line.row(None)).collect();
        assert_eq!(plan.content_hash, Some(content_hash(plan, &rows)));
    }
}

#[test]
fn registers_are_what_the_events_come_to() {
    let mut of_unit: BTreeMap<i64, Vec<Event>> = BTreeMap::new();
    for event in &facts().events {
        of_unit.entry(event.distributing_unit_id).or_default().push(event.clone());
    }
    let (mut memberships, mut holdings) = (Vec::new(), Vec::new());
    for (unit, events) in &of_unit {
        let register = register(events).unwrap();
        for (member, spells) in &register.memberships {
            memberships.extend(spells.iter().map(|spell| (*unit, *member, spell.from, spell.to)));
        }
        for ((holder, class), spells) in &register.holdings {
            holdings.extend(spells.iter().map(|(spell, held)| (*unit, *holder, *class, *held, spell.from, spell.to)));
        }
        for plan in facts().plans.iter().filter(|plan| plan.distributing_unit_id == *unit) {
            let members: BTreeSet<i64> = lines_of(plan.id).iter().map(|line| line.member_id).collect();
            assert_eq!(register.members_on(plan.record_date), members);
            if plan.basis == DistributionBasis::PerShare {
                let lines = lines_of(plan.id);
                let shares: BTreeMap<_, _> = lines.iter().map(|line| (Some(line.member_id), line.shares)).collect();
                assert_eq!(register.shares_on(plan.record_date), shares);
            }
        }
    }
    let rows = facts().memberships.iter();
    let rows = rows.map(|row| (row.distributing_unit_id, row.member_id, row.valid_from, row.valid_to));
    assert!(memberships.into_iter().eq(rows));
    let rows = facts()
        .holdings
        .iter()
        .map(|row| (row.distributing_unit_id, row.member_id, row.class, row.shares, row.valid_from, row.valid_to));
    assert!(holdings.into_iter().eq(rows));
}

#[test]
fn events_are_sound() {
    let members: BTreeMap<i64, i64> = facts().members.iter().map(|row| (row.id, row.resident_id)).collect();
    for event in &facts().events {
        let person = &everybody()[&members[&event.member_id.unwrap()]];
        assert!(event.effective_on >= person.birth_date, "{event:?}");
        assert!(event.effective_on <= event.recorded_on && event.recorded_on <= date(2022, 12, 20));
        let turn = matches!(event.kind, RegisterEventKind::Join | RegisterEventKind::Leave);
        assert_eq!((turn, turn), (event.reason.is_some(), event.class.is_none()));
        assert_eq!(turn, event.shares == 0);
        assert_ne!(event.class, Some(ShareClass::Collective));
        match event.reason {
            Some(MembershipReason::Birth) => assert!(event.resolution.is_none()),
            Some(MembershipReason::Death) => {
                assert_eq!(event.effective_on.pred_opt(), person.died_on);
                assert!(event.resolution.is_none());
            }
            Some(MembershipReason::MarriageIn) => {
                assert!(person.female && person.married_on.is_some_and(|day| day < event.effective_on));
            }
            Some(MembershipReason::Founding) => {
                assert_eq!(event.effective_on, unit(event.distributing_unit_id).founded_on);
            }
            _ => assert!(!turn || event.resolution.is_some()),
        }
    }
    let mut numbers = BTreeSet::new();
    assert!(facts().members.iter().all(|row| row.number > 0 && numbers.insert((row.distributing_unit_id, row.number))));
    let mut twice = BTreeSet::new();
    assert!(facts().members.iter().all(|row| twice.insert((row.distributing_unit_id, row.resident_id))));
}

#[test]
fn plans_go_step_by_step() {
    use PlanAct::{Approve, Calculate, Check, Close, Confirm, Draft, Pay, Publish, Review, Settle, Vote};
    let order = [Draft, Calculate, Check, Review, Vote, Publish, Approve, Pay, Confirm, Settle, Close];
    for plan in &facts().plans {
        let steps: Vec<_> = facts().steps.iter().filter(|step| step.plan_id == plan.id).collect();
        let acts: Vec<PlanAct> = steps.iter().map(|step| step.act).collect();
        assert_eq!(acts, order[..if plan.closed_on.is_some() { 11 } else { 10 }]);
        assert!(steps.is_sorted_by_key(|step| step.done_on));
        assert!(steps.iter().all(|step| step.content_hash.is_none() || step.content_hash == plan.content_hash));
        assert_eq!(steps.iter().filter(|step| step.content_hash.is_some()).count(), 3);
        let (from, to) = (plan.publicity_from.unwrap(), plan.publicity_to.unwrap());
        let (approved, paid) = (plan.approved_on.unwrap(), plan.pay_started_on.unwrap());
        assert!((to - from).num_days() >= 6 && to < approved && approved < paid);
        assert!(paid >= date(plan.year, 12, 12) && paid <= date(plan.year, 12, 20));
        assert!(plan.closed_on.is_none_or(|day| day <= date(plan.year, 12, 30)));
        assert_ne!(plan.approved_by.as_ref(), Some(&plan.drafted_by));
        assert_ne!(plan.approved_by, plan.calculated_by);
    }
    let voted: Vec<i64> = facts().votes.iter().map(|vote| vote.plan_id).collect();
    assert!(voted.into_iter().eq(facts().plans.iter().map(|plan| plan.id)));
    for vote in &facts().votes {
        assert!(vote.present * 3 >= vote.eligible * 2 && vote.in_favour * 2 > vote.present);
        assert!(vote.in_favour <= vote.present && vote.present <= vote.eligible);
        assert_eq!(Some(&vote.content_hash), plan(vote.plan_id).content_hash.as_ref());
    }
}

#[test]
fn lines_meet_the_table() {
    for line in &facts().lines {
        let unclaimed = line.state == PayoutState::Unclaimed;
        assert_eq!(unclaimed, line.reason.is_some());
        assert_eq!(unclaimed, line.unclaimed_on.is_some());
        assert_eq!(line.state == PayoutState::Paid, line.settled_on.is_some());
        assert_eq!(line.return_code.is_some(), line.reason == Some(UnclaimedReason::ReturnedByBank));
        assert_eq!(line.sent_on.is_some(), !unclaimed || line.return_code.is_some());
        let last = line.settled_on.or(line.unclaimed_on).unwrap();
        assert!(last >= plan(line.plan_id).pay_started_on.unwrap() && last <= date(line.year, 12, 28));
        let account = line.account.as_deref().unwrap_or("6299999000000000000");
        assert!(account.len() == 19 && account.starts_with("6299999"));
    }
}

fn dense(facts: &DividendFacts, times: i64) {
    let dense = |ids: Vec<i64>| {
        let first = times * i64::try_from(ids.len()).unwrap() + 1;
        assert!(ids.into_iter().zip(first..).all(|(id, place)| id == place));
    };
    dense(facts.units.iter().map(|row| row.id).collect());
    dense(facts.members.iter().map(|row| row.id).collect());
    dense(facts.events.iter().map(|row| row.id).collect());
    dense(facts.memberships.iter().map(|row| row.id).collect());
    dense(facts.holdings.iter().map(|row| row.id).collect());
    dense(facts.plans.iter().map(|row| row.id).collect());
    dense(facts.steps.iter().map(|row| row.id).collect());
    dense(facts.votes.iter().map(|row| row.id).collect());
    dense(facts.lines.iter().map(|row| row.id).collect());
}

#[test]
fn copies_are_apart() {
    let copied = copy(facts(), 1, 40_000);
    dense(facts(), 0);
    dense(&copied, 1);
    let references = facts().lines.iter().chain(&copied.lines).map(|line| &line.reference);
    assert_eq!(references.collect::<BTreeSet<_>>().len(), 2 * facts().lines.len());
    let numbers = facts().units.iter().chain(&copied.units).map(|unit| (unit.collective_id, &unit.number));
    assert_eq!(numbers.collect::<BTreeSet<_>>().len(), 264);
    let units: BTreeSet<i64> = copied.units.iter().map(|unit| unit.id).collect();
    assert!(copied.events.iter().all(|event| units.contains(&event.distributing_unit_id)));
    let members: BTreeMap<i64, i64> = copied.members.iter().map(|row| (row.id, row.resident_id)).collect();
    assert!(copied.lines.iter().all(|line| members[&line.member_id] == line.resident_id));
    let (first, base) = (&copied.plans[0], &facts().plans[0]);
    let lines = copied.lines.iter().filter(|line| line.plan_id == first.id).map(|line| line.row(None));
    assert_eq!(first.content_hash, Some(content_hash(first, &lines.collect::<Vec<_>>())));
    assert_ne!(first.content_hash, base.content_hash);
}
