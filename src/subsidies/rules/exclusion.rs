//! Which entitlements do not go together in a month.

use entity::vocab::{EnrolmentState, ExclusionKind, ExclusionLevel};

use crate::{
    kernel::{money::Fen, time::Month},
    subsidies::model::{Exclusion, Programmes},
};

/// An entitlement of a person or of somebody of the same household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub enrolment: i64,
    pub programme: i64,
    pub tier: Option<i64>,
    /// Whether it is the person's own, and not another member's.
    pub own: bool,
    pub state: EnrolmentState,
    pub start: Month,
    /// Last month, inclusive.
    pub end: Option<Month>,
    /// What it pays in the month where the standard does not say it.
    pub amount: Option<Fen>,
}

/// The entitlement that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Its own enrolment, left out of the comparison; none before it exists.
    pub enrolment: Option<i64>,
    pub programme: i64,
    pub tier: Option<i64>,
    /// What it would pay in the month where the standard does not say it.
    pub amount: Option<Fen>,
}

/// Another entitlement that does not go together with the wanted one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The other enrolment.
    pub enrolment: i64,
    pub programme: i64,
    pub kind: ExclusionKind,
    pub level: ExclusionLevel,
    /// Amounts of the wanted and of the other one, where they are known.
    pub wanted: Option<Fen>,
    pub held: Option<Fen>,
    /// What both together may come to, where the kind is a cap.
    pub cap: Option<Fen>,
    /// What is over the cap.
    pub excess: Option<Fen>,
    /// Chinese, with the remedy.
    pub message: String,
}

impl Conflict {
    /// Whether nothing can be paid beside the other one: mutual exclusion.
    #[must_use]
    pub fn forbids(&self) -> bool {
        self.kind == ExclusionKind::Exclusive
    }

    /// Of two of which the higher is kept, whether the wanted one gives way. Equal ones leave what is held.
    #[must_use]
    pub fn gives_way(&self) -> bool {
        self.kind == ExclusionKind::ChooseHigher
            && self.wanted.zip(self.held).is_none_or(|(wanted, held)| wanted <= held)
    }
}

/// Everything among `held` (entitlements of the person and the household) that does not go together with `wanted` in
/// `month`. Stopped entitlements count for the months they lasted, suspended ones do not.
#[must_use]
pub fn conflicts(programmes: &Programmes, held: &[Held], wanted: &Wanted, month: Month) -> Vec<Conflict> {
    let Some(programme) = programmes.get(wanted.programme) else { return Vec::new() };
    let amount = |programme: i64, tier: Option<i64>, known: Option<Fen>| {
        known.or_else(|| programmes.get(programme)?.standard(tier, month))
    };
    let asked = amount(wanted.programme, wanted.tier, wanted.amount);
    let running = held.iter().filter(|row| {
        row.state != EnrolmentState::Suspended
            && Some(row.enrolment) != wanted.enrolment
            && row.start <= month
            && row.end.is_none_or(|end| month <= end)
    });
    let found = running.filter_map(|row| {
        let pair = programme.exclusion(row.programme, month)?;
        if pair.level == ExclusionLevel::Person && !row.own {
            return None;
        }
        let drawn = amount(row.programme, row.tier, row.amount);
        let name = programmes.get(row.programme).map_or_else(String::new, |other| other.row.name.clone());
        conflict(pair, row, (asked, drawn), (&programme.row.name, &name))
    });
    found.collect()
}

