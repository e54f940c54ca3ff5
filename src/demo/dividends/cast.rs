//! Who plays which part between the record dates.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{Person, dates::record_date};
use crate::demo::{calendar::age_on, dataset::DemoError};

/// Members who die between the record dates.
const DEATHS: usize = 141;
/// Members who die before the payout of 2022.
const PENDING: usize = 12;
const BIRTHS: usize = 186;
const BRIDES: usize = 121;

/// A person's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// On no register.
    Out,
    /// Alive, nothing special.
    Plain,
    /// Dies between the record dates.
    Dies(NaiveDate),
    /// Dies after the record date of 2022, before the payout.
    Late,
    /// A child who joins between the record dates.
    Born,
    /// A wife who joins between the record dates, after the wedding.
    Bride(NaiveDate),
}

/// Everybody with their parts.
#[derive(Clone, Copy)]
pub struct People<'a> {
    pub persons: &'a [Person],
    pub roles: &'a [Role],
}

impl<'a> People<'a> {
    /// The person of an index.
    pub fn get(self, index: usize) -> Option<&'a Person> {
        self.persons.get(index)
    }

    /// The part of an index.
    pub fn role(self, index: usize) -> Role {
        self.roles.get(index).copied().unwrap_or(Role::Out)
    }

    /// Age on the record date of 2021.
    pub fn age(self, index: usize) -> i32 {
        self.get(index).map_or(0, |person| age_on(person.birth_date, record_date(2021)))
    }

    /// Whether of age on the record date of 2021.
    pub fn adult(self, index: usize) -> bool {
        self.age(index) >= 18
    }
}

/// The parts of all persons; only those of `villages` have one.
pub fn cast(persons: &[Person], villages: &BTreeSet<usize>) -> Result<Vec<Role>, DemoError> {
    let (before, after) = (record_date(2021), record_date(2022));
    let first = |person: &Person| {
        let gone = person.died_on.is_some_and(|day| day < before || day == after);
        let here = villages.contains(&person.unit) && person.birth_date <= after;
        if here && !gone { Role::Plain } else { Role::Out }
    };
    let mut roles: Vec<Role> = persons.iter().map(first).collect();
    let dies = |person: &Person| {
        let died = person.died_on.filter(|day| *day < after);
        died.map(|day| (day.num_days_from_ce(), Role::Dies(day)))
    };
    give(persons, &mut roles, (DEATHS, Role::Out), dies)?;
    let late = |person: &Person| person.died_on.map(|day| (day.num_days_from_ce(), Role::Late));
    give(persons, &mut roles, (PENDING, Role::Out), late)?;
    let born = |person: &Person| Some((-person.birth_date.num_days_from_ce(), Role::Born));
    give(persons, &mut roles, (BIRTHS, Role::Plain), born)?;
    let bride = |person: &Person| {
        let wed = person.married_on.filter(|day| person.female && *day <= after);
        wed.map(|day| (day.num_days_from_ce(), Role::Bride(day)))
    };
    give(persons, &mut roles, (BRIDES, Role::Plain), bride)?;
    Ok(roles)
}

/// Gives their part to the first `count` of those it could be, and `rest` to the others of them.
fn give(
    persons: &[Person],
    roles: &mut [Role],
    (count, rest): (usize, Role),
    part: impl Fn(&Person) -> Option<(i32, Role)>,
) -> Result<(), DemoError> {
    let mut candidates: Vec<(i32, usize, Role)> = Vec::new();
    for (index, (person, role)) in persons.iter().zip(roles.iter()).enumerate() {
        if *role == Role::Plain
            && let Some((order, wanted)) = part(person)
        {
            candidates.push((order, index, wanted));
        }
    }
    if candidates.len() < count {
        return Err(DemoError::Impossible(format!("{} of {count} persons for a part", candidates.len())));
    }
    candidates.sort_by_key(|(order, index, _)| (*order, *index));
    for (place, (_, index, wanted)) in candidates.into_iter().enumerate() {
        if let Some(slot) = roles.get_mut(index) {
            *slot = if place < count { wanted } else { rest };
        }
    }
    Ok(())
}
