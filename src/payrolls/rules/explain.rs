//! A line in words: what its amount was calculated from, and why it was left out.

use chrono::NaiveDate;
use entity::vocab::PaymentState;
use serde_json::Value as Json;

use crate::kernel::{money::Fen, time::Month};

/// A fact that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Chinese.
    pub name: &'static str,
    pub value: String,
}

/// What a rule said of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Number of the rule, or a word.
    pub rule: String,
    pub text: String,
}

/// How an amount came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub sentence: String,
    pub standard: Option<Fen>,
    pub standard_from: Option<NaiveDate>,
    /// Version of the programme's rules.
    pub programme_version: Option<i64>,
    pub facts: Vec<Fact>,
    /// Why it is not paid.
    pub exclusion: Option<Remark>,
    pub warnings: Vec<Remark>,
}

impl Explanation {
    /// The explanation without what it says of the person.
    #[must_use]
    pub fn without_persons(self) -> Self {
        let exclusion = self.exclusion.map(|one| Remark { text: String::new(), ..one });
        Self { sentence: String::new(), facts: Vec::new(), warnings: Vec::new(), exclusion, ..self }
    }
}

/// What is stored of a line.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'a> {
    pub programme: &'a str,
    pub tier: &'a str,
    pub month: Month,
    pub amount: Fen,
    pub state: PaymentState,
    /// What was noted at the calculation; none for history.
    pub basis: Option<&'a Json>,
    pub exclusion: Option<(&'a str, &'a str)>,
    /// The standard by today's table, for history.
    pub standard: Option<Fen>,
}

/// Names of the facts in a basis.
const NAMES: [(&str, &str); 6] = [
    ("tier", "执行档次"),
    ("enrolledTier", "核定档次"),
    ("enrolledFrom", "享受起始月"),
    ("age", "当月末周岁"),
    ("assessedIncome", "核定人均收入(元)"),
    ("granted", "核定金额(元)"),
];

/// Explains a line.
#[must_use]
pub fn explain(stored: Stored<'_>) -> Explanation {
    let get = |name: &str| stored.basis.and_then(|basis| basis.get(name)).filter(|value| !value.is_null());
    let word = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let standard = get("standard").and_then(Json::as_str).and_then(|text| text.parse().ok()).or(stored.standard);
    let from = get("standardFrom").and_then(Json::as_str).and_then(|text| text.parse::<NaiveDate>().ok());
    let facts = NAMES.iter().filter_map(|(key, name)| Some(Fact { name, value: word(get(key)?) })).collect();
    let remark = |one: &Json| Some(Remark { rule: word(one.get("rule")?), text: word(one.get("text")?) });
    let warnings = get("warnings").and_then(Json::as_array).into_iter().flatten().filter_map(remark).collect();
    let exclusion = stored.exclusion.map(|(rule, text)| Remark { rule: rule.to_owned(), text: text.to_owned() });
    Explanation {
        sentence: sentence(stored, (standard, from), (get("reissueOf"), get("assessedIncome"))),
        standard,
        standard_from: from,
        programme_version: get("programmeVersion").and_then(Json::as_i64),
        facts,
        exclusion,
        warnings,
    }
}

fn sentence(
    stored: Stored<'_>,
    (standard, from): (Option<Fen>, Option<NaiveDate>),
    (again, income): (Option<&Json>, Option<&Json>),
) -> String {
    let Stored { programme, tier, month, amount, .. } = stored;
    let since = from.map_or_else(String::new, |day| format!("({day} 起)"));
    let how = match (again.and_then(Json::as_str), standard, income.and_then(Json::as_str)) {
        (Some(reference), ..) => format!("重发被银行退回的明细 {reference},金额不变 {amount} 元"),
        (None, Some(standard), Some(income)) => {
            format!("标准 {standard} 元{since}减核定人均收入 {income} 元,补差 {amount} 元")
        }
        (None, Some(standard), None) if standard == amount => format!("按标准 {standard} 元{since}发放"),
        (None, Some(standard), None) => format!("标准 {standard} 元{since},计发 {amount} 元"),
        (None, None, _) => format!("核定金额 {amount} 元"),
    };
    let source = if stored.basis.is_none() { "历史记录,未保存计算依据;" } else { "" };
    let end = match (stored.state, stored.exclusion) {
        (PaymentState::Excluded, Some((_, note))) => format!(";本批次剔除:{note}"),
        (PaymentState::Held, Some((_, note))) => format!(";暂缓:{note}"),
        _ => String::new(),
    };
    format!("{month} {programme}({tier}):{source}{how}{end}")
}
