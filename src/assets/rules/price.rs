//! Rents against the guide.

use entity::{area::Area, money::Fen};

use crate::assets::model::Terms;

/// Annual rent per area as a share of the guide (`guide` fen a year for `unit` of area), in hundredths of a
/// percent rounded down; none without an area.
#[must_use]
pub fn ratio(terms: &Terms, unit: Area, guide: Fen) -> Option<i64> {
    let area = terms.area.filter(|area| area.0 > 0)?;
    let whole = i128::from(area.0) * i128::from(guide.0);
    let part = i128::from(terms.annual_rent.0) * i128::from(unit.0) * 10_000;
    if whole <= 0 { None } else { i64::try_from(part / whole).ok() }
}
