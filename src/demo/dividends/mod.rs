//! Dividends of the demo data: 132 distributing units, their registers, the plans of 2021 and 2022.
//!
//! Planning works from the figures to the people: a register is filled household by household up to its members of
//! 2021, those who come and go until the record date of 2022 are cast first. Everything else follows by the rules
//! of the domain: memberships and holdings from events, lines from the register and the sum to distribute.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{BankReturnCode, LifeEventKind, PayoutState, RecordOrigin, Sex, UnclaimedReason},
};

use super::facts::{Facts, Resident};
use crate::dividends::model::{Event, Holding, Line, Member, Membership, Objection, Plan, Step, Unit, Vote};

mod cast;
mod coop;
mod copies;
mod data;
mod dates;
mod generate;
mod lines;
mod plans;
mod registers;
mod rooms;
pub mod rows;
mod seats;
mod shares;
mod steps;
mod unclaimed;

pub use copies::copy;
pub use generate::generate;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_rules;

/// Somebody who may be on a register.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub resident: i64,
    pub household: i64,
    pub name: String,
    /// Index of the hukou unit in ascending order of division codes (0-11).
    pub unit: usize,
    pub female: bool,
    pub birth_date: NaiveDate,
    pub died_on: Option<NaiveDate>,
    pub married_on: Option<NaiveDate>,
}

/// Everything about dividends that the demo loads. Ids are per table, dense and start at 1 in list order.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct DividendFacts {
    pub units: Vec<Unit>,
    pub members: Vec<MemberFact>,
    pub events: Vec<Event>,
    pub memberships: Vec<Membership>,
    pub holdings: Vec<Holding>,
    pub plans: Vec<Plan>,
    pub steps: Vec<Step>,
    pub votes: Vec<Vote>,
    pub objections: Vec<Objection>,
    pub lines: Vec<LineFact>,
}

/// A person on the register of a unit, the account in plain words.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberFact {
    pub id: i64,
    pub collective_id: i64,
    pub distributing_unit_id: i64,
    /// Member number within the unit.
    pub number: i32,
    /// Canonical record of the person.
    pub resident_id: i64,
    pub name: String,
    /// 19-digit card number; none without a card.
    pub account: Option<String>,
}

/// What one participant of a plan gets, the account in plain words.
#[derive(Debug, Clone, PartialEq)]
pub struct LineFact {
    pub id: i64,
    pub collective_id: i64,
    pub distributing_unit_id: i64,
    pub plan_id: i64,
    pub year: i32,
    pub member_id: i64,
    /// Canonical record of the person.
    pub resident_id: i64,
    pub number: i32,
    pub name: String,
    /// Shares on the record date; 1 for a head.
    pub shares: i64,
    pub amount_fen: Fen,
    /// Fen that came from the remainder.
    pub extra_fen: Fen,
    pub account: Option<String>,
    pub state: PayoutState,
    pub reason: Option<UnclaimedReason>,
    pub reference: String,
    pub sent_on: Option<NaiveDate>,
    pub return_code: Option<BankReturnCode>,
    pub unclaimed_on: Option<NaiveDate>,
    pub settled_on: Option<NaiveDate>,
}

impl MemberFact {
    /// The row, with the account as sealed.
    #[must_use]
    pub fn row(&self, account_cipher: Option<Vec<u8>>) -> Member {
        Member {
            id: self.id,
            collective_id: self.collective_id,
            distributing_unit_id: self.distributing_unit_id,
            number: self.number,
            resident_id: self.resident_id,
            person_id: self.resident_id,
            name: self.name.clone(),
            account_cipher,
            origin: RecordOrigin::History,
        }
    }
}

impl LineFact {
    /// The row, with the account as sealed.
    #[must_use]
    pub fn row(&self, account_cipher: Option<Vec<u8>>) -> Line {
        Line {
            id: self.id,
            collective_id: self.collective_id,
            distributing_unit_id: self.distributing_unit_id,
            plan_id: self.plan_id,
            year: self.year,
            parent_id: None,
            member_id: self.member_id,
            resident_id: Some(self.resident_id),
            person_id: Some(self.resident_id),
            number: self.number,
            name: self.name.clone(),
            shares: self.shares,
            amount_fen: self.amount_fen,
            extra_fen: self.extra_fen,
            account_cipher,
            state: self.state,
            reason: self.reason,
            reference: self.reference.clone(),
            sent_on: self.sent_on,
            return_code: self.return_code,
            unclaimed_on: self.unclaimed_on,
            settled_on: self.settled_on,
            document: None,
            origin: RecordOrigin::History,
        }
    }
}

/// Who may be on a register: canonical records in id order, the dead too, but nobody whose hukou left the street or
/// came to it only in the years of the data.
#[must_use]
pub fn persons(facts: &Facts) -> Vec<Person> {
    let (mut weddings, mut arrivals) = (BTreeMap::new(), BTreeSet::new());
    for event in &facts.life_events {
        match event.kind {
            LifeEventKind::Marriage => {
                weddings.insert(event.resident, event.happened_on);
            }
            LifeEventKind::MovedIn => {
                arrivals.insert(event.resident);
            }
            LifeEventKind::Death | LifeEventKind::MovedOut => {}
        }
    }
    let settled = |row: &&Resident| row.person == row.id && row.moved_out_on.is_none() && !arrivals.contains(&row.id);
    let person = |row: &Resident| Person {
        resident: row.id,
        household: row.household,
        name: row.name.clone(),
        unit: row.hukou_unit,
        female: row.sex == Sex::Female,
        birth_date: row.birth_date,
        died_on: row.died_on,
        married_on: weddings.get(&row.id).copied(),
    };
    facts.residents.iter().filter(settled).map(person).collect()
}
