//! What residents offer to plans and filters.

pub mod filter;
pub mod filter_certificate;
pub mod request;
pub mod shape;
