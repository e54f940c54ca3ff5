//! Disability certificate numbers: identity number, type, grade and an optional re-issue mark.

use std::fmt;

use chrono::NaiveDate;
use entity::vocab::DisabilityType;

use super::{IdentityError, IdentityNumber, normalise};

/// Why a disability certificate number was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateError {
    /// Not 20 characters plus an optional re-issue mark.
    Length,
    /// The first 18 characters are not a valid identity number.
    Identity(IdentityError),
    /// Character 19 is not 1 to 7.
    Kind,
    /// Character 20 is not 1 to 4.
    Grade,
    /// The re-issue mark is not a letter and digits, such as B1.
    Reissue,
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => f.write_str("残疾人证号应为20位(换领证可带B1等后缀),请核对证件"),
            Self::Identity(error) => write!(f, "残疾人证号前18位有误:{error}"),
            Self::Kind => f.write_str("残疾人证号第19位为残疾类别,应为1至7,请核对证件"),
            Self::Grade => f.write_str("残疾人证号第20位为残疾等级,应为1至4,请核对证件"),
            Self::Reissue => f.write_str("残疾人证号后缀应为字母加数字(如B1),请核对证件"),
        }
    }
}

impl std::error::Error for CertificateError {}

/// A valid disability certificate number; a re-issue mark is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateNumber {
    /// The 20 characters without a re-issue mark.
    pub number: String,
    /// Identity number of the holder.
    pub identity: IdentityNumber,
    /// Character 19.
    pub kind: DisabilityType,
    /// Character 20: 1 (heaviest) to 4.
    pub grade: i32,
}

impl CertificateNumber {
    /// Checks a certificate number as typed; `today` bounds the birth date.
    ///
    /// # Errors
    /// Returns the first part that does not fit.
    pub fn parse(raw: &str, today: NaiveDate) -> Result<Self, CertificateError> {
        let text = normalise(raw).to_uppercase();
        let (number, mark) = text.split_at_checked(20).ok_or(CertificateError::Length)?;
        let holder = number.get(..18).ok_or(CertificateError::Length)?;
        let identity = IdentityNumber::parse(holder, today).map_err(CertificateError::Identity)?;
        let mut tail = number.chars().skip(18).map(|c| c.to_digit(10));
        let kind = tail.next().flatten().and_then(disability_type).ok_or(CertificateError::Kind)?;
        let grade = tail.next().flatten().filter(|grade| (1..=4).contains(grade));
        let grade = grade.and_then(|g| i32::try_from(g).ok()).ok_or(CertificateError::Grade)?;
        check_mark(mark)?;
        Ok(Self { number: number.to_owned(), identity, kind, grade })
    }
}

fn check_mark(mark: &str) -> Result<(), CertificateError> {
    let mut characters = mark.chars();
    match characters.next() {
        None => Ok(()),
        Some(letter) if letter.is_ascii_uppercase() => {
            let digits = characters.as_str();
            let fits = (1..=2).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
            if fits { Ok(()) } else { Err(CertificateError::Reissue) }
        }
        Some(_) => Err(CertificateError::Length),
    }
}

/// Disability type of character 19 of a certificate number.
#[must_use]
pub fn disability_type(digit: u32) -> Option<DisabilityType> {
    Some(match digit {
        1 => DisabilityType::Visual,
        2 => DisabilityType::Hearing,
        3 => DisabilityType::Speech,
        4 => DisabilityType::Physical,
        5 => DisabilityType::Intellectual,
        6 => DisabilityType::Mental,
        7 => DisabilityType::Multiple,
        _ => return None,
    })
}

/// Character 19 of a certificate number for a disability type.
#[must_use]
pub fn disability_digit(kind: DisabilityType) -> u32 {
    match kind {
        DisabilityType::Visual => 1,
        DisabilityType::Hearing => 2,
        DisabilityType::Speech => 3,
        DisabilityType::Physical => 4,
        DisabilityType::Intellectual => 5,
        DisabilityType::Mental => 6,
        DisabilityType::Multiple => 7,
    }
}
