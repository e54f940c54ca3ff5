//! SQL of assets and leases; which of their rows exist for whom.

pub mod files;
pub mod rows;
pub mod write;

use entity::{
    asset, asset_ledger, cadre, collective, deposit_entry, income_recognition, inspection, lease, lease_document,
    lease_terms, lessee, receipt, receipt_allocation, rent_bill, rent_step, rent_waiver, resolution, sublet, tender,
};
use sea_orm::{ConnectionTrait, QueryOrder};

use crate::kernel::{
    fault::Fault,
    scope::{FindIn, Scope, scoped},
};

scoped! {
    // Every row carries its collective, so that no join can widen what exists.
    collective: |scope, alias| scope.collectives.limit(alias, &[collective::Column::Id]);
    cadre: |scope, alias| scope.collectives.limit(alias, &[cadre::Column::CollectiveId]);
    asset: |scope, alias| scope.collectives.limit(alias, &[asset::Column::CollectiveId]);
    asset_ledger: |scope, alias| scope.collectives.limit(alias, &[asset_ledger::Column::CollectiveId]);
    inspection: |scope, alias| scope.collectives.limit(alias, &[inspection::Column::CollectiveId]);
    lessee: |scope, alias| scope.collectives.limit(alias, &[lessee::Column::CollectiveId]);
    resolution: |scope, alias| scope.collectives.limit(alias, &[resolution::Column::CollectiveId]);
    tender: |scope, alias| scope.collectives.limit(alias, &[tender::Column::CollectiveId]);
    lease: |scope, alias| scope.collectives.limit(alias, &[lease::Column::CollectiveId]);
    lease_terms: |scope, alias| scope.collectives.limit(alias, &[lease_terms::Column::CollectiveId]);
    rent_step: |scope, alias| scope.collectives.limit(alias, &[rent_step::Column::CollectiveId]);
    lease_document: |scope, alias| scope.collectives.limit(alias, &[lease_document::Column::CollectiveId]);
    deposit_entry: |scope, alias| scope.collectives.limit(alias, &[deposit_entry::Column::CollectiveId]);
    sublet: |scope, alias| scope.collectives.limit(alias, &[sublet::Column::CollectiveId]);
    rent_bill: |scope, alias| scope.collectives.limit(alias, &[rent_bill::Column::CollectiveId]);
    rent_waiver: |scope, alias| scope.collectives.limit(alias, &[rent_waiver::Column::CollectiveId]);
    receipt: |scope, alias| scope.collectives.limit(alias, &[receipt::Column::CollectiveId]);
    receipt_allocation: |scope, alias| scope.collectives.limit(alias, &[receipt_allocation::Column::CollectiveId]);
    income_recognition: |scope, alias| scope.collectives.limit(alias, &[income_recognition::Column::CollectiveId]);
}

/// The collectives within scope, in the order they were registered.
pub async fn collectives<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<collective::Model>, Fault> {
    Ok(collective::Entity::find_in(scope).order_by_asc(collective::Column::Id).all(db).await?)
}
