//! Rules S01-S18: what is wrong with lines, entitlements, persons, accounts and payrolls.
//!
//! Asked about what was paid, every rule speaks; asked about planned lines, only those that can be seen before the
//! bank is, and every breach names the planned line.

mod accounts;
mod money;
mod paid;
mod people;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_subjects;
mod time;
mod world;

use world::{Drawn, Index};

use crate::subsidies::model::facts::{Asked, Breach, SubsidyWorld};

/// Rules over the lines of one person in one month.
const LINE_RULES: [fn(&Drawn<'_>, &mut Vec<Breach>); 10] = [
    people::dead_paid,
    money::twice,
    money::conflict,
    money::over_standard,
    money::under_standard,
    people::moved_out,
    people::too_young,
    time::certificate_expired,
    people::aged_out,
    money::base_lapsed,
];

/// Rules over entitlements, persons and accounts.
const SUBJECT_RULES: [fn(&Index<'_>, &mut Vec<Breach>); 5] =
    [accounts::payee_mismatch, people::invalid_id, time::review_overdue, accounts::shared_account, people::legacy_id];

/// Rules over what happened after a payroll was sent, or was never applied for.
const PAST_RULES: [fn(&Index<'_>, &mut Vec<Breach>); 3] =
    [time::return_open, people::eligible_not_enrolled, time::late_payroll];

/// Everything the rules say, by rule.
#[must_use]
pub fn breaches(world: &SubsidyWorld<'_>) -> Vec<Breach> {
    let index = Index::new(*world);
    let mut found = Vec::new();
    for drawn in index.drawn() {
        for rule in LINE_RULES {
            rule(&drawn, &mut found);
        }
    }
    for rule in SUBJECT_RULES {
        rule(&index, &mut found);
    }
    if world.asked == Asked::Paid {
        for rule in PAST_RULES {
            rule(&index, &mut found);
        }
    }
    found.sort_by_key(order);
    found
}

/// By rule, then whose, which programme, when.
const fn order(breach: &Breach) -> impl Ord + use<> {
    let of = (breach.person, breach.programme, breach.enrolment, breach.account, breach.payroll);
    (breach.rule, of, breach.month, breach.line)
}
