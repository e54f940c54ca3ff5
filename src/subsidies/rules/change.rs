//! Whether a change of a programme may be, and what it comes to.

use chrono::Datelike;
use entity::{programme_standard, programme_version, vocab::ExclusionKind};

use super::eligibility::check as check_expression;
use crate::{
    kernel::{
        fault::Fault,
        problem::{Problem, Reasons},
        time::Month,
    },
    subsidies::model::{
        EndExclusion, Exclusion, NewExclusion, NewStandard, NewTerms, Part, ProgrammeRecord, Programmes, Standard,
        Terms, with_peers,
    },
};

/// First month that a change may begin in.
const EARLIEST: Month = Month(200_001);
/// Last one; a later year is a slip of the pen.
const LATEST: Month = Month(209_912);

/// What a change is decided on.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    pub programme: &'a ProgrammeRecord,
    pub programmes: &'a Programmes,
    /// Last month whose payroll is locked, of every programme the change is about.
    pub locked: Option<Month>,
}

/// What a change comes to, to be stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    Standard(programme_standard::Model),
    Version(Box<programme_version::Model>),
    /// Key of the other programme.
    Exclusion(i64, NewExclusion),
    ExclusionEnd(i64, EndExclusion),
}

/// The first month a change reaches: a standard that begins within a month counts from the next one.
#[must_use]
pub fn first_month(part: &Part) -> Month {
    match part {
        Part::Standard(new) if new.valid_from.day() > 1 => {
            let next = Month::of(new.valid_from).last_day().and_then(|day| day.succ_opt());
            next.map_or_else(|| part.month(), Month::of)
        }
        _ => part.month(),
    }
}

/// Every reason why the change may not be.
///
/// # Errors
/// The reasons.
pub fn check(part: &Part, situation: &Situation<'_>) -> Result<(), Vec<Problem>> {
    let mut reasons = Reasons::default();
    let begins = match part {
        Part::ExclusionEnd(_) => "exclusionEnd.validTo".to_owned(),
        _ => format!("{}.validFrom", part.field()),
    };
    let month = part.month();
    let real = month.first_day().is_some() && (EARLIEST..=LATEST).contains(&month);
    reasons.need(real, "VALID_FROM", &begins, "生效时间应在 2000-01 到 2099-12 之间,请核对");
    let open = situation.locked.is_none_or(|locked| locked < month);
    let last = situation.locked.map(|locked| locked.to_string()).unwrap_or_default();
    let message = format!("截至 {last} 的发放批次已锁定或已发放,变更只能自其后的月份起;已发放的差额请用补差批次处理");
    reasons.need(open, "MONTH_LOCKED", &begins, message);
    match part {
        Part::Standard(new) => standard(&mut reasons, new, situation),
        Part::Terms(new) => terms(&mut reasons, new, situation),
        Part::Exclusion(new) => exclusion(&mut reasons, new, situation),
        Part::ExclusionEnd(end) => exclusion_end(&mut reasons, end, situation),
    }
    reasons.done()
}

/// Key of the tier that a standard is for, or the reason why there is none.
fn tier(new: &NewStandard, programme: &ProgrammeRecord) -> Result<Option<i64>, &'static str> {
    match (&new.tier, programme.tiers.is_empty()) {
        (None, true) => Ok(None),
        (None, false) => Err("本项目分档,请指明档次代码,如 \"T80\""),
        (Some(code), _) => {
            let found = programme.tier_named(code.trim());
            found.map(|tier| Some(tier.id)).ok_or("本项目没有这个档次代码,请用 programmes 查询")
        }
    }
}

/// The standard of the same day, which a new one would correct.
fn same_day<'a>(new: &NewStandard, programme: &'a ProgrammeRecord) -> Option<&'a Standard> {
    let tier = tier(new, programme).ok()?.and_then(|id| programme.tier(id));
    let standards = tier.map_or(&programme.standards, |tier| &tier.standards);
    standards.iter().find(|standard| standard.valid_from == new.valid_from)
}

