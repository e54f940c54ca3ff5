//! Reads for the rules of another domain, which asks for permission itself.

use crate::{
    dividends::{model::PlanFacts, store},
    kernel::{db::Executor, fault::Fault, scope::Scope},
};

/// Every calculated plan within scope with what the rules look at.
///
/// # Errors
/// A fault.
pub async fn plans<C: Executor>(db: &C, scope: &Scope) -> Result<Vec<PlanFacts>, Fault> {
    store::facts::plans(db, scope).await
}
