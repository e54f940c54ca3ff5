//! Decisions of subsidies. No I/O, no clock, no SQL.

pub mod change;
pub mod eligibility;
pub mod exclusion;
pub mod what_if;
pub mod words;
