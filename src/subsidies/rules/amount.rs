//! What a month of a programme comes to.

use entity::vocab::AmountMode;

use crate::{
    kernel::{money::Fen, time::Month},
    subsidies::model::ProgrammeRecord,
};

/// Months that a half-yearly payment is for.
const HALF_YEAR: usize = 6;
/// Months that an annual rate is spread over.
const YEAR: i64 = 12;

/// What an entitlement says about its own amount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Granted {
    /// Income per head that the difference to the standard is paid for.
    pub assessed_income: Option<Fen>,
    /// Amount granted case by case.
    pub amount: Option<Fen>,
}

/// Why there is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoStandard {
    /// No standard is in force in this month.
    Standard(Month),
    /// The income was not assessed.
    Income,
    /// The amount was not granted.
    Amount,
    /// The programme is not paid here.
    NotPaid,
    /// The difference to the standard is nothing.
    NothingDue,
}

impl NoStandard {
    /// The reason as a word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard(_) => "NO_STANDARD",
            Self::Income => "NO_INCOME",
            Self::Amount => "NO_AMOUNT",
            Self::NotPaid => "NOT_PAID",
            Self::NothingDue => "NOTHING_DUE",
        }
    }

    /// A Chinese sentence that names the remedy.
    #[must_use]
    pub fn message(self) -> String {
        match self {
            Self::Standard(month) => format!("{month} 没有执行标准,请先登记该月的标准"),
            Self::Income => "没有核定的人均收入,无法计算补差,请先核定".to_owned(),
            Self::Amount => "没有核定的救助金额,请先核定".to_owned(),
            Self::NotPaid => "该项目只认定身份或由外部系统发放,不在本平台发放".to_owned(),
            Self::NothingDue => "核定收入不低于标准,本月无应发金额,请核对收入或停发".to_owned(),
        }
    }
}

/// The standard of a tier (or of the programme) in force at the start of `month`.
fn standard(programme: &ProgrammeRecord, tier: Option<i64>, month: Month) -> Result<Fen, NoStandard> {
    programme.standard(tier, month).ok_or(NoStandard::Standard(month))
}

/// What is due for `month` in a tier; above zero.
///
/// # Errors
/// Why nothing can be paid.
pub fn due(programme: &ProgrammeRecord, tier: Option<i64>, month: Month, granted: Granted) -> Result<Fen, NoStandard> {
    let amount = match programme.row.amount_mode {
        AmountMode::Fixed | AmountMode::FixedByTier => standard(programme, tier, month)?,
        AmountMode::FixedPerTrigger => triggered(programme, tier, month)?,
        AmountMode::MonthlyRatePaidHalfYearly => half_year(programme, tier, month)?,
        AmountMode::AnnualRateByTier => monthly(standard(programme, tier, month)?),
        AmountMode::DifferenceToStandard => {
            let income = granted.assessed_income.ok_or(NoStandard::Income)?;
            Fen(standard(programme, tier, month)?.0.saturating_sub(income.0))
        }
        AmountMode::CaseByCase => granted.amount.ok_or(NoStandard::Amount)?,
        AmountMode::StatusOnly | AmountMode::External => return Err(NoStandard::NotPaid),
    };
    if amount.0 > 0 { Ok(amount) } else { Err(NoStandard::NothingDue) }
}

/// The most that may be paid for `month` in a tier: what is due, or the standard where the difference to it is paid.
/// None where no standard bounds it.
#[must_use]
pub fn ceiling(programme: &ProgrammeRecord, tier: Option<i64>, month: Month) -> Option<Fen> {
    match programme.row.amount_mode {
        AmountMode::DifferenceToStandard => standard(programme, tier, month).ok(),
        AmountMode::CaseByCase => None,
        _ => due(programme, tier, month, Granted::default()).ok(),
    }
}

/// Triggered month by month: a standard holds for the month it is dated in and no other.
fn triggered(programme: &ProgrammeRecord, tier: Option<i64>, month: Month) -> Result<Fen, NoStandard> {
    let standards = tier.and_then(|id| programme.tier(id)).map_or(&programme.standards, |tier| &tier.standards);
    let own = standards.iter().rev().find(|one| Month::of(one.valid_from) == month);
    own.map(|one| one.amount).ok_or(NoStandard::Standard(month))
}

/// The monthly standards of the six months that end with `month`.
fn half_year(programme: &ProgrammeRecord, tier: Option<i64>, month: Month) -> Result<Fen, NoStandard> {
    let months = std::iter::successors(Some(month), |month| Some(month.plus(-1))).take(HALF_YEAR);
    let rates = months.map(|month| standard(programme, tier, month).map(|rate| rate.0));
    rates.sum::<Result<i64, NoStandard>>().map(Fen)
}

/// A twelfth, half a fen rounded up.
const fn monthly(annual: Fen) -> Fen {
    Fen((annual.0 + YEAR / 2) / YEAR)
}

/// The month `count` months later.
#[must_use]
pub fn later(month: Month, count: u32) -> Month {
    month.plus(i32::try_from(count).unwrap_or_default())
}
