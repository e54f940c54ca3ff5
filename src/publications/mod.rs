//! Published lists (公示名单): frozen by the programme's policy, open to everybody while up, archived afterwards.
//!
//! Guarantees: an entry holds nothing that leads to the person; entries never change and a digest over them shows it; what
//! is up follows from the date, so that nobody has to take a list down; children, disabled people and family-planning
//! families are on no list. Absent: the notice board itself. Tables owned: `publication`, `publication_entry`,
//! `publication_objection`.

pub mod graphql;
pub mod loader;
pub mod model;
pub mod rules;
pub mod service;
pub mod store;
