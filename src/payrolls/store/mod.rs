//! SQL of payrolls; which of their rows exist for whom. Payrolls and lines themselves are scoped with subsidies.

pub mod read;
pub mod recovery;
pub mod roster;
pub mod write;

use entity::{
    bank_format, bank_result, payroll_decision, payroll_exception, payroll_step, recovery as recoveries,
    recovery_receipt,
};
use sea_orm::sea_query::Cond;

use crate::kernel::scope::scoped;

scoped! {
    // How files are laid out is no secret.
    bank_format: |_, _| Cond::all();
    // Parts of a payroll or a line, reached through one within scope.
    bank_result: |_, _| Cond::all();
    payroll_step: |_, _| Cond::all();
    payroll_decision: |_, _| Cond::all();
    payroll_exception: |_, _| Cond::all();
    recoveries: |scope, alias| scope.units.limit(alias, &[recoveries::Column::UnitId]);
    recovery_receipt: |_, _| Cond::all();
}

/// Keys in one `IN` list.
const KEYS: usize = 5_000;
