//! Which lines of 2022 nobody claims: 46 of them, to an exact sum.

use std::{collections::BTreeMap, iter};

use entity::vocab::{MembershipReason, UnclaimedReason};

use super::{
    cast::{People, Role},
    data::Figures,
    seats::{Seat, spread},
};
use crate::demo::{dataset::DemoError, random::Random};

/// Sum of all unclaimed lines in fen.
const TOTAL: i64 = 4_128_000;
const NO_CARD: usize = 21;
const RETURNED: usize = 9;
/// Disputed lines before the two that make the sum exact.
const DISPUTED: usize = 2;

/// Why a line is unclaimed, by index of the unit and of the seat.
pub type Held = BTreeMap<(usize, usize), UnclaimedReason>;

/// The unclaimed lines; heads only, so that a line is as much as the figures say.
pub fn pick(
    people: People<'_>,
    rng: &mut Random,
    figures: &[Figures],
    rosters: &[Vec<Seat>],
) -> Result<Held, DemoError> {
    let mut held = pending(people, rosters);
    let price = |unit: usize| figures.get(unit).and_then(|unit| unit.per_head_fen).unwrap_or_default();
    let open = TOTAL - held.keys().map(|(unit, _)| price(*unit)).sum::<i64>();
    let heads = |(index, (unit, seats)): &(usize, (&Figures, &Vec<Seat>))| {
        let free = !held.keys().any(|(taken, _)| taken == index);
        unit.per_head_fen.is_some() && !unit.is_new() && free && seats.iter().any(confirmed)
    };
    let groups = figures.iter().zip(rosters).enumerate().filter(heads);
    let groups: Vec<usize> = groups.map(|(index, _)| index).collect();
    let units = search(&groups, open, &price);
    let units = units.ok_or_else(|| DemoError::Impossible("the sum of unclaimed lines".to_owned()))?;
    let mut reasons: Vec<UnclaimedReason> = iter::repeat_n(UnclaimedReason::NoBankCard, NO_CARD)
        .chain(iter::repeat_n(UnclaimedReason::ReturnedByBank, RETURNED))
        .chain(iter::repeat_n(UnclaimedReason::Disputed, DISPUTED))
        .collect();
    rng.shuffle(&mut reasons);
    reasons.extend([UnclaimedReason::Disputed; 2]);
    for (unit, reason) in units.into_iter().zip(reasons) {
        let seats = rosters.get(unit).map(Vec::as_slice).unwrap_or_default();
        let suits = |seat: &Seat| match reason {
            UnclaimedReason::NoBankCard => confirmed(seat),
            _ => seat.stays() && people.role(seat.person) == Role::Plain && people.adult(seat.person),
        };
        let places: Vec<usize> =
            seats.iter().enumerate().filter(|(_, seat)| suits(seat)).map(|(place, _)| place).collect();
        let place = rng.pick(&places).ok_or_else(|| DemoError::Impossible(format!("unclaimed line {}", unit + 1)))?;
        held.insert((unit, place), reason);
    }
    Ok(held)
}

/// The lines of those who die before the payout.
fn pending(people: People<'_>, rosters: &[Vec<Seat>]) -> Held {
    let mut held = Held::new();
    for (unit, seats) in rosters.iter().enumerate() {
        for (place, seat) in seats.iter().enumerate() {
            if people.role(seat.person) == Role::Late {
                held.insert((unit, place), UnclaimedReason::DeceasedInheritancePending);
            }
        }
    }
    held
}

/// Joined in 2022, so that nothing was ever paid without a card.
fn confirmed(seat: &Seat) -> bool {
    seat.joined_by == MembershipReason::Reconfirmed
}

/// Units that come to `open`, one line each: evenly spread, and a pair that makes the sum exact.
fn search(groups: &[usize], open: i64, price: &impl Fn(usize) -> i64) -> Option<Vec<usize>> {
    (0..groups.len()).find_map(|offset| {
        let mut turned = groups.to_vec();
        turned.rotate_left(offset);
        let mut chosen = spread(&turned, NO_CARD + RETURNED + DISPUTED);
        let left = open - chosen.iter().map(|unit| price(*unit)).sum::<i64>();
        let rest: Vec<usize> = turned.into_iter().filter(|unit| !chosen.contains(unit)).collect();
        let pair = rest.iter().find_map(|one| {
            let fits = |other: &&usize| *other > one && price(*one) + price(**other) == left;
            rest.iter().find(fits).map(|other| [*one, *other])
        })?;
        chosen.extend(pair);
        Some(chosen)
    })
}
