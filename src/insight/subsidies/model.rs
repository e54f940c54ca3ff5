//! What a statistic of payments is made of.

use entity::vocab::{PaymentState, ProgrammeGroup};

use crate::{
    insight::{chart::Top, model::Quarter},
    kernel::{money::Fen, time::Month},
};

/// A dimension to group payments by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    Programme,
    Tier,
    Group,
    Unit,
    Month,
    Quarter,
    Year,
    State,
}

/// What a cell is about; only the grouped dimensions are filled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellKey {
    pub group: Option<ProgrammeGroup>,
    pub programme: Option<i64>,
    /// Tier of `programme`; `Some(None)` is the untiered part.
    pub tier: Option<Option<i64>>,
    pub unit: Option<i64>,
    pub year: Option<i32>,
    pub quarter: Option<Quarter>,
    pub month: Option<Month>,
    pub state: Option<PaymentState>,
}

impl CellKey {
    /// The key with the time that `month` lies in, by `dimensions`.
    #[must_use]
    pub fn at(self, dimensions: &[Dimension], month: Month) -> Self {
        Self {
            year: dimensions.contains(&Dimension::Year).then(|| month.year()),
            quarter: dimensions.contains(&Dimension::Quarter).then(|| Quarter::of(month)),
            month: dimensions.contains(&Dimension::Month).then_some(month),
            ..self
        }
    }

    /// The same key so many years later.
    #[must_use]
    pub fn later(self, years: i32) -> Self {
        Self {
            year: self.year.map(|year| year + years),
            quarter: self.quarter.map(|quarter| Quarter(quarter.0 + 10 * years)),
            month: self.month.map(|month| month.plus(12 * years)),
            ..self
        }
    }

    /// Whether the time of the key holds `month`.
    #[must_use]
    pub fn holds(&self, month: Month) -> bool {
        self.year.is_none_or(|year| year == month.year())
            && self.quarter.is_none_or(|quarter| quarter == Quarter::of(month))
            && self.month.is_none_or(|own| own == month)
    }
}

/// Figures of some lines: person-times (人次), distinct persons (人数), distinct households (户数), amount. What is
/// none is hidden, or was not asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    pub person_times: Option<i64>,
    pub persons: Option<i64>,
    pub households: Option<i64>,
    pub amount: Option<Fen>,
}

/// One cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    pub key: CellKey,
    pub now: Figures,
    /// The same twelve months earlier; none where nothing is known of that time.
    pub before: Option<Figures>,
    /// What is left beside the largest.
    pub rest: bool,
    /// Too few people are behind it, or it would give away another that is hidden.
    pub suppressed: bool,
}

/// Cells and their total.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    pub cells: Vec<Cell>,
    pub total: Cell,
}

/// A measure to rank cells by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    PersonTimes,
    Persons,
    Amount,
}

impl Figures {
    /// The measure, as a number.
    #[must_use]
    pub fn of(&self, measure: Measure) -> Option<i64> {
        match measure {
            Measure::PersonTimes => self.person_times,
            Measure::Persons => self.persons,
            Measure::Amount => self.amount.map(|amount| amount.0),
        }
    }
}

/// What a caller wants of a statistic, so that nothing else is computed.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part of the answer that was selected or not")]
pub struct Question {
    pub dimensions: Vec<Dimension>,
    pub cells: bool,
    pub total: bool,
    pub persons: bool,
    pub households: bool,
    /// Beside the figures of twelve months earlier.
    pub change: bool,
    /// A cell for each time bucket, also where nothing was paid.
    pub fill: bool,
    /// So many of the largest by a measure, and the rest as one.
    pub top: Top<Measure>,
}

impl Question {
    /// Whether cells are grouped by time.
    #[must_use]
    pub fn by_time(&self) -> bool {
        [Dimension::Month, Dimension::Quarter, Dimension::Year].iter().any(|one| self.dimensions.contains(one))
    }
}
