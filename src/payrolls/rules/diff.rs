//! What changed between the rosters of two months, and why.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::vocab::{EnrolmentState, PaymentState, RosterChangeKind, RosterReason, StopReason};

use crate::{
    kernel::{money::Fen, time::Month},
    payrolls::model::{Control, RosterChange, RosterDiff, TierDiff},
};

/// A line of a roster, with what explains its coming and going.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterLine {
    pub resident: i64,
    pub tier: Option<i64>,
    pub amount: Fen,
    pub state: PaymentState,
    pub exclusion_note: Option<String>,
}

/// What became of an entitlement, for whoever left a roster or came to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    pub state: EnrolmentState,
    pub start: Month,
    pub end: Option<Month>,
    pub stop_reason: Option<StopReason>,
    pub died_on: Option<NaiveDate>,
    pub moved_out_on: Option<NaiveDate>,
}

/// Both rosters of a programme.
#[derive(Debug, Clone, Copy)]
pub struct Rosters<'a> {
    pub programme: i64,
    pub month: Month,
    pub before: &'a [RosterLine],
    pub after: &'a [RosterLine],
    /// By resident and tier.
    pub fates: &'a BTreeMap<(i64, Option<i64>), Fate>,
    /// Standards of both months by tier.
    pub standards: &'a BTreeMap<Option<i64>, (Option<Fen>, Option<Fen>)>,
}

type Key = (Option<i64>, i64);

/// On a roster: what is, was or will be paid.
const fn on_roster(line: &RosterLine) -> bool {
    !matches!(line.state, PaymentState::Excluded | PaymentState::Held | PaymentState::Cancelled)
}

/// Compares the rosters.
#[must_use]
pub fn diff(rosters: Rosters<'_>) -> RosterDiff {
    let keyed = |lines: &'_ [RosterLine]| -> BTreeMap<Key, Fen> {
        lines.iter().filter(|line| on_roster(line)).map(|line| ((line.tier, line.resident), line.amount)).collect()
    };
    let (before, after) = (keyed(rosters.before), keyed(rosters.after));
    let mut changes = Vec::new();
    for (key, amount) in &after {
        match before.get(key) {
            None => changes.push(added(rosters, *key, *amount, &before)),
            Some(old) if old != amount => changes.push(changed(rosters, *key, (*old, *amount))),
            Some(_) => {}
        }
    }
    for (key, amount) in before.iter().filter(|(key, _)| !after.contains_key(key)) {
        changes.push(removed(rosters, *key, *amount, &after));
    }
    changes.sort_by_key(|change| (change.tier, change.kind, change.resident));
    let tiers = tiers(&before, &after, &changes);
    RosterDiff { programme: rosters.programme, month: rosters.month, before: rosters.month.plus(-1), tiers, changes }
}

fn tiers(before: &BTreeMap<Key, Fen>, after: &BTreeMap<Key, Fen>, changes: &[RosterChange]) -> Vec<TierDiff> {
    let mut tiers: BTreeMap<Option<i64>, TierDiff> = BTreeMap::new();
    let empty = |tier| TierDiff {
        tier,
        before: Control::default(),
        after: Control::default(),
        added: 0,
        removed: 0,
        changed: 0,
    };
    let count = |total: &mut Control, amount: Fen| {
        total.count += 1;
        total.sum = Fen(total.sum.0 + amount.0);
    };
    for ((tier, _), amount) in before {
        count(&mut tiers.entry(*tier).or_insert_with(|| empty(*tier)).before, *amount);
    }
    for ((tier, _), amount) in after {
        count(&mut tiers.entry(*tier).or_insert_with(|| empty(*tier)).after, *amount);
    }
    for change in changes {
        let tier = tiers.entry(change.tier).or_insert_with(|| empty(change.tier));
        match change.kind {
            RosterChangeKind::Added => tier.added += 1,
            RosterChangeKind::Removed => tier.removed += 1,
            RosterChangeKind::Changed => tier.changed += 1,
        }
    }
    tiers.into_values().collect()
}

/// Whether the resident is on a roster under another tier.
fn elsewhere(roster: &BTreeMap<Key, Fen>, (tier, resident): Key) -> bool {
    roster.keys().any(|(other, same)| *same == resident && *other != tier)
}

