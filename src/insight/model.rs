//! What statistics and reports share.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::ProgrammeGroup;

use crate::findings::service::campaign::YearFigures;
use crate::kernel::money::Fen;

pub use crate::kernel::disclosure::Thresholds;

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

/// Adds an empty cell for every bucket of time between the first and the last that a row of cells lacks. `time` reads the
/// bucket of a key, `at` puts one in its place.
pub fn fill<K: Ord + Clone, T: Ord + Copy, V: Default>(
    cells: &mut BTreeMap<K, V>,
    time: impl Fn(&K) -> Option<T>,
    at: impl Fn(K, Option<T>) -> K,
    next: impl Fn(T) -> Option<T>,
) {
    let seen: BTreeSet<T> = cells.keys().filter_map(&time).collect();
    let (Some(first), Some(last)) = (seen.first().copied(), seen.last().copied()) else { return };
    let rows: BTreeSet<K> = cells.keys().map(|key| at(key.clone(), None)).collect();
    for bucket in std::iter::successors(Some(first), |bucket| next(*bucket)).take_while(|bucket| *bucket <= last) {
        for row in &rows {
            cells.entry(at(row.clone(), Some(bucket))).or_default();
        }
    }
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
