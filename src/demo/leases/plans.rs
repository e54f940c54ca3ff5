//! The plan of a village: which lease is which, and what it costs.

use chrono::{Datelike, NaiveDate};
use entity::{
    area::Area,
    money::Fen,
    vocab::{AssetKind, PayCycle},
};

use super::{
    dates::{on, plus, workday},
    kinds::{self, HUNDRED},
    plants::{Act, CAMPAIGN, Close, Plant, Term},
    plants_live::LIVE,
    villages::{KINDS, Village},
};
use crate::{
    assets::{
        model::{Escalation, Rise},
        rules::schedule::add_months,
    },
    demo::random::Random,
};

/// Kinds of the leases that end early in 2023.
const EXPIRING: [AssetKind; 6] =
    [AssetKind::Shop, AssetKind::Factory, AssetKind::Warehouse, AssetKind::Shop, AssetKind::Site, AssetKind::Office];
/// Kinds of the leases whose rent rises early in 2023.
const STEPPING: [AssetKind; 2] = [AssetKind::Factory, AssetKind::Shop];

/// A lease before it is drawn up.
pub struct Plan {
    pub kind: AssetKind,
    pub start: NaiveDate,
    pub months: u32,
    pub cycle: PayCycle,
    /// Days from the start (or from the end of the first period) to the first due date.
    pub due_in: i32,
    pub in_advance: bool,
    pub escalation: Option<Escalation>,
    pub rent_free: i32,
    pub area: Area,
    /// Annual rent of the first version.
    pub rent: Fen,
    pub acts: &'static [Act],
    pub loops: &'static [Close],
    /// Day of the visit in the campaign.
    pub inspected: NaiveDate,
    /// Drawn at will.
    pub plain: bool,
}

