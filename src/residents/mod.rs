//! People, households, units, and their dated facts.
//!
//! Guarantees: a person is found by either form of the identity number; numbers and phones are sealed
//! at rest and masked in the graph; moves and deaths are dated events. Absent: registering and
//! changing residents (they arrive by import and by acts of later issues). Tables owned: `unit`,
//! `unit_code`, `household`, `resident`, `residency`, `life_event`, `disability_certificate`.

pub mod graphql;
pub mod identity;
pub mod loader;
pub mod model;
pub mod pinyin;
pub mod reference;
pub mod service;
pub mod store;
