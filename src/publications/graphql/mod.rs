//! Published lists in the graph.

mod input;
mod mutation;
mod payload;
mod publication;
mod query;

pub use mutation::PublicationMutation;
pub use publication::Publication;
pub use query::PublicationsQuery;
