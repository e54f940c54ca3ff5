//! Decisions of subsidies. No I/O, no clock, no SQL.

pub mod eligibility;
pub mod exclusion;
