//! Rules about money: twice, side by side with what excludes it, above and below the standard, without its base.

use entity::vocab::{EnrolmentState, ExclusionKind, Frequency, Severity};
use serde_json::json;

use super::{paid::Paid, world::Drawn};
use crate::{
    kernel::money::Fen,
    subsidies::{
        model::{
            ProgrammeRecord,
            facts::{Asked, Breach},
        },
        rules::amount::{Granted, ceiling, due},
    },
};

/// Programmes and tiers that are paid only beside one of others.
const BASES: [(&str, &[&str]); 5] = [
    ("CJ01.A", &["DB01"]),
    ("CJ01.B", &["DB01"]),
    ("YL01.A", &["DB01", "TK01", "DBBY"]),
    ("YL02", &["DB01", "DBBY"]),
    ("TK02", &["TK01"]),
];

/// S02: one person is paid the same programme more than once for a month.
pub(super) fn twice(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    for paid in drawn.paid.iter().filter(|paid| paid.programme.row.frequency != Frequency::OneOff) {
        let Some(kept) = paid.kept(drawn.index).filter(|_| paid.bases.len() > 1) else { continue };
        for line in paid.bases.iter().filter(|line| line.id != kept.id && drawn.index.asked(line)) {
            let evidence = json!({ "beside": kept.reference });
            let explain = format!("同一人{}已发放一笔(明细编号{}),重复发放。", paid.programme.row.code, kept.reference);
            found.push(drawn.breach("S02", Severity::High, line, evidence, explain));
        }
    }
}

/// S03: programmes that exclude each other are paid for one month.
pub(super) fn conflict(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    for (at, one) in drawn.paid.iter().enumerate() {
        for other in drawn.paid.iter().skip(at + 1) {
            if let Some((keep, drop, kind)) = excluded(drawn, one, other) {
                found.extend(conflicting(drawn, (keep, drop), kind));
            }
        }
    }
}

type Pair<'p, 'a> = (&'p Paid<'a>, &'p Paid<'a>);

/// Which of two programmes stands and which goes, if they exclude each other.
fn excluded<'p, 'a>(
    drawn: &Drawn<'_>,
    one: &'p Paid<'a>,
    other: &'p Paid<'a>,
) -> Option<(&'p Paid<'a>, &'p Paid<'a>, ExclusionKind)> {
    let (first, second) = (one.programme, other.programme);
    let kind = |from: &ProgrammeRecord, to: &ProgrammeRecord| {
        from.exclusion(to.row.id, drawn.month).map(|pair| pair.kind).filter(|kind| *kind != ExclusionKind::Cap)
    };
    let listed = |from: &ProgrammeRecord, to: &ProgrammeRecord| {
        drawn.index.world.parameters.pairs.iter().any(|(keep, drop)| *keep == from.row.code && *drop == to.row.code)
    };
    let kinds = [kind(first, second), kind(second, first)];
    if kinds.contains(&Some(ExclusionKind::ChooseHigher)) {
        let amount = |paid: &Paid<'_>| paid.bases.iter().map(|line| line.amount).max();
        let pair = if amount(other) > amount(one) { (other, one) } else { (one, other) };
        return Some((pair.0, pair.1, ExclusionKind::ChooseHigher));
    }
    if listed(second, first) {
        Some((other, one, ExclusionKind::Exclusive))
    } else if listed(first, second) || kinds.iter().any(Option::is_some) {
        Some((one, other, ExclusionKind::Exclusive))
    } else {
        None
    }
}

fn conflicting(drawn: &Drawn<'_>, (keep, drop): Pair<'_, '_>, kind: ExclusionKind) -> Option<Breach> {
    let index = drawn.index;
    let line = match index.world.asked {
        Asked::Paid => drop.kept(index),
        Asked::Planned => drop.asked(index).or_else(|| keep.asked(index)),
    }?;
    let (keep_code, drop_code) = (&keep.programme.row.code, &drop.programme.row.code);
    let (severity, rule) = match kind {
        ExclusionKind::Exclusive => (Severity::High, "互斥,不得同时享受"),
        ExclusionKind::ChooseHigher => (Severity::Medium, "应择高享受其一"),
        ExclusionKind::Cap => (Severity::Medium, "合计不得超过限额"),
    };
    let evidence = json!({ "programmes": [keep_code, drop_code] });
    let explain = format!("同月享受{keep_code}和{drop_code},两项{rule}。");
    let breach = drawn.breach("S03", severity, line, evidence, explain);
    let settled = keep.recovered(index) || drop.recovered(index);
    Some(Breach { key: Some(format!("{keep_code}+{drop_code}")), settled, ..breach })
}

/// S04: paid more than the standard of the tier that is due.
pub(super) fn over_standard(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    for paid in &drawn.paid {
        for base in &paid.bases {
            let Some(most) = ceiling(paid.programme, drawn.tier(paid.programme, base), drawn.month) else { continue };
            let line = if base.amount > most { Some(base) } else { paid.added.last() };
            let over = base.amount.0 + paid.added() - most.0;
            if let Some(line) = line.filter(|line| over > 0 && drawn.index.asked(line)) {
                let evidence = json!({ "standard": most.to_string() });
                let explain = format!("应发标准为{most}元,超标准发放。");
                found.push(drawn.index.on_line("S04", Severity::Medium, line, Fen(over), evidence, explain));
            }
        }
    }
}

/// S05: paid less than the standard of the tier that is due, and not made up for.
pub(super) fn under_standard(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    for paid in &drawn.paid {
        for base in paid.bases.iter().filter(|line| drawn.index.asked(line)) {
            let tier = drawn.tier(paid.programme, base);
            let Ok(standard) = due(paid.programme, tier, drawn.month, Granted::default()) else { continue };
            let short = standard.0 - base.amount.0;
            if short > 0 {
                let (code, recorded) = (paid.programme.tier_code(tier), paid.programme.tier_code(base.tier));
                let evidence = json!({ "standard": standard.to_string(), "tier": code, "recordedTier": recorded });
                let explain = if tier == base.tier {
                    format!("应发标准为{standard}元,少发,请补发。")
                } else {
                    format!("按事实应为{code},标准{standard}元,仍按{recorded}发放,请升档补发。")
                };
                let made_up = paid.added();
                let breach =
                    drawn.index.on_line("S05", Severity::Medium, base, Fen(short - made_up), evidence, explain);
                found.push(Breach { settled: made_up >= short, ..breach });
            }
        }
    }
}

/// S16: what is paid only beside a base, in a month in which the base is not drawn.
pub(super) fn base_lapsed(drawn: &Drawn<'_>, found: &mut Vec<Breach>) {
    for line in drawn.asked() {
        let Some(programme) = drawn.index.programme(line.programme) else { continue };
        let code = programme.tier_code(line.tier);
        let Some((_, bases)) = BASES.iter().find(|(own, _)| *own == code) else { continue };
        let keys = drawn.index.keys(bases);
        let holds = drawn.person.enrolments.iter().any(|one| {
            let suspended = drawn.index.world.asked == Asked::Planned && one.state == EnrolmentState::Suspended;
            keys.contains(&one.programme) && one.covers(drawn.month) && !suspended
        });
        if !holds {
            let evidence = json!({ "bases": bases });
            let explain = format!("{code}须以{}在享为前提,发放月份该资格不在享。", bases.join("或"));
            found.push(drawn.breach("S16", Severity::Medium, line, evidence, explain));
        }
    }
}
