//! Whether an expression can be judged at all.

use entity::vocab::Comparison as Op;

use super::{Shape, fact_name, shape};
use crate::subsidies::model::{Compare, Expression, Value};

/// Deepest nesting.
const MAX_DEPTH: usize = 8;
/// Most comparisons.
const MAX_LEAVES: usize = 200;

/// What is wrong with an expression of a programme with these tiers, in words a clerk can act on. `plain` says of a code
/// whether it is a programme without tiers, or none when it is no programme.
pub fn check(expression: &Expression, tiers: &[&str], plain: impl Fn(&str) -> Option<bool>) -> Vec<String> {
    let mut wrong = Vec::new();
    if expression.depth() > MAX_DEPTH {
        wrong.push(format!("条件嵌套超过 {MAX_DEPTH} 层,请拆开"));
    }
    if expression.leaves().len() > MAX_LEAVES {
        wrong.push(format!("条件超过 {MAX_LEAVES} 项,请精简"));
    }
    if wrong.is_empty() {
        nodes(expression, tiers, false, &mut wrong);
        for leaf in expression.leaves() {
            wrong.extend(comparison(leaf, &plain));
        }
    }
    wrong
}

fn nodes(expression: &Expression, tiers: &[&str], within: bool, wrong: &mut Vec<String>) {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => {
            if parts.is_empty() {
                wrong.push("all 和 any 至少要有一项条件".to_owned());
            }
            for part in parts {
                nodes(part, tiers, within, wrong);
            }
        }
        Expression::Not(part) => nodes(part, tiers, within, wrong),
        Expression::Compare(_) => {}
        Expression::Tier(parts) => {
            if within {
                wrong.push("档次条件之内不能再分档次".to_owned());
            }
            let named = tiers.len() == parts.len() && tiers.iter().all(|tier| parts.contains_key(*tier));
            if !named {
                wrong.push(format!("档次条件须恰好写全本项目的档次:{}", tiers.join("、")));
            }
            for part in parts.values() {
                nodes(part, tiers, true, wrong);
            }
        }
    }
}

fn comparison(leaf: &Compare, plain: &impl Fn(&str) -> Option<bool>) -> Option<String> {
    let name = fact_name(leaf.fact);
    let ordering = matches!(leaf.op, Op::Eq | Op::Ne | Op::Lt | Op::Le | Op::Gt | Op::Ge);
    let (one, many) = (matches!(leaf.op, Op::Eq | Op::Ne), matches!(leaf.op, Op::In | Op::NotIn));
    let fits = match (shape(leaf.fact), &leaf.value) {
        (Shape::Flag, Value::Flag(_)) => leaf.op == Op::Eq,
        (Shape::Whole, Value::Whole(number)) => ordering && (0..=200).contains(number),
        (Shape::Money, Value::Whole(fen)) => ordering && *fen >= 0,
        (Shape::Money, Value::Multiple(multiple)) => {
            if plain(&multiple.standard) != Some(true) {
                return Some(format!("{name}:所引标准须是不分档项目的代码,如 \"DB01\""));
            }
            ordering && (1..=1_000).contains(&multiple.percent)
        }
        (Shape::Words(words), Value::Word(word)) => one && words.iter().any(|(own, _)| own == word),
        (Shape::Words(words), Value::Words(named)) => {
            many && !named.is_empty() && named.iter().all(|word| words.iter().any(|(own, _)| own == word))
        }
        (Shape::Codes, Value::Word(code)) => one && plain(code).is_some(),
        (Shape::Codes, Value::Words(codes)) => {
            many && !codes.is_empty() && codes.iter().all(|code| plain(code).is_some())
        }
        _ => false,
    };
    (!fits).then(|| format!("{name}:{}", expected(shape(leaf.fact))))
}

fn expected(shape: Shape) -> String {
    match shape {
        Shape::Flag => "请用 EQ 与 flag 比较".to_owned(),
        Shape::Whole => "请用 EQ、NE、LT、LE、GT、GE 与 0 到 200 的整数比较".to_owned(),
        Shape::Money => "请用 EQ、NE、LT、LE、GT、GE 与金额或某项目标准的百分比(1 到 1000)比较".to_owned(),
        Shape::Words(words) => {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            format!("请用 EQ、NE 与一个词,或 IN、NOT_IN 与若干词比较,可用的词:{}", words.join("、"))
        }
        Shape::Codes => "请用 EQ、NE 与一个项目代码,或 IN、NOT_IN 与若干项目代码比较,代码用 programmes 查询".to_owned(),
    }
}