fn standard(reasons: &mut Reasons, new: &NewStandard, situation: &Situation<'_>) {
    if let Err(message) = tier(new, situation.programme) {
        reasons.need(false, "TIER", "standard.tier", message);
    }
    let same = same_day(new, situation.programme).is_some_and(|standard| standard.amount == new.amount);
    reasons.need(new.amount.0 > 0, "AMOUNT", "standard.amount", "标准须大于 0 元").need(
        !same,
        "STANDARD_EXISTS",
        "standard",
        "该日起已有同样金额的标准,无需重复设立",
    );
}

fn terms(reasons: &mut Reasons, new: &NewTerms, situation: &Situation<'_>) {
    let programme = situation.programme;
    let Some(old) = programme.terms_in(new.valid_from) else {
        reasons.need(false, "VALID_FROM", "terms.validFrom", "该月之前本项目尚无规定,请改为较晚的月份");
        return;
    };
    let changed = programme_version::Model { valid_from: old.row.valid_from, ..revised(&old.row, new) } != old.row;
    let within = |number: Option<i32>| number.is_none_or(|number| (0..=60).contains(&number));
    reasons
        .need(changed, "NOTHING_CHANGES", "terms", "与该月已有的规定相同,请至少改变一项")
        .need(within(new.publicity_days), "PUBLICITY_DAYS", "terms.publicityDays", "公示天数应在 0 到 60 之间")
        .need(within(new.review_months), "REVIEW_MONTHS", "terms.reviewMonths", "复核间隔应在 0 到 60 个月之间")
        .need(
            within(new.back_pay_months.flatten()),
            "BACK_PAY_MONTHS",
            "terms.backPayMonths",
            "补发月数应在 0 到 60 之间,不限则给空值",
        );
    if let Some(expression) = &new.eligibility {
        let tiers: Vec<&str> = programme.tiers.iter().map(|tier| programme.short(tier)).collect();
        let plain = |code: &str| situation.programmes.named(code).map(|other| other.tiers.is_empty());
        for message in check_expression(expression, &tiers, plain) {
            reasons.need(false, "ELIGIBILITY", "terms.eligibility", message);
        }
    }
}

fn exclusion(reasons: &mut Reasons, new: &NewExclusion, situation: &Situation<'_>) {
    let other = situation.programmes.named(new.other.trim());
    let another = other.is_none_or(|other| other.row.id != situation.programme.row.id);
    let pairs = situation.programme.exclusions.iter();
    let mut own = pairs.filter(|pair| other.is_some_and(|other| other.row.id == pair.other));
    let free = own.all(|pair| pair.valid_to.is_some_and(|end| end <= new.valid_from));
    reasons
        .need(other.is_some(), "PROGRAMME", "exclusion.other", "没有这个项目代码,请用 programmes 查询")
        .need(another, "PROGRAMME", "exclusion.other", "项目不能与自身排斥")
        .need(free, "EXCLUSION_EXISTS", "exclusion.other", "两个项目在该月已有排斥关系,请先终止原有的关系")
        .need(
            new.kind == ExclusionKind::Cap || new.cap.is_none(),
            "CAP",
            "exclusion.cap",
            "只有合计限额(CAP)可以给出限额",
        )
        .need(new.cap.is_none_or(|cap| cap.0 > 0), "CAP", "exclusion.cap", "限额须大于 0 元;不给则以较高标准为限");
}

fn exclusion_end(reasons: &mut Reasons, end: &EndExclusion, situation: &Situation<'_>) {
    let other = situation.programmes.named(end.other.trim()).map(|other| other.row.id);
    let open = situation.programme.exclusions.iter().find(|pair| Some(pair.other) == other && pair.valid_to.is_none());
    let after = open.is_none_or(|pair| pair.valid_from <= end.valid_to);
    reasons
        .need(open.is_some(), "NO_EXCLUSION", "exclusionEnd.other", "两个项目没有现行的排斥关系,请核对项目代码")
        .need(after, "VALID_TO", "exclusionEnd.validTo", "终止月不能早于该关系的起始月");
}

