//! Conditions in words.

use entity::vocab::{Comparison as Op, ConditionResult, EligibilityFact as Fact};

use super::{Found, Shape, is_declared, shape};
use crate::{
    kernel::{money::Fen, time::Month},
    subsidies::model::{Compare, Expression, Peers, Value},
};

/// What a fact is called.
#[must_use]
pub const fn fact_name(fact: Fact) -> &'static str {
    match fact {
        Fact::Alive => "当月在世",
        Fact::Age => "当月末日周岁",
        Fact::AgeAtStart => "上月末日周岁",
        Fact::Sex => "性别",
        Fact::HukouHere => "户籍在本街道",
        Fact::HukouKind => "户口性质",
        Fact::HukouUnitKind => "户籍所在单位",
        Fact::CertificateValid => "残疾人证有效",
        Fact::CertificateGrade => "残疾等级",
        Fact::CertificateKind => "残疾类别",
        Fact::IncomePerHead => "家庭人均月收入",
        Fact::DisabledInHousehold => "同户持证残疾人数",
        Fact::KeptByElder => "依老养残",
        Fact::Programme => "本人在享项目",
        Fact::HouseholdProgramme => "同户在享项目",
        Fact::VeteranCategory => "退役军人类别",
        Fact::VeteranGrade => "残疾军人等级",
        Fact::VeteranCause => "残疾军人残疾性质",
        Fact::NoLabourCapacity => "无劳动能力",
        Fact::NoIncomeSource => "无生活来源",
        Fact::NoCapableSupporter => "无有能力的法定义务人",
        Fact::AssetCheckPassed => "家庭财产核查通过",
        Fact::NoFixedIncome => "无固定收入",
        Fact::CareLevel => "生活自理能力",
        Fact::SupportMode => "供养方式",
        Fact::NeedsLongTermCare => "需要长期照护",
        Fact::WorkInjuryCare => "领取工伤生活护理费",
        Fact::SoldierCare => "领取残疾军人护理费",
        Fact::ParentsLost => "父母双方死亡或失踪",
        Fact::Guardianship => "监护状况",
        Fact::AtSchool => "在校就读",
        Fact::Hardship => "困难事由",
        Fact::SameCauseAided => "同一事由已获救助",
        Fact::OnlyChild => "独生子女状况",
        Fact::Children => "子女情况",
        Fact::CareNeed => "老年人能力评估",
        Fact::EmptyNest => "空巢",
        Fact::HistoricList => "在历史名册",
        Fact::AnnualList => "在年度慰问名单",
        Fact::Employment => "就业状态",
        Fact::MeritConfirmed => "立功喜报已核实",
    }
}

/// How a comparison reads.
#[must_use]
pub const fn comparison_text(op: Op) -> &'static str {
    match op {
        Op::Eq => "为",
        Op::Ne => "不为",
        Op::Lt => "小于",
        Op::Le => "不大于",
        Op::Gt => "大于",
        Op::Ge => "不小于",
        Op::In => "属于",
        Op::NotIn => "不属于",
    }
}

fn yes(flag: bool) -> String {
    if flag { "是" } else { "否" }.to_owned()
}

fn word_text(fact: Fact, word: &str, peers: &Peers) -> String {
    match shape(fact) {
        Shape::Words(words) => words.iter().find(|(code, _)| *code == word).map_or(word, |(_, name)| *name).to_owned(),
        _ => peers.get(word).map_or(word, |peer| peer.name.as_str()).to_owned(),
    }
}

