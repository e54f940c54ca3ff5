//! Where things are: synthetic places around the real street, never finer than a building.
//!
//! A unit is a disc; a building's place in it follows from the text of its address alone, so that equal addresses are
//! one place. Coordinates are millionths of a degree.

use super::random::Random;

/// Full names of the units in the order of their codes.
pub const UNITS: [&str; 12] = [
    "通燧社区",
    "泽生社区",
    "白龙庙社区",
    "隆兴佳园社区",
    "龙湖佳苑社区",
    "五星村",
    "福利村",
    "国庆村",
    "八一村",
    "新闸村",
    "龙潭村",
    "爱国村",
];
/// Centres and radii (metres) in the same order: dense communities near the port, wide villages around them.
const DISCS: [(Place, i32); 12] = [
    (Place { latitude: 32_028_000, longitude: 120_765_000 }, 450),
    (Place { latitude: 32_034_000, longitude: 120_775_000 }, 500),
    (Place { latitude: 32_030_000, longitude: 120_786_000 }, 600),
    (Place { latitude: 32_046_000, longitude: 120_800_000 }, 550),
    (Place { latitude: 32_052_000, longitude: 120_814_000 }, 650),
    (Place { latitude: 32_042_000, longitude: 120_763_000 }, 1_000),
    (Place { latitude: 32_053_000, longitude: 120_772_000 }, 900),
    (Place { latitude: 32_056_000, longitude: 120_788_000 }, 1_200),
    (Place { latitude: 32_040_000, longitude: 120_790_000 }, 800),
    (Place { latitude: 32_035_000, longitude: 120_806_000 }, 1_000),
    (Place { latitude: 32_047_000, longitude: 120_824_000 }, 1_400),
    (Place { latitude: 32_060_000, longitude: 120_804_000 }, 900),
];
/// Distance of neighbouring places in metres.
const GRID: i32 = 20;
/// Metres from the centre within which the points of a unit stand.
const POINTS: i32 = 120;
/// Millionths of a degree in a kilometre: north, and east at this latitude.
const NORTH: i32 = 8_983;
const EAST: i32 = 10_598;

/// A place on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub latitude: i32,
    pub longitude: i32,
}

/// The place of a building; none for an address outside the street.
#[must_use]
pub fn building(address: &str) -> Option<Place> {
    let unit = UNITS.iter().position(|name| address.starts_with(name.trim_end_matches("社区")))?;
    let (centre, radius) = DISCS.get(unit)?;
    Some(within(*centre, *radius, address))
}

/// The place of a service point, by its name: near the centre of its unit.
#[must_use]
pub fn point(unit: usize, name: &str) -> Place {
    let (centre, _) = DISCS.get(unit).copied().unwrap_or((Place { latitude: 0, longitude: 0 }, 0));
    within(centre, POINTS, name)
}

/// A place in a disc that follows from a text.
fn within(centre: Place, radius: i32, text: &str) -> Place {
    let mut rng = Random::new(hash(text));
    let mut metres = (0, 0);
    // A square's corner is hit about once in five times.
    for _ in 0..40 {
        let (north, east) = (rng.range(-radius, radius), rng.range(-radius, radius));
        if north * north + east * east <= radius * radius {
            metres = (north / GRID * GRID, east / GRID * GRID);
            break;
        }
    }
    Place {
        latitude: centre.latitude + metres.0 * NORTH / 1_000,
        longitude: centre.longitude + metres.1 * EAST / 1_000,
    }
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    text.bytes().fold(0xCBF2_9CE4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::demo::generate::generate;

    #[test]
    fn every_household_has_a_place_in_its_residence_unit() {
        let facts = generate().unwrap();
        let mut places = BTreeSet::new();
        for resident in &facts.residents {
            let home = &facts.households[usize::try_from(resident.household).unwrap() - 1];
            let place = building(&home.address).unwrap();
            let (centre, radius) = DISCS[resident.residence_unit];
            assert!((place.latitude - centre.latitude).abs() <= radius * NORTH / 1_000, "{home:?}");
            assert!((place.longitude - centre.longitude).abs() <= radius * EAST / 1_000, "{home:?}");
            assert!((32_015_000..32_075_000).contains(&place.latitude));
            assert!((120_750_000..120_841_000).contains(&place.longitude));
            places.insert(place);
        }
        assert!(places.len() > 3_000, "{}", places.len());
    }

    #[test]
    fn equal_addresses_are_one_place() {
        assert_eq!(building("龙潭村3组12号"), building("龙潭村3组12号"));
        assert_ne!(building("龙潭村3组12号"), building("龙潭村3组13号"));
        assert_eq!(building("别处1号"), None);
    }
}
