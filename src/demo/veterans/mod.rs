//! Veterans of the demo data: the register of 1,127 persons, what they get and who serves them.
//!
//! Planning works from the figures to the people: every category finds the persons for whom it is true, households
//! with two on the register first. Dates of service follow from ages, everything else from the register and the rules
//! of `veteran_entitlement`; what the figures of 2022 say is dealt out exactly.

use entity::{
    service_event, veteran, veteran_benefit, veteran_card, veteran_category, veteran_contact, veteran_disability,
    veteran_honour, veteran_step,
};

use super::{dataset::DemoError, facts::Facts, random::Random};

mod benefits;
mod cards;
mod cast;
mod contacts;
mod copies;
mod dates;
mod events;
mod kinds;
mod medical;
mod member;
mod pensions;
mod register;
pub mod rows;
mod service;
mod services;
mod staff;
mod steps;

pub use copies::copy;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_rules;

const SEED: u64 = 0x7E7E_2022_1127;

/// Everything about veterans that the demo loads. Ids are per table, dense and start at 1 in list order; the unit of
/// a row is the index of the unit (0-11) until the rows are written.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct VeteranFacts {
    pub veterans: Vec<VeteranFact>,
    pub categories: Vec<veteran_category::Model>,
    pub disabilities: Vec<DisabilityFact>,
    pub honours: Vec<veteran_honour::Model>,
    pub cards: Vec<CardFact>,
    pub benefits: Vec<BenefitFact>,
    pub events: Vec<service_event::Model>,
    pub contacts: Vec<veteran_contact::Model>,
    pub steps: Vec<veteran_step::Model>,
}

/// A person on the register, the military unit in plain words.
#[derive(Debug, Clone, PartialEq)]
pub struct VeteranFact {
    /// Nothing is sealed in it.
    pub row: veteran::Model,
    /// Code name of the military unit.
    pub service_unit: Option<String>,
}

/// A disability, the certificate in plain words.
#[derive(Debug, Clone, PartialEq)]
pub struct DisabilityFact {
    /// Nothing is sealed in it.
    pub row: veteran_disability::Model,
    pub certificate: String,
}

/// A card, the number in plain words.
#[derive(Debug, Clone, PartialEq)]
pub struct CardFact {
    /// Nothing is sealed in it.
    pub row: veteran_card::Model,
    /// 17 digits; none before it is issued.
    pub number: Option<String>,
}

/// A benefit, the programme of a pension by its code.
#[derive(Debug, Clone, PartialEq)]
pub struct BenefitFact {
    /// Without the keys of programme and tier.
    pub row: veteran_benefit::Model,
    /// Codes of programme and tier.
    pub pension: Option<(&'static str, Option<&'static str>)>,
}

/// The veterans of the demo data. Accounts and enrolments of their pensions are added to `base`.
///
/// # Errors
/// The figures cannot be met by these persons.
pub fn generate(base: &mut Facts) -> Result<VeteranFacts, DemoError> {
    let mut rng = Random::new(SEED);
    let parts = cast::cast(base, &mut rng)?;
    let mut facts = VeteranFacts::default();
    let members = register::write(&parts, &mut rng, &mut facts)?;
    let staff = staff::Staff::new(&mut rng);
    benefits::write(&members, &mut rng, &mut facts)?;
    pensions::write(&members, base, &mut rng, &mut facts);
    cards::write(&members, &mut rng, &mut facts)?;
    services::write(&members, &staff, &mut rng, &mut facts)?;
    contacts::write(&members, &staff, &mut rng, &mut facts);
    steps::write(&mut facts);
    Ok(facts)
}
