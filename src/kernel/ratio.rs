//! Shares as exact decimals.

use std::fmt;

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

/// A share in hundredths of a percent: 9983 is 99.83 %.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub i64);

impl Percent {
    /// `part / whole`, half up; none of nothing.
    #[must_use]
    pub fn of(part: i64, whole: i64) -> Option<Self> {
        if whole <= 0 {
            return None;
        }
        let (part, whole) = (i128::from(part) * 10_000, i128::from(whole));
        i64::try_from((part * 2 + whole).div_euclid(whole * 2)).ok().map(Self)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", abs / 100, abs % 100)
    }
}

/// 百分数:两位小数的十进制字符串,例如 "99.83" 表示 99.83%。
#[Scalar(name = "Percent")]
impl ScalarType for Percent {
    fn parse(value: Value) -> InputValueResult<Self> {
        let wrong = || InputValueError::custom("百分数应为至多两位小数的十进制字符串,例如 \"5.00\"");
        match value {
            Value::String(text) => {
                text.parse::<entity::money::Fen>().map(|hundredths| Self(hundredths.0)).map_err(|_| wrong())
            }
            _ => Err(wrong()),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Percent;

    #[test]
    fn rounds_half_up_and_prints_two_places() {
        assert_eq!(Percent::of(2, 3).map(|share| share.to_string()), Some("66.67".to_owned()));
        assert_eq!(Percent::of(34, 34).map(|share| share.to_string()), Some("100.00".to_owned()));
        assert_eq!(Percent::of(1, 0), None);
    }
}
