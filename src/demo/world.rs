//! The persons planned so far and the stream of random numbers they are drawn from.

use chrono::NaiveDate;
use entity::vocab::{DisabilityType, Sex, StopReason};

use super::calendar::{Month, day_in, plus};
use super::dataset::Dataset;
use super::draft::{Certificate, Draft, Spell};
use super::random::Random;
use super::slots::Slot;

/// Index of the first village among the units.
pub const FIRST_VILLAGE: usize = 5;

/// What the planning steps share.
pub struct World {
    pub data: Dataset,
    pub rng: Random,
    pub people: Vec<Draft>,
    weights: Vec<u32>,
    clusters: usize,
}

impl World {
    /// An empty street.
    pub fn new(data: Dataset, seed: u64) -> Self {
        let weights = data.weights();
        Self { data, rng: Random::new(seed), people: Vec::new(), weights, clusters: 0 }
    }

    /// Spells of a tier, with some given in advance.
    pub fn slots(&mut self, tier: &str, forced: &[Slot]) -> Result<Vec<Slot>, super::dataset::DemoError> {
        super::slots::slots(self.data.tier(tier)?, forced, &mut self.rng)
    }

    /// Registers a planned person and returns the index.
    pub fn add(&mut self, draft: Draft) -> usize {
        self.people.push(draft);
        self.people.len() - 1
    }

    /// A person by index, for changes.
    pub fn edit(&mut self, index: usize, change: impl FnOnce(&mut Draft)) {
        if let Some(draft) = self.people.get_mut(index) {
            change(draft);
        }
    }

    /// A fresh household number for persons who live together.
    pub fn next_cluster(&mut self) -> usize {
        self.clusters += 1;
        self.clusters
    }

    /// A unit in proportion to its population.
    pub fn unit(&mut self) -> usize {
        self.rng.weighted(&self.weights)
    }

    /// One of the seven villages.
    pub fn village(&mut self) -> usize {
        let weights = self.weights.get(FIRST_VILLAGE..).unwrap_or_default();
        FIRST_VILLAGE + self.rng.weighted(weights)
    }

    /// One of the five communities.
    pub fn community(&mut self) -> usize {
        let weights = self.weights.get(..FIRST_VILLAGE).unwrap_or_default();
        self.rng.weighted(weights)
    }

    /// Any sex.
    pub fn sex(&mut self) -> Sex {
        if self.rng.chance(50) { Sex::Male } else { Sex::Female }
    }

    /// A day in a month.
    pub fn any_day(&mut self, month: Month) -> NaiveDate {
        let number = self.rng.range(1, 28);
        day_in(month, number)
    }

    /// A person born in a year, any unit.
    pub fn born_in(&mut self, year: i32, sex: Sex) -> Draft {
        let month = self.rng.range(0, 11);
        let birth = self.any_day((year - 2021) * 12 + month);
        let unit = self.unit();
        Draft::new(birth, sex, unit)
    }

    /// A certificate that was valid long before 2021 and stays valid beyond the worklists.
    pub fn old_certificate(&mut self, kind: DisabilityType, grade: i32) -> Certificate {
        let year = self.rng.range(2014, 2020);
        let month = self.rng.range(0, 11);
        let issued_on = self.any_day((year - 2021) * 12 + month);
        certificate(kind, grade, issued_on)
    }

    /// A disability type by frequency; `severe_only` leaves out hearing, speech and multiple.
    pub fn disability(&mut self, severe_only: bool) -> DisabilityType {
        use DisabilityType::{Hearing, Intellectual, Mental, Multiple, Physical, Speech, Visual};
        let all = [Physical, Physical, Physical, Mental, Mental, Visual, Intellectual, Hearing, Speech, Multiple];
        let list = if severe_only { all.get(..7).unwrap_or(&all) } else { &all };
        self.rng.pick(list).unwrap_or(Physical)
    }

    /// Makes a person die in a month, or sometimes move away; returns the stop reason.
    pub fn leave(&mut self, draft: &mut Draft, month: Month, moves: i32) -> StopReason {
        let date = self.any_day(month);
        if self.rng.chance(moves) {
            draft.moved_out_on = Some(date);
            StopReason::MovedOut
        } else {
            draft.died_on = Some(date);
            StopReason::Death
        }
    }
}

/// A ten-year certificate.
pub fn certificate(kind: DisabilityType, grade: i32, issued_on: NaiveDate) -> Certificate {
    let valid_until = plus(issued_on, 3651);
    Certificate { kind, grade, issued_on, valid_until }
}

/// A certificate by its last day of validity.
pub fn certificate_until(kind: DisabilityType, grade: i32, valid_until: NaiveDate) -> Certificate {
    Certificate { kind, grade, issued_on: plus(valid_until, -3651), valid_until }
}

/// Adds a spell to a person.
pub fn with(mut draft: Draft, spell: Spell) -> Draft {
    draft.spells.push(spell);
    draft
}
