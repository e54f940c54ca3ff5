//! Subsidies in the graph.

mod application;
mod enrolment;
mod input_application;
mod input_enrolment;
mod mutation_application;
mod mutation_enrolment;
mod payload;
mod payment;
mod programme;
mod query;
mod query_application;

pub use application::{Application, ApplicationStepLimit};
pub use enrolment::Enrolment;
pub use mutation_application::ApplicationMutation;
pub use mutation_enrolment::EnrolmentMutation;
pub use payment::SubsidyPayment;
pub use programme::{Programme, programme_at, tier_at};
pub use query::SubsidiesQuery;
pub use query_application::ApplicationsQuery;
