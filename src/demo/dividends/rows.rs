//! From dividend facts to database rows.

use entity::{
    distributing_unit, distribution_plan, holding, member, membership, payout_line, plan_objection, plan_step,
    plan_vote, register_event,
};

use super::DividendFacts;
use crate::{
    dividends::model::ACCOUNT,
    kernel::{fault::Fault, vault::Vault},
};

/// Rows of every table, parents before children.
#[derive(Default)]
pub struct DividendRows {
    pub units: Vec<distributing_unit::Model>,
    pub members: Vec<member::Model>,
    pub events: Vec<register_event::Model>,
    pub memberships: Vec<membership::Model>,
    pub holdings: Vec<holding::Model>,
    pub plans: Vec<distribution_plan::Model>,
    pub steps: Vec<plan_step::Model>,
    pub votes: Vec<plan_vote::Model>,
    pub lines: Vec<payout_line::Model>,
    pub objections: Vec<plan_objection::Model>,
}

impl DividendRows {
    /// The rows of `facts`.
    ///
    /// # Errors
    /// An account cannot be sealed.
    pub fn of(facts: &DividendFacts, vault: &Vault) -> Result<Self, Fault> {
        let seal = |account: Option<&String>| account.map(|number| vault.seal(ACCOUNT, number)).transpose();
        let members = facts.members.iter().map(|fact| seal(fact.account.as_ref()).map(|sealed| fact.row(sealed)));
        let lines = facts.lines.iter().map(|fact| seal(fact.account.as_ref()).map(|sealed| fact.row(sealed)));
        Ok(Self {
            units: facts.units.clone(),
            members: members.collect::<Result<_, Fault>>()?,
            events: facts.events.clone(),
            memberships: facts.memberships.clone(),
            holdings: facts.holdings.clone(),
            plans: facts.plans.clone(),
            steps: facts.steps.clone(),
            votes: facts.votes.clone(),
            lines: lines.collect::<Result<_, Fault>>()?,
            objections: facts.objections.clone(),
        })
    }

    /// Rows in all tables.
    #[must_use]
    pub fn size(&self) -> u64 {
        let counts = [
            self.units.len(),
            self.members.len(),
            self.events.len(),
            self.memberships.len(),
            self.holdings.len(),
            self.plans.len(),
            self.steps.len(),
            self.votes.len(),
            self.lines.len(),
            self.objections.len(),
        ];
        counts.into_iter().sum::<usize>() as u64
    }
}
