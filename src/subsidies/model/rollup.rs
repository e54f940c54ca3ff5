//! Payment lines added up, with the persons and households behind them.

use std::collections::BTreeMap;

use entity::{money::Fen, vocab::PaymentState};
use roaring::RoaringTreemap;

use crate::kernel::{fault::Fault, time::Month};

/// Which lines are added up in one rollup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RollupKey {
    pub programme: i64,
    pub tier: Option<i64>,
    pub unit: i64,
    pub month: Month,
    pub state: PaymentState,
}

/// Lines added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rollup {
    pub person_times: i64,
    pub amount: Fen,
    /// What the one person who gets most gets.
    pub largest: Fen,
    /// Keys of canonical persons.
    pub persons: RoaringTreemap,
    /// Keys of the households they belong to now.
    pub households: RoaringTreemap,
}

/// What a rollup needs to know of a line.
#[derive(Debug, Clone, Copy)]
pub struct RollupLine {
    pub key: RollupKey,
    pub person: i64,
    pub household: Option<i64>,
    pub amount: Fen,
}

/// Adds lines up.
#[must_use]
pub fn rolled_up(lines: impl IntoIterator<Item = RollupLine>) -> BTreeMap<RollupKey, Rollup> {
    let mut rollups: BTreeMap<RollupKey, (Rollup, BTreeMap<i64, i64>)> = BTreeMap::new();
    for line in lines {
        let (rollup, by_person) = rollups.entry(line.key).or_default();
        rollup.person_times += 1;
        rollup.amount.0 += line.amount.0;
        *by_person.entry(line.person).or_default() += line.amount.0;
        rollup.persons.insert(line.person.unsigned_abs());
        rollup.households.extend(line.household.map(i64::unsigned_abs));
    }
    let finished = |(key, (mut rollup, by_person)): (RollupKey, (Rollup, BTreeMap<i64, i64>))| {
        rollup.largest = Fen(by_person.into_values().max().unwrap_or_default());
        (key, rollup)
    };
    rollups.into_iter().map(finished).collect()
}

/// A set of keys as it is stored.
///
/// # Errors
/// Never, into memory.
pub fn packed(keys: &RoaringTreemap) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(keys.serialized_size());
    keys.serialize_into(&mut bytes).map_err(|err| Fault::Defect(err.to_string()))?;
    Ok(bytes)
}

/// A stored set of keys.
///
/// # Errors
/// Bytes that are no set.
pub fn unpacked(bytes: &[u8]) -> Result<RoaringTreemap, Fault> {
    RoaringTreemap::deserialize_from(bytes).map_err(|err| Fault::Corrupt(format!("payment_rollup: {err}")))
}
