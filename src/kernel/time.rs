//! Time is given, not taken: an injected clock, Asia/Shanghai calendar days.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Utc};
pub use entity::month::Month;

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
        let now = self.now();
        FixedOffset::east_opt(SHANGHAI).map_or_else(|| now.date_naive(), |zone| now.with_timezone(&zone).date_naive())
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
