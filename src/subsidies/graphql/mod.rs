//! Subsidies in the graph.

mod application;
mod change;
mod eligibility;
mod enrolment;
mod input_application;
mod input_enrolment;
mod input_programme;
mod mutation_application;
mod mutation_enrolment;
mod mutation_programme;
mod payload;
mod payment;
mod programme;
mod query;
mod query_application;
mod query_programme;
mod terms;
mod what_if;

pub use application::{Application, ApplicationStepLimit};
pub use change::{ProgrammeChange, ResidentFact};
pub use eligibility::{Eligibility, programme_named};
pub use enrolment::Enrolment;
pub use mutation_application::ApplicationMutation;
pub use mutation_enrolment::EnrolmentMutation;
pub use mutation_programme::ProgrammeMutation;
pub use payment::SubsidyPayment;
pub use programme::{Programme, programme_at, tier_at};
pub use query::SubsidiesQuery;
pub use query_application::ApplicationsQuery;
pub use query_programme::ProgrammeQuery;
