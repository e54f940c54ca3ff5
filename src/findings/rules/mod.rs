//! The rule engine: every rule is a pure function of the facts as of a day.

mod case;
mod contract;
mod dividend;
mod money;
mod occupation;
pub mod parameters;
pub mod subsidy;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_subsidy;
mod veteran;
pub mod workflow;

use case::{Case, Index, Place};

use super::model::{Hit, LeaseWorld, Subject};

pub use dividend::evaluate_dividends;
pub use parameters::{dividend_parameters, lease_parameters, veteran_parameters};
pub use subsidy::evaluate_subsidies;
pub use veteran::evaluate_veterans;

/// Rules about a lease.
const LEASE_RULES: [fn(&Case<'_>) -> Option<Hit>; 18] = [
    occupation::holdover,
    money::arrears,
    money::underpriced,
    contract::no_public_tender,
    contract::no_written_contract,
    contract::missing_elements,
    contract::term_too_long,
    occupation::unauthorised_sublet,
    occupation::use_changed,
    money::deposit_unpaid,
    money::rent_not_booked,
    contract::no_democratic_decision,
    money::prepaid_unamortised,
    contract::no_escalation,
    contract::not_filed,
    contract::related_party,
    money::waiver_unapproved,
    occupation::expiring,
];

/// Rules about an asset.
const ASSET_RULES: [fn(&Place<'_>) -> Option<Hit>; 3] =
    [occupation::ledger_mismatch, occupation::idle_asset, occupation::double_lease];

/// Rules that say nothing about a subject when another one does: a missing contract is one problem.
const SUPPRESSED: [(&str, &[&str]); 1] = [("L05", &["L06", "L15", "L16"])];

/// Everything the lease rules have to say as of the day, by rule, subject and key.
#[must_use]
pub fn evaluate(world: &LeaseWorld<'_>) -> Vec<Hit> {
    let index = Index::new(world);
    let mut hits = Vec::new();
    for lease in world.leases {
        if let Some(case) = index.case(world, lease) {
            let mut own: Vec<Hit> = LEASE_RULES.iter().filter_map(|rule| rule(&case)).collect();
            suppress(&mut own);
            hits.append(&mut own);
        }
    }
    for asset in world.assets {
        let place = index.place(world, asset);
        hits.extend(ASSET_RULES.iter().filter_map(|rule| rule(&place)));
    }
    hits.sort_by(|one, other| order(one).cmp(&order(other)));
    hits
}

fn order(hit: &Hit) -> (&str, Subject, &str) {
    (hit.rule, hit.subject, &hit.key)
}

/// Drops the hits that another hit on the same subject makes pointless.
fn suppress(hits: &mut Vec<Hit>) {
    for (stronger, weaker) in SUPPRESSED {
        if hits.iter().any(|hit| hit.rule == stronger) {
            hits.retain(|hit| !weaker.contains(&hit.rule));
        }
    }
}
