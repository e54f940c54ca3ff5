//! The programmes as the repository ships them.

use chrono::NaiveDate;
use entity::vocab::{AmountMode, ExclusionKind, Frequency, PayUnit, ProgrammeGroup};
use serde::Deserialize;

use super::model::Standard;
use crate::kernel::{fault::Fault, money::Fen};

/// Marks an excluded code of which the higher benefit is kept.
const CHOOSE_HIGHER: &str = "(择高)";

#[derive(Deserialize)]
struct File {
    programmes: Vec<Shipped>,
}

#[derive(Deserialize)]
struct DatedFen {
    from: NaiveDate,
    fen: i64,
}

/// A tier to be seeded.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShippedTier {
    pub code: String,
    pub name_zh: String,
    #[serde(default)]
    standard_history: Vec<DatedFen>,
}

/// A programme to be seeded, in the words of the reference.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shipped {
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    pub group: ProgrammeGroup,
    pub in_headline: bool,
    pub department: String,
    pub frequency: Frequency,
    pub pay_unit: PayUnit,
    pub amount_mode: AmountMode,
    pub standard_unit: String,
    #[serde(default)]
    pub basis: String,
    pub eligibility: serde_json::Value,
    pub start_rule: String,
    pub stop_rule: String,
    pub review_months: i32,
    /// Calendar months in which it is paid, where not in every one.
    #[serde(default)]
    pub pay_months: Option<Vec<u32>>,
    pub publicity: String,
    pub approximate: bool,
    #[serde(default)]
    pub tiers: Vec<ShippedTier>,
    standard_history: Vec<DatedFen>,
    excludes: Vec<String>,
}

fn standards(history: &[DatedFen]) -> Vec<Standard> {
    history.iter().map(|dated| Standard { valid_from: dated.from, amount: Fen(dated.fen) }).collect()
}

impl ShippedTier {
    /// Dated standards of the tier.
    #[must_use]
    pub fn standards(&self) -> Vec<Standard> {
        standards(&self.standard_history)
    }
}

impl Shipped {
    /// Dated standards of the programme itself.
    #[must_use]
    pub fn standards(&self) -> Vec<Standard> {
        standards(&self.standard_history)
    }

    /// Codes it excludes. Words that are no programme code (`WORK_INJURY_CARE`) are left to eligibility.
    pub fn exclusions(&self) -> impl Iterator<Item = (&str, ExclusionKind)> {
        self.excludes.iter().map(|word| match word.strip_suffix(CHOOSE_HIGHER) {
            Some(code) => (code, ExclusionKind::ChooseHigher),
            None => (word.as_str(), ExclusionKind::Exclusive),
        })
    }
}

/// All programmes in the order of the reference.
///
/// # Errors
/// The shipped file is malformed, which a test excludes.
pub fn programmes() -> Result<Vec<Shipped>, Fault> {
    let file: File = serde_json::from_str(include_str!("data/programmes.json"))
        .map_err(|err| Fault::Corrupt(format!("programmes.json: {err}")))?;
    Ok(file.programmes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_32_are_read_16_in_the_headline() {
        let programmes = programmes().expect("the shipped file");
        assert_eq!(programmes.len(), 32);
        assert_eq!(programmes.iter().filter(|programme| programme.in_headline).count(), 16);
    }
}
