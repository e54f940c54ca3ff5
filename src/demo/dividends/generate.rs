//! Draws up the registers and plans of all units.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
};

use entity::vocab::MembershipReason;

use super::{
    DividendFacts, Person,
    cast::{People, cast},
    coop,
    copies::bind,
    data::{Figures, figures},
    plans::Treasurer,
    registers::{Book, Clerk},
    rooms::{Room, settle},
    seats::{Seat, seats, spread},
    unclaimed,
};
use crate::demo::{dataset::DemoError, leases::Collective, random::Random};

const SEED: u64 = 0xD1F1_2022_0132;
/// Living members who leave between the record dates, by reason.
const LEAVERS: [(MembershipReason, usize); 3] =
    [(MembershipReason::JoinedOtherCollective, 27), (MembershipReason::CivilServant, 9), (MembershipReason::Other, 6)];

/// The dividends of the demo data; `persons` in id order.
///
/// # Errors
/// The figures cannot be met by these persons.
pub fn generate(persons: &[Person], collectives: &[Collective]) -> Result<DividendFacts, DemoError> {
    let figures = figures()?;
    let villages: BTreeSet<usize> = figures.iter().map(Figures::village).collect();
    let roles = cast(persons, &villages)?;
    let people = People { persons, roles: &roles };
    let mut rng = Random::new(SEED);
    let rosters = rosters(people, &mut rng, &figures, &villages)?;
    let held = unclaimed::pick(people, &mut rng, &figures, &rosters)?;
    let mut facts = DividendFacts::default();
    let mut books: Vec<Book<'_>> = Vec::new();
    for (index, (figures, seats)) in figures.iter().zip(&rosters).enumerate() {
        let owner = collectives.iter().find(|collective| collective.unit == figures.village());
        let owner = owner.ok_or_else(|| DemoError::Impossible(format!("no collective for {}", figures.name)))?;
        let of_unit = held.iter().filter(|((unit, _), _)| *unit == index);
        let of_unit: BTreeMap<usize, _> = of_unit.map(|((_, place), reason)| (*place, *reason)).collect();
        let mut clerk = Clerk { people, facts: &mut facts };
        books.push(clerk.book(figures, owner, seats, &of_unit)?);
    }
    for year in [2021, 2022] {
        for book in books.iter().filter(|book| book.figures.members(year) > 0) {
            Treasurer { rng: &mut rng, facts: &mut facts, book, year }.plan()?;
        }
    }
    bind(&mut facts);
    Ok(facts)
}

/// The seats of every unit.
fn rosters(
    people: People<'_>,
    rng: &mut Random,
    figures: &[Figures],
    villages: &BTreeSet<usize>,
) -> Result<Vec<Vec<Seat>>, DemoError> {
    let leavers = leavers(rng, figures);
    let mut rosters: Vec<Vec<Seat>> = vec![Vec::new(); figures.len()];
    let mut pools: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for village in villages {
        let groups = figures.iter().enumerate().filter(|(_, unit)| unit.village() == *village && !unit.is_coop());
        let mut rooms: Vec<Room> =
            groups.map(|(index, unit)| Room::new(index, unit, leavers.get(&index).copied())).collect();
        pools.insert(*village, settle(people, *village, &mut rooms)?);
        for room in &rooms {
            let filled = seats(people, rng, room)?;
            if let Some(roster) = rosters.get_mut(room.unit) {
                *roster = filled;
            }
        }
    }
    for (index, unit) in figures.iter().enumerate().filter(|(_, unit)| unit.is_coop()) {
        let pool = pools.get(&unit.village()).map(Vec::as_slice).unwrap_or_default();
        let groups: Vec<(&Figures, &[Seat])> = figures.iter().zip(rosters.iter().map(Vec::as_slice)).collect();
        let filled = coop::seats(people, rng, unit, &groups, pool)?;
        if let Some(roster) = rosters.get_mut(index) {
            *roster = filled;
        }
    }
    Ok(rosters)
}

/// Old groups that somebody leaves alive, and why.
fn leavers(rng: &mut Random, figures: &[Figures]) -> BTreeMap<usize, MembershipReason> {
    let mut reasons: Vec<MembershipReason> =
        LEAVERS.iter().flat_map(|(reason, count)| iter::repeat_n(*reason, *count)).collect();
    rng.shuffle(&mut reasons);
    let old = figures.iter().enumerate().filter(|(_, unit)| !unit.is_coop() && !unit.is_new());
    let old: Vec<usize> = old.map(|(index, _)| index).collect();
    spread(&old, reasons.len()).into_iter().zip(reasons).collect()
}
