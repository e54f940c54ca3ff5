//! A year of veterans as the annual report tells it, and what of it may be told to those who may not see people.

use entity::{
    money::Fen,
    vocab::{HonourLevel, ServiceKind},
};

use super::{
    rules::{Size, hidden},
    veterans::{Hidden, VeteranCell, VeteranKey},
};

/// Preferential cards (优待证) on the day: issued and pending are all that were applied for and not refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cards {
    pub applied: Option<i64>,
    pub issued: Option<i64>,
    pub pending: Option<i64>,
    /// Pending for more days than rule V02 lets pass.
    pub overdue: Option<i64>,
}

/// Merit reports of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merit {
    pub level: HonourLevel,
    pub count: Option<i64>,
    /// Distinct persons honoured.
    pub persons: i64,
}

/// Figures of a year and as of its last day; none where too few people are behind one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VeteranYear {
    /// The register and the services of the year.
    pub total: VeteranCell,
    pub kinds: Vec<VeteranCell>,
    pub stations: i64,
    pub cards: Cards,
    /// Households with a live plaque.
    pub plaques: Option<i64>,
    pub plaques_to_replace: Option<i64>,
    pub merits: Vec<Merit>,
    pub merit_reports: Option<i64>,
    pub check_ups_done: Option<i64>,
    pub check_ups_eligible: Option<i64>,
    pub recuperations: Option<i64>,
    pub reimbursements: Option<i64>,
    pub reimbursement_amount: Option<Fen>,
    /// Distinct persons reimbursed.
    pub reimbursed: i64,
    pub pensions: Option<i64>,
}

/// Hides counts of too few, and others where `sums` (a sum with its parts) would give those away. What is zero takes no
/// part: it is known to be zero.
fn keep<const N: usize>(counts: [Option<i64>; N], sums: &[&[usize]], limit: i64) -> [Option<i64>; N] {
    let count = |place: &usize| counts.get(*place).copied().flatten().unwrap_or_default();
    let sizes: Vec<Size> = counts.iter().map(|count| Size::of(count.unwrap_or_default(), limit)).collect();
    let sums: Vec<Vec<usize>> =
        sums.iter().map(|sum| sum.iter().copied().filter(|place| count(place) != 0).collect()).collect();
    let mut hide = hidden(&sizes, &sums).into_iter();
    counts.map(|count| count.filter(|_| hide.next() != Some(true)))
}

/// A part and its whole: each hidden when it is of too few, the whole also when the rest would be.
fn keep_pair(part: Option<i64>, whole: Option<i64>, limit: i64) -> (Option<i64>, Option<i64>) {
    let shown = part.filter(|count| !Size::of(*count, limit).small());
    let rest = whole.zip(shown).map(|(whole, part)| whole - part);
    let tells = rest.is_some_and(|rest| Size::of(rest, limit).small());
    (shown, whole.filter(|count| !Size::of(*count, limit).small() && !tells))
}

impl Cards {
    /// What may be shown. The pending that are not overdue are nowhere printed, but follow from the two.
    fn shown(self, limit: i64) -> Self {
        let in_time = self.pending.zip(self.overdue).map(|(pending, overdue)| pending - overdue);
        let counts = [self.applied, self.issued, self.pending, self.overdue, in_time];
        let [applied, issued, pending, overdue, _] = keep(counts, &[&[0, 1, 2], &[2, 3, 4]], limit);
        Self { applied, issued, pending, overdue }
    }
}

impl VeteranYear {
    /// Takes back every figure of people that are too few, and the smallest other one where a difference would tell.
    /// `services` is what statistics of the year hide, so that the two cannot be subtracted from each other; fewer than
    /// `limit` persons are too few.
    pub fn hide(&mut self, services: &Hidden, limit: i64) {
        self.total.hide(services);
        for cell in &mut self.kinds {
            cell.hide(services);
        }
        self.cards = self.cards.shown(limit);
        (self.plaques_to_replace, self.plaques) = keep_pair(self.plaques_to_replace, self.plaques, limit);
        (self.check_ups_done, self.check_ups_eligible) = keep_pair(self.check_ups_done, self.check_ups_eligible, limit);
        self.hide_merits(limit);
        for count in [&mut self.recuperations, &mut self.pensions] {
            *count = count.filter(|count| !Size::of(*count, limit).small());
        }
        if Size::of(self.reimbursed, limit).small() {
            (self.reimbursements, self.reimbursement_amount) = (None, None);
        }
    }

    /// The report's sentence on the services of the year; empty when nobody was served, or too few for the viewer.
    #[must_use]
    pub fn sentence(&self) -> String {
        sentence(self.total.served.unwrap_or_default(), &self.kinds)
    }

    /// Levels beside their sum, judged by the persons honoured.
    fn hide_merits(&mut self, limit: i64) {
        let mut sizes: Vec<Size> = self.merits.iter().map(|merit| Size::of(merit.persons, limit)).collect();
        sizes.push(Size::of(self.merits.iter().map(|merit| merit.persons).sum(), limit));
        let whole = [(0..sizes.len()).collect()];
        let hide = hidden(&sizes, &whole);
        for (merit, hide) in self.merits.iter_mut().zip(&hide) {
            merit.count = merit.count.filter(|_| !hide);
        }
        if hide.last() == Some(&true) {
            self.merit_reports = None;
        }
    }
}

