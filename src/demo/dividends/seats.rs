//! From a filled register to who is a member when, and why.

use chrono::NaiveDate;
use entity::vocab::MembershipReason;

use super::{
    cast::{People, Role},
    dates::{between, record_date},
    rooms::Room,
};
use crate::demo::{
    calendar::{day, plus},
    dataset::DemoError,
    random::Random,
};

/// One person's place on a register; lists of seats are in the order of member numbers.
#[derive(Debug, Clone, Copy)]
pub struct Seat {
    /// Index of the person.
    pub person: usize,
    pub joined_on: NaiveDate,
    pub joined_by: MembershipReason,
    /// First day on which no longer a member, and why.
    pub left: Option<(NaiveDate, MembershipReason)>,
}

impl Seat {
    /// Somebody whose membership is confirmed again between the record dates.
    pub fn confirmed(rng: &mut Random, person: usize) -> Self {
        let joined_on = between(rng, record_date(2021));
        Self { person, joined_on, joined_by: MembershipReason::Reconfirmed, left: None }
    }

    /// Whether a member on both record dates.
    pub fn stays(&self) -> bool {
        self.left.is_none() && self.joined_on <= record_date(2021)
    }
}

/// `count` of a list, evenly spread.
pub fn spread<T: Copy>(list: &[T], count: usize) -> Vec<T> {
    let all = list.len();
    let chosen = |place: usize| (place + 1) * count / all > place * count / all;
    list.iter().enumerate().filter(|(place, _)| chosen(*place)).map(|(_, item)| *item).collect()
}

/// The seats of a filled register.
pub fn seats(people: People<'_>, rng: &mut Random, room: &Room) -> Result<Vec<Seat>, DemoError> {
    let leaver = match room.leaver {
        Some(reason) => Some((leaver(people, rng, room, reason)?, reason)),
        None => None,
    };
    let mut founders = room.founders.clone();
    founders.sort_by_key(|index| (people.get(*index).map(|person| person.household), *index));
    let mut seats: Vec<Seat> = founders.into_iter().map(|index| founder(people, index, room.founded_on)).collect();
    for seat in &mut seats {
        seat.left = match (people.role(seat.person), leaver) {
            (Role::Dies(day), _) => Some((plus(day, 1), MembershipReason::Death)),
            (_, Some((person, reason))) if person == seat.person => Some((between(rng, record_date(2021)), reason)),
            _ => None,
        };
    }
    let joining = room.newcomers.iter().chain(&room.confirmed);
    let mut joining: Vec<Seat> = joining.map(|index| joiner(people, rng, *index)).collect();
    joining.sort_by_key(|seat| (seat.joined_on, seat.person));
    seats.extend(joining);
    Ok(seats)
}

/// A living member who leaves for `reason`.
fn leaver(people: People<'_>, rng: &mut Random, room: &Room, reason: MembershipReason) -> Result<usize, DemoError> {
    let other = reason == MembershipReason::JoinedOtherCollective;
    let ages = match reason {
        MembershipReason::JoinedOtherCollective => 20..=35,
        MembershipReason::CivilServant => 22..=32,
        _ => 25..=60,
    };
    let fits = |index: &usize| {
        let female = people.get(*index).is_some_and(|person| person.female);
        people.role(*index) == Role::Plain && ages.contains(&people.age(*index)) && (female || !other)
    };
    let list: Vec<usize> = room.founders.iter().copied().filter(fits).collect();
    let leaver = rng.pick(&list);
    leaver.ok_or_else(|| DemoError::Impossible(format!("nobody who could leave unit {}", room.unit + 1)))
}

/// A member since the register was drawn up, or since soon after birth.
fn founder(people: People<'_>, person: usize, founded_on: NaiveDate) -> Seat {
    let born = people.get(person).map(|person| person.birth_date).filter(|born| *born > founded_on);
    let (joined_on, joined_by) = match born {
        Some(born) => (plus(born, 30), MembershipReason::Birth),
        None => (founded_on, MembershipReason::Founding),
    };
    Seat { person, joined_on, joined_by, left: None }
}

/// A member who joins between the record dates.
fn joiner(people: People<'_>, rng: &mut Random, person: usize) -> Seat {
    let born = people.get(person).map_or(day(2021, 1, 1), |person| person.birth_date);
    let (joined_on, joined_by) = match people.role(person) {
        Role::Born if born > record_date(2021) => {
            (plus(born, rng.range(12, 30)).min(record_date(2022)), MembershipReason::Birth)
        }
        Role::Born => (between(rng, record_date(2021)), MembershipReason::Birth),
        Role::Bride(wed) => (between(rng, plus(wed, 15)), MembershipReason::MarriageIn),
        _ => return Seat::confirmed(rng, person),
    };
    Seat { person, joined_on, joined_by, left: None }
}
