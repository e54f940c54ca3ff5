//! Resident identity numbers (GB 11643-1999), disability certificate numbers and display masks.
//!
//! Checks run in a fixed order: length, characters, province, birth date, date range, check digit.
//! A county that is not in the current list is accepted: people keep the codes of dissolved
//! counties for life.

use std::fmt;

use chrono::NaiveDate;
use entity::vocab::{IdNumberKind, Sex};

mod certificate;
mod masks;

pub use certificate::{CertificateError, CertificateNumber, disability_digit, disability_type};
pub use masks::{mask_account, mask_certificate, mask_id, mask_mobile, mask_name};

/// Position weights of the first 17 characters.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters indexed by the weighted sum modulo 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Province codes in use (GB/T 2260, first two digits).
const PROVINCES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
];

/// Why an identity number was refused. The message names the remedy and never the number itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityError {
    /// Neither 15 nor 18 characters.
    Length,
    /// A character other than a digit (or a final X).
    Charset,
    /// Unknown province code.
    Province,
    /// The birth date does not exist.
    BirthDate,
    /// The birth date is before 1880 or after today.
    OutOfRange,
    /// The check character does not fit.
    CheckDigit,
}

impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "身份证号应为18位(旧号15位),请核对证件后重新填写",
            Self::Charset => "身份证号只能由数字组成,仅末位可为X,请检查是否误输入字母或符号",
            Self::Province => "身份证号前两位不是有效的省级代码,请核对证件前两位",
            Self::BirthDate => "身份证号中的出生日期不存在,请核对证件第7至14位(旧号第7至12位)",
            Self::OutOfRange => "身份证号中的出生日期早于1880年或晚于今天,请核对出生日期",
            Self::CheckDigit => "身份证号校验位不符,请逐位核对证件,常见原因是相邻两位颠倒",
        })
    }
}

impl std::error::Error for IdentityError {}

/// A valid identity number; 15-digit numbers are kept with their 18-character form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityNumber {
    canonical: String,
    kind: IdNumberKind,
    birth_date: NaiveDate,
    sex: Sex,
}

impl IdentityNumber {
    /// Checks a number as typed; `today` bounds the birth date.
    ///
    /// # Errors
    /// Returns the first check that fails, in the order of the module documentation.
    pub fn parse(raw: &str, today: NaiveDate) -> Result<Self, IdentityError> {
        let text = normalise(raw);
        let kind = match text.chars().count() {
            15 => IdNumberKind::Legacy,
            18 => IdNumberKind::Standard,
            _ => return Err(IdentityError::Length),
        };
        check_characters(&text, kind)?;
        let province: u32 = slice(&text, 0, 2)?.parse().map_err(|_| IdentityError::Charset)?;
        if !PROVINCES.contains(&province) {
            return Err(IdentityError::Province);
        }
        let first17 = match kind {
            IdNumberKind::Legacy => expand_legacy(&text)?,
            _ => slice(&text, 0, 17)?.to_owned(),
        };
        let birth_date = read_date(slice(&first17, 6, 14)?)?;
        if birth_date < earliest_birth() || birth_date > today {
            return Err(IdentityError::OutOfRange);
        }
        let check = check_digit(&first17).ok_or(IdentityError::Charset)?;
        let canonical = format!("{first17}{check}");
        if kind == IdNumberKind::Standard && canonical != text {
            return Err(IdentityError::CheckDigit);
        }
        let sex = read_sex(&first17);
        Ok(Self { canonical, kind, birth_date, sex })
    }

    /// The 18-character form, equal for both forms of one person's number.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// Birth date in the number.
    #[must_use]
    pub fn birth_date(&self) -> NaiveDate {
        self.birth_date
    }

    /// Sex by the sequence number: odd is male.
    #[must_use]
    pub fn sex(&self) -> Sex {
        self.sex
    }

    /// `STANDARD` for 18 characters, `LEGACY` for 15 digits.
    #[must_use]
    pub fn kind(&self) -> IdNumberKind {
        self.kind
    }
}

/// Trims, turns full-width characters into half-width ones and upper-cases a final x.
pub fn normalise(raw: &str) -> String {
    raw.trim().chars().map(half_width).collect::<String>().trim().replace('x', "X")
}

/// Key that equals for two records of one number: the 18-character form, or the normalised text of
/// a number that is not valid.
#[must_use]
pub fn canonical_key(raw: &str, today: NaiveDate) -> String {
    match IdentityNumber::parse(raw, today) {
        Ok(number) => number.canonical,
        Err(_) => normalise(raw),
    }
}

/// Check character of the first 17 digits; `None` unless there are exactly 17 digits.
#[must_use]
pub fn check_digit(first17: &str) -> Option<char> {
    let digits: Vec<u32> = first17.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    if digits.len() != WEIGHTS.len() {
        return None;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

fn half_width(c: char) -> char {
    match u32::from(c) {
        0x3000 => ' ',
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn slice(text: &str, from: usize, to: usize) -> Result<&str, IdentityError> {
    text.get(from..to).ok_or(IdentityError::Length)
}

fn check_characters(text: &str, kind: IdNumberKind) -> Result<(), IdentityError> {
    let fits = text
        .chars()
        .enumerate()
        .all(|(position, c)| c.is_ascii_digit() || (c == 'X' && position == 17 && kind == IdNumberKind::Standard));
    if fits { Ok(()) } else { Err(IdentityError::Charset) }
}

/// Sequences 996-999 were reserved for people born in the 19th century.
fn expand_legacy(text: &str) -> Result<String, IdentityError> {
    let sequence = slice(text, 12, 15)?;
    let century = if ("996"..="999").contains(&sequence) { "18" } else { "19" };
    Ok(format!("{}{century}{}", slice(text, 0, 6)?, slice(text, 6, 15)?))
}

fn earliest_birth() -> NaiveDate {
    NaiveDate::from_ymd_opt(1880, 1, 1).unwrap_or(NaiveDate::MIN)
}

fn read_date(text: &str) -> Result<NaiveDate, IdentityError> {
    let number =
        |from, to| -> Result<u32, IdentityError> { slice(text, from, to)?.parse().map_err(|_| IdentityError::Charset) };
    let year = i32::try_from(number(0, 4)?).map_err(|_| IdentityError::BirthDate)?;
    NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?).ok_or(IdentityError::BirthDate)
}

fn read_sex(first17: &str) -> Sex {
    match first17.chars().last().and_then(|c| c.to_digit(10)) {
        Some(digit) if digit % 2 == 1 => Sex::Male,
        Some(_) => Sex::Female,
        None => Sex::Unknown,
    }
}

#[cfg(test)]
mod tests;
