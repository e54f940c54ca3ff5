//! Where something is, in exact decimals.

use std::{fmt, str::FromStr};

use async_graphql::{InputObject, InputValueError, InputValueResult, Scalar, ScalarType, SimpleObject, Value};
use serde::Serialize;

/// Millionths of a degree, the unit of coordinates (about 11 cm). Never a float.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Degrees(pub i32);

/// Millionths in a degree.
const ONE: u32 = 1_000_000;
/// Decimal places.
const PLACES: usize = 6;

impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:06}", abs / ONE, abs % ONE)
    }
}

/// The text is no angle in degrees with at most six decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotDegrees;

impl fmt::Display for NotDegrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("经纬度应为以度为单位、至多六位小数的十进制字符串,例如 \"32.031250\"")
    }
}

impl FromStr for Degrees {
    type Err = NotDegrees;

    fn from_str(text: &str) -> Result<Self, NotDegrees> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
        let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !numeric(whole) || !numeric(places) || whole.len() > 3 || places.len() > PLACES {
            return Err(NotDegrees);
        }
        let millionths: i32 = format!("{whole}{places:0<PLACES$}").parse().map_err(|_| NotDegrees)?;
        Some(Self(sign * millionths)).filter(|degrees| degrees.0.unsigned_abs() <= 180 * ONE).ok_or(NotDegrees)
    }
}

/// 经纬度:以度为单位、六位小数的十进制字符串,例如 "32.031250"。
#[Scalar(name = "Degrees")]
impl ScalarType for Degrees {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => text.parse().map_err(|err: NotDegrees| InputValueError::custom(err)),
            _ => Err(InputValueError::custom(NotDegrees)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

/// 位置(经纬度)。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, SimpleObject, InputObject)]
#[graphql(input_name = "LocationInput")]
pub struct Location {
    /// 北纬。
    pub latitude: Degrees,
    /// 东经。
    pub longitude: Degrees,
}

impl Location {
    /// From millionths of a degree north and east.
    #[must_use]
    pub const fn new(latitude: i32, longitude: i32) -> Self {
        Self { latitude: Degrees(latitude), longitude: Degrees(longitude) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_six_places() {
        assert_eq!(Degrees(32_031_250).to_string(), "32.031250");
        assert_eq!(Degrees(-5).to_string(), "-0.000005");
        for (text, value) in [("32.03125", 32_031_250), ("120", 120_000_000), ("-0.000005", -5), ("180", 180_000_000)] {
            assert_eq!(text.parse(), Ok(Degrees(value)), "{text}");
        }
        for bad in ["", "-", ".5", "5.", "1e3", "32.0312501", "180.000001", "1000", "+3", "٣"] {
            assert_eq!(bad.parse::<Degrees>(), Err(NotDegrees), "{bad}");
        }
    }
}
