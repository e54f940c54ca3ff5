//! Members and events of a unit, and what the events come to.

use std::{collections::BTreeMap, iter};

use chrono::{Datelike, NaiveDate};
use entity::vocab::{
    DistributingUnitKind, MembershipMode, MembershipReason, RecordOrigin, RegisterEventKind, Rounding, ShareClass,
    UnclaimedReason,
};

use super::{
    DividendFacts, MemberFact, Person,
    cast::People,
    data::Figures,
    seats::Seat,
    shares::{Grant, grants},
};
use crate::{
    demo::{
        calendar::{day, plus},
        dataset::DemoError,
        emit_benefits::luhn_digit,
        leases::Collective,
    },
    dividends::{
        model::{Event, Holding, Membership, Register, Unit},
        rules::register::register,
    },
};

/// A unit with its register.
pub struct Book<'a> {
    pub figures: &'a Figures,
    pub owner: &'a Collective,
    pub unit: Unit,
    /// In the order of member numbers.
    pub members: Vec<MemberFact>,
    pub register: Register,
    /// Why lines of 2022 are unclaimed, by member.
    pub unclaimed: BTreeMap<i64, UnclaimedReason>,
}

/// Keeps the registers.
pub struct Clerk<'a> {
    pub people: People<'a>,
    pub facts: &'a mut DividendFacts,
}

/// A change before it is an event.
#[derive(Clone, Copy)]
struct Change {
    on: NaiveDate,
    number: i32,
    member: i64,
    kind: RegisterEventKind,
    cause: MembershipReason,
    class: Option<ShareClass>,
    shares: i64,
}

/// The next id of a table.
pub fn next_id<T>(table: &[T]) -> i64 {
    i64::try_from(table.len()).unwrap_or_default() + 1
}

impl Clerk<'_> {
    /// Draws up the register of a unit; `unclaimed` says why, by index of the seat.
    pub fn book<'b>(
        &mut self,
        figures: &'b Figures,
        owner: &'b Collective,
        seats: &[Seat],
        unclaimed: &BTreeMap<usize, UnclaimedReason>,
    ) -> Result<Book<'b>, DemoError> {
        let unit = unit(next_id(&self.facts.units), figures, owner.id);
        let first = next_id(&self.facts.members);
        let mut book = Book {
            figures,
            owner,
            unit,
            members: Vec::new(),
            register: Register::default(),
            unclaimed: BTreeMap::new(),
        };
        let mut changes: Vec<Change> = Vec::new();
        let grants = grants(self.people, figures, seats)?;
        for (place, (seat, grant)) in seats.iter().zip(grants).enumerate() {
            let Some(person) = self.people.get(seat.person) else { continue };
            let id = first + i64::try_from(place).unwrap_or_default();
            let reason = unclaimed.get(&place).copied();
            book.unclaimed.extend(reason.map(|reason| (id, reason)));
            let member = member(id, &book.unit, place, person, reason != Some(UnclaimedReason::NoBankCard));
            changes.extend(turns(seat, &member, grant));
            book.members.push(member);
        }
        changes.sort_by_key(|change| (change.on, change.number));
        let before = next_id(&self.facts.events);
        let events: Vec<Event> =
            (1..).zip(&changes).map(|(place, change)| event(&book, before, place, change)).collect();
        book.register = register(&events)
            .map_err(|error| DemoError::Impossible(format!("register of {}: {error:?}", figures.unit_no)))?;
        self.facts.events.extend(events);
        self.facts.units.push(book.unit.clone());
        self.facts.members.extend(book.members.iter().cloned());
        self.outcome(&book);
        Ok(book)
    }

    /// Memberships and holdings, as the register says.
    fn outcome(&mut self, book: &Book<'_>) {
        let (collective_id, distributing_unit_id) = (book.unit.collective_id, book.unit.id);
        for (member, spells) in &book.register.memberships {
            for spell in spells {
                self.facts.memberships.push(Membership {
                    id: next_id(&self.facts.memberships),
                    collective_id,
                    distributing_unit_id,
                    member_id: *member,
                    valid_from: spell.from,
                    valid_to: spell.to,
                });
            }
        }
        for ((holder, class), spells) in &book.register.holdings {
            for (spell, shares) in spells {
                self.facts.holdings.push(Holding {
                    id: next_id(&self.facts.holdings),
                    collective_id,
                    distributing_unit_id,
                    member_id: *holder,
                    class: *class,
                    shares: *shares,
                    valid_from: spell.from,
                    valid_to: spell.to,
                });
            }
        }
    }
}

