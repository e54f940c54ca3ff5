//! Statistics of payments. What rollups know is answered from them in memory, what asks about people from the lines.

pub mod cube;
pub mod lattice;
pub mod model;
pub mod service;
mod shape;
pub mod store;
mod suppression;

#[cfg(test)]
mod tests;
