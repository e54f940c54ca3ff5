//! The programmes as the repository ships them.

use chrono::NaiveDate;
use entity::vocab::{
    AmountMode, ApprovingLevel, ExclusionKind, ExclusionLevel, Frequency, NamePolicy, PayUnit, ProgrammeGroup,
    StartRule, StopRule,
};
use serde::{Deserialize, Deserializer, de::Error};

use super::model::{Expression, Standard};
use crate::kernel::{fault::Fault, money::Fen, time::Month};

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
    history.iter().map(|dated| Standard { id: 0, valid_from: dated.from, amount: Fen(dated.fen) }).collect()
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

/// Month from which what is shipped holds.
pub const SHIPPED_FROM: Month = Month(200_001);

/// The level of the exclusion between two programmes: of two that households draw it is the household's.
#[must_use]
pub fn exclusion_level(one: PayUnit, other: PayUnit) -> ExclusionLevel {
    let household = |unit| matches!(unit, PayUnit::Household | PayUnit::HouseholdPerPerson);
    if household(one) && household(other) { ExclusionLevel::Household } else { ExclusionLevel::Person }
}

/// Conditions and settings to be seeded, from a month on.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShippedTerms {
    #[serde(deserialize_with = "month")]
    pub from: Month,
    pub eligibility: Expression,
    pub approving_level: ApprovingLevel,
    pub publicity_days: i32,
    pub publicity_name: NamePolicy,
    pub publicity_amount: bool,
    pub review_months: i32,
    pub start_rule: StartRule,
    pub stop_rule: StopRule,
    pub back_pay_months: Option<i32>,
}

fn month<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

/// What a programme asks for over time.
#[derive(Deserialize)]
pub struct ShippedVersions {
    pub code: String,
    pub versions: Vec<ShippedTerms>,
}

/// Conditions and settings of all programmes.
///
/// # Errors
/// The shipped file is malformed, which a test excludes.
pub fn terms() -> Result<Vec<ShippedVersions>, Fault> {
    serde_json::from_str(include_str!("data/terms.json")).map_err(|err| Fault::Corrupt(format!("terms.json: {err}")))
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

/// What is shipped as it will be in memory, with keys in order: for tests that need no database.
///
/// # Errors
/// A shipped file is malformed.
#[cfg(test)]
pub fn in_memory() -> Result<super::model::Programmes, Fault> {
    tests::in_memory()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use entity::{programme, programme_version};

    use super::*;
    use crate::subsidies::model::{Exclusion, ProgrammeRecord, Programmes, Terms, Tier, with_peers};

    fn row(id: i64, shipped: &Shipped) -> programme::Model {
        programme::Model {
            id,
            code: shipped.code.clone(),
            name: shipped.name_zh.clone(),
            name_en: shipped.name_en.clone(),
            group: shipped.group,
            in_headline: shipped.in_headline,
            department: shipped.department.clone(),
            frequency: shipped.frequency,
            pay_unit: shipped.pay_unit,
            amount_mode: shipped.amount_mode,
            standard_unit: shipped.standard_unit.clone(),
            basis: shipped.basis.clone(),
            eligibility: shipped.eligibility.clone(),
            start_rule: shipped.start_rule.clone(),
            stop_rule: shipped.stop_rule.clone(),
            review_months: shipped.review_months,
            pay_months: None,
            publicity: shipped.publicity.clone(),
            approximate: shipped.approximate,
            version: 1,
        }
    }

    fn terms_of(programme_id: i64, shipped: ShippedTerms) -> Terms {
        let row = programme_version::Model {
            id: 0,
            programme_id,
            valid_from: shipped.from,
            eligibility: serde_json::to_value(&shipped.eligibility).expect("JSON"),
            approving_level: shipped.approving_level,
            publicity_days: shipped.publicity_days,
            publicity_name: shipped.publicity_name,
            publicity_amount: shipped.publicity_amount,
            review_months: shipped.review_months,
            start_rule: shipped.start_rule,
            stop_rule: shipped.stop_rule,
            back_pay_months: shipped.back_pay_months,
            document: String::new(),
            change_id: None,
        };
        Terms { row, expression: shipped.eligibility }
    }

    pub fn in_memory() -> Result<Programmes, Fault> {
        let shipped = programmes()?;
        let key = |code: &str| shipped.iter().zip(1..).find(|(own, _)| own.code == code).map(|(_, id)| id);
        let mut records = Vec::new();
        for ((own, versions), id) in shipped.iter().zip(terms()?).zip(1_i64..) {
            assert_eq!(own.code, versions.code);
            let tiers = own.tiers.iter().zip(id * 100..).map(|(tier, id)| Tier {
                id,
                code: format!("{}.{}", own.code, tier.code),
                name: tier.name_zh.clone(),
                standards: tier.standards(),
            });
            let pairs = own.exclusions().filter_map(|(code, kind)| {
                let level = ExclusionLevel::Person;
                Some(Exclusion { other: key(code)?, kind, level, cap: None, valid_from: SHIPPED_FROM, valid_to: None })
            });
            records.push(ProgrammeRecord {
                tiers: tiers.collect(),
                standards: own.standards(),
                exclusions: pairs.collect(),
                terms: versions.versions.into_iter().map(|terms| terms_of(id, terms)).collect(),
                peers: std::collections::BTreeMap::new(),
                row: row(id, own),
            });
        }
        Ok(Programmes(with_peers(records).into_iter().map(Arc::new).collect()))
    }

    #[test]
    fn all_32_are_read_16_in_the_headline() {
        let programmes = programmes().expect("the shipped file");
        assert_eq!(programmes.len(), 32);
        assert_eq!(programmes.iter().filter(|programme| programme.in_headline).count(), 16);
    }
}
