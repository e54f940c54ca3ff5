//! Ages that a programme asks for.

use std::ops::RangeInclusive;

use entity::vocab::{Comparison, EligibilityFact};

use crate::subsidies::model::{Compare, Expression, Value};

/// Completed years that the plain conditions on age of an expression allow; conditions that are one of several ways are
/// left to the judgement of eligibility.
#[must_use]
pub fn allowed(expression: &Expression) -> RangeInclusive<i32> {
    let (mut least, mut most) = (0, i32::MAX);
    let leaves = match expression {
        Expression::All(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    for leaf in leaves {
        let Expression::Compare(Compare { fact: EligibilityFact::Age, op, value: Value::Whole(years) }) = leaf else {
            continue;
        };
        let Ok(years) = i32::try_from(*years) else { continue };
        match op {
            Comparison::Ge => least = least.max(years),
            Comparison::Gt => least = least.max(years.saturating_add(1)),
            Comparison::Lt => most = most.min(years.saturating_sub(1)),
            Comparison::Le => most = most.min(years),
            _ => {}
        }
    }
    least..=most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(op: Comparison, years: i64) -> Expression {
        Expression::Compare(Compare { fact: EligibilityFact::Age, op, value: Value::Whole(years) })
    }

    #[test]
    fn plain_conditions_bound_the_age() {
        assert_eq!(allowed(&age(Comparison::Ge, 80)), 80..=i32::MAX);
        assert_eq!(allowed(&Expression::All(vec![age(Comparison::Lt, 18), age(Comparison::Gt, 5)])), 6..=17);
        let one_of = Expression::Any(vec![age(Comparison::Ge, 60), age(Comparison::Lt, 16)]);
        assert_eq!(allowed(&Expression::All(vec![one_of])), 0..=i32::MAX);
    }
}
