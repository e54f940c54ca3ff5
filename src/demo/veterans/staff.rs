//! Who works at the stations.

use entity::vocab::Sex;

use crate::demo::{calendar::day, names, places::UNITS, random::Random};

/// Who approves and pays above the street.
pub const COUNTY: &str = "区退役军人事务局";
/// The station of the street.
pub const STREET: &str = "天生港镇街道退役军人服务站";
/// Name of a unit's station.
pub fn station(unit: usize) -> String {
    UNITS.get(unit).map_or_else(|| STREET.to_owned(), |name| format!("{name}退役军人服务站"))
}

/// Two clerks a station.
pub struct Staff(Vec<[String; 2]>);

impl Staff {
    /// Hires everybody.
    pub fn new(rng: &mut Random) -> Self {
        let mut clerk = |sex: Sex| {
            let surname = names::surname(rng);
            names::name(rng, surname, day(1984, 5, 1), sex)
        };
        Self(UNITS.iter().map(|_| [clerk(Sex::Male), clerk(Sex::Female)]).collect())
    }

    /// One of a unit's clerks.
    pub fn clerk(&self, rng: &mut Random, unit: usize) -> String {
        let number = rng.below(2);
        self.0.get(unit).and_then(|clerks| clerks.get(number)).cloned().unwrap_or_default()
    }
}
