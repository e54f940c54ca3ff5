//! Copies of the dividends for load tests, and the hashes that bind votes to plans.

use std::collections::BTreeMap;

use super::DividendFacts;
use crate::dividends::{model::Line, rules::content::content_hash};

/// What a copy adds to the ids of each table.
struct Shift {
    units: i64,
    members: i64,
    events: i64,
    memberships: i64,
    holdings: i64,
    plans: i64,
    steps: i64,
    votes: i64,
    lines: i64,
    objections: i64,
    residents: i64,
}

impl Shift {
    fn new(base: &DividendFacts, k: u32, residents: i64) -> Self {
        let times = |count: usize| i64::try_from(count).unwrap_or_default() * i64::from(k);
        Self {
            units: times(base.units.len()),
            members: times(base.members.len()),
            events: times(base.events.len()),
            memberships: times(base.memberships.len()),
            holdings: times(base.holdings.len()),
            plans: times(base.plans.len()),
            steps: times(base.steps.len()),
            votes: times(base.votes.len()),
            lines: times(base.lines.len()),
            objections: times(base.objections.len()),
            residents,
        }
    }

    fn registers(&self, facts: &mut DividendFacts) {
        for member in &mut facts.members {
            member.id += self.members;
            member.distributing_unit_id += self.units;
            member.resident_id += self.residents;
        }
        for event in &mut facts.events {
            event.id += self.events;
            event.distributing_unit_id += self.units;
            event.member_id = event.member_id.map(|id| id + self.members);
            event.counterpart_id = event.counterpart_id.map(|id| id + self.members);
            event.corrects_id = event.corrects_id.map(|id| id + self.events);
        }
        for membership in &mut facts.memberships {
            membership.id += self.memberships;
            membership.distributing_unit_id += self.units;
            membership.member_id += self.members;
        }
        for holding in &mut facts.holdings {
            holding.id += self.holdings;
            holding.distributing_unit_id += self.units;
            holding.member_id = holding.member_id.map(|id| id + self.members);
        }
    }

    fn plans(&self, facts: &mut DividendFacts, suffix: &str) {
        for plan in &mut facts.plans {
            plan.id += self.plans;
            plan.distributing_unit_id += self.units;
        }
        for step in &mut facts.steps {
            step.id += self.steps;
            step.plan_id += self.plans;
        }
        for vote in &mut facts.votes {
            vote.id += self.votes;
            vote.plan_id += self.plans;
        }
        for objection in &mut facts.objections {
            objection.id += self.objections;
            objection.plan_id += self.plans;
            objection.member_id = objection.member_id.map(|id| id + self.members);
        }
        for line in &mut facts.lines {
            line.id += self.lines;
            line.distributing_unit_id += self.units;
            line.plan_id += self.plans;
            line.member_id += self.members;
            line.resident_id += self.residents;
            line.reference.push_str(suffix);
        }
    }
}

/// The `k`-th copy (from 1): further units of the same collectives with registers and plans of their own. Ids are
/// shifted by `k` times the rows of their table, those of residents by what the caller says; unit numbers, names and
/// bank references get a suffix; accounts, dates and amounts stay.
#[must_use]
pub fn copy(facts: &DividendFacts, k: u32, residents: i64) -> DividendFacts {
    let shift = Shift::new(facts, k, residents);
    let suffix = format!("-C{k}");
    let mut copied = facts.clone();
    for unit in &mut copied.units {
        unit.id += shift.units;
        unit.number.push_str(&suffix);
        unit.name = format!("{}(副本{k})", unit.name);
    }
    shift.registers(&mut copied);
    shift.plans(&mut copied, &suffix);
    bind(&mut copied);
    copied
}

/// Computes the hash of every plan, and sets it wherever a step or a vote binds it.
pub fn bind(facts: &mut DividendFacts) {
    let mut lines: BTreeMap<i64, Vec<Line>> = BTreeMap::new();
    for line in &facts.lines {
        lines.entry(line.plan_id).or_default().push(line.row(None));
    }
    let mut hashes: BTreeMap<i64, String> = BTreeMap::new();
    for plan in &mut facts.plans {
        let hash = content_hash(plan, lines.get(&plan.id).map(Vec::as_slice).unwrap_or_default());
        plan.content_hash = Some(hash.clone());
        hashes.insert(plan.id, hash);
    }
    for step in facts.steps.iter_mut().filter(|step| step.content_hash.is_some()) {
        step.content_hash = hashes.get(&step.plan_id).cloned();
    }
    for vote in &mut facts.votes {
        vote.content_hash = hashes.get(&vote.plan_id).cloned().unwrap_or_default();
    }
}
