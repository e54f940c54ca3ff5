//! Subsidies in the graph.

mod change;
mod eligibility;
mod enrolment;
mod input_programme;
mod mutation_programme;
mod payload;
mod payment;
mod payroll;
mod programme;
mod query;
mod query_programme;
mod terms;
mod what_if;

pub use change::{ProgrammeChange, ResidentFact};
pub use eligibility::Eligibility;
pub use enrolment::{Application, Enrolment};
pub use mutation_programme::ProgrammeMutation;
pub use payment::SubsidyPayment;
pub use payroll::Payroll;
pub use programme::{Programme, programme_at, tier_at};
pub use query::SubsidiesQuery;
pub use query_programme::ProgrammeQuery;
