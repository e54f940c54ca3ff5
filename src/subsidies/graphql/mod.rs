//! Subsidies in the graph.

mod enrolment;
mod payment;
mod payroll;
mod programme;
mod query;

pub use enrolment::{Application, Enrolment};
pub use payment::SubsidyPayment;
pub use payroll::Payroll;
pub use programme::{Programme, programme_at, tier_at};
pub use query::SubsidiesQuery;
