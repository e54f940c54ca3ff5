//! Facts for the rules; who asks has asked for permission.

use crate::{
    kernel::{db::Executor, fault::Fault, scope::Scope},
    subsidies::{
        model::facts::{SubsidyFacts, Window},
        store,
    },
};

/// What the rules look at, in a constant number of statements (or some per ten thousand persons, where persons are
/// named).
///
/// # Errors
/// A fault.
pub async fn facts<C: Executor>(db: &C, scope: &Scope, window: &Window) -> Result<SubsidyFacts, Fault> {
    store::facts::read(db, scope, window).await
}
