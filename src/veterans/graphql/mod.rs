//! Veterans in the graph.

mod benefit;
mod card;
mod contact;
mod detail;
mod event;
mod input;
mod input_benefit;
mod input_service;
mod mutation;
mod mutation_benefit;
mod mutation_service;
mod payload;
mod query;
mod register;
mod veteran;

use chrono::NaiveDate;

use crate::kernel::{plan::Row, problem::Failure, time::Date};

pub use benefit::VeteranBenefit;
pub use card::VeteranCard;
pub use event::ServiceEvent;
pub use mutation::VeteranMutation;
pub use mutation_benefit::BenefitMutation;
pub use mutation_service::ServiceMutation;
pub use query::VeteransQuery;
pub use veteran::Veteran;

/// The day in `column`, if there is one.
fn date(row: &Row, column: &str) -> Result<Option<Date>, Failure> {
    Ok(row.get::<Option<NaiveDate>>(column)?.map(Date))
}
