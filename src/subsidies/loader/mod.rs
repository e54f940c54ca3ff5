//! What subsidies offer to plans and filters.

pub mod filter;
pub mod filter_application;
pub mod filter_change;
pub mod judgements;
pub mod request;
pub mod rollup_test;
pub mod shape;
