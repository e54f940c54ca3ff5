//! The exact figures of the data set (`data/dataset.json`), parsed once.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::calendar::{JAN22, MONTHS, Month};

/// Why the demo data could not be generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DemoError {
    /// The embedded JSON is not what the generator expects.
    Dataset(String),
    /// The figures cannot be met, e.g. more planned stops than stops in a month.
    Impossible(String),
}

impl fmt::Display for DemoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dataset(text) => write!(f, "demo data set: {text}"),
            Self::Impossible(text) => write!(f, "demo data cannot be built: {text}"),
        }
    }
}

impl std::error::Error for DemoError {}

/// One of the 12 units.
#[derive(Debug, Clone, Deserialize)]
pub struct UnitPlan {
    /// 12-digit division code.
    pub code: String,
    /// Short Chinese name.
    pub name: String,
    /// Registered persons.
    pub population: usize,
}

/// Counts and rates of one tier over the 24 months.
#[derive(Debug, Clone)]
pub struct TierPlan {
    /// Paid lines per month.
    pub counts: Vec<usize>,
    /// Standard in fen per month (0 where the tier has none or pays nothing).
    pub standards: Vec<i64>,
    /// Month totals in fen.
    pub totals: Vec<i64>,
    /// New persons per month; 2022 as given, 2021 chosen by [`TierPlan::churn`].
    pub joins: Vec<usize>,
    /// Persons who left per month (not paid any more in that month).
    pub stops: Vec<usize>,
}

impl TierPlan {
    /// Lines of a month; 0 outside the two years.
    pub fn count(&self, month: Month) -> usize {
        at(&self.counts, month)
    }

    /// Standard of a month in fen.
    pub fn standard(&self, month: Month) -> i64 {
        at(&self.standards, month)
    }

    /// Month total in fen.
    pub fn total(&self, month: Month) -> i64 {
        at(&self.totals, month)
    }

    /// Fills joins and stops of 2021: `leavers` a month beyond what the counts enforce.
    fn churn(&mut self, leavers: usize) {
        for month in 1..JAN22 {
            let (before, now) = (self.count(month - 1), self.count(month));
            let stops = leavers + before.saturating_sub(now);
            let joins = now + stops - before;
            set(&mut self.joins, month, joins);
            set(&mut self.stops, month, stops);
        }
    }
}

/// Element of a month; the default outside the two years.
pub fn at<T: Copy + Default>(list: &[T], month: Month) -> T {
    usize::try_from(month).ok().and_then(|index| list.get(index)).copied().unwrap_or_default()
}

fn set(list: &mut [usize], month: Month, value: usize) {
    if let Some(slot) = usize::try_from(month).ok().and_then(|index| list.get_mut(index)) {
        *slot = value;
    }
}

/// Everything the generator reads.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// Units in ascending code order.
    pub units: Vec<UnitPlan>,
    tiers: BTreeMap<String, TierPlan>,
    /// Temporary assistance: month and amount in fen of the cases of 2022.
    pub cases: Vec<(Month, i64)>,
    /// Per unit: persons of 80+ without 尊老金, and how many of them turned 80 in December 2022.
    pub gaps: Vec<(usize, usize)>,
}

impl Dataset {
    /// Reads the embedded JSON.
    pub fn load() -> Result<Self, DemoError> {
        let raw: Raw = serde_json::from_str(include_str!("data/dataset.json"))
            .map_err(|error| DemoError::Dataset(error.to_string()))?;
        let tiers = raw.subsidy.tiers.iter().map(|(key, now)| {
            let before = raw.subsidy2021.tiers.get(key);
            before.map(|before| (key.clone(), tier_plan(key, before, now)))
        });
        let tiers: Option<BTreeMap<_, _>> = tiers.collect();
        let gaps = raw.units.iter().map(|unit| raw.eligible.by_unit.get(&unit.code).copied().unwrap_or_default());
        let gaps = gaps.collect();
        let cases = raw.subsidy.cases.iter().map(Case::read).collect::<Option<Vec<_>>>();
        Ok(Self {
            tiers: tiers.ok_or_else(|| DemoError::Dataset("tier without 2021".to_owned()))?,
            cases: cases.ok_or_else(|| DemoError::Dataset("month of a case".to_owned()))?,
            units: raw.units,
            gaps,
        })
    }

