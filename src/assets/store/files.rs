//! Whole files of leases and assets, one statement per table whatever their number.

use std::collections::HashMap;

use entity::{
    asset, asset_ledger, cadre, deposit_entry, income_recognition, inspection, lease, lease_document, lease_terms,
    lessee, receipt, receipt_allocation, rent_bill, rent_waiver, resolution, sublet, tender,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};

use super::rows;
use crate::{
    assets::model::{AssetFile, Cadre, LeaseFile, Receipt},
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        vault::Vault,
    },
};

/// Which leases or assets; `None` is all within scope.
pub type Which<'a> = Option<&'a [i64]>;

/// Rows within scope, of the given parents only, in the order of their keys.
async fn parts<E, C>(db: &C, scope: &Scope, parent: E::Column, which: Which<'_>) -> Result<Vec<E::Model>, Fault>
where
    E: FindIn,
    E::Model: Send + Sync,
    C: ConnectionTrait,
{
    let mut select = E::find_in(scope);
    if let Some(ids) = which {
        select = select.filter(parent.is_in(ids.iter().copied()));
    }
    let key = <E::PrimaryKey as sea_orm::Iterable>::iter().next().map(sea_orm::PrimaryKeyToColumn::into_column);
    if let Some(key) = key {
        select = select.order_by_asc(key);
    }
    Ok(select.all(db).await?)
}

/// Rows as words of the model, by their parent, ordered by `sort`.
fn by_parent<R, T: From<R>, K: Ord>(
    rows: Vec<R>,
    parent: impl Fn(&R) -> i64,
    sort: impl Fn(&T) -> K,
) -> HashMap<i64, Vec<T>> {
    let mut groups: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(parent(&row)).or_default().push(T::from(row));
    }
    for group in groups.values_mut() {
        group.sort_by_key(|part| sort(part));
    }
    groups
}

/// The assets `which` with ledger and inspections, by key.
pub async fn assets<C: ConnectionTrait>(db: &C, scope: &Scope, which: Which<'_>) -> Result<Vec<AssetFile>, Fault> {
    let ledger = parts::<asset_ledger::Entity, C>(db, scope, asset_ledger::Column::AssetId, which).await?;
    let mut ledger =
        by_parent(ledger, |row| row.asset_id, |entry: &crate::assets::model::LedgerEntry| entry.effective_on);
    let visits = parts::<inspection::Entity, C>(db, scope, inspection::Column::AssetId, which).await?;
    let mut visits = by_parent(
        visits,
        |row| row.asset_id,
        |visit: &crate::assets::model::Inspection| (visit.inspected_on, visit.id),
    );
    let rows = parts::<asset::Entity, C>(db, scope, asset::Column::Id, which).await?;
    let file = |row: asset::Model| {
        let id = row.id;
        rows::asset_file(row, ledger.remove(&id).unwrap_or_default(), visits.remove(&id).unwrap_or_default())
    };
    Ok(rows.into_iter().map(file).collect())
}

/// The cadres and their kin within scope.
pub async fn cadres<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Cadre>, Fault> {
    let rows = cadre::Entity::find_in(scope).order_by_asc(cadre::Column::Id).all(db).await?;
    let cadre = |row: cadre::Model| Cadre {
        id: row.id,
        collective: row.collective_id,
        resident: row.resident_id,
        post: row.post,
        relation: row.relation,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    };
    Ok(rows.into_iter().map(cadre).collect())
}

/// The leases `which` with everything that hangs on them, by key.
pub async fn leases<C: ConnectionTrait>(
    db: &C,
    vault: &Vault,
    scope: &Scope,
    which: Which<'_>,
) -> Result<Vec<LeaseFile>, Fault> {
    let rows = parts::<lease::Entity, C>(db, scope, lease::Column::Id, which).await?;
    let limited = |ids: Vec<i64>| which.map(|_| ids);
    let lessees = limited(rows.iter().map(|row| row.lessee_id).collect());
    let resolutions = limited(rows.iter().filter_map(|row| row.resolution_id).collect());
    let tenders = limited(rows.iter().filter_map(|row| row.tender_id).collect());
    let lessees = parts::<lessee::Entity, C>(db, scope, lessee::Column::Id, lessees.as_deref()).await?;
    let resolutions = parts::<resolution::Entity, C>(db, scope, resolution::Column::Id, resolutions.as_deref()).await?;
    let tenders = parts::<tender::Entity, C>(db, scope, tender::Column::Id, tenders.as_deref()).await?;
    let lessees: HashMap<i64, lessee::Model> = lessees.into_iter().map(|row| (row.id, row)).collect();
    let resolutions: HashMap<i64, resolution::Model> = resolutions.into_iter().map(|row| (row.id, row)).collect();
    let tenders: HashMap<i64, tender::Model> = tenders.into_iter().map(|row| (row.id, row)).collect();
    let mut parts = Parts::read(db, scope, which).await?;
    let file = |row: lease::Model| {
        let lessee = lessees.get(&row.lessee_id).cloned();
        let lessee = lessee.ok_or_else(|| Fault::Corrupt(format!("lease {} has no lessee in scope", row.id)))?;
        Ok(LeaseFile {
            lessee: rows::lessee_of(vault, lessee)?,
            resolution: row.resolution_id.and_then(|id| resolutions.get(&id)).cloned().map(Into::into),
            tender: row.tender_id.and_then(|id| tenders.get(&id)).cloned().map(Into::into),
            terms: parts.terms.remove(&row.id).unwrap_or_default(),
            documents: parts.documents.remove(&row.id).unwrap_or_default(),
            deposits: parts.deposits.remove(&row.id).unwrap_or_default(),
            bills: parts.bills.remove(&row.id).unwrap_or_default(),
            receipts: parts.receipts.remove(&row.id).unwrap_or_default(),
            sublets: parts.sublets.remove(&row.id).unwrap_or_default(),
            id: row.id,
            collective: row.collective_id,
            asset: row.asset_id,
            contract_number: row.contract_number,
            kind: row.kind,
            predecessor: row.predecessor_id,
            drafted_on: row.drafted_on,
            signed_on: row.signed_on,
            filed_on: row.filed_on,
            active_on: row.active_on,
            vacated_on: row.vacated_on,
            terminated_on: row.terminated_on,
            renewed_on: row.renewed_on,
            settled_on: row.settled_on,
            version: row.version,
        })
    };
    rows.into_iter().map(file).collect()
}

