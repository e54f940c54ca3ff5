//! Calendar months.

use std::{fmt, str::FromStr};

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike, Months, NaiveDate};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// A calendar month of the years 1900 to 9999, kept as the integer `yyyymm` (2022-07 is 202207) so
/// that the database sorts and compares it cheaply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize, Deserialize)]
pub struct Month(pub i32);

impl Month {
    /// The month that `date` falls in.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self(date.year() * 100 + date.month().cast_signed())
    }

    /// Calendar year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0 / 100
    }

    /// Month of the year, 1-12.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0 % 100
    }

    /// The month so many months later; earlier when negative.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        let count = self.year() * 12 + self.number() - 1 + months;
        Self(count.div_euclid(12) * 100 + count.rem_euclid(12) + 1)
    }

    /// First day; `None` only for a number that is no month.
    #[must_use]
    pub fn first_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year(), self.number().try_into().ok()?, 1)
    }

    /// Last day; `None` only for a number that is no month.
    #[must_use]
    pub fn last_day(self) -> Option<NaiveDate> {
        self.first_day()?.checked_add_months(Months::new(1))?.pred_opt()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// The text is not a month like `2022-07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotMonth;

impl fmt::Display for NotMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("月份应写作 \"年年年年-月月\",例如 \"2022-07\"")
    }
}

impl std::error::Error for NotMonth {}

impl FromStr for Month {
    type Err = NotMonth;

    fn from_str(text: &str) -> Result<Self, NotMonth> {
        let (year, month) = text.split_once('-').ok_or(NotMonth)?;
        if year.len() != 4 || month.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(NotMonth);
        }
        let year: i32 = year.parse().map_err(|_| NotMonth)?;
        let month: i32 = month.parse().map_err(|_| NotMonth)?;
        if year < 1900 || !(1..=12).contains(&month) {
            return Err(NotMonth);
        }
        Ok(Self(year * 100 + month))
    }
}

/// 月份,写作 "2022-07"。
#[Scalar(name = "Month")]
impl ScalarType for Month {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => text.parse().map_err(|err: NotMonth| InputValueError::custom(err)),
            _ => Err(InputValueError::custom(NotMonth)),
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
    fn reads_prints_and_bounds() {
        let month: Month = "2024-02".parse().expect("a month");
        assert_eq!(month, Month(202_402));
        assert_eq!(month.to_string(), "2024-02");
        assert_eq!(month.last_day(), NaiveDate::from_ymd_opt(2024, 2, 29));
        for bad in ["2022-13", "2022-00", "22-07", "2022-7", "2022/07", "-202-07", "2022-07-01"] {
            assert_eq!(bad.parse::<Month>(), Err(NotMonth), "{bad}");
        }
    }

    #[test]
    fn the_year_turns() {
        let plus = |months| Month(202_211).plus(months).0;
        assert_eq!(
            [plus(0), plus(1), plus(2), plus(14), plus(-11), plus(-22)],
            [202_211, 202_212, 202_301, 202_401, 202_112, 202_101]
        );
    }
}
