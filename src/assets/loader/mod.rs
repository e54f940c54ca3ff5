//! What assets offer to plans and filters.

pub mod asof;
pub mod files;
pub mod filter;
pub mod filter_rent;
pub mod idle;
pub mod order;
pub mod request;
pub mod shape;
