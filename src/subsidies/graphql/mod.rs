//! Subsidies in the graph.

mod enrolment;
mod payment;
mod programme;
mod query;

pub use enrolment::{Application, Enrolment};
pub use payment::SubsidyPayment;
pub use programme::{Programme, programme_at, tier_at};
pub use query::SubsidiesQuery;
