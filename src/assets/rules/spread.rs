//! Rent paid at once for several years belongs to the years it covers.

use chrono::{Datelike, NaiveDate};
use entity::money::Fen;

/// Splits `amount` over the calendar years from `from` to `to` (inclusive) by days, exact to the fen:
/// every year is rounded down and the last one takes the rest.
#[must_use]
pub fn by_year(amount: Fen, from: NaiveDate, to: NaiveDate) -> Vec<(i32, Fen)> {
    let all = (to - from).num_days() + 1;
    if all <= 0 {
        return Vec::new();
    }
    let mut parts: Vec<(i32, Fen)> = (from.year()..=to.year())
        .map(|year| {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).map_or(from, |day| day.max(from));
            let last = NaiveDate::from_ymd_opt(year, 12, 31).map_or(to, |day| day.min(to));
            let days = (last - first).num_days() + 1;
            let part = i128::from(amount.0) * i128::from(days) / i128::from(all);
            (year, Fen(i64::try_from(part).unwrap_or(i64::MAX)))
        })
        .collect();
    let sum: i64 = parts.iter().map(|(_, part)| part.0).sum();
    if let Some((_, last)) = parts.last_mut() {
        last.0 += amount.0 - sum;
    }
    parts
}
