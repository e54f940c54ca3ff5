//! The rules as they are shipped.

use entity::vocab::RuleDomain;
use serde::Deserialize;
use serde_json::Value as Json;

use super::model::{RuleRecord, Rules};
use crate::kernel::fault::Fault;

const RULES: &str = include_str!("data/rules.json");

#[derive(Deserialize)]
struct Shipped {
    rules: Vec<ShippedRule>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ShippedRule {
    id: String,
    domain: RuleDomain,
    code: String,
    name_zh: String,
    predicate: String,
    parameters: Json,
    legal_basis: String,
    remedy: String,
    suppresses: Vec<String>,
}

/// The shipped rules, to be seeded once; the office may change their parameters afterwards.
///
/// # Errors
/// The shipped file is damaged.
pub fn rules() -> Result<Rules, Fault> {
    let shipped: Shipped = serde_json::from_str(RULES).map_err(|err| Fault::Corrupt(format!("rules.json: {err}")))?;
    let record = |rule: ShippedRule| RuleRecord {
        number: rule.id,
        domain: rule.domain,
        code: rule.code,
        name: rule.name_zh,
        predicate: rule.predicate,
        legal_basis: rule.legal_basis,
        remedy: rule.remedy,
        parameters: rule.parameters,
        suppresses: rule.suppresses,
    };
    Ok(Rules(shipped.rules.into_iter().map(record).collect()))
}
