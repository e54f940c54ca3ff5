//! How cells of payments are laid out: none missing in time, the largest first with the rest as one.

use super::model::{Cell, CellKey, Figures, Measure, Question};
use crate::{
    insight::chart,
    kernel::{money::Fen, problem::Failure, time::Month},
};

/// Adds cells of nothing for the times from the first to the last of `months` that a row of cells lacks.
///
/// # Errors
/// Too many cells.
pub fn fill(
    cells: &mut Vec<Cell>,
    question: &Question,
    months: impl IntoIterator<Item = Month>,
) -> Result<(), Failure> {
    let months = chart::span(months, |month| Some(month.plus(1)));
    let mut times: Vec<CellKey> =
        months.into_iter().map(|month| CellKey::default().at(&question.dimensions, month)).collect();
    times.dedup();
    let at = |row: CellKey, time: Option<CellKey>| {
        let CellKey { year, quarter, month, .. } = time.unwrap_or_default();
        CellKey { year, quarter, month, ..row }
    };
    let nothing = |key: CellKey| Cell {
        key,
        now: Figures {
            person_times: Some(0),
            amount: Some(Fen(0)),
            persons: question.persons.then_some(0),
            households: question.households.then_some(0),
        },
        ..Cell::default()
    };
    chart::fill(cells, &times, at, nothing)
}

impl chart::Cell for Cell {
    type Key = CellKey;
    type Measure = Measure;

    fn key(&self) -> CellKey {
        self.key
    }

    fn measure(&self, by: Measure) -> Option<i64> {
        self.now.of(by)
    }

    fn rest(others: &[Self]) -> Self {
        let all = |of: fn(&Figures) -> Option<i64>, side: fn(&Self) -> Option<Figures>| {
            others.iter().map(|cell| side(cell).and_then(|figures| of(&figures))).sum::<Option<i64>>()
        };
        let side = |side: fn(&Self) -> Option<Figures>| Figures {
            person_times: all(|figures| figures.person_times, side),
            amount: all(|figures| figures.amount.map(|amount| amount.0), side).map(Fen),
            persons: None,
            households: None,
        };
        let compared = others.iter().any(|cell| cell.before.is_some());
        Self {
            key: CellKey::default(),
            now: side(|cell| Some(cell.now)),
            before: compared.then(|| side(|cell| Some(cell.before.unwrap_or(NOTHING)))),
            rest: true,
            suppressed: others.iter().any(|cell| cell.suppressed),
        }
    }
}

/// Figures of no lines.
pub const NOTHING: Figures =
    Figures { person_times: Some(0), persons: Some(0), households: Some(0), amount: Some(Fen(0)) };
