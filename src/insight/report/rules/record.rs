//! What a reported indicator must be, before it is appended.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use entity::vocab::{IndicatorComparison, IndicatorKind};

use crate::{
    insight::report::{
        catalogue::CATALOGUE,
        model::{Indicator, Quantity},
    },
    kernel::problem::{Problem, Reasons},
};

/// What somebody says that a report states.
#[derive(Debug, Clone)]
pub struct Record {
    pub code: String,
    pub year: i32,
    pub label: String,
    pub unit: String,
    /// A decimal with at most two places.
    pub value: String,
    /// What the value was rounded to, likewise; exact when absent.
    pub rounded_to: Option<String>,
    pub comparison: IndicatorComparison,
    pub kind: IndicatorKind,
    pub phrase: String,
    pub source: String,
    /// Key of the indicator that this one corrects.
    pub supersedes: Option<i64>,
}

/// Years before the first report, and the last that a date can tell.
const YEARS: std::ops::RangeInclusive<i32> = 1949..=9998;

fn is_code(code: &str) -> bool {
    let rest = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    (2..=60).contains(&code.len())
        && code.starts_with(|first: char| first.is_ascii_uppercase())
        && code.bytes().all(rest)
}

fn is_text(text: &str, longest: usize) -> bool {
    let length = text.trim().chars().count();
    (1..=longest).contains(&length) && !text.chars().any(char::is_control)
}

/// Whether this is the first of its code and year, or corrects the one in force.
fn follows(new: &Record, in_force: Option<&Indicator>, reasons: &mut Reasons) {
    let given = in_force.is_none() || new.supersedes.is_some();
    reasons.need(given, "ALREADY_RECORDED", "code", "这一指标该年已登记;更正请在 supersedes 填写现行登记的标识");
    let current = new.supersedes.is_none_or(|key| in_force.is_some_and(|row| row.id == key));
    reasons.need(current, "NOT_IN_FORCE", "supersedes", "只能更正同一指标同一年的现行登记,请刷新后按最新标识再办");
}

/// The row to append, or every reason against it. `in_force` is what stands for the code and year.
///
/// # Errors
/// The reasons.
pub fn decide(
    new: &Record,
    in_force: Option<&Indicator>,
    (recorded_by, recorded_at, today): (&str, DateTime<Utc>, NaiveDate),
) -> Result<Indicator, Vec<Problem>> {
    let latest = today.year() + i32::from(new.kind == IndicatorKind::Target);
    let known = CATALOGUE.iter().find(|own| own.code == new.code);
    let unit = known.map_or("", |own| own.unit);
    let value = Quantity::parse(&new.value);
    let step = new.rounded_to.as_deref().map_or(Some(Quantity(1)), Quantity::parse).filter(|step| step.0 > 0);
    let whole = value.zip(step).is_none_or(|(value, step)| value.rounded(step.0) == value);
    let mut reasons = Reasons::default();
    reasons
        .need(is_code(&new.code), "CODE", "code", "代码应为 2 到 60 位大写字母、数字和下划线,以字母开头")
        .need(YEARS.contains(&new.year) && new.year <= latest, "YEAR", "year", format!("年份应为 1949 到 {latest}"))
        .need(is_text(&new.label, 60), "LABEL", "label", "请给出指标名称,至多 60 字")
        .need(is_text(&new.unit, 10), "UNIT", "unit", "请给出计量单位,至多 10 字")
        .need(known.is_none() || new.unit.trim() == unit, "UNIT", "unit", format!("平台按“{unit}”计算这一指标,请换算"))
        .need(value.is_some(), "VALUE", "value", "数值应为至多两位小数的十进制数,例如 \"1471\"")
        .need(step.is_some(), "ROUNDED_TO", "roundedTo", "取整单位应为大于零、至多两位小数的十进制数,例如 \"100.00\"")
        .need(whole, "ROUNDED_TO", "roundedTo", "数值应是取整单位的整数倍")
        .need(is_text(&new.phrase, 500), "PHRASE", "phrase", "请给出报告原文,至多 500 字")
        .need(is_text(&new.source, 200), "SOURCE", "source", "请给出出处文件,至多 200 字");
    follows(new, in_force, &mut reasons);
    reasons.done()?;
    Ok(Indicator {
        id: 0,
        code: new.code.clone(),
        year: new.year,
        label: new.label.trim().to_owned(),
        unit: new.unit.trim().to_owned(),
        value: value.unwrap_or_default().0,
        rounded_to: step.map_or(1, |step| step.0),
        comparison: new.comparison,
        kind: new.kind,
        phrase: new.phrase.trim().to_owned(),
        source: new.source.trim().to_owned(),
        recorded_by: recorded_by.to_owned(),
        recorded_at,
        supersedes: new.supersedes,
    })
}

#[cfg(test)]
pub(in crate::insight::report) mod tests {
    use super::*;

    /// 1,471 work orders.
    pub(in crate::insight::report) fn indicator() -> Indicator {
        decide(&record(), None, now()).expect("a good record")
    }

    fn now() -> (&'static str, DateTime<Utc>, NaiveDate) {
        ("demo-staff", DateTime::UNIX_EPOCH, "2022-12-31".parse().expect("a day"))
    }

    fn record() -> Record {
        Record {
            code: "WORK_ORDERS".to_owned(),
            year: 2022,
            label: "工单".to_owned(),
            unit: "件".to_owned(),
            value: "1471".to_owned(),
            rounded_to: None,
            comparison: IndicatorComparison::Exact,
            kind: IndicatorKind::Actual,
            phrase: "处置工单1471件".to_owned(),
            source: "总结".to_owned(),
            supersedes: None,
        }
    }

    fn codes(new: &Record, in_force: Option<&Indicator>) -> Vec<&'static str> {
        let decided = decide(new, in_force, now());
        decided.err().unwrap_or_default().into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let bad = Record {
            code: "work orders".to_owned(),
            year: 2023,
            label: " ".to_owned(),
            unit: String::new(),
            value: "1.234".to_owned(),
            rounded_to: Some("0".to_owned()),
            phrase: "a\u{0}b".to_owned(),
            source: "x".repeat(201),
            ..record()
        };
        let all = ["CODE", "YEAR", "LABEL", "UNIT", "VALUE", "ROUNDED_TO", "PHRASE", "SOURCE"];
        assert_eq!(codes(&bad, None), all);
        assert_eq!(codes(&Record { year: 2023, kind: IndicatorKind::Target, ..record() }, None), [""; 0]);
        let dollars = Record { code: "SUBSIDY_AMOUNT".to_owned(), ..record() };
        assert_eq!(codes(&dollars, None), ["UNIT"]);
        assert_eq!(codes(&Record { rounded_to: Some("10".to_owned()), ..record() }, None), ["ROUNDED_TO"]);
    }

    #[test]
    fn only_what_is_in_force_is_corrected() {
        let standing = Indicator { id: 7, ..indicator() };
        assert_eq!(codes(&record(), Some(&standing)), ["ALREADY_RECORDED"]);
        assert_eq!(codes(&Record { supersedes: Some(6), ..record() }, Some(&standing)), ["NOT_IN_FORCE"]);
        assert_eq!(codes(&Record { supersedes: Some(7), ..record() }, None), ["NOT_IN_FORCE"]);
        assert_eq!(codes(&Record { supersedes: Some(7), ..record() }, Some(&standing)), [""; 0]);
    }
}
