//! The twelve units of the street, as the repository ships them.

use chrono::NaiveDate;
use entity::vocab::UnitKind;
use serde::Deserialize;

use super::model::DatedCode;
use crate::kernel::fault::Fault;

/// Since when the codes of 崇川区 320613 are in force (the 2021 list).
const SINCE: NaiveDate = match NaiveDate::from_ymd_opt(2021, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// Start of the first list that has the former codes (the 2016 list).
const FORMERLY: NaiveDate = match NaiveDate::from_ymd_opt(2016, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shipped {
    code: String,
    name: String,
    kind: UnitKind,
    legacy_codes: Vec<String>,
}

/// A unit to be seeded.
pub struct UnitSeed {
    pub code: String,
    pub name: String,
    pub kind: UnitKind,
    pub codes: Vec<DatedCode>,
}

/// The units in the order of their codes.
///
/// # Errors
/// The shipped file is malformed, which a test excludes.
pub fn units() -> Result<Vec<UnitSeed>, Fault> {
    let shipped: Vec<Shipped> = serde_json::from_str(include_str!("data/units.json"))
        .map_err(|err| Fault::Corrupt(format!("units.json: {err}")))?;
    let seed = |unit: Shipped| {
        let former = |code| DatedCode { code, valid_from: FORMERLY, valid_to: Some(SINCE) };
        let mut codes: Vec<DatedCode> = unit.legacy_codes.into_iter().map(former).collect();
        codes.push(DatedCode { code: unit.code.clone(), valid_from: SINCE, valid_to: None });
        UnitSeed { code: unit.code, name: unit.name, kind: unit.kind, codes }
    };
    Ok(shipped.into_iter().map(seed).collect())
}
