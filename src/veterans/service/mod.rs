//! Guarded reads of veterans and acts on their files.

pub mod act;
pub mod benefit;
pub mod card;
pub mod category;
pub mod close;
pub mod contact;
pub mod detail;
pub mod end;
pub mod honour;
pub mod pension;
pub mod plaque;
pub mod register;
pub mod revise;
pub mod serve;

use std::sync::Arc;

use super::{
    model::{Facts, Policy},
    store,
};
use crate::kernel::{app::App, db::Executor, fault::Fault, scope::Scope};

pub use act::{Subject, Target, VeteranAct, act};

/// The policy rows, from memory.
///
/// # Errors
/// A fault of the first read.
pub async fn policy(app: &App) -> Result<Arc<Policy>, Fault> {
    app.reference(async |app| store::read::policy(app.db.read()).await).await
}

/// Every file within scope, for the rules.
///
/// # Errors
/// A fault.
pub async fn facts<C: Executor>(db: &C, scope: &Scope, policy: &Policy) -> Result<Vec<Facts>, Fault> {
    store::facts::all(db, scope, &policy.pension_programmes()).await
}
