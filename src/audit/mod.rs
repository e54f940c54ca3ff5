//! The audit chain read back: verification of every act and of the head.
//!
//! Guarantees: `verify` finds any changed column, gap, reordering or cut tail. Writing is in
//! `kernel::chain`, inside the transaction of each act. Tables owned: `audit_act`, `audit_head`.

pub mod service;
pub mod store;
