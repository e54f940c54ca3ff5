//! Residents in the graph.

mod household;
mod query;
mod resident;
mod sensitive;
mod unit;

pub use household::Household;
pub use query::ResidentsQuery;
pub use resident::Resident;
pub use sensitive::{IdNumber, Sensitive, sensitive};
pub use unit::{Unit, unit_at};
