//! Judging in three values, after Kleene, and saying why.

use std::collections::BTreeSet;

use entity::vocab::{Comparison as Op, ConditionResult, EligibilityFact as Fact, EligibilityVerdict as Verdict};

use super::{
    Facts, Found,
    words::{found_text, sentence, value_text},
};
use crate::subsidies::model::{Compare, Expression, Peers, Value};

/// True, false, or not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    False,
    Unknown,
    True,
}

impl Truth {
    /// Whether it holds, as a truth.
    #[must_use]
    pub const fn of(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }

    /// The contrary; what is not known stays so.
    #[must_use]
    pub const fn contrary(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }

    /// As a verdict on a person.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::False => Verdict::NotEligible,
            Self::Unknown => Verdict::Unknown,
            Self::True => Verdict::Eligible,
        }
    }

    const fn result(self) -> ConditionResult {
        match self {
            Self::False => ConditionResult::NotMet,
            Self::Unknown => ConditionResult::Missing,
            Self::True => ConditionResult::Met,
        }
    }
}

/// One comparison that was made: what was asked for, what was found, what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub fact: Fact,
    pub op: Op,
    pub required: String,
    /// None where nothing is known.
    pub found: Option<String>,
    pub result: ConditionResult,
    /// The same in a sentence.
    pub sentence: String,
    /// The tier the comparison belongs to.
    pub tier: Option<String>,
}

/// A verdict with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub verdict: Verdict,
    pub reasons: Vec<Reason>,
    /// Facts somebody would have to find out.
    pub missing: Vec<Fact>,
}

/// Nobody draws anything after the month of their death, whatever an expression says.
const ALIVE: Compare = Compare { fact: Fact::Alive, op: Op::Eq, value: Value::Flag(true) };

/// Whether the person meets the expression for `tier`; for any of the tiers when none is asked.
#[must_use]
pub fn truth(expression: &Expression, tier: Option<&str>, facts: &Facts, peers: &Peers) -> Truth {
    leaf(&ALIVE, facts, peers).min(holds(expression, tier, facts, peers))
}

fn holds(expression: &Expression, tier: Option<&str>, facts: &Facts, peers: &Peers) -> Truth {
    let every = |parts: &[Expression]| parts.iter().map(|part| holds(part, tier, facts, peers)).min();
    let some = |parts: &[Expression]| parts.iter().map(|part| holds(part, tier, facts, peers)).max();
    match expression {
        Expression::All(parts) => every(parts).unwrap_or(Truth::True),
        Expression::Any(parts) => some(parts).unwrap_or(Truth::False),
        Expression::Not(part) => holds(part, tier, facts, peers).contrary(),
        Expression::Compare(compare) => leaf(compare, facts, peers),
        Expression::Tier(tiers) => match tier {
            Some(code) => tiers.get(code).map_or(Truth::False, |part| holds(part, tier, facts, peers)),
            None => {
                tiers.iter().map(|(code, part)| holds(part, Some(code), facts, peers)).max().unwrap_or(Truth::False)
            }
        },
    }
}

/// The first of `tiers` that the person meets.
#[must_use]
pub fn tier_of<'a>(expression: &Expression, tiers: &[&'a str], facts: &Facts, peers: &Peers) -> Option<&'a str> {
    tiers.iter().copied().find(|tier| truth(expression, Some(tier), facts, peers) == Truth::True)
}

fn leaf(compare: &Compare, facts: &Facts, peers: &Peers) -> Truth {
    let negative = matches!(compare.op, Op::Ne | Op::NotIn);
    match (facts.find(compare.fact), &compare.value) {
        (Found::Nothing, _) => Truth::of(negative),
        (Found::Flag(found), Value::Flag(wanted)) => Truth::of((found == *wanted) != negative),
        (Found::Whole(found), Value::Whole(wanted)) => ordered(compare.op, found, *wanted),
        (Found::Money(found), Value::Whole(wanted)) => ordered(compare.op, found.0, *wanted),
        (Found::Money(found), Value::Multiple(multiple)) => {
            multiple.fen(peers, facts.month).map_or(Truth::Unknown, |fen| ordered(compare.op, found.0, fen))
        }
        (Found::Words(found), Value::Word(wanted)) => Truth::of(found.contains(wanted) != negative),
        (Found::Words(found), Value::Words(wanted)) => {
            Truth::of(wanted.iter().any(|word| found.contains(word)) != negative)
        }
        // Missing; or a kind of value that is refused when a change is proposed.
        _ => Truth::Unknown,
    }
}

const fn ordered(op: Op, found: i64, wanted: i64) -> Truth {
    match op {
        Op::Eq => Truth::of(found == wanted),
        Op::Ne => Truth::of(found != wanted),
        Op::Lt => Truth::of(found < wanted),
        Op::Le => Truth::of(found <= wanted),
        Op::Gt => Truth::of(found > wanted),
        Op::Ge => Truth::of(found >= wanted),
        Op::In | Op::NotIn => Truth::Unknown,
    }
}

/// The verdict on the person for `tier`, with every comparison that was made.
#[must_use]
pub fn explain(expression: &Expression, tier: Option<&str>, facts: &Facts, peers: &Peers) -> Outcome {
    let verdict = truth(expression, tier, facts, peers).verdict();
    let mut reasons = vec![reason(&ALIVE, None, facts, peers)];
    collect(expression, (tier, None), facts, peers, &mut reasons);
    let missing: BTreeSet<Fact> = match verdict {
        Verdict::Unknown => {
            let open = reasons.iter().filter(|reason| reason.result == ConditionResult::Missing);
            open.map(|reason| reason.fact).collect()
        }
        Verdict::Eligible | Verdict::NotEligible => BTreeSet::new(),
    };
    Outcome { verdict, reasons, missing: missing.into_iter().collect() }
}

fn collect(
    expression: &Expression,
    (asked, within): (Option<&str>, Option<&str>),
    facts: &Facts,
    peers: &Peers,
    reasons: &mut Vec<Reason>,
) {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => {
            for part in parts {
                collect(part, (asked, within), facts, peers, reasons);
            }
        }
        Expression::Not(part) => collect(part, (asked, within), facts, peers, reasons),
        Expression::Compare(compare) => reasons.push(reason(compare, within, facts, peers)),
        Expression::Tier(tiers) => {
            for (code, part) in tiers.iter().filter(|(code, _)| asked.is_none_or(|asked| asked == code.as_str())) {
                collect(part, (asked, Some(code)), facts, peers, reasons);
            }
        }
    }
}

fn reason(compare: &Compare, tier: Option<&str>, facts: &Facts, peers: &Peers) -> Reason {
    let found = found_text(compare.fact, &facts.find(compare.fact), peers);
    let result = leaf(compare, facts, peers).result();
    Reason {
        fact: compare.fact,
        op: compare.op,
        required: value_text(compare, peers, Some(facts.month)),
        sentence: sentence(compare, found.as_deref(), result, (peers, facts.month)),
        found,
        result,
        tier: tier.map(str::to_owned),
    }
}
