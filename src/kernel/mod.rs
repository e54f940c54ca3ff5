//! Words that every domain shares and that know no domain.

pub mod app;
pub mod batch;
pub mod chain;
pub mod db;
pub mod disclosure;
pub mod fault;
pub mod filter;
pub mod id;
pub mod location;
pub mod money;
pub mod objection;
pub mod page;
pub mod payload;
pub mod plan;
pub mod problem;
pub mod ratio;
pub mod scope;
pub mod time;
pub mod vault;
pub mod workdays;
pub mod write;
