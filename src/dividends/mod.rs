//! Dividends: distributing units, the share register as events, plans exact to the fen, payout.
//!
//! Guarantees: members and shares of any day follow from the register's events alone, which are only ever
//! appended; lines and what is carried forward sum to what is distributed; a vote and an approval bind the hash of
//! what was calculated; an approver neither drafted nor calculated; a bank reference is used once and a paid line never
//! changes; an heir's parts sum to the line. Absent: bank files as files (references, masked accounts and
//! amounts are read, and results confirmed, through the graph). Tables owned: `distributing_unit`, `vote_threshold`, `member`,
//! `register_event`, `membership`, `holding`, `distribution_plan`, `plan_step`, `plan_vote`, `plan_objection`, `payout_line`.

pub mod graphql;
pub mod loader;
pub mod model;
pub mod rules;
pub mod service;
pub mod store;
