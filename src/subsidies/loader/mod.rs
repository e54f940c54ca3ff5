//! What subsidies offer to plans and filters.

pub mod filter;
pub mod filter_application;
pub mod request;
pub mod shape;
