//! Money as integer fen.

use std::{fmt, str::FromStr};

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// An amount of money in fen (1 CNY = 100 fen); `BIGINT` in the database, a decimal string of yuan
/// with two places everywhere else. Never a float.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize, Deserialize,
)]
pub struct Fen(pub i64);

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", abs / 100, abs % 100)
    }
}

/// The text is not an amount of yuan with at most two decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotMoney;

impl fmt::Display for NotMoney {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("金额应为以元为单位、至多两位小数的十进制字符串,例如 \"6926100.00\"")
    }
}

impl std::error::Error for NotMoney {}

impl FromStr for Fen {
    type Err = NotMoney;

    fn from_str(text: &str) -> Result<Self, NotMoney> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (yuan, cents) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if yuan.is_empty() || cents.len() > 2 || !all_digits(yuan) || !all_digits(cents) {
            return Err(NotMoney);
        }
        if digits.ends_with('.') {
            return Err(NotMoney);
        }
        let fen: i64 = format!("{yuan}{cents:0<2}").parse().map_err(|_| NotMoney)?;
        Ok(Self(if negative { -fen } else { fen }))
    }
}

/// 金额:以元为单位、两位小数的十进制字符串,例如 "6926100.00"。
#[Scalar(name = "Money")]
impl ScalarType for Fen {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => text.parse().map_err(|err: NotMoney| InputValueError::custom(err)),
            _ => Err(InputValueError::custom(NotMoney)),
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
    fn prints_and_reads_yuan() {
        for (fen, text) in [(0, "0.00"), (5, "0.05"), (-105, "-1.05"), (692_610_000, "6926100.00")] {
            assert_eq!(Fen(fen).to_string(), text);
            assert_eq!(text.parse(), Ok(Fen(fen)));
        }
        assert_eq!("3.5".parse(), Ok(Fen(350)));
        for bad in ["", "-", ".5", "1.", "1.234", "1e3", "+1", "１", "99999999999999999999"] {
            assert_eq!(bad.parse::<Fen>(), Err(NotMoney), "{bad}");
        }
    }
}
