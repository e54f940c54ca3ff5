//! The 3,386 services of 2022: each kind in its number, everybody at least once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    service_event::Model as Event,
    vocab::{BenefitKind, BenefitState, ContactClass, PreferentialKind, ServiceKind, ServiceState},
};

use super::{
    VeteranFacts,
    benefits::enough,
    dates::between,
    events::{Order, completed, event},
    kinds::{details, preferential, seeks_work},
    member::{Member, relative},
    staff::Staff,
};
use crate::demo::{calendar::day, dataset::DemoError, emit_registry::next_id, random::Random};

use ServiceKind::{Assistance, Consultation, Employment, Preferential, Training};

/// Services by kind, and how many of them are still open on 2022-12-31.
const FIGURES: [(ServiceKind, usize, usize); 4] =
    [(Training, 214, 8), (Assistance, 163, 10), (Employment, 187, 12), (Consultation, 1_326, 30)];
/// Visits at the two festivals.
const CONDOLENCES: usize = 974;
/// Where the open ones stand, in turn.
const OPEN: [ServiceState; 6] = [
    ServiceState::Accepted,
    ServiceState::Assigned,
    ServiceState::InService,
    ServiceState::ReferredUp,
    ServiceState::Completed,
    ServiceState::FollowUp,
];

struct Desk<'a> {
    members: &'a [Member],
    staff: &'a Staff,
    rng: &'a mut Random,
    events: Vec<Event>,
    /// Open services so far.
    open: usize,
}

/// Writes the events in the order of their days.
pub fn write(members: &[Member], staff: &Staff, rng: &mut Random, facts: &mut VeteranFacts) -> Result<(), DemoError> {
    let mut desk = Desk { members, staff, rng, events: Vec::new(), open: 0 };
    for (kind, count, open) in FIGURES {
        desk.deal(kind, count, open)?;
    }
    desk.of_benefits(facts);
    desk.verifications(facts);
    desk.condolences()?;
    let mut events = desk.events;
    events.sort_by_key(|event| (event.registered_on, event.veteran_id));
    for event in events {
        let id = next_id(&facts.events);
        facts.events.push(Event { id, ..event });
    }
    Ok(())
}

impl<'a> Desk<'a> {
    fn serve(&mut self, order: &Order<'_>) {
        let mut row = event(order, self.staff, self.rng);
        details(&mut row, order.member, self.rng);
        self.events.push(row);
    }

    /// A kind in its number, dealt to those it is for in turn.
    fn deal(&mut self, kind: ServiceKind, count: usize, open: usize) -> Result<(), DemoError> {
        let customers = self.customers(kind);
        enough(customers.len(), 1, "a service")?;
        // Whoever comes again first is not forgotten, and what is open is of these.
        let again: Vec<&Member> = customers.iter().copied().filter(|member| !member.forgotten).collect();
        let first = customers.iter().chain(again.iter().cycle()).take(count - open);
        for member in first.copied().collect::<Vec<_>>() {
            let registered_on = self.any_day(kind, member);
            self.serve(&Order::closed(member, kind, registered_on));
        }
        for member in again.into_iter().rev().cycle().take(open) {
            let state = OPEN.get(self.open % OPEN.len()).copied().unwrap_or(ServiceState::Accepted);
            self.open += 1;
            let registered_on = if completed(state) {
                between(self.rng, day(2022, 11, 21), day(2022, 12, 9))
            } else {
                between(self.rng, day(2022, 12, 12), day(2022, 12, 29))
            };
            self.serve(&Order { member, kind, state, registered_on, completed_on: None });
        }
        Ok(())
    }

    fn any_day(&mut self, kind: ServiceKind, member: &Member) -> NaiveDate {
        let last = match kind {
            _ if member.forgotten => day(2022, 9, 28),
            Training => day(2022, 11, 4),
            _ => day(2022, 11, 25),
        };
        between(self.rng, day(2022, 1, 4), last)
    }

