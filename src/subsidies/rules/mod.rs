//! Decisions on subsidies: who is entitled to what, what a month comes to, what is wrong with a line.

pub mod account;
pub mod age;
pub mod amount;
pub mod breach;
pub mod change;
pub mod deadline;
pub mod eligibility;
pub mod exclusion;
pub mod month;
mod parameters;
pub mod publicity;
#[cfg(test)]
pub(crate) mod stand_in;
#[cfg(test)]
mod tests;
pub mod tier;
pub mod what_if;
pub mod words;

pub use parameters::subsidy_parameters;
