//! Whether a filter of payments can be answered from rollups, and which rollups meet it.

use std::collections::BTreeSet;

use entity::vocab::PaymentState;

use super::filter::SubsidyPaymentFilter;
use crate::{
    kernel::{filter::check_depth, problem::Failure, time::Month},
    residents::loader::filter::Asker,
    subsidies::model::rollup::RollupKey,
};

/// A filter of payments that asks only for what rollups know.
#[derive(Debug, Clone, Default)]
pub struct RollupTest {
    programmes: Option<BTreeSet<i64>>,
    tiers: Option<BTreeSet<(i64, Option<i64>)>>,
    units: Option<BTreeSet<i64>>,
    from: Option<Month>,
    to: Option<Month>,
    states: Option<Vec<PaymentState>>,
    and: Vec<RollupTest>,
    or: Vec<RollupTest>,
    not: Option<Box<RollupTest>>,
}

impl RollupTest {
    /// The test that `filter` is; none when it asks about people or single lines.
    ///
    /// # Errors
    /// An unknown code, or nesting that is too deep.
    pub fn of(filter: &SubsidyPaymentFilter, asker: Asker<'_>, depth: usize) -> Result<Option<Self>, Failure> {
        check_depth(depth)?;
        if filter.asks_about_people() {
            return Ok(None);
        }
        let all = |parts: &Option<Vec<SubsidyPaymentFilter>>| {
            let parts = parts.iter().flatten().map(|part| Self::of(part, asker, depth + 1));
            parts.collect::<Result<Option<Vec<Self>>, Failure>>()
        };
        let (Some(and), Some(or)) = (all(&filter.and)?, all(&filter.or)?) else { return Ok(None) };
        let not = filter.not.as_deref().map(|part| Self::of(part, asker, depth + 1)).transpose()?;
        if matches!(not, Some(None)) {
            return Ok(None);
        }
        let programmes = asker.programmes;
        let named = filter.programme.as_ref().map(|codes| programmes.keys("filter.programme", codes)).transpose()?;
        let grouped = filter.group.as_ref().map(|groups| programmes.of_groups(groups));
        let both = match (named, grouped) {
            (Some(named), Some(grouped)) => Some(named.into_iter().filter(|key| grouped.contains(key)).collect()),
            (one, other) => one.or(other).map(BTreeSet::from_iter),
        };
        let tiers = filter.tier.as_ref().map(|codes| programmes.tier_keys("filter.tier", codes)).transpose()?;
        let units = filter.unit.as_ref().map(|codes| asker.units.keys("filter.unit", codes)).transpose()?;
        Ok(Some(Self {
            programmes: both,
            tiers: tiers.map(BTreeSet::from_iter),
            units: units.map(BTreeSet::from_iter),
            from: filter.month_from,
            to: filter.month_to,
            states: filter.state.clone(),
            and,
            or,
            not: not.flatten().map(Box::new),
        }))
    }

    /// The months that it names as its first and last.
    #[must_use]
    pub fn bounds(&self) -> Vec<Month> {
        let own = self.from.into_iter().chain(self.to);
        own.chain(self.and.iter().flat_map(Self::bounds)).collect()
    }

    /// This test of paid lines alone.
    #[must_use]
    pub fn paid(self) -> Self {
        Self { states: Some(vec![PaymentState::Paid]), and: vec![self], ..Self::default() }
    }

    /// Whether the lines of a rollup meet the filter.
    #[must_use]
    pub fn holds(&self, key: &RollupKey) -> bool {
        self.programmes.as_ref().is_none_or(|keys| keys.contains(&key.programme))
            && self.tiers.as_ref().is_none_or(|keys| keys.contains(&(key.programme, key.tier)))
            && self.units.as_ref().is_none_or(|keys| keys.contains(&key.unit))
            && self.from.is_none_or(|from| key.month >= from)
            && self.to.is_none_or(|to| key.month <= to)
            && self.states.as_ref().is_none_or(|states| states.contains(&key.state))
            && self.and.iter().all(|part| part.holds(key))
            && (self.or.is_empty() || self.or.iter().any(|part| part.holds(key)))
            && self.not.as_ref().is_none_or(|part| !part.holds(key))
    }
}
