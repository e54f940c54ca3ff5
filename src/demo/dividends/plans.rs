//! The plan of a unit and year, from its register and the sum to distribute.

use entity::{
    money::Fen,
    vocab::{DistributionBasis, PlanSource, PlanState, RecordOrigin, UnclaimedReason},
};

use super::{
    DividendFacts, LineFact, MemberFact,
    dates::{Timeline, record_date},
    lines::line,
    registers::{Book, next_id},
    steps::{steps, vote},
};
use crate::{
    demo::{dataset::DemoError, random::Random},
    dividends::{
        model::{Objection, Plan},
        rules::{
            allocate::{Allocation, Part, allocate},
            money::least_reserve,
        },
    },
};

/// Who reviews and approves.
pub const OFFICE: &str = "街道农经站";

/// Draws up one plan.
pub struct Treasurer<'a> {
    pub rng: &'a mut Random,
    pub facts: &'a mut DividendFacts,
    pub book: &'a Book<'a>,
    pub year: i32,
}

impl Treasurer<'_> {
    /// Adds the plan with its lines, steps and vote. Hashes are bound later.
    pub fn plan(&mut self) -> Result<(), DemoError> {
        let (book, year) = (self.book, self.year);
        let taking = participants(book, year);
        if taking.len() != book.figures.members(year) {
            return Err(DemoError::Impossible(format!("{} participants of {}", taking.len(), book.figures.unit_no)));
        }
        let parts: Vec<Part> =
            taking.iter().map(|(member, weight)| Part { number: member.number, weight: *weight }).collect();
        let total = Fen(book.figures.distributable(year));
        let divided = allocate(total, &parts, book.unit.rounding);
        let divided = divided.map_err(|error| DemoError::Impossible(format!("{}: {error:?}", book.figures.unit_no)))?;
        let timeline = Timeline::of(year, self.rng.range(0, 8));
        let mut plan = self.sheet(total, &divided, taking.len(), &timeline);
        let mut unclaimed: Vec<Fen> = Vec::new();
        for ((member, shares), portion) in taking.into_iter().zip(&divided.portions) {
            let reason = if year == 2022 { book.unclaimed.get(&member.id).copied() } else { None };
            let id = next_id(&self.facts.lines);
            let fact = line(self.rng, &plan, &timeline, member, reason);
            if reason == Some(UnclaimedReason::Disputed) {
                self.facts.objections.push(objection(
                    next_id(&self.facts.objections),
                    &plan,
                    &timeline,
                    fact.member_id,
                ));
            }
            unclaimed.extend(reason.map(|_| portion.amount));
            self.facts.lines.push(LineFact {
                id,
                shares,
                amount_fen: portion.amount,
                extra_fen: portion.extra,
                ..fact
            });
        }
        if !unclaimed.is_empty() {
            (plan.state, plan.closed_on) = (PlanState::Paid, None);
        }
        let vote = vote(self.rng, next_id(&self.facts.votes), &plan, &timeline, book);
        let steps = steps(next_id(&self.facts.steps), &plan, &timeline, book, &unclaimed);
        plan.version = i32::try_from(steps.len()).unwrap_or_default();
        self.facts.votes.push(vote);
        self.facts.steps.extend(steps);
        self.facts.plans.push(plan);
        Ok(())
    }

    /// The plan as it is when all is paid.
    fn sheet(&mut self, total: Fen, divided: &Allocation, participants: usize, timeline: &Timeline) -> Plan {
        let book = self.book;
        let opening = opening(book.unit.id, self.year);
        let losses = if self.rng.chance(4) { Fen(i64::from(self.rng.range(5, 30)) * 10_000) } else { Fen(0) };
        // What is left over is what the next year opens with.
        let after_reserve = total.0 + opening_after(book.unit.id, self.year).0 - opening.0 + losses.0;
        // The least income of which seven tenths, rounded down, are what is left after the reserve.
        let net_income = Fen((after_reserve * 10 + 6) / 7);
        Plan {
            id: next_id(&self.facts.plans),
            collective_id: book.unit.collective_id,
            distributing_unit_id: book.unit.id,
            year: self.year,
            source: PlanSource::Rent,
            record_date: record_date(self.year),
            net_income_fen: net_income,
            opening_fen: opening,
            losses_fen: losses,
            reserve_fen: least_reserve(net_income, book.unit.reserve_points),
            distributable_fen: total,
            basis: book.unit.basis,
            rounding: book.unit.rounding,
            unit_price_fen: Some(divided.unit_price),
            carried_forward_fen: divided.carried_forward,
            withdrawn_fen: Fen(0),
            participants: i32::try_from(participants).unwrap_or_default(),
            total_shares: divided.total_weight,
            content_hash: None,
            state: PlanState::Closed,
            drafted_by: book.owner.name.clone(),
            calculated_by: Some(book.owner.name.clone()),
            calculated_on: Some(timeline.calculated),
            publicity_from: Some(timeline.published),
            publicity_to: Some(timeline.public_until),
            approved_by: Some(OFFICE.to_owned()),
            approved_on: Some(timeline.approved),
            pay_started_on: Some(timeline.paid),
            closed_on: Some(timeline.closed),
            origin: RecordOrigin::History,
            version: 1,
        }
    }
}

/// Undistributed balance a unit opens a year with, in whole hundreds of yuan.
fn opening(unit: i64, year: i32) -> Fen {
    Fen((20 + (unit * 37 + i64::from(year) * 13) % 70) * 10_000)
}

/// What the year after opens with.
fn opening_after(unit: i64, year: i32) -> Fen {
    opening(unit, year + 1)
}

/// Why a line is disputed: somebody objected during publicity, and has had no answer.
fn objection(id: i64, plan: &Plan, timeline: &Timeline, member: i64) -> Objection {
    Objection {
        id,
        plan_id: plan.id,
        collective_id: plan.collective_id,
        member_id: Some(member),
        raised_on: timeline.published,
        raised_by: "本组村民".to_owned(),
        recorded_by: OFFICE.to_owned(),
        reason: "对其成员资格有异议,正在核实".to_owned(),
        resolved_on: None,
        outcome: None,
        resolved_by: None,
        answer: None,
    }
}

/// Members of the record date with their shares, or 1 for a head.
fn participants<'a>(book: &'a Book<'_>, year: i32) -> Vec<(&'a MemberFact, i64)> {
    let day = record_date(year);
    let (members, shares) = (book.register.members_on(day), book.register.shares_on(day));
    let weight = |member: &MemberFact| match book.unit.basis {
        DistributionBasis::PerHead => 1,
        DistributionBasis::PerShare => shares.get(&Some(member.id)).copied().unwrap_or_default(),
    };
    let taking = book.members.iter().filter(|member| members.contains(&member.id));
    taking.map(|member| (member, weight(member))).collect()
}