/// The sentence on `served` persons, from the cells by kind.
fn sentence(served: i64, kinds: &[VeteranCell]) -> String {
    let had = |kind: ServiceKind| {
        let key = VeteranKey { kind: Some(kind), ..VeteranKey::default() };
        kinds.iter().any(|cell| cell.key == key && cell.services != Some(0))
    };
    let named = [
        (ServiceKind::Training, "培训"),
        (ServiceKind::Assistance, "帮扶"),
        (ServiceKind::Employment, "就业"),
        (ServiceKind::Consultation, "咨询"),
        (ServiceKind::Preferential, "优抚"),
    ];
    let done: Vec<&str> = named.into_iter().filter(|(kind, _)| had(*kind)).map(|(_, name)| name).collect();
    if served <= 0 || done.is_empty() {
        return String::new();
    }
    format!("全面提升街村(居)两级退役军人服务机构,对{served}名退役军人和涉军人员落实{}等精准服务。", done.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(applied: i64, issued: i64, pending: i64, overdue: i64) -> Cards {
        Cards { applied: Some(applied), issued: Some(issued), pending: Some(pending), overdue: Some(overdue) }
    }

    #[test]
    fn cards_do_not_tell_by_difference() {
        let demo = cards(968, 931, 37, 12);
        assert_eq!(demo.shown(11), demo);
        assert_eq!(cards(968, 931, 37, 5).shown(11), Cards { overdue: None, ..cards(968, 931, 37, 5) });
        let in_time_few = cards(968, 931, 37, 30);
        assert_eq!(in_time_few.shown(11), Cards { overdue: None, ..in_time_few }, "7 in time would follow");
        let pending_few = cards(968, 963, 5, 0);
        assert_eq!(pending_few.shown(11), Cards { issued: None, pending: None, ..pending_few });
        assert_eq!(cards(0, 0, 0, 0).shown(11), cards(0, 0, 0, 0));
        assert_eq!(cards(20, 20, 0, 0).shown(11), cards(20, 20, 0, 0));
        assert_eq!(cards(5, 5, 0, 0).shown(11), Cards { applied: None, issued: None, ..cards(5, 5, 0, 0) });
    }

    #[test]
    fn a_pair_does_not_tell_its_rest() {
        assert_eq!(keep_pair(Some(128), Some(136), 11), (Some(128), None), "8 without a check-up would follow");
        assert_eq!(keep_pair(Some(100), Some(136), 11), (Some(100), Some(136)));
        assert_eq!(keep_pair(Some(136), Some(136), 11), (Some(136), Some(136)));
        assert_eq!(keep_pair(Some(4), Some(136), 11), (None, Some(136)));
        assert_eq!(keep_pair(Some(4), Some(8), 11), (None, None));
        assert_eq!(keep_pair(Some(0), Some(136), 11), (Some(0), Some(136)));
    }

    fn merit(level: HonourLevel, count: i64) -> Merit {
        Merit { level, count: Some(count), persons: count }
    }

    #[test]
    fn levels_do_not_tell_beside_their_sum() {
        let mut year = VeteranYear {
            merits: vec![merit(HonourLevel::ThirdClass, 4), merit(HonourLevel::Excellent, 11)],
            merit_reports: Some(15),
            ..VeteranYear::default()
        };
        year.hide(&Hidden::default(), 11);
        assert_eq!(year.merits.iter().map(|merit| merit.count).collect::<Vec<_>>(), [None, None]);
        assert_eq!(year.merit_reports, Some(15));
        let mut alone = VeteranYear {
            merits: vec![merit(HonourLevel::ThirdClass, 4)],
            merit_reports: Some(4),
            ..VeteranYear::default()
        };
        alone.hide(&Hidden::default(), 11);
        assert_eq!((alone.merits.first().and_then(|merit| merit.count), alone.merit_reports), (None, None));
    }

    #[test]
    fn money_of_few_is_hidden() {
        let year = VeteranYear {
            reimbursements: Some(83),
            reimbursement_amount: Some(Fen(9_641_200)),
            reimbursed: 10,
            recuperations: Some(12),
            pensions: Some(9),
            ..VeteranYear::default()
        };
        let mut shown = year.clone();
        shown.hide(&Hidden::default(), 11);
        let expected = VeteranYear { reimbursements: None, reimbursement_amount: None, pensions: None, ..year };
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_sentence_names_what_was_done() {
        let cell = |kind, services| VeteranCell {
            key: VeteranKey { kind: Some(kind), ..VeteranKey::default() },
            services: Some(services),
            ..VeteranCell::default()
        };
        let all = [
            cell(ServiceKind::Training, 214),
            cell(ServiceKind::Assistance, 163),
            cell(ServiceKind::Employment, 187),
            cell(ServiceKind::Consultation, 1_326),
            cell(ServiceKind::Preferential, 1_496),
        ];
        let text = "全面提升街村(居)两级退役军人服务机构,对1127名退役军人和涉军人员落实培训、帮扶、就业、咨询、优抚等精准服务。";
        assert_eq!(sentence(1_127, &all), text);
        assert!(sentence(3, &[cell(ServiceKind::Consultation, 4)]).contains("对3名退役军人和涉军人员落实咨询等"));
        assert_eq!(sentence(0, &[]), "");
    }
}
