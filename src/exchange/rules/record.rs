//! What the audit chain keeps of an export's variables: no personal identifier in clear.

use serde_json::{Map, Value as Json};

/// Longest text kept in clear.
const LONGEST: usize = 24;
/// Length of a unit's code, which names no person.
const UNIT_CODE: usize = 12;
/// More digits in a row may belong to a person: a telephone, an account, an identity number.
const DIGITS: usize = 6;

/// The variables with everything that could name a person put as `sealed` has it: free text, conditions, long numbers.
#[must_use]
pub fn variables(given: &Map<String, Json>, sealed: impl Fn(&str) -> String + Copy) -> Json {
    Json::Object(given.iter().map(|(name, value)| (name.clone(), kept(value, sealed))).collect())
}

fn kept(value: &Json, sealed: impl Fn(&str) -> String + Copy) -> Json {
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) => value.clone(),
        Json::String(text) if names_nobody(text) => value.clone(),
        Json::Array(items) => Json::Array(items.iter().map(|item| kept(item, sealed)).collect()),
        Json::String(text) => Json::String(sealed(text)),
        Json::Object(_) => Json::String(sealed(&value.to_string())),
    }
}

/// Codes, words of vocabularies, dates and months.
fn names_nobody(text: &str) -> bool {
    let code = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let longest = text.split(|one: char| !one.is_ascii_digit()).map(str::len).max().unwrap_or_default();
    let unit = text.len() == UNIT_CODE && longest == UNIT_CODE;
    code && text.len() <= LONGEST && (longest <= DIGITS || unit)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_could_name_a_person_is_sealed() {
        let given = json!({
            "month": "2022-12", "year": 2022, "programme": ["ZLJ", "CJ01"], "unit": ["320613018205"], "on": "2022-12-31",
            "idNumber": "320699194206120014", "x": "32069920040229022X", "phone": "13800138000", "name": "张三",
            "old": "320699500101001", "filter": {"name": "zhang"}
        });
        let Json::Object(given) = given else { panic!("an object") };
        let kept = variables(&given, |_| "sealed".to_owned());
        for clear in ["month", "year", "programme", "unit", "on"] {
            assert_eq!(kept[clear], given[clear]);
        }
        for name in ["idNumber", "x", "phone", "name", "old", "filter"] {
            assert_eq!(kept[name], "sealed", "{name}");
        }
    }
}