fn added(rosters: Rosters<'_>, key: Key, amount: Fen, before: &BTreeMap<Key, Fen>) -> RosterChange {
    let fate = rosters.fates.get(&(key.1, key.0));
    let (reason, explain) = match fate {
        _ if elsewhere(before, key) => (RosterReason::TierFrom, "由其他档次转入".to_owned()),
        Some(fate) if fate.start == rosters.month => (RosterReason::Enrolled, format!("自 {} 起享受", fate.start)),
        Some(fate) if fate.start < rosters.month => (RosterReason::Resumed, "上月未发放,本月恢复".to_owned()),
        Some(_) | None => (RosterReason::Unexplained, "没有对应的在册待遇,请核实".to_owned()),
    };
    let kind = RosterChangeKind::Added;
    RosterChange { resident: key.1, tier: key.0, kind, before: None, after: Some(amount), reason, explain }
}

fn removed(rosters: Rosters<'_>, key: Key, amount: Fen, after: &BTreeMap<Key, Fen>) -> RosterChange {
    let (tier, resident) = key;
    let (reason, explain) = if elsewhere(after, key) {
        (RosterReason::TierTo, "转到其他档次".to_owned())
    } else {
        let left = rosters.after.iter().find(|line| line.resident == resident && line.tier == tier);
        why_gone(rosters.fates.get(&(resident, tier)), left, rosters.month)
    };
    let kind = RosterChangeKind::Removed;
    RosterChange { resident, tier, kind, before: Some(amount), after: None, reason, explain }
}

fn why_gone(fate: Option<&Fate>, left: Option<&RosterLine>, month: Month) -> (RosterReason, String) {
    let past = |day: Option<NaiveDate>| day.filter(|day| Month::of(*day) < month);
    let Some(fate) = fate else {
        return (RosterReason::NotThisMonth, "一次性待遇或不在本月发放".to_owned());
    };
    if let Some(day) = past(fate.died_on) {
        return (RosterReason::Death, format!("{day} 死亡,次月停发"));
    }
    if let Some(day) = past(fate.moved_out_on) {
        return (RosterReason::MovedOut, format!("{day} 户口迁出,次月停发"));
    }
    if let Some(line) = left {
        let note = line.exclusion_note.clone().unwrap_or_default();
        return match line.state {
            PaymentState::Held => (RosterReason::Held, note),
            _ if fate.state == EnrolmentState::Suspended => (RosterReason::Suspended, note),
            _ => (RosterReason::Excluded, note),
        };
    }
    match fate.end {
        Some(end) if end < month => {
            let reason = fate.stop_reason.map_or_else(|| "期满".to_owned(), |reason| stop_words(reason).to_owned());
            (RosterReason::Stopped, format!("{end} 为最后一月:{reason}"))
        }
        _ if fate.state == EnrolmentState::Suspended => (RosterReason::Suspended, "待遇已暂停".to_owned()),
        _ => (RosterReason::Unexplained, "待遇仍在册而未列入,请核实".to_owned()),
    }
}

const fn stop_words(reason: StopReason) -> &'static str {
    match reason {
        StopReason::Death => "死亡",
        StopReason::MovedOut => "户口迁出",
        StopReason::IncomeOver => "收入超过标准",
        StopReason::CertExpired => "证件到期",
        StopReason::AgedOut => "超过年龄",
        StopReason::OtherProgramme => "转入其他项目或档次",
        StopReason::Imprisoned => "服刑",
        StopReason::Voluntary => "自愿放弃",
        StopReason::ReviewFailed => "复核不符合",
    }
}

fn changed(rosters: Rosters<'_>, (tier, resident): Key, (old, new): (Fen, Fen)) -> RosterChange {
    let standards = rosters.standards.get(&tier).copied();
    let (reason, explain) = match standards {
        Some((Some(one), Some(other))) if one != other => {
            (RosterReason::Standard, format!("标准由 {one} 元调整为 {other} 元"))
        }
        _ => (RosterReason::Income, "核定收入或核定金额变化".to_owned()),
    };
    let kind = RosterChangeKind::Changed;
    RosterChange { resident, tier, kind, before: Some(old), after: Some(new), reason, explain }
}
