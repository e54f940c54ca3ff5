//! Decisions on subsidies: what a month comes to, which tier is due, what is wrong with a line.

pub mod amount;
pub mod breach;
mod parameters;
#[cfg(test)]
pub(crate) mod stand_in;
#[cfg(test)]
mod tests;
pub mod tier;

pub use parameters::subsidy_parameters;
