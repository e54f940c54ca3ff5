//! Decisions on dividends: no I/O, no clock.

pub mod allocate;
pub mod content;
pub mod explain;
pub mod money;
pub mod register;
#[cfg(test)]
mod tests;
pub mod vote;