/// What is required, in words; a share of a standard with its amount in `month`.
#[must_use]
pub fn value_text(compare: &Compare, peers: &Peers, month: Option<Month>) -> String {
    match &compare.value {
        Value::Flag(flag) => yes(*flag),
        Value::Whole(number) if shape(compare.fact) == Shape::Money => format!("{} 元", Fen(*number)),
        Value::Whole(number) => number.to_string(),
        Value::Word(word) => word_text(compare.fact, word, peers),
        Value::Words(words) => {
            words.iter().map(|word| word_text(compare.fact, word, peers)).collect::<Vec<_>>().join("、")
        }
        Value::Multiple(multiple) => {
            let name = peers.get(&multiple.standard).map_or(multiple.standard.as_str(), |peer| peer.name.as_str());
            let share = format!("{name}标准的 {}%", multiple.percent);
            let fen = month.and_then(|month| multiple.fen(peers, month));
            fen.map_or(share.clone(), |fen| format!("{share}({} 元)", Fen(fen)))
        }
    }
}

/// What was found, in words; none where nothing is known.
pub fn found_text(fact: Fact, found: &Found, peers: &Peers) -> Option<String> {
    match found {
        Found::Missing => None,
        Found::Nothing => Some("无".to_owned()),
        Found::Flag(flag) => Some(yes(*flag)),
        Found::Whole(number) => Some(number.to_string()),
        Found::Money(amount) => Some(format!("{amount} 元")),
        Found::Words(words) if words.is_empty() => Some("无".to_owned()),
        Found::Words(words) => {
            Some(words.iter().map(|word| word_text(fact, word, peers)).collect::<Vec<_>>().join("、"))
        }
    }
}

fn requirement(compare: &Compare, peers: &Peers, month: Option<Month>) -> String {
    let name = fact_name(compare.fact);
    match (&compare.value, compare.op) {
        (Value::Flag(true), Op::Eq) => name.to_owned(),
        (Value::Flag(false), Op::Eq) => format!("并非{name}"),
        _ => format!("{name}{} {}", comparison_text(compare.op), value_text(compare, peers, month)),
    }
}

/// One comparison in a sentence.
pub fn sentence(
    compare: &Compare,
    found: Option<&str>,
    result: ConditionResult,
    (peers, month): (&Peers, Month),
) -> String {
    let wanted = requirement(compare, peers, Some(month));
    match (found, result) {
        (Some(found), ConditionResult::Met) => format!("要求{wanted},查得{found}:满足"),
        (Some(found), ConditionResult::NotMet) => format!("要求{wanted},查得{found}:不满足"),
        (Some(found), ConditionResult::Missing) => format!("要求{wanted},查得{found},当月尚无可比的标准:不能判定"),
        (None, _) if is_declared(compare.fact) => format!("要求{wanted},尚无申报:请核实后登记该事实"),
        (None, _) => format!("要求{wanted},登记中没有或无权查看:请核实后补登"),
    }
}

/// A whole expression in words.
#[must_use]
pub fn text(expression: &Expression, peers: &Peers) -> String {
    write(expression, peers, true)
}

fn write(expression: &Expression, peers: &Peers, top: bool) -> String {
    let joined = |parts: &[Expression], word: &str| {
        let text = parts.iter().map(|part| write(part, peers, false)).collect::<Vec<_>>().join(word);
        if top || parts.len() < 2 { text } else { format!("({text})") }
    };
    match expression {
        Expression::All(parts) => joined(parts, ",且"),
        Expression::Any(parts) => joined(parts, ",或"),
        Expression::Not(part) => match part.as_ref() {
            Expression::All(_) | Expression::Any(_) => format!("不满足{}", write(part, peers, false)),
            _ => format!("不满足({})", write(part, peers, true)),
        },
        Expression::Compare(compare) => requirement(compare, peers, None),
        Expression::Tier(tiers) => {
            let each = tiers.iter().map(|(code, part)| format!("{code} 档:{}", write(part, peers, true)));
            format!("按档次[{}]", each.collect::<Vec<_>>().join(";"))
        }
    }
}

/// What was declared, in words.
#[must_use]
pub fn declared_text(fact: Fact, value: &str) -> String {
    match shape(fact) {
        Shape::Flag => yes(value == "TRUE"),
        _ => word_text(fact, value, &Peers::new()),
    }
}