fn unit(id: i64, figures: &Figures, collective_id: i64) -> Unit {
    let fixed = figures.kind == DistributingUnitKind::VillageCoop;
    Unit {
        id,
        collective_id,
        number: figures.unit_no.clone(),
        kind: figures.kind,
        name: figures.name.clone(),
        membership_mode: if fixed { MembershipMode::Static } else { MembershipMode::Dynamic },
        basis: figures.basis(),
        rounding: Rounding::LargestRemainder,
        reserve_points: 3_000,
        publicity_days: 7,
        founded_on: figures.founded_on(),
        origin: RecordOrigin::History,
        version: 1,
    }
}

fn member(id: i64, unit: &Unit, place: usize, person: &Person, card: bool) -> MemberFact {
    MemberFact {
        id,
        collective_id: unit.collective_id,
        distributing_unit_id: unit.id,
        number: i32::try_from(place + 1).unwrap_or_default(),
        resident_id: person.resident,
        name: person.name.clone(),
        account: card.then(|| account(person.resident)),
    }
}

/// One card a person, apart from the cards of subsidies.
fn account(resident: i64) -> String {
    let body = format!("629999{:012}", 900_000_000_000 + resident);
    let check = luhn_digit(&body);
    format!("{body}{check}")
}

/// Coming and going with the shares that are issued and redeemed.
fn turns(seat: &Seat, member: &MemberFact, grant: Grant) -> Vec<Change> {
    let turn = |on, kind, cause, sign: i64| {
        let change = Change { on, number: member.number, member: member.id, kind, cause, class: None, shares: 0 };
        let classes = [(ShareClass::Population, grant.population), (ShareClass::FarmingYears, grant.farming)];
        let issued = classes.into_iter().filter(|(_, shares)| *shares > 0);
        let issued = issued.map(move |(class, shares)| Change {
            kind: RegisterEventKind::Issue,
            class: Some(class),
            shares: sign * shares,
            ..change
        });
        iter::once(change).chain(issued)
    };
    let joined = turn(seat.joined_on, RegisterEventKind::Join, seat.joined_by, 1);
    let left = seat.left.map(|(on, cause)| turn(on, RegisterEventKind::Leave, cause, -1));
    joined.chain(left.into_iter().flatten()).collect()
}

fn event(book: &Book<'_>, before: i64, place: i64, change: &Change) -> Event {
    let (unit, figures) = (&book.unit, book.figures);
    let village = book.owner.name.trim_end_matches("股份经济合作社").trim_end_matches("经济合作社");
    let resolution = match change.cause {
        MembershipReason::Birth | MembershipReason::Death => None,
        MembershipReason::Founding => Some(format!("JY-JC-{}", figures.unit_no)),
        _ => Some(format!("JY-CY-{}-{village}", change.on.year())),
    };
    let lag = if change.cause == MembershipReason::Founding { 0 } else { change.number % 8 };
    Event {
        id: before + place - 1,
        collective_id: unit.collective_id,
        distributing_unit_id: unit.id,
        member_id: Some(change.member),
        kind: change.kind,
        reason: (change.kind != RegisterEventKind::Issue).then_some(change.cause),
        class: change.class,
        shares: change.shares,
        effective_on: change.on,
        recorded_on: plus(change.on, lag).min(day(2022, 12, 20)),
        recorded_by: book.owner.name.clone(),
        evidence: format!("CY-{}-{place}", figures.unit_no),
        resolution,
        counterpart_id: None,
        corrects_id: None,
        origin: RecordOrigin::History,
    }
}