/// What a lease is there for.
#[derive(Clone, Copy)]
enum Role {
    Planted(&'static Plant),
    Expiring,
    Stepping,
    Plain,
}

/// Area, first rent, rent at the end of 2022.
#[derive(Clone, Copy)]
struct Price {
    area: Area,
    first: Fen,
    last: Fen,
}

/// The leases of a village, by kind.
pub fn plans(rng: &mut Random, index: usize, village: &Village) -> Vec<Plan> {
    let roles: Vec<(AssetKind, Role)> = roles(rng, index, village);
    let prices = prices(rng, village.rent * 100, &roles);
    let pairs = roles.into_iter().zip(prices);
    pairs.map(|((kind, role), price)| plan(rng, kind, role, price)).collect()
}

fn roles(rng: &mut Random, index: usize, village: &Village) -> Vec<(AssetKind, Role)> {
    let mut all = Vec::new();
    for (kind, count) in KINDS.into_iter().zip(village.kinds) {
        let planted = CAMPAIGN.iter().chain(&LIVE).filter(|plant| plant.village == index && plant.kind == kind);
        let mut roles: Vec<Role> = planted.map(Role::Planted).collect();
        let of_kind = |list: &[AssetKind], most: usize| list.iter().take(most).filter(|own| **own == kind).count();
        roles.extend(std::iter::repeat_n(Role::Expiring, of_kind(&EXPIRING, village.expiring)));
        roles.extend(std::iter::repeat_n(Role::Stepping, of_kind(&STEPPING, village.stepping)));
        roles.resize(count, Role::Plain);
        rng.shuffle(&mut roles);
        all.extend(roles.into_iter().map(|role| (kind, role)));
    }
    all
}

/// Prices that sum to `total` fen a year: factories share what the others leave.
fn prices(rng: &mut Random, total: i64, roles: &[(AssetKind, Role)]) -> Vec<Price> {
    let fixed: Vec<Option<Price>> = roles.iter().map(|(kind, role)| fixed_price(rng, *kind, *role)).collect();
    let weights: Vec<i64> =
        fixed.iter().map(|price| if price.is_some() { 0 } else { rng.range(70, 140).into() }).collect();
    let left = total - fixed.iter().flatten().map(|price| price.last.0).sum::<i64>();
    let all: i64 = weights.iter().sum();
    let last = weights.iter().rposition(|weight| *weight > 0);
    let given = |weight: i64| left / HUNDRED * weight / all.max(1) * HUNDRED;
    let remainder = left - weights.iter().map(|weight| given(*weight)).sum::<i64>();
    let mut answer = Vec::new();
    for (at, (price, weight)) in fixed.into_iter().zip(weights).enumerate() {
        let rent = Fen(given(weight) + if last == Some(at) { remainder } else { 0 });
        let drawn =
            |rng: &mut Random| Price { area: kinds::area_for(rng, AssetKind::Factory, rent), first: rent, last: rent };
        answer.push(price.unwrap_or_else(|| drawn(rng)));
    }
    answer
}

/// The price of a lease that does not depend on the others.
fn fixed_price(rng: &mut Random, kind: AssetKind, role: Role) -> Option<Price> {
    let plant = if let Role::Planted(plant) = role { Some(plant) } else { None };
    let first = plant.map_or(Fen(0), |plant| Fen(plant.rent * 100));
    let repriced = plant.and_then(|plant| {
        plant.acts.iter().find_map(|act| match act {
            Act::Reprice { area, rent, .. } => Some((Area(area * 100), Fen(rent * 100))),
            _ => None,
        })
    });
    match repriced {
        Some((area, last)) => Some(Price { area, first, last }),
        None if first.0 > 0 => Some(Price { area: kinds::area_for(rng, kind, first), first, last: first }),
        None if kind == AssetKind::Factory => None,
        None => {
            let (area, rent) = kinds::deal(rng, kind);
            Some(Price { area, first: rent, last: rent })
        }
    }
}

fn plan(rng: &mut Random, kind: AssetKind, role: Role, price: Price) -> Plan {
    let (term, escalation) = match role {
        Role::Planted(plant) => (plant.term, planted_escalation(plant)),
        Role::Expiring => (expiring(rng, kind), None),
        Role::Stepping => stepping(rng, kind),
        Role::Plain => drawn(rng, kind, price.first),
    };
    let (acts, loops): (&[Act], &[Close]) = match role {
        Role::Planted(plant) => (plant.acts, plant.loops),
        _ => (&[], &[]),
    };
    let plain = matches!(role, Role::Plain);
    let afterwards = plain && matches!(term.cycle, PayCycle::Quarter | PayCycle::Month) && rng.chance(12);
    let visit = if loops.is_empty() { rng.range(0, 46) } else { rng.range(36, 42) };
    Plan {
        kind,
        start: on(term.start),
        months: term.months,
        cycle: term.cycle,
        due_in: term.due_in,
        in_advance: !afterwards,
        escalation,
        rent_free: if plain && kind == AssetKind::Factory && rng.chance(10) { 15 } else { 0 },
        area: price.area,
        rent: price.first,
        acts,
        loops,
        inspected: workday(plus(on((2022, 3, 15)), visit)).max(on((2022, 3, 15))),
        plain,
    }
}

/// Terms over three years rise.
fn planted_escalation(plant: &Plant) -> Option<Escalation> {
    (plant.term.months > 36).then_some(Escalation { every_months: 24, by: Rise::BasisPoints(500) })
}

/// A term that ends between 14 January and 31 March 2023.
fn expiring(rng: &mut Random, kind: AssetKind) -> Term {
    let months = rng.pick(&[12, 24, 36, 36]).unwrap_or(24);
    let year = 2023 - i32::try_from(months / 12).unwrap_or(1);
    let (month, day) = rng.pick(&[(1, 15), (2, 1), (2, 10), (2, 15), (3, 1), (3, 1)]).unwrap_or((2, 1));
    let cycle = kinds::cycle(rng, kind);
    Term { start: (year, month, day), months, cycle, due_in: rng.range(0, 9) }
}

/// A term with a rise in January or February 2023.
fn stepping(rng: &mut Random, kind: AssetKind) -> (Term, Option<Escalation>) {
    let year = rng.pick(&[2020, 2021]).unwrap_or(2021);
    let (month, day) = rng.pick(&[(1, 1), (1, 15), (2, 1), (2, 15)]).unwrap_or((2, 1));
    let term = Term { start: (year, month, day), months: 60, cycle: kinds::cycle(rng, kind), due_in: rng.range(0, 9) };
    (term, Some(Escalation { every_months: 12, by: Rise::BasisPoints(300) }))
}

/// A term that goes on well into 2023 and does not rise in its first months.
fn drawn(rng: &mut Random, kind: AssetKind, rent: Fen) -> (Term, Option<Escalation>) {
    let months = kinds::months(rng, kind);
    let escalation = (months > 36 || rng.chance(18)).then(|| escalation(rng, months, rent));
    let since = on((2023, 5, 1)).checked_sub_months(chrono::Months::new(months)).unwrap_or_default();
    let since = since.max(on((2019, 9, 1)));
    let all = (0..40).map(|ahead| add_months(since, ahead)).take_while(|day| *day <= on((2022, 3, 1)));
    let fit: Vec<NaiveDate> = all.filter(|day| escalation.is_none() || day.month() > 3).collect();
    let first = rng.pick(&fit).unwrap_or(on((2021, 6, 1)));
    let day = if first == on((2022, 3, 1)) { 1 } else { rng.pick(&[1, 1, 1, 5, 10, 15, 16, 20]).unwrap_or(1) };
    let start = (first.year(), first.month(), day);
    (Term { start, months, cycle: kinds::cycle(rng, kind), due_in: rng.range(0, 9) }, escalation)
}

fn escalation(rng: &mut Random, months: u32, rent: Fen) -> Escalation {
    let every_months = if months > 36 && rng.chance(30) { 24 } else { 12 };
    let by = match rng.range(0, 3) {
        0 => Rise::Amount(Fen((rent.0 / 50 / HUNDRED).max(1) * HUNDRED)),
        1 => Rise::BasisPoints(500),
        _ => Rise::BasisPoints(300),
    };
    Escalation { every_months, by }
}
