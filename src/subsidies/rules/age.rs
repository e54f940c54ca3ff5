//! Ages that a programme asks for.

use std::ops::RangeInclusive;

use serde_json::Value as Json;

/// Completed years that the plain conditions on age in `eligibility` allow; conditions that are one of several ways are
/// left to the judgement of eligibility.
#[must_use]
pub fn allowed(eligibility: &Json) -> RangeInclusive<i32> {
    let (mut least, mut most) = (0, i32::MAX);
    for leaf in eligibility.as_array().into_iter().flatten() {
        let text = |key: &str| leaf.get(key).and_then(Json::as_str);
        let years = leaf.get("value").and_then(Json::as_i64).and_then(|years| i32::try_from(years).ok());
        match (text("field"), text("op"), years) {
            (Some("age"), Some(">="), Some(years)) => least = least.max(years),
            (Some("age"), Some("<"), Some(years)) => most = most.min(years - 1),
            _ => {}
        }
    }
    least..=most
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn plain_conditions_bound_the_age() {
        assert_eq!(allowed(&json!([{ "field": "age", "op": ">=", "value": 80 }])), 80..=i32::MAX);
        assert_eq!(allowed(&json!([{ "field": "age", "op": "<", "value": 18 }])), 0..=17);
        let one_of = json!([{ "any": [{ "field": "age", "op": ">=", "value": 60 }] }, { "field": "noIncome", "op": "==", "value": true }]);
        assert_eq!(allowed(&one_of), 0..=i32::MAX);
    }
}