    /// Whom a kind is for, those who need it most first.
    fn customers(&mut self, kind: ServiceKind) -> Vec<&'a Member> {
        let all: &'a [Member] = self.members;
        let mut list: Vec<&Member> = match kind {
            Training => all.iter().filter(|member| member.working_age() && !relative(member.category)).collect(),
            Employment => all.iter().filter(|member| member.working_age()).collect(),
            Assistance => all.iter().filter(|member| member.hardship || member.class == ContactClass::Key).collect(),
            Consultation | Preferential => all.iter().collect(),
        };
        self.rng.shuffle(&mut list);
        match kind {
            Training | Employment => {
                let noise: BTreeMap<i64, i32> = list.iter().map(|member| (member.id, self.rng.range(0, 2))).collect();
                let wish = |member: &&Member| {
                    seeks_work(member.employment) + noise.get(&member.id).copied().unwrap_or_default()
                };
                list.sort_by_key(wish);
            }
            Assistance => list.sort_by_key(|member| !member.hardship),
            Consultation | Preferential => {}
        }
        list
    }

    /// What was done of the benefits of 2022, on the same days.
    fn of_benefits(&mut self, facts: &VeteranFacts) {
        let members = self.members;
        let by_id: BTreeMap<i64, &Member> = members.iter().map(|member| (member.id, member)).collect();
        for fact in &facts.benefits {
            let row = &fact.row;
            let kind = match row.kind {
                BenefitKind::CheckUp => PreferentialKind::CheckUp,
                BenefitKind::Recuperation => PreferentialKind::Recuperation,
                BenefitKind::Reimbursement => PreferentialKind::Reimbursement,
                BenefitKind::MeritReport => PreferentialKind::MeritReport,
                BenefitKind::Plaque | BenefitKind::Pension => continue,
            };
            let Some(member) = by_id.get(&row.veteran_id) else { continue };
            if row.state == BenefitState::Delivered {
                self.prefer(member, kind, "2022年", (row.registered_on, row.delivered_on));
            }
        }
    }

    fn prefer(
        &mut self,
        member: &Member,
        kind: PreferentialKind,
        period: &str,
        (registered_on, completed_on): (NaiveDate, Option<NaiveDate>),
    ) {
        let order = Order { completed_on, ..Order::closed(member, Preferential, registered_on) };
        let mut row = event(&order, self.staff, self.rng);
        preferential(&mut row, kind, period);
        self.events.push(row);
    }

    /// Every pensioner shows once a year that nothing has changed.
    fn verifications(&mut self, facts: &VeteranFacts) {
        let members = self.members;
        let pensions = facts.benefits.iter().filter(|fact| fact.pension.is_some());
        for id in pensions.map(|fact| fact.row.veteran_id) {
            let Some(member) = members.iter().find(|member| member.id == id) else { continue };
            let last = if member.forgotten { day(2022, 8, 31) } else { day(2022, 10, 28) };
            let on = between(self.rng, day(2022, 3, 7), last);
            self.prefer(member, PreferentialKind::Pension, "2022年", (on, None));
        }
    }

    /// Key persons at both festivals, the others at one of them.
    fn condolences(&mut self) -> Result<(), DemoError> {
        let members = self.members;
        let mut visits: Vec<(&Member, bool)> = Vec::new();
        let (keys, mut others): (Vec<&Member>, Vec<&Member>) =
            members.iter().partition(|member| member.class == ContactClass::Key);
        visits.extend(keys.iter().flat_map(|member| [(*member, true), (*member, false)]));
        self.rng.shuffle(&mut others);
        let summer = others.len() * 2 / 3;
        visits.extend(others.iter().take(summer).map(|member| (*member, false)));
        visits.extend(others.iter().skip(summer).map(|member| (*member, true)));
        enough(visits.len(), CONDOLENCES, "visits")?;
        visits.truncate(CONDOLENCES);
        for (member, spring) in visits {
            let (from, to) =
                if spring { (day(2022, 1, 17), day(2022, 1, 29)) } else { (day(2022, 7, 20), day(2022, 8, 1)) };
            let on = between(self.rng, from, to);
            let period = if spring { "2022年春节" } else { "2022年八一" };
            self.prefer(member, PreferentialKind::Condolence, period, (on, Some(on)));
        }
        Ok(())
    }
}
