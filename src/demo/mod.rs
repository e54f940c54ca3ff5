//! The deterministic demo data set: the same facts on every machine, every time.

pub mod dividends;
pub mod facts;
pub mod generate;
pub mod leases;
pub mod load;
pub mod points;
pub mod scale;
pub mod veterans;

mod applications;
mod calendar;
mod campaign;
mod dataset;
mod disabled;
mod draft;
mod elderly;
mod emit_benefits;
mod emit_registry;
mod fill;
mod homes;
mod identities;
mod lines;
mod minors;
mod names;
mod one_off;
mod payrolls;
mod places;
mod poor;
mod random;
mod rows;
mod slots;
mod world;

pub use load::load;

#[cfg(test)]
mod tests;
