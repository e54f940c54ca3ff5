//! The figures of the office's report of 2022, as they are shipped for the demo.

use chrono::{DateTime, Utc};
use entity::vocab::{IndicatorComparison, IndicatorKind};
use serde::Deserialize;

use super::model::{Indicator, Quantity};
use crate::kernel::fault::Fault;

const INDICATORS: &str = include_str!("../data/indicators.json");

#[derive(Deserialize)]
struct Shipped {
    indicators: Vec<ShippedIndicator>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ShippedIndicator {
    code: String,
    year: i32,
    label: String,
    unit: String,
    value: String,
    rounded_to: Option<String>,
    comparison: IndicatorComparison,
    kind: IndicatorKind,
    phrase: String,
    source: String,
}

/// The shipped indicators, as recorded by somebody at a time.
///
/// # Errors
/// The shipped file is damaged.
pub fn indicators(recorded_by: &str, recorded_at: DateTime<Utc>) -> Result<Vec<Indicator>, Fault> {
    let damaged = |what: String| Fault::Corrupt(format!("indicators.json: {what}"));
    let shipped: Shipped = serde_json::from_str(INDICATORS).map_err(|err| damaged(err.to_string()))?;
    let row = |one: ShippedIndicator| {
        let number = |text: &str| Quantity::parse(text).ok_or_else(|| damaged(one.code.clone()));
        Ok(Indicator {
            id: 0,
            value: number(&one.value)?.0,
            rounded_to: one.rounded_to.as_deref().map(number).transpose()?.map_or(1, |step| step.0),
            code: one.code,
            year: one.year,
            label: one.label,
            unit: one.unit,
            comparison: one.comparison,
            kind: one.kind,
            phrase: one.phrase,
            source: one.source,
            recorded_by: recorded_by.to_owned(),
            recorded_at,
            supersedes: None,
        })
    };
    shipped.indicators.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::insight::report::catalogue::CATALOGUE;

    #[test]
    fn the_shipped_figures_are_whole() {
        let rows = indicators("system", DateTime::UNIX_EPOCH).expect("reads");
        let codes: BTreeSet<&str> = rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!((rows.len(), codes.len()), (45, 45));
        for row in &rows {
            let known = CATALOGUE.iter().find(|own| own.code == row.code);
            assert!(known.is_none_or(|own| own.unit == row.unit), "{} is counted in another unit", row.code);
            assert!(!row.phrase.is_empty() && row.year == 2022);
        }
    }
}
