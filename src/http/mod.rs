//! The server: routes, authentication, our GraphQL-over-HTTP handler, assets, health.

mod assets;
mod files;
mod gql;
mod guard;
mod router;
mod served;
mod server;

pub use router::router;
pub use served::Served;
pub use server::serve;