    /// Plan of a tier key such as `ZLJ.T80`.
    pub fn tier(&self, key: &str) -> Result<&TierPlan, DemoError> {
        self.tiers.get(key).ok_or_else(|| DemoError::Dataset(format!("no tier {key}")))
    }

    /// Population per unit, as weights.
    pub fn weights(&self) -> Vec<u32> {
        self.units.iter().map(|unit| u32::try_from(unit.population).unwrap_or(0)).collect()
    }
}

/// Persons who leave each month of 2021 beyond the net change; the figures of 2022 are given.
fn leavers_2021(key: &str) -> usize {
    match key {
        "ZLJ.T80" => 9,
        "YL01.B" => 7,
        "CJ02" => 3,
        "ZLJ.T90" => 2,
        _ => 0,
    }
}

fn tier_plan(key: &str, before: &RawTier, now: &RawTier) -> TierPlan {
    let both = |a: &[usize], b: &[usize]| a.iter().chain(b).copied().collect::<Vec<_>>();
    let counts = both(&before.counts, &now.counts);
    let totals: Vec<i64> = before.totals.iter().chain(&now.totals).copied().collect();
    let given = |list: &Option<Vec<usize>>| {
        let zeros = vec![0; 12];
        both(&zeros, list.as_ref().unwrap_or(&zeros))
    };
    let mut standards = rates(&before.counts, &before.totals);
    match &now.standards {
        Some(list) => standards.extend(list),
        None => standards.extend([0; 12]),
    }
    let mut plan = TierPlan { counts, standards, totals, joins: given(&now.joins), stops: given(&now.stops) };
    if now.joins.is_some() {
        plan.churn(leavers_2021(key));
    }
    debug_assert_eq!(Month::try_from(plan.counts.len()), Ok(MONTHS));
    plan
}

fn rates(counts: &[usize], totals: &[i64]) -> Vec<i64> {
    let pairs = counts.iter().zip(totals);
    pairs.map(|(count, total)| total / i64::try_from(*count).unwrap_or(1).max(1)).collect()
}

#[derive(Deserialize)]
struct Raw {
    units: Vec<UnitPlan>,
    subsidy: RawSubsidy,
    subsidy2021: RawEarlier,
    #[serde(rename = "eligibleNotEnrolled80")]
    eligible: RawEligible,
}

#[derive(Deserialize)]
struct RawSubsidy {
    tiers: BTreeMap<String, RawTier>,
    #[serde(rename = "temporaryAssistanceCases")]
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct RawEarlier {
    tiers: BTreeMap<String, RawTier>,
}

#[derive(Deserialize)]
struct RawTier {
    #[serde(rename = "personTimes")]
    counts: Vec<usize>,
    #[serde(rename = "amountFen")]
    totals: Vec<i64>,
    #[serde(rename = "standardFen")]
    standards: Option<Vec<i64>>,
    #[serde(rename = "newByMonth")]
    joins: Option<Vec<usize>>,
    #[serde(rename = "stopByMonth")]
    stops: Option<Vec<usize>>,
}

#[derive(Deserialize)]
struct RawEligible {
    #[serde(rename = "byUnit")]
    by_unit: BTreeMap<String, (usize, usize)>,
}

#[derive(Deserialize)]
struct Case {
    month: String,
    #[serde(rename = "amountFen")]
    amount: i64,
}

impl Case {
    fn read(&self) -> Option<(Month, i64)> {
        let (year, month) = self.month.split_once('-')?;
        let year: i32 = year.parse().ok()?;
        let month: i32 = month.parse().ok()?;
        Some(((year - 2021) * 12 + month - 1, self.amount))
    }
}
