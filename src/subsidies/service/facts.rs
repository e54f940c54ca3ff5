//! Facts for the rules, and their thresholds; who asks has asked for permission.

use std::sync::Arc;

use crate::{
    kernel::{app::App, db::Executor, fault::Fault, scope::Scope},
    subsidies::{
        model::facts::{SubsidyFacts, SubsidyParameters, Window},
        rules, store,
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

/// Thresholds of the rules on subsidies, from memory.
///
/// # Errors
/// A fault of the first read, or parameters that the machine cannot read.
pub async fn rule_parameters(app: &App) -> Result<Arc<SubsidyParameters>, Fault> {
    app.reference(async |app| {
        let rows = store::parameters(app.db.read()).await?;
        let of = |rule: &str| rows.iter().find(|(number, _)| number == rule).map(|(_, parameters)| parameters);
        let unreadable = || Fault::Corrupt("the parameters of the subsidy rules cannot be read".to_owned());
        rules::subsidy_parameters(of).ok_or_else(unreadable)
    })
    .await
}
