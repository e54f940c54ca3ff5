//! Payments without an enrolment: Spring Festival grants, price subsidy, temporary assistance.

use super::calendar::{JAN22, MONTHS, Month, month_of};
use super::dataset::DemoError;
use super::draft::Draft;
use super::elderly::find;
use super::homes::plain;
use super::world::World;

/// One planned payment.
#[derive(Debug, Clone, Copy)]
pub struct OneOff {
    pub draft: usize,
    pub programme: &'static str,
    pub month: Month,
    /// Fen.
    pub amount: i64,
    /// Returned by the bank and never paid again (S13).
    pub returned: bool,
}

const ET: [&str; 2] = ["ET01", "ET02"];

/// Plans all one-off payments of both years.
pub fn plan(world: &mut World) -> Result<Vec<OneOff>, DemoError> {
    let mut list = Vec::new();
    festival(world, &mut list)?;
    price_subsidy(world, &mut list)?;
    assistance(world, &mut list)?;
    Ok(list)
}

fn take(world: &mut World, draft: usize) {
    world.edit(draft, |draft| draft.planted = true);
}

/// WW01 every January: the poor first, then the oldest and rural elders.
fn festival(world: &mut World, list: &mut Vec<OneOff>) -> Result<(), DemoError> {
    for month in [0, JAN22] {
        let rank = |draft: &Draft| {
            let draws = |programme: &str| draft.draws(programme, month);
            match () {
                () if draft.planted || !draft.present_in(month) => None,
                () if ["DB01", "TK01", "CJ01"].into_iter().chain(ET).any(draws) => Some(0),
                () if draws("ZLJ") && month_of(draft.birth) < -90 * 12 => Some(1),
                () if draws("CJ02") => Some(2),
                () => None,
            }
        };
        let mut ranked: Vec<(i32, usize)> =
            world.people.iter().enumerate().filter_map(|(index, draft)| Some((rank(draft)?, index))).collect();
        ranked.sort_unstable();
        let plan = world.data.tier("WW01")?;
        let (amount, mut wanted) = (plan.standard(month), plan.count(month));
        let one = |draft| OneOff { draft, programme: "WW01", month, amount, returned: false };
        let chosen = ranked.into_iter().map(|(_, index)| index);
        if month == JAN22 {
            // S02: one person twice; S13: two grants came back.
            let lone =
                |world: &World, index: &usize| world.people.get(*index).is_some_and(|draft| draft.spells.len() == 1);
            let special: Vec<usize> = chosen.clone().filter(|i| lone(world, i)).take(3).collect();
            for (number, index) in special.iter().enumerate() {
                take(world, *index);
                list.push(OneOff { returned: number > 0, ..one(*index) });
            }
            list.extend(special.first().map(|index| one(*index)));
            wanted = wanted.saturating_sub(2);
            let rest: Vec<usize> = chosen.filter(|index| !special.contains(index)).collect();
            list.extend(rest.into_iter().take(wanted).map(one));
        } else {
            list.extend(chosen.take(wanted).map(one));
        }
    }
    Ok(())
}

/// WJ01 in the triggered months: everyone with a base status, then low-income edge persons.
fn price_subsidy(world: &mut World, list: &mut Vec<OneOff>) -> Result<(), DemoError> {
    let edge: Vec<usize> = (0..world.people.len())
        .filter(|index| world.people.get(*index).is_some_and(|draft| draft.edge && draft.present()))
        .collect();
    for month in 0..MONTHS {
        let plan = world.data.tier("WJ01")?;
        let (amount, wanted) = (plan.standard(month), plan.count(month));
        if wanted == 0 {
            continue;
        }
        let base = |draft: &Draft| ["DB01", "TK01"].into_iter().chain(ET).any(|code| draft.draws(code, month));
        let people = world.people.iter().enumerate();
        let first: Vec<usize> = people.filter(|(_, draft)| base(draft)).map(|(index, _)| index).collect();
        let all = first.iter().chain(&edge).copied();
        let one = |draft| OneOff { draft, programme: "WJ01", month, amount, returned: false };
        if first.len() + edge.len() < wanted + 2 {
            return Err(DemoError::Impossible("too few persons for WJ01".to_owned()));
        }
        list.extend(all.clone().take(wanted).map(one));
        if month == 20 {
            let open: Vec<usize> = edge.iter().rev().take(2).copied().collect();
            for index in open {
                take(world, index);
                list.push(OneOff { returned: true, ..one(index) });
            }
        }
    }
    Ok(())
}

/// LS01: the listed cases of 2022, and cases of 2021 that give the month totals.
fn assistance(world: &mut World, list: &mut Vec<OneOff>) -> Result<(), DemoError> {
    let mut cases = earlier_cases(world)?;
    cases.extend(world.data.cases.clone());
    for (month, amount) in cases {
        let draft = applicant(world, list, month)?;
        list.push(OneOff { draft, programme: "LS01", month, amount, returned: false });
    }
    // S13: one grant of March 2022 came back.
    let draft = applicant(world, list, 14)?;
    take(world, draft);
    list.push(OneOff { draft, programme: "LS01", month: 14, amount: 100_000, returned: true });
    Ok(())
}

fn applicant(world: &mut World, list: &[OneOff], month: Month) -> Result<usize, DemoError> {
    loop {
        let found = find(world, |draft| plain(draft) && (30..75).contains(&draft.age()) && draft.present_in(month))?;
        if list.iter().all(|payment| payment.draft != found) {
            return Ok(found);
        }
    }
}

/// Each month of 2021 splits into pairs around its mean.
fn earlier_cases(world: &mut World) -> Result<Vec<(Month, i64)>, DemoError> {
    let mut cases = Vec::new();
    for month in 0..JAN22 {
        let plan = world.data.tier("LS01")?;
        let (count, total) = (plan.count(month), plan.total(month));
        let each = total / i64::try_from(count).unwrap_or(1).max(1);
        for pair in 0..count / 2 {
            let shift = if pair == 0 { 0 } else { i64::from(world.rng.range(1, 14)) * 10_000 };
            cases.extend([(month, each - shift), (month, each + shift)]);
        }
        let given: i64 = cases.iter().filter(|case| case.0 == month).map(|case| case.1).sum();
        if count % 2 == 1 {
            cases.push((month, total - given));
        }
    }
    Ok(cases)
}
