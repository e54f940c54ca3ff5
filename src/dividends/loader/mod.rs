//! What dividends offer to plans and filters.

pub mod filter;
pub mod filter_line;
pub mod filter_register;
pub mod request;
pub mod shape;
