//! Draws up the leases of all collectives.

use entity::vocab::{AssetKind, LesseeKind};

use super::{
    Candidate, LeaseFacts,
    amend::amend,
    asset::asset,
    bills, campaign,
    contract::draft,
    lessees::Register,
    number::number,
    plans::{Plan, plans},
    plants::Close,
    resolutions::Book,
    villages::{VILLAGES, Village, collectives},
};
use crate::{assets::model::Lessee, demo::random::Random};

const SEED: u64 = 0x7C5A_2022_0373;

/// The leases of the demo data; lessees who are persons come from `candidates` (in id order).
#[must_use]
pub fn generate(candidates: &[Candidate]) -> LeaseFacts {
    let mut rng = Random::new(SEED);
    let mut register = Register::new(candidates);
    let mut book = Book::default();
    let mut facts = LeaseFacts { collectives: collectives(), ..LeaseFacts::default() };
    for (collective, village) in (1..).zip(&VILLAGES) {
        facts.cadres.extend(register.cadres(collective, village));
    }
    let mut closings: Vec<&'static [Close]> = Vec::new();
    for (index, (collective, village)) in (1..).zip(&VILLAGES).enumerate() {
        let plans = plans(&mut rng, index, village);
        closings.extend(plans.iter().map(|plan| plan.loops));
        let mut drawing =
            Drawing { rng: &mut rng, register: &mut register, book: &mut book, owner: (collective, village) };
        drawing.draw(&plans, &mut facts);
    }
    number(&mut facts);
    facts.campaign = campaign::campaign(&mut rng, &facts, &closings);
    facts
}

/// What is needed to draw up the leases of one collective.
struct Drawing<'a, 'c> {
    rng: &'a mut Random,
    register: &'a mut Register<'c>,
    book: &'a mut Book,
    owner: (i64, &'a Village),
}

impl Drawing<'_, '_> {
    fn draw(&mut self, plans: &[Plan], facts: &mut LeaseFacts) {
        let mut factory: Option<Lessee> = None;
        let mut of_kind: (Option<AssetKind>, usize) = (None, 0);
        for plan in plans {
            of_kind = (Some(plan.kind), if of_kind.0 == Some(plan.kind) { of_kind.1 + 1 } else { 1 });
            let lessee = self.lessee(plan, &mut factory);
            let mut lease = draft(self.rng, self.owner, plan, lessee, self.book);
            for act in plan.acts {
                amend(self.rng, self.owner.1, self.book, &mut lease, act);
            }
            bills::settle(self.rng, &mut lease, plan.acts);
            facts.assets.push(asset(self.rng, self.owner.1, plan, &lease, of_kind.1));
            facts.leases.push(lease);
        }
    }

    /// A new lessee; the first warehouse let at will goes to the company of the first such factory.
    fn lessee(&mut self, plan: &Plan, factory: &mut Option<Lessee>) -> Lessee {
        if plan.plain
            && plan.kind == AssetKind::Warehouse
            && let Some(known) = factory.take()
        {
            return known;
        }
        let lessee = self.register.lessee(self.owner.0, self.owner.1, plan.kind);
        if plan.plain && plan.kind == AssetKind::Factory && lessee.kind == LesseeKind::Company && factory.is_none() {
            *factory = Some(lessee.clone());
        }
        lessee
    }
}
