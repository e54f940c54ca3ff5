//! Shares of every member: ten for being one, the rest by years of farming.

use chrono::NaiveDate;
use entity::{money::Fen, vocab::Rounding};

use super::{cast::People, data::Figures, seats::Seat};
use crate::{
    demo::{calendar::age_on, dataset::DemoError},
    dividends::rules::allocate::{Part, allocate},
};

/// Population shares of everybody.
const POPULATION: i64 = 10;

/// Shares of one member by class.
#[derive(Debug, Clone, Copy, Default)]
pub struct Grant {
    pub population: i64,
    pub farming: i64,
}

/// What everybody gets, in the order of `seats`: those who stay hold exactly the shares of the figures; nobody holds
/// any where heads count.
pub fn grants(people: People<'_>, figures: &Figures, seats: &[Seat]) -> Result<Vec<Grant>, DemoError> {
    let Some(all) = figures.shares else {
        return Ok(vec![Grant::default(); seats.len()]);
    };
    let years = |seat: &Seat| farming_years(people, seat, figures.founded_on());
    let part =
        |(number, seat): (i32, &Seat)| Part { number, weight: if seat.left.is_some() { 0 } else { years(seat) } };
    let parts: Vec<Part> = (1..).zip(seats).map(part).collect();
    let stay = seats.iter().filter(|seat| seat.left.is_none()).count();
    let rest = all - POPULATION * i64::try_from(stay).unwrap_or_default();
    let divided = allocate(Fen(rest), &parts, Rounding::LargestRemainder);
    let divided =
        divided.map_err(|error| DemoError::Impossible(format!("shares of {}: {error:?}", figures.unit_no)))?;
    let grant = |(seat, farming): (&Seat, i64)| {
        let gone = years(seat) * rest / divided.total_weight.max(1);
        Grant { population: POPULATION, farming: if seat.left.is_some() { gone } else { farming } }
    };
    let portions = divided.portions.iter().map(|portion| portion.amount.0);
    Ok(seats.iter().zip(portions).map(grant).collect())
}

/// Years from 16 on until the register was drawn up, at most 40.
fn farming_years(people: People<'_>, seat: &Seat, founded_on: NaiveDate) -> i64 {
    let age = people.get(seat.person).map_or(0, |person| age_on(person.birth_date, founded_on));
    i64::from((age - 16).clamp(0, 40))
}
