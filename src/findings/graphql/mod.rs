//! Findings in the graph.

mod campaign;
mod finding;
mod input;
mod mutation;
mod payload;
mod query;
mod rule;

pub use campaign::{Campaign, CampaignResult};
pub use finding::{Finding, FindingStep};
pub use mutation::FindingsMutation;
pub use query::FindingsQuery;
pub use rule::{Fact, Rule, RuleHit, RuleRunResult, benchmark_ratio};
