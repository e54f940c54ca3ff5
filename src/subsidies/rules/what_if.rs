//! Whom a change would touch, before it is saved.

use std::collections::BTreeMap;

use entity::vocab::AmountMode;

use super::eligibility::{Facts, Truth, tier_of, truth};
use crate::{
    kernel::{money::Fen, time::Month},
    subsidies::model::ProgrammeRecord,
};

/// An entitlement to the programme in the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enrolled {
    /// Canonical record.
    pub person: i64,
    pub tier: Option<i64>,
    /// Income per head that the amount was set by.
    pub income: Option<Fen>,
    /// Amount granted case by case.
    pub granted: Option<Fen>,
}

/// What a change would come to in a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touch {
    pub lines_before: i64,
    pub lines_after: i64,
    pub persons_before: i64,
    pub persons_after: i64,
    pub before: Fen,
    pub after: Fen,
    /// Lines whose amount no standard tells.
    pub unpriced: i64,
    pub newly_eligible: i64,
    /// What the newly entitled would draw if all were enrolled.
    pub newly: Fen,
    pub no_longer_eligible: i64,
    /// Of these, how many draw it.
    pub losing: i64,
    /// Drawing persons whose tier changes.
    pub moved: i64,
    /// Everybody it would touch, by canonical record.
    pub touched: Vec<i64>,
}

/// What one entitlement comes to in the month, in the unit of the standard.
#[must_use]
pub fn amount(programme: &ProgrammeRecord, tier: Option<i64>, row: &Enrolled, month: Month) -> Option<Fen> {
    let standard = programme.standard(tier, month);
    match programme.row.amount_mode {
        AmountMode::DifferenceToStandard => {
            standard.zip(row.income).map(|(standard, income)| Fen(standard.0.saturating_sub(income.0).max(0)))
        }
        AmountMode::CaseByCase => row.granted,
        AmountMode::StatusOnly | AmountMode::External => None,
        _ => standard,
    }
}

/// How one person stands under one state of the programme.
struct Standing {
    truth: Truth,
    tier: Option<i64>,
}

fn standing(programme: &ProgrammeRecord, facts: &Facts, month: Month) -> Standing {
    let Some(terms) = programme.terms_in(month) else { return Standing { truth: Truth::Unknown, tier: None } };
    let tiers: Vec<&str> = programme.tiers.iter().map(|tier| programme.short(tier)).collect();
    let code = tier_of(&terms.expression, &tiers, facts, &programme.peers);
    Standing {
        truth: truth(&terms.expression, None, facts, &programme.peers),
        tier: code.and_then(|code| programme.tier_named(code)).map(|tier| tier.id),
    }
}

/// Compares the programme as it is with the programme as it would be, for everybody who may be touched.
#[must_use]
pub fn compare(
    (before, after): (&ProgrammeRecord, &ProgrammeRecord),
    people: &[Facts],
    enrolled: &[Enrolled],
    month: Month,
) -> Touch {
    let mut by_person: BTreeMap<i64, Vec<&Enrolled>> = BTreeMap::new();
    for row in enrolled {
        by_person.entry(row.person).or_default().push(row);
    }
    let mut touch = Touch::default();
    for facts in people {
        let rows = by_person.remove(&facts.person).unwrap_or_default();
        let (old, new) = (standing(before, facts, month), standing(after, facts, month));
        if person(&mut touch, (before, after), (&old, &new), &rows, month) {
            touch.touched.push(facts.person);
        }
    }
    // Whose facts are not known stays as they are, at the new standard.
    for (key, rows) in by_person {
        let unknown = Standing { truth: Truth::Unknown, tier: None };
        if person(&mut touch, (before, after), (&unknown, &unknown), &rows, month) {
            touch.touched.push(key);
        }
    }
    touch
}

