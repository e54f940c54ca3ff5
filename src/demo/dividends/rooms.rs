//! Filling the registers of a village, household by household.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::NaiveDate;
use entity::vocab::{DistributingUnitKind, MembershipReason};

use super::{
    cast::{People, Role},
    data::Figures,
};
use crate::demo::dataset::DemoError;

/// A register being filled.
pub struct Room {
    /// Index of the unit.
    pub unit: usize,
    pub founded_on: NaiveDate,
    /// Why a living member leaves, if one does.
    pub leaver: Option<MembershipReason>,
    by_head: bool,
    new: bool,
    /// Founding members wanted.
    seats: usize,
    /// Members who join beyond those who follow the dead.
    growth: usize,
    deaths: usize,
    pub founders: Vec<usize>,
    /// Children and wives who join.
    pub newcomers: Vec<usize>,
    /// Adults who join because their membership is confirmed again.
    pub confirmed: Vec<usize>,
}

/// A household, as indexes of persons.
struct Home {
    persons: Vec<usize>,
    newcomers: usize,
    deaths: usize,
    /// Somebody dies before the payout.
    late: bool,
}

impl Room {
    /// An empty register.
    pub fn new(unit: usize, figures: &Figures, leaver: Option<MembershipReason>) -> Self {
        let new = figures.is_new();
        let (before, after) = (figures.members(2021), figures.members(2022));
        Self {
            unit,
            founded_on: figures.founded_on(),
            leaver,
            by_head: figures.kind == DistributingUnitKind::VillagerGroup,
            new,
            seats: if new { after } else { before },
            growth: if new { 0 } else { after.saturating_sub(before) + usize::from(leaver.is_some()) },
            deaths: 0,
            founders: Vec::new(),
            newcomers: Vec::new(),
            confirmed: Vec::new(),
        }
    }

    fn free(&self) -> usize {
        self.seats.saturating_sub(self.founders.len())
    }

    /// How many may still join later.
    fn budget(&self) -> usize {
        (self.growth + self.deaths).saturating_sub(self.newcomers.len() + self.confirmed.len())
    }

    fn fits(&self, home: &Home) -> bool {
        home.persons.len() - home.newcomers <= self.free()
            && home.newcomers <= self.budget() + home.deaths
            && (self.by_head || !home.late)
    }

    fn take(&mut self, people: People<'_>, home: &Home) {
        for person in &home.persons {
            match people.role(*person) {
                Role::Born | Role::Bride(_) => self.newcomers.push(*person),
                _ => self.founders.push(*person),
            }
        }
        self.deaths += home.deaths;
    }

    /// Fills up with households that fit; from large ones an adult joins later while wanted.
    fn fill(&mut self, people: People<'_>, homes: &mut Vec<Home>) -> Result<(), DemoError> {
        while self.free() > 0 {
            let Some(place) = homes.iter().position(|home| home.persons.len() <= self.free()) else {
                return self.split(homes);
            };
            let home = homes.remove(place);
            let later = if self.budget() > 0 { home.spare(people) } else { None };
            self.confirmed.extend(later);
            self.founders.extend(home.persons.into_iter().filter(|person| Some(*person) != later));
        }
        Ok(())
    }

    /// Takes a part of a household that is too large.
    fn split(&mut self, homes: &mut [Home]) -> Result<(), DemoError> {
        let free = self.free();
        let Some(home) = homes.first_mut() else {
            return Err(DemoError::Impossible(format!("no households left for unit {}", self.unit + 1)));
        };
        self.founders.extend(home.persons.drain(..free));
        Ok(())
    }
}

impl Home {
    fn new(people: People<'_>, persons: Vec<usize>) -> Self {
        let count = |part: fn(Role) -> bool| persons.iter().filter(|person| part(people.role(**person))).count();
        Self {
            newcomers: count(|role| matches!(role, Role::Born | Role::Bride(_))),
            deaths: count(|role| matches!(role, Role::Dies(_))),
            late: count(|role| role == Role::Late) > 0,
            persons,
        }
    }

    fn is_plain(&self) -> bool {
        self.newcomers == 0 && self.deaths == 0 && !self.late
    }

    /// The last adult of a large household.
    fn spare(&self, people: People<'_>) -> Option<usize> {
        let adults: Vec<usize> = self.persons.iter().copied().filter(|person| people.adult(*person)).collect();
        if self.persons.len() >= 4 && adults.len() >= 3 { adults.last().copied() } else { None }
    }
}

/// Fills the registers of a village and answers the adults who are on none.
pub fn settle(people: People<'_>, village: usize, rooms: &mut [Room]) -> Result<Vec<usize>, DemoError> {
    rooms.sort_by_key(|room| room.new);
    let (mut homes, mut special): (Vec<Home>, Vec<Home>) = homes(people, village).into_iter().partition(Home::is_plain);
    special.sort_by_key(|home| Reverse(home.deaths));
    deal(people, &special, rooms)?;
    for room in rooms.iter_mut() {
        room.fill(people, &mut homes)?;
    }
    let mut pool = homes.into_iter().flat_map(|home| home.persons).filter(|person| people.adult(*person));
    for room in rooms.iter_mut() {
        while room.budget() > 0 {
            let Some(person) = pool.next() else {
                return Err(DemoError::Impossible(format!("nobody left to join unit {}", room.unit + 1)));
            };
            room.confirmed.push(person);
        }
    }
    Ok(pool.collect())
}

fn homes(people: People<'_>, village: usize) -> Vec<Home> {
    let mut homes: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (index, person) in people.persons.iter().enumerate() {
        if person.unit == village && people.role(index) != Role::Out {
            homes.entry(person.household).or_default().push(index);
        }
    }
    homes.into_values().map(|persons| Home::new(people, persons)).collect()
}

/// Deals the households with a part to the registers that exist in both years, in turn.
fn deal(people: People<'_>, homes: &[Home], rooms: &mut [Room]) -> Result<(), DemoError> {
    let old = rooms.iter().filter(|room| !room.new).count();
    let mut next = 0;
    for home in homes {
        let mut turn = (0..old).map(|step| (next + step) % old);
        let Some(place) = turn.find(|place| rooms.get(*place).is_some_and(|room| room.fits(home))) else {
            return Err(DemoError::Impossible("a household fits into no unit".to_owned()));
        };
        if let Some(room) = rooms.get_mut(place) {
            room.take(people, home);
        }
        next = place + 1;
    }
    Ok(())
}
