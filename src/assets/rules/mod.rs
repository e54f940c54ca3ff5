//! Decisions on leases: facts in, verdicts out. No I/O, no clock.

pub mod allocate;
pub mod balance;
pub mod credit_code;
pub mod decision;
pub mod lifecycle;
pub mod occupancy;
pub mod price;
pub mod schedule;
pub mod spread;

#[cfg(test)]
mod tests;
