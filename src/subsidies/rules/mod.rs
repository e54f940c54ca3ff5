//! Decisions on subsidies: what a month comes to, which tier is due, what is wrong with a line.

pub mod amount;
pub mod breach;
mod parameters;
pub mod tier;

pub use parameters::subsidy_parameters;
