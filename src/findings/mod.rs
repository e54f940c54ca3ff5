//! Problems: what the rules find as of a day, campaigns, and the closed loop 发现-交办-整改-销号.
//!
//! Guarantees: a run is idempotent (a problem is known by rule, subject and period of evidence); what no longer
//! matches becomes a candidate for closing and is never closed by itself; who verifies neither found, owns nor
//! rectified it; every step is kept; rules on subsidies are seen by those who pay and audit. Tables owned:
//! `rule`, `campaign`, `campaign_result`, `finding`, `finding_step`, `rule_run`.

pub mod graphql;
pub mod loader;
pub mod model;
pub mod reference;
pub mod rules;
pub mod service;
pub mod store;
