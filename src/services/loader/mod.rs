//! What service points offer to the graph's plans.

pub mod filter;
pub mod request;
pub mod shape;
