//! The annual report as figures that can be checked: what is computed beside what the office reported, each with
//! definition, as-of day, hash and the query for the rows behind it; as a document too.
//!
//! Guarantees: a figure's hash is SHA-256 over a text that `rules::hash` states, so anybody can compute it again;
//! reported indicators are only ever appended to. Absent: signatures, a store of the documents that were given out.
//! Tables owned: `reported_indicator`.

pub mod catalogue;
pub mod document;
pub mod docx;
mod drill;
pub mod export;
pub mod graphql;
pub mod html;
mod measure;
pub mod model;
pub mod record;
pub mod reference;
pub mod rules;
pub mod service;
pub mod store;
