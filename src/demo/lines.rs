//! What every payroll has to contain, before ids: one planned line per person and month.

use std::collections::BTreeMap;

use super::calendar::{DEC22, MONTHS, Month};
use super::dataset::{DemoError, TierPlan};
use super::draft::{Slip, Spell};
use super::emit_benefits::Benefits;
use super::emit_registry::Registry;
use super::facts::Facts;
use super::one_off::OneOff;
use super::world::World;

/// One line of a payroll.
#[derive(Debug, Clone, Copy)]
pub struct Planned {
    pub draft: usize,
    pub enrolment: Option<i64>,
    pub resident: i64,
    pub tier: Option<&'static str>,
    pub unit: usize,
    pub account: i64,
    /// Fen.
    pub amount: i64,
    /// Returned and never paid again.
    pub returned: bool,
}

/// Planned lines by month and programme.
pub type Plan = BTreeMap<(Month, &'static str), Vec<Planned>>;

/// Lines of all enrolments and one-off payments.
pub fn plan(
    world: &World,
    registry: &Registry,
    benefits: &Benefits,
    payments: &[OneOff],
    facts: &Facts,
) -> Result<Plan, DemoError> {
    let mut plan = Plan::new();
    for ((index, spell), enrolment) in benefits.spells.iter().zip(&facts.enrolments) {
        let tier = world.data.tier(&key(spell))?;
        let slip = world.people.get(*index).map_or(Slip::None, |draft| draft.slip);
        let last = spell.end.unwrap_or(DEC22);
        for month in spell.start.max(0)..=last {
            if tier.count(month) == 0 {
                continue;
            }
            plan.entry((month, spell.programme)).or_default().push(Planned {
                draft: *index,
                enrolment: Some(enrolment.id),
                resident: enrolment.resident,
                tier: spell.tier,
                unit: enrolment.unit,
                account: enrolment.account,
                amount: slipped(slip, spell, month, tier.standard(month)),
                returned: false,
            });
        }
    }
    for payment in payments {
        plan.entry((payment.month, payment.programme)).or_default().push(Planned {
            draft: payment.draft,
            enrolment: None,
            resident: registry.ids.get(payment.draft).copied().unwrap_or_default(),
            tier: None,
            unit: world.people.get(payment.draft).map_or(0, |draft| draft.unit),
            account: benefits.accounts.get(payment.draft).copied().unwrap_or_default(),
            amount: payment.amount,
            returned: payment.returned,
        });
    }
    share_dibao(world.data.tier("DB01")?, &mut plan);
    Ok(plan)
}

fn key(spell: &Spell) -> String {
    spell.tier.map_or(spell.programme.to_owned(), |tier| format!("{}.{tier}", spell.programme))
}

/// The planted amounts: S04 in March to June, S05 in July 2022.
fn slipped(slip: Slip, spell: &Spell, month: Month, standard: i64) -> i64 {
    match (slip, spell.programme, month) {
        (Slip::Over, "ZLJ", 14..=17) => 10_000,
        (Slip::Under, "CJ01", 18) => 75_000,
        _ => standard,
    }
}

/// DB01: whole yuan by weight `40 + (37 i mod 61)` and largest remainder; fen that are left over
/// go to the first person.
fn share_dibao(tier: &TierPlan, plan: &mut Plan) {
    for month in 0..MONTHS {
        let Some(lines) = plan.get_mut(&(month, "DB01")) else {
            continue;
        };
        let (yuan, fen) = (tier.total(month) / 100, tier.total(month) % 100);
        let weights: Vec<i64> = (0_i64..).take(lines.len()).map(|i| 40 + i * 37 % 61).collect();
        let sum: i64 = weights.iter().sum::<i64>().max(1);
        let mut shares: Vec<i64> = weights.iter().map(|weight| yuan * weight / sum).collect();
        let missing = yuan - shares.iter().sum::<i64>();
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|i| {
            let weight = weights.get(*i).copied().unwrap_or_default();
            (std::cmp::Reverse(yuan * weight % sum), *i)
        });
        for index in order.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
            if let Some(share) = shares.get_mut(index) {
                *share += 1;
            }
        }
        for (line, share) in lines.iter_mut().zip(shares) {
            line.amount = share * 100;
        }
        if let Some(first) = lines.first_mut() {
            first.amount += fen;
        }
    }
}
