//! What statistics and reports share.

use std::fmt;

use entity::vocab::ProgrammeGroup;

use crate::findings::service::campaign::YearFigures;
use crate::kernel::{money::Fen, time::Month};

/// Groups whose figures need the larger threshold.
pub const SENSITIVE_GROUPS: [ProgrammeGroup; 4] =
    [ProgrammeGroup::Disabled, ProgrammeGroup::LowIncome, ProgrammeGroup::Child, ProgrammeGroup::Veteran];

/// A quarter as year and number: 20221 is the first of 2022.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter(pub i32);

impl Quarter {
    /// The quarter of a month.
    #[must_use]
    pub const fn of(month: Month) -> Self {
        Self(month.year() * 10 + (month.number() - 1) / 3 + 1)
    }

    /// Its year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0 / 10
    }

    /// The one after it.
    #[must_use]
    pub const fn following(self) -> Self {
        if self.0 % 10 == 4 { Self(self.0 + 7) } else { Self(self.0 + 1) }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.0 / 10, self.0 % 10)
    }
}

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
    fn quarters_follow_each_other() {
        let quarter = Quarter::of(Month(202_210));
        assert_eq!((quarter, quarter.following()), (Quarter(20_224), Quarter(20_231)));
        assert_eq!(Quarter(20_231).following().to_string(), "2023-Q2");
    }

    #[test]
    fn ten_thousands_round_half_up() {
        assert_eq!(in_ten_thousands(Fen(692_610_000)), "692.61");
        assert_eq!(in_ten_thousands(Fen(692_614_999)), "692.61");
        assert_eq!(in_ten_thousands(Fen(692_615_000)), "692.62");
        assert_eq!(in_ten_thousands(Fen(1_470_300_000)), "1470.3");
        assert_eq!(in_ten_thousands(Fen(10_000_000)), "10");
    }
}
