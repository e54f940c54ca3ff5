//! The server: routes, authentication, our GraphQL-over-HTTP handler, files and exports, assets, health.

mod answers;
mod assets;
mod exports;
mod files;
mod gql;
mod guard;
mod reports;
mod router;
mod served;
mod server;

pub use router::router;
pub use served::Served;
pub use server::serve;
