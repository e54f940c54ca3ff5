//! Payrolls in the graph.

mod diff;
mod explain;
mod input;
mod input_bank;
mod mutation;
mod mutation_bank;
mod parts;
mod payload;
mod payroll;
mod query;
mod recovery;

pub use explain::PaymentExplanation;
pub use mutation::PayrollMutation;
pub use mutation_bank::PayrollBankMutation;
pub use parts::{BankResult, PayrollStep};
pub use payroll::Payroll;
pub use query::PayrollsQuery;
pub use recovery::Recovery;
