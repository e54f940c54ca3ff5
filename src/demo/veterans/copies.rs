//! Copies of the veterans for load tests.

use super::{VeteranFacts, cards::number};

/// What a copy adds to the ids of each table.
struct Shift {
    veterans: i64,
    categories: i64,
    disabilities: i64,
    honours: i64,
    cards: i64,
    benefits: i64,
    events: i64,
    contacts: i64,
    steps: i64,
    residents: i64,
    households: i64,
    enrolments: i64,
}

impl Shift {
    fn register(&self, facts: &mut VeteranFacts) {
        for veteran in facts.veterans.iter_mut().map(|fact| &mut fact.row) {
            veteran.id += self.veterans;
            veteran.resident_id += self.residents;
            veteran.person_id += self.residents;
        }
        for category in &mut facts.categories {
            category.id += self.categories;
            category.veteran_id += self.veterans;
        }
        for fact in &mut facts.disabilities {
            fact.row.id += self.disabilities;
            fact.row.veteran_id += self.veterans;
        }
        for honour in &mut facts.honours {
            honour.id += self.honours;
            honour.veteran_id += self.veterans;
        }
        for contact in &mut facts.contacts {
            contact.id += self.contacts;
            contact.veteran_id += self.veterans;
        }
    }

    fn files(&self, facts: &mut VeteranFacts) {
        for card in facts.cards.iter_mut().map(|fact| &mut fact.row) {
            card.id += self.cards;
            card.veteran_id += self.veterans;
        }
        for benefit in facts.benefits.iter_mut().map(|fact| &mut fact.row) {
            benefit.id += self.benefits;
            benefit.veteran_id += self.veterans;
            benefit.household_id = benefit.household_id.map(|id| id + self.households);
            benefit.enrolment_id = benefit.enrolment_id.map(|id| id + self.enrolments);
        }
        for event in &mut facts.events {
            event.id += self.events;
            event.veteran_id += self.veterans;
        }
        for step in &mut facts.steps {
            step.id += self.steps;
            step.veteran_id += self.veterans;
            step.event_id = step.event_id.map(|id| id + self.events);
            step.benefit_id = step.benefit_id.map(|id| id + self.benefits);
            step.card_id = step.card_id.map(|id| id + self.cards);
        }
    }
}

/// The `k`-th copy (from 1): other persons of the same units, served by the same stations. Ids are shifted by `k`
/// times the rows of their table, those of residents, households and enrolments by what the caller says; numbers of
/// cards and certificates differ, dates and amounts stay.
#[must_use]
pub fn copy(facts: &VeteranFacts, k: u32, residents: i64, households: i64, enrolments: i64) -> VeteranFacts {
    let times = |count: usize| i64::try_from(count).unwrap_or_default() * i64::from(k);
    let shift = Shift {
        veterans: times(facts.veterans.len()),
        categories: times(facts.categories.len()),
        disabilities: times(facts.disabilities.len()),
        honours: times(facts.honours.len()),
        cards: times(facts.cards.len()),
        benefits: times(facts.benefits.len()),
        events: times(facts.events.len()),
        contacts: times(facts.contacts.len()),
        steps: times(facts.steps.len()),
        residents,
        households,
        enrolments,
    };
    let mut copied = facts.clone();
    for fact in &mut copied.cards {
        let kind = fact.number.as_deref().and_then(|text| text.get(6..7)).and_then(|text| text.parse().ok());
        let running = fact.row.id;
        fact.number = kind.map(|kind| number(kind, k, running));
    }
    for fact in &mut copied.disabilities {
        fact.certificate = format!("{}-C{k}", fact.certificate);
    }
    shift.register(&mut copied);
    shift.files(&mut copied);
    copied
}
