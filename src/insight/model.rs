//! What a statistic of payments is made of.

use entity::vocab::ProgrammeGroup;

use crate::findings::service::campaign::YearFigures;
use crate::kernel::{money::Fen, time::Month};

/// A dimension to group payments by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    Programme,
    Tier,
    Group,
    Unit,
    Month,
    Year,
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
    pub month: Option<Month>,
}

/// One figure: person-times (人次), distinct persons (人数), amount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    pub key: CellKey,
    pub person_times: i64,
    /// Counted only when asked for, or needed to hide small cells.
    pub persons: Option<i64>,
    pub amount: Fen,
    /// All lines are of groups whose members must not be identifiable.
    pub sensitive: bool,
    /// Hidden: the figures must not be shown.
    pub suppressed: bool,
}

/// Cells and their total.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    pub cells: Vec<Cell>,
    pub total: Cell,
}

/// Fewest persons of a figure that may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    pub any: i64,
    /// For disability, veteran, low-income and child figures.
    pub sensitive: i64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { any: 3, sensitive: 11 }
    }
}

/// Groups whose figures need the larger threshold.
pub const SENSITIVE_GROUPS: [ProgrammeGroup; 4] =
    [ProgrammeGroup::Disabled, ProgrammeGroup::LowIncome, ProgrammeGroup::Child, ProgrammeGroup::Veteran];

/// An amount in 万元 with at most two places, half up, as reports print it: 692,610,000 fen is `692.61`,
/// 1,470,300,000 fen is `1470.3`.
#[must_use]
pub fn in_ten_thousands(amount: Fen) -> String {
    let hundredths = (amount.0 + 5_000).div_euclid(10_000);
    let text = format!("{}.{:02}", hundredths / 100, hundredths.rem_euclid(100));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The report's sentence on the self-inspection of leases; empty when there was none.
#[must_use]
pub fn lease_sentence(figures: &YearFigures) -> String {
    if figures.projects == 0 {
        return String::new();
    }
    let YearFigures { collectives, projects, findings, closed } = figures;
    let outcome = match (*findings, *closed) {
        (0, _) => "未发现问题".to_owned(),
        (all, done) if all == done => format!("发现问题{all}个并及时整改到位"),
        (all, done) => format!("发现问题{all}个,已整改{done}个"),
    };
    format!("全面对{collectives}个村{projects}个集体资产租赁项目开展自查自纠,{outcome}。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousands_round_half_up() {
        assert_eq!(in_ten_thousands(Fen(692_610_000)), "692.61");
        assert_eq!(in_ten_thousands(Fen(692_614_999)), "692.61");
        assert_eq!(in_ten_thousands(Fen(692_615_000)), "692.62");
        assert_eq!(in_ten_thousands(Fen(1_470_300_000)), "1470.3");
        assert_eq!(in_ten_thousands(Fen(10_000_000)), "10");
    }
}
