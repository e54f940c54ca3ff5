//! What veterans offer to plans and filters.

pub mod filter;
pub mod filter_benefit;
pub mod filter_service;
pub mod request;
pub mod shape;
