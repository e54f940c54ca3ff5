//! Builds the base data set: 36,840 persons and every payment of 2021 and 2022.
//!
//! Planning works from the figures to the people: the monthly counts of a tier become membership
//! spells, a spell gets a person for whom it is true, and the rest of the street is filled up
//! with families. Anomalies are planned the same way and marked `planted` so that nothing else
//! happens to those persons.

use std::collections::BTreeSet;

use super::dataset::Dataset;
pub use super::dataset::DemoError;
use super::facts::Facts;
use super::world::World;
use super::{
    applications, disabled, elderly, emit_benefits, emit_registry, homes, lines, minors, one_off, payrolls, poor,
};

/// Seed of the data set.
const SEED: u64 = 20_221_231;

/// Generates the base data set (scale 1). The same input gives the same output, always.
///
/// Besides the 36,840 canonical records there is one second record (the last resident) of the
/// person who is paid under a 15-digit and an 18-digit number (S02).
///
/// # Errors
/// Fails if the embedded figures are damaged or contradict each other.
pub fn generate() -> Result<Facts, DemoError> {
    let mut world = World::new(Dataset::load()?, SEED);
    let payments = plan(&mut world)?;
    let mut facts = Facts::default();
    write(&mut world, &payments, &mut facts)?;
    Ok(facts)
}

fn plan(world: &mut World) -> Result<Vec<homes::Home>, DemoError> {
    elderly::plan(world)?;
    let mut base = poor::plan(world)?;
    let orphan = minors::children(world)?;
    disabled::plan(world, &mut base, orphan)?;
    poor::care_benefits(world, &mut base)?;
    poor::households(world);
    minors::family_planning(world);
    Ok(homes::settle(world))
}

fn write(world: &mut World, homes: &[homes::Home], facts: &mut Facts) -> Result<(), DemoError> {
    let payments = one_off::plan(world)?;
    let paid_once: BTreeSet<usize> = payments.iter().map(|payment| payment.draft).collect();
    let registry = emit_registry::registry(world, homes, facts);
    let benefits = emit_benefits::benefits(world, &registry, &paid_once, facts);
    applications::write(world, &registry, &paid_once, facts)?;
    let plan = lines::plan(world, &registry, &benefits, &payments, facts)?;
    payrolls::write(world, &plan, facts);
    Ok(())
}
