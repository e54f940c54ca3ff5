//! Running payrolls: from the roster of a month to money that is on an account, or back.
//!
//! Guaranteed: at most one live line per person, programme, tier and month, by a unique index; a locked line does not
//! change; who makes does not review, who reviews does not approve; an approval binds the content; declared count and
//! sum equal the lines at lock, export and answer; a line is settled once, under a number of the bank's that is used
//! once; every act has an idempotency key and is done wholly or not at all.
//!
//! Owns `payroll`, `payment_line`, `bank_return` (scoped with subsidies, which read them), `payroll_step`,
//! `payroll_decision`, `payroll_exception`, `bank_format`, `bank_result`, `recovery`, `recovery_receipt`.
//!
//! Absent: top-ups of a line that was paid too little (a second line of the same month would count twice).

pub mod graphql;
pub mod loader;
pub mod model;
pub mod rules;
pub mod service;
mod store;
