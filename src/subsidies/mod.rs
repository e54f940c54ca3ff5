//! Programmes with dated standards, applications, enrolments, payrolls, lines, bank returns.
//!
//! Guarantees: programmes are data; a standard, a condition, a setting and an exclusion are looked up by date, and a
//! change never reaches a month that is locked; whoever proposes a change does not put it in force; a line the platform
//! makes is unique per person, tier and month (history is taken as it was). Absent until the running of
//! payrolls arrives: every act that changes them. Tables owned: `programme`, `programme_tier`,
//! `programme_standard`, `programme_exclusion`, `payee_account`, `agent_authorisation`, `application`,
//! `enrolment`, `payroll`, `payment_line`, `bank_return`, `programme_version`, `programme_change`, `resident_fact`.

pub mod graphql;
pub mod loader;
pub mod model;
pub mod reference;
pub mod rules;
pub mod service;
pub mod store;
