//! What published lists offer to plans and filters.

pub mod filter;
pub mod request;
pub mod shape;