fn revised(old: &programme_version::Model, new: &NewTerms) -> programme_version::Model {
    let eligibility = new.eligibility.as_ref().and_then(|expression| serde_json::to_value(expression).ok());
    programme_version::Model {
        valid_from: new.valid_from,
        eligibility: eligibility.unwrap_or_else(|| old.eligibility.clone()),
        approving_level: new.approving_level.unwrap_or(old.approving_level),
        publicity_days: new.publicity_days.unwrap_or(old.publicity_days),
        publicity_name: new.publicity_name.unwrap_or(old.publicity_name),
        publicity_amount: new.publicity_amount.unwrap_or(old.publicity_amount),
        review_months: new.review_months.unwrap_or(old.review_months),
        start_rule: new.start_rule.unwrap_or(old.start_rule),
        stop_rule: new.stop_rule.unwrap_or(old.stop_rule),
        back_pay_months: new.back_pay_months.unwrap_or(old.back_pay_months),
        ..old.clone()
    }
}

/// What a change that may be comes to. `change` is the key of the proposal, none while it is only tried.
///
/// # Errors
/// The reasons why it may not be.
pub fn effect(
    part: &Part,
    situation: &Situation<'_>,
    (change, document): (Option<i64>, &str),
) -> Result<Effect, Vec<Problem>> {
    check(part, situation)?;
    let programme = situation.programme;
    let other = |code: &str| situation.programmes.named(code.trim()).map_or(0, |other| other.row.id);
    Ok(match part {
        Part::Standard(new) => Effect::Standard(programme_standard::Model {
            id: 0,
            programme_id: programme.row.id,
            tier_id: tier(new, programme).ok().flatten(),
            valid_from: new.valid_from,
            amount_fen: new.amount,
            document: Some(document.to_owned()),
            change_id: change,
            supersedes: same_day(new, programme).map(|standard| standard.id),
        }),
        Part::Terms(new) => {
            let row = programme.terms_in(new.valid_from).map(|old| revised(&old.row, new));
            let row = row.ok_or_else(|| vec![Problem::new("VALID_FROM", "terms.validFrom", "该月尚无规定")])?;
            let row = programme_version::Model { id: 0, document: document.to_owned(), change_id: change, ..row };
            Effect::Version(Box::new(row))
        }
        Part::Exclusion(new) => Effect::Exclusion(other(&new.other), new.clone()),
        Part::ExclusionEnd(end) => Effect::ExclusionEnd(other(&end.other), end.clone()),
    })
}

/// The programme as it would be with the change, in memory only.
///
/// # Errors
/// A fault, when its conditions do not parse: they have been checked.
pub fn applied(programme: &ProgrammeRecord, effect: &Effect) -> Result<ProgrammeRecord, Fault> {
    let mut after = programme.clone();
    match effect {
        Effect::Standard(row) => {
            let tier = row.tier_id.and_then(|id| after.tiers.iter_mut().find(|tier| tier.id == id));
            let standards = tier.map_or(&mut after.standards, |tier| &mut tier.standards);
            standards.retain(|standard| standard.valid_from != row.valid_from);
            standards.push(Standard { id: 0, valid_from: row.valid_from, amount: row.amount_fen });
            standards.sort_by_key(|standard| standard.valid_from);
        }
        Effect::Version(row) => {
            let expression =
                serde_json::from_value(row.eligibility.clone()).map_err(|err| Fault::Defect(err.to_string()))?;
            after.terms.push(Terms { row: row.as_ref().clone(), expression });
            after.terms.sort_by_key(|terms| terms.row.valid_from);
        }
        Effect::Exclusion(other, new) => after.exclusions.push(Exclusion {
            other: *other,
            kind: new.kind,
            level: new.level,
            cap: new.cap,
            valid_from: new.valid_from,
            valid_to: None,
        }),
        Effect::ExclusionEnd(other, end) => {
            let open = after.exclusions.iter_mut().find(|pair| pair.other == *other && pair.valid_to.is_none());
            if let Some(pair) = open {
                pair.valid_to = Some(end.valid_to);
            }
        }
    }
    Ok(after)
}

