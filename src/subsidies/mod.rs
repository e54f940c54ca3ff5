//! Programmes with dated standards, applications, enrolments, payrolls, lines, bank returns.
//!
//! Guarantees: programmes are data; a standard, a condition, a setting and an exclusion are looked up by date, and a
//! change never reaches a month that is locked; whoever proposes a change does not put it in force; a line the platform
//! makes is unique per person, tier and month (history is taken as it was); an application is confirmed once, by another
//! than who reviewed it, and begins one entitlement; what excludes what is refused there; steps are only added. Tables
//! owned: `programme`, `programme_tier`, `programme_standard`, `programme_exclusion`, `programme_version`,
//! `programme_change`, `resident_fact`, `payee_account`, `agent_authorisation`, `application`, `application_step`,
//! `application_objection`, `application_step_limit`, `enrolment`, `enrolment_step`. Payrolls are run in `payrolls`.

pub mod graphql;
pub mod loader;
pub mod model;
pub mod model_application;
pub mod reference;
pub mod rules;
pub mod service;
pub mod store;
