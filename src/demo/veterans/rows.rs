//! From veteran facts to database rows: keys resolved, sensitive values sealed.

use entity::{
    service_event, veteran, veteran_benefit, veteran_card, veteran_category, veteran_contact, veteran_disability,
    veteran_honour, veteran_step,
};

use super::VeteranFacts;
use crate::{
    demo::rows::Rows,
    kernel::fault::Fault,
    veterans::model::{CARD_NUMBER, DISABILITY_CERTIFICATE, SERVICE_UNIT},
};

/// Rows of every table, parents before children.
#[derive(Default)]
pub struct VeteranRows {
    pub veterans: Vec<veteran::Model>,
    pub categories: Vec<veteran_category::Model>,
    pub disabilities: Vec<veteran_disability::Model>,
    pub honours: Vec<veteran_honour::Model>,
    pub contacts: Vec<veteran_contact::Model>,
    pub cards: Vec<veteran_card::Model>,
    pub benefits: Vec<veteran_benefit::Model>,
    pub events: Vec<service_event::Model>,
    pub steps: Vec<veteran_step::Model>,
}

impl VeteranRows {
    /// The rows of `facts`; their units become keys.
    ///
    /// # Errors
    /// A value cannot be sealed, or a programme is not known.
    pub fn of(facts: &VeteranFacts, rows: &Rows<'_>) -> Result<Self, Fault> {
        let mut all = Self {
            categories: facts.categories.clone(),
            honours: facts.honours.clone(),
            contacts: facts.contacts.clone(),
            events: facts.events.clone(),
            steps: facts.steps.clone(),
            ..Self::default()
        };
        for fact in &facts.veterans {
            let unit = fact.service_unit.as_deref();
            let service_unit_cipher = unit.map(|name| rows.vault.seal(SERVICE_UNIT, name)).transpose()?;
            all.veterans.push(veteran::Model { service_unit_cipher, ..fact.row.clone() });
        }
        for fact in &facts.disabilities {
            let certificate_cipher = rows.vault.seal(DISABILITY_CERTIFICATE, &fact.certificate)?;
            all.disabilities.push(veteran_disability::Model { certificate_cipher, ..fact.row.clone() });
        }
        for fact in &facts.cards {
            let number = fact.number.as_deref();
            let number_cipher = number.map(|number| rows.vault.seal(CARD_NUMBER, number)).transpose()?;
            all.cards.push(veteran_card::Model { number_cipher, ..fact.row.clone() });
        }
        for fact in &facts.benefits {
            let keys = fact.pension.map(|(code, tier)| rows.programme(code, tier)).transpose()?;
            let (programme_id, tier_id) = keys.map_or((None, None), |(programme, tier)| (Some(programme), tier));
            all.benefits.push(veteran_benefit::Model { programme_id, tier_id, ..fact.row.clone() });
        }
        all.place(rows);
        Ok(all)
    }

    /// Indexes of units become their keys.
    fn place(&mut self, rows: &Rows<'_>) {
        let units = self.veterans.iter_mut().map(|row| &mut row.unit_id);
        let units = units.chain(self.categories.iter_mut().map(|row| &mut row.unit_id));
        let units = units.chain(self.disabilities.iter_mut().map(|row| &mut row.unit_id));
        let units = units.chain(self.honours.iter_mut().map(|row| &mut row.unit_id));
        let units = units.chain(self.contacts.iter_mut().map(|row| &mut row.unit_id));
        let units = units.chain(self.cards.iter_mut().map(|row| &mut row.unit_id));
        let units = units.chain(self.benefits.iter_mut().map(|row| &mut row.unit_id));
        let units = units.chain(self.events.iter_mut().map(|row| &mut row.unit_id));
        let units = units.chain(self.steps.iter_mut().map(|row| &mut row.unit_id));
        for unit in units {
            *unit = rows.unit_at(*unit);
        }
    }

    /// Rows in all tables.
    #[must_use]
    pub fn size(&self) -> u64 {
        let counts = [
            self.veterans.len(),
            self.categories.len(),
            self.disabilities.len(),
            self.honours.len(),
            self.contacts.len(),
            self.cards.len(),
            self.benefits.len(),
            self.events.len(),
            self.steps.len(),
        ];
        counts.into_iter().sum::<usize>() as u64
    }
}
