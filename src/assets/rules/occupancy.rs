//! Whether an asset is let, and since when it is not.

use chrono::NaiveDate;
use entity::vocab::AssetStatus;

use crate::assets::model::{AssetFile, LeaseFile};

/// First day of idleness as of `day`; none while somebody is in possession, before it was acquired, or while
/// the ledger says why nobody is (own use, dispute, demolition).
#[must_use]
pub fn idle_since<'a>(
    asset: &AssetFile,
    leases: impl IntoIterator<Item = &'a LeaseFile>,
    day: NaiveDate,
) -> Option<NaiveDate> {
    let status = asset.ledger_on(day).map(|entry| entry.status);
    let away = matches!(status, Some(AssetStatus::SelfUse | AssetStatus::Disputed | AssetStatus::Demolished));
    if away || asset.acquired_on > day {
        return None;
    }
    let mut since = asset.acquired_on;
    for lease in leases.into_iter().filter(|lease| lease.active_on.is_some_and(|begun| begun <= day)) {
        if lease.occupied_on(day) {
            return None;
        }
        since = since.max(lease.left_on(day).unwrap_or(since));
    }
    Some(since)
}