/// All programmes with one of them as it would be.
#[must_use]
pub fn with(programmes: &Programmes, after: &ProgrammeRecord) -> Programmes {
    let one = |old: &std::sync::Arc<ProgrammeRecord>| {
        if old.row.id == after.row.id { after.clone() } else { old.as_ref().clone() }
    };
    Programmes(with_peers(programmes.0.iter().map(one).collect()).into_iter().map(std::sync::Arc::new).collect())
}

#[cfg(test)]
mod tests {
    use entity::vocab::ExclusionLevel;

    use super::*;
    use crate::{
        kernel::money::Fen,
        subsidies::{model::Expression, reference},
    };

    fn codes(part: &Part, code: &str, locked: Option<i32>) -> Vec<(&'static str, String)> {
        let programmes = reference::in_memory().expect("shipped");
        let programme = programmes.named(code).expect("a programme");
        let situation = Situation { programme, programmes: &programmes, locked: locked.map(Month) };
        let problems = check(part, &situation).err().unwrap_or_default();
        problems.into_iter().map(|problem| (problem.code, problem.path)).collect()
    }

    fn standard(tier: Option<&str>, day: &str, fen: i64) -> Part {
        let valid_from = day.parse().expect("a day");
        Part::Standard(NewStandard { tier: tier.map(str::to_owned), valid_from, amount: Fen(fen) })
    }

    fn terms(month: i32) -> NewTerms {
        NewTerms {
            valid_from: Month(month),
            eligibility: None,
            approving_level: None,
            publicity_days: None,
            publicity_name: None,
            publicity_amount: None,
            review_months: None,
            start_rule: None,
            stop_rule: None,
            back_pay_months: None,
        }
    }

    fn refused(code: &'static str, path: &str) -> Vec<(&'static str, String)> {
        vec![(code, format!("input.{path}"))]
    }

    #[test]
    fn a_standard_names_its_tier_a_free_day_and_an_amount() {
        let of = |part: Part| codes(&part, "ZLJ", Some(202_212));
        assert_eq!(of(standard(Some("T80"), "2023-01-01", 7_000)), []);
        assert_eq!(of(standard(Some("ZLJ.T80"), "2023-01-01", 7_000)), []);
        assert_eq!(of(standard(None, "2023-01-01", 7_000)), refused("TIER", "standard.tier"));
        assert_eq!(of(standard(Some("T70"), "2023-01-01", 7_000)), refused("TIER", "standard.tier"));
        assert_eq!(of(standard(Some("T80"), "2023-01-01", -1)), refused("AMOUNT", "standard.amount"));
        assert_eq!(of(standard(Some("T80"), "2022-12-15", 7_000)), refused("MONTH_LOCKED", "standard.validFrom"));
        assert_eq!(of(standard(Some("T80"), "3023-01-01", 7_000)), refused("VALID_FROM", "standard.validFrom"));
        let shipped = standard(None, "2023-07-01", 82_000);
        assert_eq!(codes(&shipped, "DB01", None), refused("STANDARD_EXISTS", "standard"));
        assert_eq!(codes(&standard(None, "2023-07-01", 83_000), "DB01", None), [], "a correction");
    }

