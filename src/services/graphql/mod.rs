//! Service points in the graph.

mod input;
mod mutation;
mod payload;
mod point;
mod query;

pub use mutation::ServicePointMutation;
pub use point::ServicePoint;
pub use query::ServicePointQuery;
