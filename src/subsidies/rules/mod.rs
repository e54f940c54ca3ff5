//! Decisions of subsidies without I/O or clock.

pub mod account;
pub mod age;
pub mod deadline;
pub mod month;
pub mod publicity;
