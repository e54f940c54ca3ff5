//! Thresholds of the lease rules, from the parameters of the rules.

use entity::{area::Area, money::Fen, vocab::AssetKind};
use serde_json::Value as Json;

use super::contract::element;
use crate::findings::model::{Benchmark, DividendParameters, LeaseParameters, Rules, VeteranParameters};

/// One square metre.
const SQUARE_METRE: Area = Area(100);

/// The thresholds as the rules have them; none when one is missing or cannot be read.
#[must_use]
pub fn lease_parameters(rules: &Rules) -> Option<LeaseParameters> {
    let get = |rule: &str, name: &str| rules.get(rule)?.parameters.get(name);
    let number = |rule: &str, name: &str| get(rule, name)?.as_i64();
    let months = |value: &Json| u32::try_from(value.as_u64()?).ok();
    let longest = get("L07", "policyMaxMonths")?;
    let mut benchmarks = prices(get("L03", "benchmarkFenPerM2Year")?, SQUARE_METRE)?;
    benchmarks.extend(prices(get("L03", "benchmarkPerMuYearFen")?, Area::MU)?);
    Some(LeaseParameters {
        grace_days: number("L02", "graceDays")?,
        least_ratio: basis_points(get("L03", "minRatio")?)?,
        benchmarks,
        tender_rent: Fen(number("L04", "thresholdFen")?),
        tender_months: months(get("L04", "thresholdMonths")?)?,
        required_fields: elements(get("L06", "requiredFields")?)?,
        house_months: months(longest.get("HOUSE")?)?,
        site_months: months(longest.get("SITE")?)?,
        objection_months: months(get("L08", "objectionMonths")?)?,
        area_tolerance: basis_points(get("L10", "tol")?)?,
        deposit_days: number("L11", "depositDays")?,
        book_days: number("L12", "bookDays")?,
        cash_limit: Fen(number("L12", "cashLimitFen")?),
        spread_tolerance: basis_points(get("L14", "tol")?)?,
        escalation_months: months(get("L15", "months")?)?,
        filing_days: number("L16", "days")?,
        idle_days: number("L17", "idleDays")?,
        overlap_tolerance: basis_points(get("L19", "tol")?)?,
        expiring_days: number("E01", "days")?,
    })
}

/// The thresholds of the dividend rules as the rules have them; none when one is missing.
#[must_use]
pub fn dividend_parameters(rules: &Rules) -> Option<DividendParameters> {
    Some(DividendParameters { publicity_days: rules.get("D04")?.parameters.get("minDays")?.as_i64()? })
}

/// The thresholds of the rules of veterans as the rules have them; none when one is missing.
#[must_use]
pub fn veteran_parameters(rules: &Rules) -> Option<VeteranParameters> {
    Some(VeteranParameters { card_days: rules.get("V02")?.parameters.get("days")?.as_i64()? })
}

/// Guide rents `{"KIND": [low, high]}` in fen a year for `unit`.
fn prices(value: &Json, unit: Area) -> Option<Vec<Benchmark>> {
    let read = |(kind, range): (&String, &Json)| {
        let kind: AssetKind = serde_json::from_value(Json::String(kind.clone())).ok()?;
        let bound = |at: usize| range.get(at)?.as_i64().map(Fen);
        Some(Benchmark { kind, unit, low: bound(0)?, high: bound(1)? })
    };
    value.as_object()?.iter().map(read).collect()
}

/// Names of elements of a contract, all of them known.
fn elements(value: &Json) -> Option<Vec<String>> {
    let names = value.as_array()?.iter().map(|name| name.as_str().filter(|name| element(name).is_some()));
    names.map(|name| name.map(str::to_owned)).collect()
}

/// A share such as `0.8` in hundredths of a percent, read from its digits.
pub(super) fn basis_points(value: &Json) -> Option<i64> {
    let text = value.as_number()?.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let part = part.trim_end_matches('0');
    if part.len() > 4 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<4}").parse().ok()
}