/// Counts one person; says whether the change touches them.
fn person(
    touch: &mut Touch,
    (before, after): (&ProgrammeRecord, &ProgrammeRecord),
    (old, new): (&Standing, &Standing),
    rows: &[&Enrolled],
    month: Month,
) -> bool {
    let gains = old.truth != Truth::True && new.truth == Truth::True;
    let fails = old.truth != Truth::False && new.truth == Truth::False;
    let drops = old.truth == Truth::True && new.truth != Truth::True;
    let mut touched = gains || drops || (fails && !rows.is_empty());
    touch.newly_eligible += i64::from(gains && rows.is_empty());
    touch.no_longer_eligible += i64::from(drops);
    if gains && rows.is_empty() {
        let blank = Enrolled { person: 0, tier: new.tier, income: None, granted: None };
        touch.newly.0 += amount(after, new.tier, &blank, month).map_or(0, |fen| fen.0);
    }
    touch.persons_before += i64::from(!rows.is_empty());
    touch.persons_after += i64::from(!rows.is_empty() && !fails);
    touch.losing += i64::from(!rows.is_empty() && fails);
    for row in rows {
        let tier = if old.tier.is_some() && old.tier == row.tier && new.tier.is_some() { new.tier } else { row.tier };
        let (was, is) = (amount(before, row.tier, row, month), amount(after, tier, row, month));
        touch.lines_before += 1;
        touch.unpriced += i64::from(was.is_none());
        touch.before.0 += was.map_or(0, |fen| fen.0);
        if !fails {
            touch.lines_after += 1;
            touch.after.0 += is.map_or(0, |fen| fen.0);
        }
        touch.moved += i64::from(tier != row.tier);
        touched |= was != is || tier != row.tier;
    }
    touched
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{
        model::{NewStandard, NewTerms, Part, Programmes},
        reference,
        rules::change::{Situation, applied, effect, with},
    };

    fn month() -> Month {
        Month(202_301)
    }

    fn aged(id: i64, birth: &str) -> Facts {
        Facts {
            resident: id,
            person: id,
            month: month(),
            birth_date: birth.parse().expect("a day"),
            sex: entity::vocab::Sex::Female,
            died_on: None,
            moved_out_on: None,
            hukou_unit_kind: Some(entity::vocab::UnitKind::Village),
            hukou_kind: entity::vocab::HukouKind::Agricultural,
            certificate: None,
            income: None,
            disabled_in_household: 0,
            elder_parent: false,
            programmes: std::collections::BTreeSet::new(),
            household_programmes: std::collections::BTreeSet::new(),
            veteran: None,
            declared: BTreeMap::new(),
        }
    }

    fn after(programmes: &Programmes, code: &str, part: &Part) -> Programmes {
        let programme = programmes.named(code).expect("a programme");
        let situation = Situation { programme, programmes, locked: None };
        let effect = effect(part, &situation, (None, "")).expect("may be");
        with(programmes, &applied(programme, &effect).expect("applies"))
    }

    #[test]
    fn a_standard_touches_those_who_draw_its_tier() {
        let old = reference::in_memory().expect("shipped");
        let zlj = old.named("ZLJ").expect("a programme");
        let tiers: Vec<i64> = zlj.tiers.iter().map(|tier| tier.id).collect();
        let part = Part::Standard(NewStandard {
            tier: Some("T80".to_owned()),
            valid_from: "2023-01-01".parse().expect("a day"),
            amount: Fen(7_000),
        });
        let new = after(&old, "ZLJ", &part);
        let row = |person, tier: usize| Enrolled { person, tier: Some(tiers[tier]), income: None, granted: None };
        let people = [aged(1, "1940-01-01"), aged(2, "1930-01-01"), aged(3, "1941-01-01")];
        let rows = [row(1, 0), row(2, 1), row(9, 0)];
        let found = compare((zlj, new.named("ZLJ").expect("it")), &people, &rows, month());
        assert_eq!((found.lines_before, found.lines_after, found.persons_after), (3, 3, 3));
        assert_eq!((found.before, found.after), (Fen(6_000 * 2 + 10_000), Fen(7_000 * 2 + 10_000)));
        assert_eq!((found.newly_eligible, found.no_longer_eligible, found.touched), (0, 0, vec![1, 9]));
    }

    #[test]
    fn a_moved_boundary_moves_people_between_tiers_and_lets_others_in() {
        let old = reference::in_memory().expect("shipped");
        let zlj = old.named("ZLJ").expect("a programme");
        let tiers: Vec<i64> = zlj.tiers.iter().map(|tier| tier.id).collect();
        let json = zlj.terms[0]
            .row
            .eligibility
            .to_string()
            .replace("\"value\":90", "\"value\":85")
            .replace("\"value\":80", "\"value\":79");
        let part = Part::Terms(Box::new(NewTerms {
            valid_from: month(),
            eligibility: serde_json::from_str(&json).ok(),
            approving_level: None,
            publicity_days: None,
            publicity_name: None,
            publicity_amount: None,
            review_months: None,
            start_rule: None,
            stop_rule: None,
            back_pay_months: None,
        }));
        let new = after(&old, "ZLJ", &part);
        let row = |person, tier: usize| Enrolled { person, tier: Some(tiers[tier]), income: None, granted: None };
        let people = [aged(1, "1936-01-01"), aged(2, "1941-01-01"), aged(3, "1943-06-01"), aged(4, "1950-01-01")];
        let found = compare((zlj, new.named("ZLJ").expect("it")), &people, &[row(1, 0), row(2, 0)], month());
        assert_eq!((found.moved, found.newly_eligible, found.newly), (1, 1, Fen(6_000)));
        assert_eq!((found.before, found.after, found.touched), (Fen(12_000), Fen(16_000), vec![1, 3]));
        let back = compare((new.named("ZLJ").expect("it"), zlj), &people, &[row(3, 0)], month());
        assert_eq!((back.losing, back.no_longer_eligible, back.lines_after, back.after), (1, 1, 0, Fen(0)));
    }

    #[test]
    fn a_rise_of_dibao_raises_every_difference() {
        let old = reference::in_memory().expect("shipped");
        let dibao = old.named("DB01").expect("a programme");
        let part = Part::Standard(NewStandard {
            tier: None,
            valid_from: "2023-01-01".parse().expect("a day"),
            amount: Fen(80_000),
        });
        let new = after(&old, "DB01", &part);
        let row = |person, income: Option<i64>| Enrolled { person, tier: None, income: income.map(Fen), granted: None };
        let rows = [row(1, Some(20_000)), row(2, Some(79_000)), row(3, None)];
        let found = compare((dibao, new.named("DB01").expect("it")), &[], &rows, month());
        assert_eq!((found.before, found.after, found.unpriced), (Fen(58_000), Fen(61_000), 1));
        assert_eq!(found.touched, [1, 2]);
        let peers = &new.named("CJ01").expect("it").peers;
        assert_eq!(peers["DB01"].standards.iter().filter(|one| one.amount == Fen(80_000)).count(), 1);
    }
}
