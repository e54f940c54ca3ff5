//! The server: routes, authentication, our GraphQL-over-HTTP handler, assets, health.

mod assets;
mod gql;
mod guard;
mod router;
mod server;

pub use router::{Served, router};
pub use server::serve;
