//! What every entitled person surely meets: a coarser condition that a database finds people by.

use entity::vocab::{Comparison as Op, EligibilityFact as Fact};

use super::{is_declared, presumed};
use crate::subsidies::model::{Compare, Expression, Value};

/// A condition that holds for everyone the expression holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relaxed {
    Everyone,
    All(Vec<Self>),
    Any(Vec<Self>),
    /// At least so old on the last day of the month.
    AgeFrom(i64),
    /// Younger than that on the day before the month.
    AgeBelow(i64),
    /// Holds a valid certificate.
    Certified,
    /// Draws one of these programmes.
    Programme(Vec<String>),
    HouseholdProgramme(Vec<String>),
    /// Somebody declared it.
    Declared(Fact),
    /// On the register of veterans.
    Veteran,
    /// The household's income is on record.
    IncomeKnown,
}

/// The coarser condition of an expression.
#[must_use]
pub fn relax(expression: &Expression) -> Relaxed {
    match expression {
        Expression::All(parts) => {
            let mut known: Vec<Relaxed> = parts.iter().map(relax).filter(|part| *part != Relaxed::Everyone).collect();
            match known.len() {
                0 => Relaxed::Everyone,
                1 => known.swap_remove(0),
                _ => Relaxed::All(known),
            }
        }
        Expression::Any(parts) => any(parts.iter().map(relax).collect()),
        Expression::Tier(tiers) => any(tiers.values().map(relax).collect()),
        Expression::Not(_) => Relaxed::Everyone,
        Expression::Compare(compare) => comparison(compare),
    }
}

fn any(parts: Vec<Relaxed>) -> Relaxed {
    if parts.contains(&Relaxed::Everyone) { Relaxed::Everyone } else { Relaxed::Any(parts) }
}

fn comparison(compare: &Compare) -> Relaxed {
    let negative = matches!(compare.op, Op::Ne | Op::NotIn);
    match (compare.fact, compare.op, &compare.value) {
        (Fact::Age, Op::Ge | Op::Eq, Value::Whole(years)) => Relaxed::AgeFrom(*years),
        (Fact::Age, Op::Gt, Value::Whole(years)) => Relaxed::AgeFrom(years + 1),
        // Who is younger at the end of the month was so before it.
        (Fact::Age | Fact::AgeAtStart, Op::Lt, Value::Whole(years)) => Relaxed::AgeBelow(*years),
        (Fact::CertificateValid, Op::Eq, Value::Flag(true)) => Relaxed::Certified,
        (Fact::CertificateGrade | Fact::CertificateKind, _, _) if !negative => Relaxed::Certified,
        (Fact::Programme, Op::Eq, Value::Word(code)) => Relaxed::Programme(vec![code.clone()]),
        (Fact::Programme, Op::In, Value::Words(codes)) => Relaxed::Programme(codes.clone()),
        (Fact::HouseholdProgramme, Op::Eq, Value::Word(code)) => Relaxed::HouseholdProgramme(vec![code.clone()]),
        (Fact::HouseholdProgramme, Op::In, Value::Words(codes)) => Relaxed::HouseholdProgramme(codes.clone()),
        (Fact::VeteranCategory | Fact::VeteranGrade | Fact::VeteranCause, _, _) if !negative => Relaxed::Veteran,
        (Fact::IncomePerHead, _, _) => Relaxed::IncomeKnown,
        (fact, _, Value::Flag(false)) if presumed(fact) => Relaxed::Everyone,
        (fact, _, _) if is_declared(fact) => Relaxed::Declared(fact),
        _ => Relaxed::Everyone,
    }
}