fn conflict(
    pair: &Exclusion,
    row: &Held,
    (wanted, held): (Option<Fen>, Option<Fen>),
    (name, other): (&str, &str),
) -> Option<Conflict> {
    let whose = if row.own { "本人" } else { "同户成员" };
    let (mut cap, mut excess) = (None, None);
    let message = match pair.kind {
        ExclusionKind::Exclusive => format!("{whose}已在享{other},与{name}互斥:请先停发其中一项"),
        ExclusionKind::ChooseHigher => format!("{whose}已在享{other},与{name}只能择高享受一项:请停发较低的一项"),
        ExclusionKind::Cap => {
            let limit = pair.cap.or_else(|| wanted.max(held))?;
            let (one, two) = wanted.zip(held)?;
            let over = one.0.saturating_add(two.0).saturating_sub(limit.0);
            if over <= 0 {
                return None;
            }
            (cap, excess) = (Some(limit), Some(Fen(over)));
            format!("{whose}已在享{other},与{name}合计不得超过 {limit} 元:请核减 {} 元", Fen(over))
        }
    };
    Some(Conflict {
        enrolment: row.enrolment,
        programme: row.programme,
        kind: pair.kind,
        level: pair.level,
        wanted,
        held,
        cap,
        excess,
        message,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::subsidies::model::{ProgrammeRecord, Standard};

    fn programme(id: i64, fen: i64, exclusions: Vec<Exclusion>) -> Arc<ProgrammeRecord> {
        let shipped = crate::subsidies::reference::in_memory().expect("shipped");
        let mut record: ProgrammeRecord = shipped.0[0].as_ref().clone();
        (record.row.id, record.row.name) = (id, format!("P{id}"));
        record.standards = vec![Standard { id: 0, valid_from: "2020-01-01".parse().expect("a day"), amount: Fen(fen) }];
        (record.tiers, record.exclusions) = (Vec::new(), exclusions);
        Arc::new(record)
    }

    fn pair(other: i64, kind: ExclusionKind, level: ExclusionLevel, cap: Option<i64>) -> Exclusion {
        Exclusion { other, kind, level, cap: cap.map(Fen), valid_from: Month(202_201), valid_to: Some(Month(202_301)) }
    }

    fn held(programme: i64, own: bool) -> Held {
        Held {
            enrolment: programme * 10,
            programme,
            tier: None,
            own,
            state: EnrolmentState::Active,
            start: Month(202_001),
            end: None,
            amount: None,
        }
    }

    const WANTED: Wanted = Wanted { enrolment: None, programme: 1, tier: None, amount: None };

    fn found(pair: Exclusion, held: Held, month: i32) -> Vec<Conflict> {
        let all = Programmes(vec![programme(1, 100, vec![pair]), programme(2, 70, Vec::new())]);
        conflicts(&all, &[held], &WANTED, Month(month))
    }

    #[test]
    fn an_exclusion_holds_over_its_months_only() {
        let exclusive = pair(2, ExclusionKind::Exclusive, ExclusionLevel::Person, None);
        for (month, count) in [(202_112, 0), (202_201, 1), (202_212, 1), (202_301, 0)] {
            assert_eq!(found(exclusive, held(2, true), month).len(), count, "{month}");
        }
        assert!(found(exclusive, held(2, true), 202_206).iter().all(Conflict::forbids));
        assert!(found(exclusive, held(3, true), 202_206).is_empty(), "another programme");
        let over = Held { end: Some(Month(202_205)), state: EnrolmentState::Stopped, ..held(2, true) };
        assert_eq!((found(exclusive, over, 202_205).len(), found(exclusive, over, 202_206).len()), (1, 0));
        let suspended = Held { state: EnrolmentState::Suspended, ..held(2, true) };
        assert!(found(exclusive, suspended, 202_205).is_empty());
    }

    #[test]
    fn a_household_level_reaches_other_members() {
        let own = pair(2, ExclusionKind::Exclusive, ExclusionLevel::Person, None);
        let all = pair(2, ExclusionKind::Exclusive, ExclusionLevel::Household, None);
        assert!(found(own, held(2, false), 202_206).is_empty());
        assert_eq!(found(all, held(2, false), 202_206).len(), 1);
        assert!(found(all, held(2, false), 202_206).iter().all(|one| one.message.starts_with("同户成员")));
    }

    #[test]
    fn of_two_the_higher_is_kept_and_equals_leave_what_is_held() {
        let higher = pair(2, ExclusionKind::ChooseHigher, ExclusionLevel::Person, None);
        let way = |amount: i64| {
            let row = Held { amount: Some(Fen(amount)), ..held(2, true) };
            found(higher, row, 202_206).iter().map(Conflict::gives_way).collect::<Vec<_>>()
        };
        assert_eq!((way(99), way(100), way(101)), (vec![false], vec![true], vec![true]));
    }

    #[test]
    fn a_cap_limits_the_sum() {
        let excess = |cap| {
            let capped = pair(2, ExclusionKind::Cap, ExclusionLevel::Person, cap);
            found(capped, held(2, true), 202_206).first().and_then(|one| one.excess)
        };
        assert_eq!(excess(Some(150)), Some(Fen(20)));
        assert_eq!(excess(Some(170)), None);
        assert_eq!(excess(None), Some(Fen(70)), "the higher standard");
    }
}
