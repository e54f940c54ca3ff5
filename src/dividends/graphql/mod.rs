//! Dividends in the graph.

mod dry_run;
mod input;
mod input_payout;
mod input_register;
mod line;
mod member;
mod mutation;
mod mutation_register;
mod payload;
mod plan;
mod query;
mod review;
mod unit;

pub use line::PayoutLine;
pub use member::{Holding, Member, Membership, RegisterEvent};
pub use mutation::PlanMutation;
pub use mutation_register::RegisterMutation;
pub use plan::DistributionPlan;
pub use query::DividendsQuery;
pub use review::{PlanObjection, PlanStep, PlanVote};
pub use unit::DistributingUnit;