    #[test]
    fn terms_change_something_and_can_be_judged() {
        let of = |new: NewTerms| codes(&Part::Terms(Box::new(new)), "ZLJ", Some(202_212));
        assert_eq!(of(NewTerms { review_months: Some(24), ..terms(202_301) }), []);
        assert_eq!(of(terms(202_301)), refused("NOTHING_CHANGES", "terms"));
        assert_eq!(of(NewTerms { review_months: Some(12), ..terms(202_301) }), refused("NOTHING_CHANGES", "terms"));
        let many = NewTerms { review_months: Some(61), publicity_days: Some(-1), ..terms(202_301) };
        assert_eq!(of(many).len(), 2);
        let back = NewTerms { back_pay_months: Some(Some(99)), ..terms(202_301) };
        assert_eq!(of(back), refused("BACK_PAY_MONTHS", "terms.backPayMonths"));
        assert_eq!(
            of(NewTerms { review_months: Some(24), ..terms(202_212) }),
            refused("MONTH_LOCKED", "terms.validFrom"),
        );
        let nothing = NewTerms { eligibility: Some(Expression::All(Vec::new())), ..terms(202_301) };
        assert_eq!(of(nothing), refused("ELIGIBILITY", "terms.eligibility"));
    }

    #[test]
    fn exclusions_are_between_two_once_at_a_time() {
        let pair = |other: &str, kind, cap: Option<i64>| {
            let (level, valid_from) = (ExclusionLevel::Person, Month(202_301));
            Part::Exclusion(NewExclusion { other: other.to_owned(), kind, level, cap: cap.map(Fen), valid_from })
        };
        let end = |other: &str| Part::ExclusionEnd(EndExclusion { other: other.to_owned(), valid_to: Month(202_301) });
        let of = |part: Part| codes(&part, "CJ02", None);
        assert_eq!(of(pair("ZLJ", ExclusionKind::Cap, Some(20_000))), []);
        assert_eq!(of(pair("ZLJ", ExclusionKind::Cap, None)), []);
        assert_eq!(of(pair("ZLJ", ExclusionKind::Exclusive, Some(1))), refused("CAP", "exclusion.cap"));
        assert_eq!(of(pair("ZLJ", ExclusionKind::Cap, Some(0))), refused("CAP", "exclusion.cap"));
        assert_eq!(of(pair("CJ02", ExclusionKind::Exclusive, None)), refused("PROGRAMME", "exclusion.other"));
        assert_eq!(of(pair("NONE", ExclusionKind::Exclusive, None)), refused("PROGRAMME", "exclusion.other"));
        assert_eq!(of(pair("YL02", ExclusionKind::Exclusive, None)), refused("EXCLUSION_EXISTS", "exclusion.other"));
        assert_eq!(of(end("YL02")), []);
        assert_eq!(of(end("ZLJ")), refused("NO_EXCLUSION", "exclusionEnd.other"));
    }

    #[test]
    fn a_change_leaves_earlier_months_as_they_were() {
        let programmes = reference::in_memory().expect("shipped");
        let programme = programmes.named("ZLJ").expect("a programme");
        let situation = Situation { programme, programmes: &programmes, locked: None };
        let tier = programme.tiers[0].id;
        let part = standard(Some("T80"), "2023-03-15", 7_000);
        assert_eq!(first_month(&part), Month(202_304));
        let after = applied(programme, &effect(&part, &situation, (None, "")).expect("may be")).expect("applies");
        for (month, fen) in [(202_303, 6_000), (202_304, 7_000)] {
            assert_eq!(after.standard(Some(tier), Month(month)), Some(Fen(fen)), "{month}");
        }
        let part = Part::Terms(Box::new(NewTerms { review_months: Some(6), ..terms(202_304) }));
        let after = applied(programme, &effect(&part, &situation, (None, "")).expect("may be")).expect("applies");
        let review = |month| after.terms_in(Month(month)).map(|terms| terms.row.review_months);
        assert_eq!((review(202_303), review(202_304)), (Some(12), Some(6)));
    }
}
