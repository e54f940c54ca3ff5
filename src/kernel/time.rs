//! Time is given, not taken: an injected clock, Asia/Shanghai calendar days.

use std::{fmt, str::FromStr};

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Utc};
pub use entity::month::Month;
use serde::Serialize;

/// Seconds east of Greenwich of Asia/Shanghai, which has had no summer time since 1991.
const SHANGHAI: i32 = 8 * 3600;

/// Where the present comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A fixed instant, for tests and for reproducing a past state.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// Now in UTC, cut to the microseconds that both databases keep.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
        let now = match self {
            Self::System => Utc::now(),
            Self::Fixed(at) => *at,
        };
        now.trunc_subsecs(6)
    }

    /// Today's business date in Asia/Shanghai.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        business_day(self.now())
    }
}

/// The business date in Asia/Shanghai of an instant.
#[must_use]
pub fn business_day(at: DateTime<Utc>) -> NaiveDate {
    FixedOffset::east_opt(SHANGHAI).map_or_else(|| at.date_naive(), |zone| at.with_timezone(&zone).date_naive())
}

/// Completed years of age on `day`; zero before birth.
#[must_use]
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> i32 {
    day.years_since(birth).map_or(0, |years| i32::try_from(years).unwrap_or(i32::MAX))
}

/// A calendar date in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

/// 日期(东八区日历日),写作 "2022-12-31"。
#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) if text.len() == 10 => {
                text.parse().map(Self).map_err(|_| InputValueError::custom("日期应为真实日期,写作 \"2022-12-31\""))
            }
            _ => Err(InputValueError::custom("日期应写作 \"2022-12-31\"")),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A time of day in minutes after midnight, 24:00 included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TimeOfDay(pub i32);

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = NotTimeOfDay;

    fn from_str(text: &str) -> Result<Self, NotTimeOfDay> {
        let number = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse::<i32>().ok()).flatten()
        };
        let (hours, minutes) = text.split_once(':').ok_or(NotTimeOfDay)?;
        let (hours, minutes) = number(hours).zip(number(minutes)).ok_or(NotTimeOfDay)?;
        let whole = hours * 60 + minutes;
        if minutes < 60 && whole <= MINUTES_OF_DAY { Ok(Self(whole)) } else { Err(NotTimeOfDay) }
    }
}

/// Minutes in a day.
const MINUTES_OF_DAY: i32 = 24 * 60;

/// The text is no time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotTimeOfDay;

impl fmt::Display for NotTimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("时刻应写作 \"08:30\",从 00:00 到 24:00")
    }
}

/// 时刻(东八区),写作 "08:30",从 "00:00" 到 "24:00"。
#[Scalar(name = "TimeOfDay")]
impl ScalarType for TimeOfDay {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => text.parse().map_err(|err: NotTimeOfDay| InputValueError::custom(err)),
            _ => Err(InputValueError::custom(NotTimeOfDay)),
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
    fn times_of_day_are_two_pairs_of_digits() {
        for (text, minutes) in [("00:00", 0), ("08:30", 510), ("24:00", 1_440)] {
            assert_eq!(text.parse(), Ok(TimeOfDay(minutes)));
            assert_eq!(TimeOfDay(minutes).to_string(), text);
        }
        for bad in ["", "8:30", "08:60", "24:01", "0830", "08:30:00", "+8:30"] {
            assert_eq!(bad.parse::<TimeOfDay>(), Err(NotTimeOfDay), "{bad}");
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_business_day_starts_at_midnight_in_shanghai() {
        let clock = Clock::Fixed("2022-12-31T16:00:00.123456789Z".parse().expect("an instant"));
        assert_eq!(clock.today(), day("2023-01-01"));
        assert_eq!(clock.now().timestamp_subsec_nanos(), 123_456_000);
    }

    #[test]
    fn age_counts_completed_years() {
        assert_eq!(age_on(day("1942-12-31"), day("2022-12-30")), 79);
        assert_eq!(age_on(day("1942-12-31"), day("2022-12-31")), 80);
        assert_eq!(age_on(day("2004-02-29"), day("2022-02-28")), 17);
    }
}
