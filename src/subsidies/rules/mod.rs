//! Decisions on subsidies: what a month comes to, which tier is due, what is wrong with a line.

pub mod account;
pub mod age;
pub mod amount;
pub mod breach;
pub mod deadline;
pub mod month;
mod parameters;
pub mod publicity;
pub mod tier;

pub use parameters::subsidy_parameters;