/// Everything that hangs on leases, by lease, oldest first.
struct Parts {
    terms: HashMap<i64, Vec<crate::assets::model::Terms>>,
    documents: HashMap<i64, Vec<crate::assets::model::Document>>,
    deposits: HashMap<i64, Vec<crate::assets::model::DepositEntry>>,
    sublets: HashMap<i64, Vec<crate::assets::model::Sublet>>,
    bills: HashMap<i64, Vec<crate::assets::model::Bill>>,
    receipts: HashMap<i64, Vec<Receipt>>,
}

impl Parts {
    async fn read<C: ConnectionTrait>(db: &C, scope: &Scope, which: Which<'_>) -> Result<Self, Fault> {
        use crate::assets::model::{Allocation, Bill, DepositEntry, Document, Recognition, Sublet, Terms, Waiver};
        let terms = parts::<lease_terms::Entity, C>(db, scope, lease_terms::Column::LeaseId, which).await?;
        let documents = parts::<lease_document::Entity, C>(db, scope, lease_document::Column::LeaseId, which).await?;
        let deposits = parts::<deposit_entry::Entity, C>(db, scope, deposit_entry::Column::LeaseId, which).await?;
        let sublets = parts::<sublet::Entity, C>(db, scope, sublet::Column::LeaseId, which).await?;
        let waivers = parts::<rent_waiver::Entity, C>(db, scope, rent_waiver::Column::LeaseId, which).await?;
        let mut waivers = by_parent(waivers, |row| row.bill_id, |part: &Waiver| part.id);
        let mut bills: HashMap<i64, Vec<Bill>> = HashMap::new();
        for row in parts::<rent_bill::Entity, C>(db, scope, rent_bill::Column::LeaseId, which).await? {
            let (lease, own) = (row.lease_id, waivers.remove(&row.id).unwrap_or_default());
            bills.entry(lease).or_default().push(rows::bill_of(&row, own));
        }
        for list in bills.values_mut() {
            list.sort_by_key(|bill| (bill.period_from, bill.id));
        }
        let shares =
            parts::<receipt_allocation::Entity, C>(db, scope, receipt_allocation::Column::LeaseId, which).await?;
        let mut shares = by_parent(shares, |row| row.receipt_id, |part: &Allocation| part.id);
        let years =
            parts::<income_recognition::Entity, C>(db, scope, income_recognition::Column::LeaseId, which).await?;
        let mut years = by_parent(years, |row| row.receipt_id, |part: &Recognition| part.id);
        let mut receipts: HashMap<i64, Vec<Receipt>> = HashMap::new();
        for row in parts::<receipt::Entity, C>(db, scope, receipt::Column::LeaseId, which).await? {
            let (lease, id) = (row.lease_id, row.id);
            let own = (shares.remove(&id).unwrap_or_default(), years.remove(&id).unwrap_or_default());
            receipts.entry(lease).or_default().push(rows::receipt_of(row, own.0, own.1));
        }
        for list in receipts.values_mut() {
            list.sort_by_key(|receipt| (receipt.paid_on, receipt.id));
        }
        Ok(Self {
            terms: by_parent(terms, |row| row.lease_id, |part: &Terms| part.number),
            documents: by_parent(documents, |row| row.lease_id, |part: &Document| (part.dated_on, part.id)),
            deposits: by_parent(deposits, |row| row.lease_id, |part: &DepositEntry| (part.moved_on, part.id)),
            sublets: by_parent(sublets, |row| row.lease_id, |part: &Sublet| (part.started_on, part.id)),
            bills,
            receipts,
        })
    }
}

/// Keys of all leases on `assets`.
pub async fn leases_of<C: ConnectionTrait>(db: &C, scope: &Scope, assets: &[i64]) -> Result<Vec<i64>, Fault> {
    let select = lease::Entity::find_in(scope).filter(lease::Column::AssetId.is_in(assets.iter().copied()));
    Ok(select.select_only().column(lease::Column::Id).into_tuple().all(db).await?)
}

/// Lease and collective of the leases `which`.
pub async fn collectives_of<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    which: &[i64],
) -> Result<Vec<(i64, i64)>, Fault> {
    let select = lease::Entity::find_in(scope).filter(lease::Column::Id.is_in(which.iter().copied()));
    Ok(select.select_only().columns([lease::Column::Id, lease::Column::CollectiveId]).into_tuple().all(db).await?)
}

/// Keys of the leases that had begun by `day`.
pub async fn begun<C: ConnectionTrait>(db: &C, scope: &Scope, day: chrono::NaiveDate) -> Result<Vec<i64>, Fault> {
    let select = lease::Entity::find_in(scope).filter(lease::Column::ActiveOn.lte(day));
    Ok(select.select_only().column(lease::Column::Id).into_tuple().all(db).await?)
}
