//! Running the rules, dealing with findings, campaigns.

pub mod campaign;
pub mod run;
pub mod step;

use std::{collections::HashMap, sync::Arc};

use super::{
    model::{DividendParameters, LeaseParameters, RuleRecord, Rules, VeteranParameters},
    rules, store,
};
use crate::{
    kernel::{app::App, db::Executor, fault::Fault, scope::Scope},
    subsidies::{model::facts::SubsidyParameters, rules::subsidy_parameters},
};

/// All rules in memory, with the keys of their rows.
pub struct RuleTable {
    keys: HashMap<i64, usize>,
    pub rules: Rules,
    pub lease_parameters: LeaseParameters,
    pub dividend_parameters: DividendParameters,
    pub veteran_parameters: VeteranParameters,
    pub subsidy_parameters: SubsidyParameters,
}

impl RuleTable {
    /// The rule with this key.
    #[must_use]
    pub fn by_key(&self, key: i64) -> Option<&RuleRecord> {
        self.rules.0.get(*self.keys.get(&key)?)
    }

    /// Keys by number.
    #[must_use]
    pub fn keys(&self) -> HashMap<String, i64> {
        let named = self.keys.iter().filter_map(|(key, at)| Some((self.rules.0.get(*at)?.number.clone(), *key)));
        named.collect()
    }
}

/// All rules, from memory.
///
/// # Errors
/// A fault of the first read, or parameters that the machine cannot read.
pub async fn rule_table(app: &App) -> Result<Arc<RuleTable>, Fault> {
    app.reference(async |app| {
        let (keys, rules) = store::rules(app.db.read()).await?;
        let lease_parameters = rules::lease_parameters(&rules);
        let dividend_parameters = rules::dividend_parameters(&rules);
        let veteran_parameters = rules::veteran_parameters(&rules);
        let subsidy_parameters = subsidy_parameters(|number| Some(&rules.get(number)?.parameters));
        let unreadable = |of: &str| Fault::Corrupt(format!("the parameters of the {of} rules cannot be read"));
        Ok(RuleTable {
            keys,
            lease_parameters: lease_parameters.ok_or_else(|| unreadable("lease"))?,
            dividend_parameters: dividend_parameters.ok_or_else(|| unreadable("dividend"))?,
            veteran_parameters: veteran_parameters.ok_or_else(|| unreadable("veteran"))?,
            subsidy_parameters: subsidy_parameters.ok_or_else(|| unreadable("subsidy"))?,
            rules,
        })
    })
    .await
}

/// The findings `which` (all when absent) within scope.
///
/// # Errors
/// A fault.
pub async fn all<C: Executor>(
    db: &C,
    scope: &Scope,
    which: Option<&[i64]>,
) -> Result<Vec<entity::finding::Model>, Fault> {
    store::findings(db, scope, which).await
}
