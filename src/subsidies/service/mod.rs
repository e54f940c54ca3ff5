//! Guarded reads of subsidies; acts on applications and entitlements; entitlements that other domains begin and end.

pub mod account;
pub mod application;
pub mod enrolment;
pub mod rollup;
pub mod roster;

mod facts;

pub mod programme;

use std::sync::Arc;

use entity::vocab::StopReason;

use super::{
    model::{NewEnrolment, Programmes},
    model_application::StepLimits,
    store,
};
use crate::kernel::{app::App, db::Executor, fault::Fault, time::Month};

pub use facts::facts;
pub use programme::judge;

/// All programmes, from memory.
///
/// # Errors
/// A fault of the first read.
pub async fn programmes(app: &App) -> Result<Arc<Programmes>, Fault> {
    app.reference(async |app| store::programmes(app.db.read()).await).await
}

/// Begins an entitlement inside the transaction of an act; answers its key.
///
/// # Errors
/// A fault.
pub async fn enrol<C: Executor>(tx: &C, entitlement: NewEnrolment) -> Result<i64, Fault> {
    store::write::enrol(tx, entitlement).await
}

/// Ends a lasting entitlement after the month `end`, inside the transaction of an act.
///
/// # Errors
/// A fault, also when it had ended.
pub async fn stop<C: Executor>(tx: &C, enrolment: i64, end: Month, reason: StopReason) -> Result<(), Fault> {
    store::write::stop(tx, enrolment, end, reason).await
}

/// Working days that an application may stay in each state, from memory.
///
/// # Errors
/// A fault of the first read.
pub async fn limits(app: &App) -> Result<Arc<StepLimits>, Fault> {
    app.reference(async |app| store::cases::limits(app.db.read()).await).await
}
