//! Identity numbers: county 320699, birth date, a free sequence number, check digit.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::vocab::Sex;

use crate::residents::identity::check_digit;

/// Unassigned county code, so that no number equals a real person's.
const COUNTY: &str = "320699";
/// Persons of one sex born on one day in one copy of the data set, at most.
pub const PER_DAY: u32 = 23;
/// Step through the ordinals of a day; coprime with [`PER_DAY`].
const STEP: u32 = 7;

/// Hands out numbers; equal requests in equal order give equal numbers.
#[derive(Default)]
pub struct Identities {
    used: BTreeMap<(NaiveDate, bool), u32>,
}

impl Identities {
    /// The next free 18-character number of a birth date and sex.
    pub fn next(&mut self, birth: NaiveDate, sex: Sex) -> String {
        let male = sex == Sex::Male;
        let used = self.used.entry((birth, male)).or_default();
        let offset = u32::from(birth.format("%d").to_string().parse::<u16>().unwrap_or(0));
        let ordinal = (offset + *used * STEP) % PER_DAY;
        debug_assert!(*used < PER_DAY, "more births a day than numbers");
        *used += 1;
        compose(&birth.format("%Y%m%d").to_string(), sequence(ordinal, male))
    }
}

/// Sequence number of an ordinal: odd for men, even for women.
pub fn sequence(ordinal: u32, male: bool) -> u32 {
    ordinal * 2 + if male { 1 } else { 2 }
}

/// County, eight birth digits (they need not be a real date), sequence and check digit.
pub fn compose(birth: &str, sequence: u32) -> String {
    let first17 = format!("{COUNTY}{birth}{sequence:03}");
    let check = check_digit(&first17).unwrap_or('0');
    format!("{first17}{check}")
}

/// The same number with a wrong check digit.
pub fn spoil_check(number: &str) -> String {
    let (head, last) = number.split_at(number.len().saturating_sub(1));
    let digit = last.parse::<u32>().map_or(0, |digit| (digit + 1) % 10);
    format!("{head}{digit}")
}

/// The 15-digit form of an 18-character number of somebody born in the 20th century.
pub fn shorten(number: &str) -> String {
    let county = number.get(..6).unwrap_or_default();
    let rest = number.get(8..17).unwrap_or_default();
    format!("{county}{rest}")
}
