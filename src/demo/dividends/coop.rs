//! Who holds shares of the co-operative: members of groups, and adults of the village who are in no group.

use std::collections::BTreeSet;

use entity::vocab::MembershipReason;

use super::{
    cast::{People, Role},
    data::Figures,
    seats::{Seat, spread},
};
use crate::demo::{dataset::DemoError, random::Random};

/// Holders who are in a group too, on the record dates of 2021 and 2022.
const OVERLAP: [usize; 2] = [1_109, 1_126];

/// The seats of the co-operative; `pool` are adults of its village who are in no group.
pub fn seats(
    people: People<'_>,
    rng: &mut Random,
    coop: &Figures,
    groups: &[(&Figures, &[Seat])],
    pool: &[usize],
) -> Result<Vec<Seat>, DemoError> {
    let stays = |seat: &&Seat| seat.stays() && people.role(seat.person) == Role::Plain && people.adult(seat.person);
    let of_village = groups.iter().filter(|(figures, _)| figures.village() == coop.village() && !figures.is_new());
    let stayers: Vec<usize> =
        of_village.flat_map(|(_, seats)| seats.iter()).filter(stays).map(|seat| seat.person).collect();
    let [before, after] = OVERLAP;
    let both = spread(&stayers, after);
    let alone = spread(pool, coop.members(2022).saturating_sub(after));
    let mut late: BTreeSet<usize> = spread(&both, after - before).into_iter().collect();
    let joining = (coop.members(2022) - coop.members(2021)).saturating_sub(late.len());
    late.extend(spread(&alone, joining));
    let mut persons: Vec<usize> = both.into_iter().chain(alone).collect();
    persons.sort_unstable();
    if persons.len() != coop.members(2022) {
        return Err(DemoError::Impossible(format!("{} holders of shares of the co-operative", persons.len())));
    }
    let (joining, founders): (Vec<usize>, Vec<usize>) = persons.into_iter().partition(|person| late.contains(person));
    let founder = |person: usize| Seat {
        person,
        joined_on: coop.founded_on(),
        joined_by: MembershipReason::Founding,
        left: None,
    };
    let mut seats: Vec<Seat> = founders.into_iter().map(founder).collect();
    let mut joining: Vec<Seat> = joining.into_iter().map(|person| Seat::confirmed(rng, person)).collect();
    joining.sort_by_key(|seat| (seat.joined_on, seat.person));
    seats.extend(joining);
    Ok(seats)
}
