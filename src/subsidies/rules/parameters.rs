//! Thresholds of the rules on subsidies, from the parameters of the rules.

use serde_json::Value as Json;

use crate::subsidies::model::facts::{BeforeLock, SubsidyParameters};

/// Numbers of the rules on subsidies.
const NUMBERS: std::ops::RangeInclusive<u32> = 1..=18;

/// The thresholds, where `of` answers the parameters of the rule with a number; none when one is missing or cannot be
/// read.
pub fn subsidy_parameters<'a>(of: impl Fn(&str) -> Option<&'a Json>) -> Option<SubsidyParameters> {
    let get = |rule: &str, name: &str| of(rule)?.get(name);
    let number = |rule: &str, name: &str| u32::try_from(get(rule, name)?.as_u64()?).ok();
    let before_lock = NUMBERS.map(|number| {
        let rule = format!("S{number:02}");
        let word = before_lock(get(&rule, "beforeLock")?.as_str()?)?;
        Some((rule, word))
    });
    let pair = |pair: &Json| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()));
    let age = |(code, years): (&String, &Json)| Some((code.clone(), i32::try_from(years.as_i64()?).ok()?));
    Some(SubsidyParameters {
        before_lock: before_lock.collect::<Option<_>>()?,
        death_grace: number("S01", "graceMonths")?,
        pairs: get("S03", "pairs")?.as_array()?.iter().map(pair).collect::<Option<_>>()?,
        anywhere: words(get("S06", "anywhere")?)?,
        least_age: get("S07", "minAge")?.as_object()?.iter().map(age).collect::<Option<_>>()?,
        certificate_grace: number("S08", "graceMonths")?,
        back_pay_months: number("S08", "backPayMonths")?,
        shared_by: usize::try_from(number("S12", "min")?).ok()?,
        return_days: u64::from(number("S13", "days")?),
        due_day: number("S17", "dueDayOfMonth")?,
    })
}

fn before_lock(word: &str) -> Option<BeforeLock> {
    match word {
        "BLOCK" => Some(BeforeLock::Block),
        "WARN" => Some(BeforeLock::Warn),
        "NONE" => Some(BeforeLock::Nothing),
        _ => None,
    }
}

fn words(value: &Json) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|word| word.as_str().map(str::to_owned)).collect()
}
