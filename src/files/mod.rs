//! Files that were uploaded or made: sealed, with a digest, read only by an act that the audit chain keeps.
//!
//! Owns `stored_file`. A file never changes and is never deleted. What is in it is its domain's business.

pub mod model;
pub mod service;
mod store;
