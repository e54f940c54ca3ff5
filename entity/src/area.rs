//! Areas as integer hundredths of a square metre.

use std::{fmt, str::FromStr};

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// An area in hundredths of a square metre; `BIGINT` in the database, a decimal string of square
/// metres with two places everywhere else. One 亩 is 666.67 m². Never a float.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize, Deserialize,
)]
pub struct Area(pub i64);

impl Area {
    /// One 亩.
    pub const MU: Self = Self(66_667);
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", abs / 100, abs % 100)
    }
}

/// The text is not an area in square metres with at most two decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotArea;

impl fmt::Display for NotArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("面积应为以平方米为单位、至多两位小数的十进制字符串,例如 \"320.50\"(1 亩按 666.67 平方米折算)")
    }
}

impl std::error::Error for NotArea {}

impl FromStr for Area {
    type Err = NotArea;

    fn from_str(text: &str) -> Result<Self, NotArea> {
        // The same notation as money: digits, at most two places.
        if text.starts_with('-') {
            return Err(NotArea);
        }
        text.parse::<crate::money::Fen>().map(|value| Self(value.0)).map_err(|_| NotArea)
    }
}

/// 面积:以平方米为单位、两位小数的十进制字符串,例如 "320.50"。
#[Scalar(name = "Area")]
impl ScalarType for Area {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => text.parse().map_err(|err: NotArea| InputValueError::custom(err)),
            _ => Err(InputValueError::custom(NotArea)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_square_metres() {
        assert_eq!(Area::MU.to_string(), "666.67");
        assert_eq!("320.5".parse(), Ok(Area(32_050)));
        for bad in ["-1", "", "1.234", "1e3"] {
            assert_eq!(bad.parse::<Area>(), Err(NotArea), "{bad}");
        }
    }
}
