//! Writes what an act on a lease changes.

use entity::{asset, lease, lease_terms, lessee, receipt, rent_waiver, tender, vocab::RecordOrigin};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use super::rows::{self, Of};
use crate::{
    assets::model::{Allocation, AssetFile, Changes, Inspection, LeaseFile, LedgerEntry, Lessee, Terms},
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        vault::Vault,
        write::add,
    },
};

/// Keys of the other leases on an asset.
pub async fn leases_on<C: ConnectionTrait>(tx: &C, scope: &Scope, asset: i64, but: i64) -> Result<Vec<i64>, Fault> {
    let select = lease::Entity::find_in(scope).filter(lease::Column::AssetId.eq(asset));
    Ok(select.filter(lease::Column::Id.ne(but)).select_only().column(lease::Column::Id).into_tuple().all(tx).await?)
}

/// Whether the collective has a contract with this number already.
pub async fn contract_taken<C: ConnectionTrait>(tx: &C, collective: i64, number: &str) -> Result<bool, Fault> {
    let select = lease::Entity::find_in(&Scope::everything()).filter(lease::Column::CollectiveId.eq(collective));
    Ok(select.filter(lease::Column::ContractNumber.eq(number)).one(tx).await?.is_some())
}

/// Whether the collective has a receipt with this number already.
pub async fn receipt_taken<C: ConnectionTrait>(tx: &C, collective: i64, number: &str) -> Result<bool, Fault> {
    let select = receipt::Entity::find_in(&Scope::everything()).filter(receipt::Column::CollectiveId.eq(collective));
    Ok(select.filter(receipt::Column::Number.eq(number)).one(tx).await?.is_some())
}

/// Whether the collective has a resolution with this number already.
pub async fn resolution_taken<C: ConnectionTrait>(tx: &C, collective: i64, number: &str) -> Result<bool, Fault> {
    use entity::resolution::{Column, Entity};
    let select = Entity::find_in(&Scope::everything()).filter(Column::CollectiveId.eq(collective));
    Ok(select.filter(Column::Number.eq(number)).one(tx).await?.is_some())
}

/// Stores a new lease with its lessee and first terms; answers its key.
pub async fn draft<C: ConnectionTrait>(
    tx: &C,
    vault: &Vault,
    file: &LeaseFile,
    index: Option<&str>,
) -> Result<i64, Fault> {
    let lessee = lessee_on_file(tx, vault, &file.lessee, index).await?;
    let row = lease::Model { lessee_id: lessee, ..rows::lease(file, RecordOrigin::Platform) };
    let lease = add(tx, row).await?.id;
    for terms in &file.terms {
        add_terms(tx, Of { collective: file.collective, lease }, terms).await?;
    }
    Ok(lease)
}

/// The lessee the collective already has on file, or a new one.
async fn lessee_on_file<C: ConnectionTrait>(
    tx: &C,
    vault: &Vault,
    new: &Lessee,
    index: Option<&str>,
) -> Result<i64, Fault> {
    if new.id != 0 {
        return Ok(new.id);
    }
    let row = rows::lessee(vault, new, index)?;
    let same = lessee::Entity::find_in(&Scope::everything())
        .filter(lessee::Column::CollectiveId.eq(new.collective))
        .filter(lessee::Column::Name.eq(new.name.clone()))
        .filter(lessee::Column::Kind.eq(new.kind));
    let same = match (&row.id_number_index, &row.credit_code) {
        (Some(index), _) => same.filter(lessee::Column::IdNumberIndex.eq(index.clone())),
        (None, Some(code)) => same.filter(lessee::Column::CreditCode.eq(code.clone())),
        (None, None) => return Ok(add(tx, row).await?.id),
    };
    match same.one(tx).await? {
        Some(known) => Ok(known.id),
        None => Ok(add(tx, row).await?.id),
    }
}

/// Writes `changes` of the lease `file` if its version is still the one that was read. Says whether it was.
pub async fn apply<C: ConnectionTrait>(tx: &C, file: &LeaseFile, changes: Changes, actor: &str) -> Result<bool, Fault> {
    let of = file.of();
    let resolution = match &changes.resolution {
        Some(new) => Some(add(tx, rows::resolution(file.collective, new)).await?.id),
        None => None,
    };
    let tender = match &changes.tender {
        Some(new) => {
            let mut row = rows::tender(file.collective, new);
            row.exemption_requested_by = new.exemption_reason.as_ref().map(|_| actor.to_owned());
            Some(add(tx, row).await?.id)
        }
        None => None,
    };
    // First, so that the asset is free when this lease takes it.
    if let Some((id, day)) = changes.released {
        release(tx, id, day).await?;
    }
    if !update_lease(tx, file, &changes, resolution, tender).await? {
        return Ok(false);
    }
    if let (Some(day), Some(on_file)) = (changes.exemption_approved_on, &file.tender) {
        let approved = tender::ActiveModel {
            id: Set(on_file.id),
            exemption_approved_on: Set(Some(day)),
            exemption_approved_by: Set(Some(actor.to_owned())),
            ..Default::default()
        };
        approved.update(tx).await?;
    }
    if let Some(day) = changes.signed_on {
        sign_terms(tx, file, day).await?;
    }
    if let Some(terms) = &changes.terms {
        append_terms(tx, file, terms).await?;
    }
    for document in &changes.documents {
        add(tx, rows::document(of, document)).await?;
    }
    for entry in &changes.deposits {
        add(tx, rows::deposit(of, entry)).await?;
    }
    for sublet in &changes.sublets {
        let row = rows::sublet(of, sublet);
        if sublet.id == 0 {
            add(tx, row).await?;
        } else {
            row.into_active_model().reset_all().update(tx).await?;
        }
    }
    rent(tx, file, &changes, actor).await?;
    Ok(true)
}

/// The renewed lease holds its asset no longer.
async fn release<C: ConnectionTrait>(tx: &C, id: i64, day: chrono::NaiveDate) -> Result<(), Fault> {
    use lease::Column;
    let update = lease::Entity::update_many()
        .col_expr(Column::RenewedOn, Expr::val(day))
        .col_expr(Column::ReleasedOn, Expr::val(day))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id));
    update.exec(tx).await?;
    Ok(())
}

async fn update_lease<C: ConnectionTrait>(
    tx: &C,
    file: &LeaseFile,
    changes: &Changes,
    resolution: Option<i64>,
    tender: Option<i64>,
) -> Result<bool, Fault> {
    use lease::Column;
    let days = [
        (Column::SignedOn, changes.signed_on),
        (Column::FiledOn, changes.filed_on),
        (Column::ActiveOn, changes.active_on),
        (Column::VacatedOn, changes.vacated_on),
        (Column::TerminatedOn, changes.terminated.as_ref().map(|(day, _)| *day)),
        (Column::SettledOn, changes.settled_on),
        (Column::ReleasedOn, changes.vacated_on.or(changes.terminated.as_ref().map(|(day, _)| *day))),
    ];
    let mut update = lease::Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(file.id))
        .filter(Column::Version.eq(file.version));
    for (column, day) in days {
        if let Some(day) = day {
            update = update.col_expr(column, Expr::val(day));
        }
    }
    if let Some((_, reason)) = &changes.terminated {
        update = update.col_expr(Column::TerminationReason, Expr::val(reason.clone()));
    }
    if let Some(terms) = &changes.terms {
        let unit_rent = terms.rent_per_square_metre().unwrap_or_default();
        update = update
            .col_expr(Column::EndOn, Expr::val(terms.end_on))
            .col_expr(Column::AnnualRentFen, Expr::val(terms.annual_rent))
            .col_expr(Column::UnitRentFen, Expr::val(unit_rent));
    }
    for (column, key) in [(Column::ResolutionId, resolution), (Column::TenderId, tender)] {
        if let Some(key) = key {
            update = update.col_expr(column, Expr::val(key));
        }
    }
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// The original version is signed with the contract.
async fn sign_terms<C: ConnectionTrait>(tx: &C, file: &LeaseFile, day: chrono::NaiveDate) -> Result<(), Fault> {
    for terms in file.terms.iter().filter(|terms| terms.signed_on.is_none()) {
        let signed = lease_terms::ActiveModel {
            id: Set(terms.id),
            signed_on: Set(Some(day)),
            signatures: Set(true),
            ..Default::default()
        };
        signed.update(tx).await?;
    }
    Ok(())
}

/// Appends a version and ends the one before it.
async fn append_terms<C: ConnectionTrait>(tx: &C, file: &LeaseFile, terms: &Terms) -> Result<(), Fault> {
    if let Some(last) = file.terms.last() {
        let ended = lease_terms::ActiveModel {
            id: Set(last.id),
            effective_to: Set(Some(terms.effective_from)),
            ..Default::default()
        };
        ended.update(tx).await?;
    }
    add_terms(tx, file.of(), terms).await
}

/// Stores a version and the days on which its rent rises.
async fn add_terms<C: ConnectionTrait>(tx: &C, of: Of, terms: &Terms) -> Result<(), Fault> {
    let id = add(tx, rows::terms(of, terms, None)).await?.id;
    for step in rows::steps(of, &Terms { id, ..terms.clone() }) {
        add(tx, step).await?;
    }
    Ok(())
}

/// Bills, receipts and waivers.
async fn rent<C: ConnectionTrait>(tx: &C, file: &LeaseFile, changes: &Changes, actor: &str) -> Result<(), Fault> {
    let of = file.of();
    let mut issued = Vec::new();
    for bill in &changes.bills {
        issued.push(add(tx, rows::bill(of, bill)).await?);
    }
    for (receipt, position, amount) in &changes.credits {
        if let Some(bill) = issued.get(*position) {
            let part = Allocation::new(bill.id, *amount, bill.issued_on);
            add(tx, rows::allocation(of, *receipt, &part)).await?;
        }
    }
    if let Some(new) = &changes.receipt {
        let id = add(tx, rows::receipt(of, new)).await?.id;
        for part in &new.allocations {
            add(tx, rows::allocation(of, id, part)).await?;
        }
        for part in &new.recognitions {
            add(tx, rows::recognition(of, id, part)).await?;
        }
    }
    if let Some((id, voucher, day)) = &changes.booked {
        let booked = receipt::ActiveModel {
            id: Set(*id),
            voucher: Set(Some(voucher.clone())),
            booked_on: Set(Some(*day)),
            ..Default::default()
        };
        booked.update(tx).await?;
    }
    for (receipt, part) in &changes.recognitions {
        add(tx, rows::recognition(of, *receipt, part)).await?;
    }
    if let Some((bill, waiver)) = &changes.waiver {
        let row = rent_waiver::ActiveModel {
            id: NotSet,
            collective_id: Set(of.collective),
            lease_id: Set(of.lease),
            bill_id: Set(*bill),
            amount_fen: Set(waiver.amount),
            reason: Set(waiver.reason.clone()),
            document: Set(waiver.document.clone()),
            requested_on: Set(waiver.requested_on),
            requested_by: Set(actor.to_owned()),
            approved_on: Set(None),
            approved_by: Set(None),
        };
        row.insert(tx).await?;
    }
    if let Some((id, day)) = changes.waiver_approved {
        let approved = rent_waiver::ActiveModel {
            id: Set(id),
            approved_on: Set(Some(day)),
            approved_by: Set(Some(actor.to_owned())),
            ..Default::default()
        };
        approved.update(tx).await?;
    }
    Ok(())
}

/// Stores a new asset with its first ledger entry; answers its key.
pub async fn register<C: ConnectionTrait>(tx: &C, file: &AssetFile) -> Result<i64, Fault> {
    let id = add(tx, rows::asset(file, RecordOrigin::Platform)).await?.id;
    let own = AssetFile { id, ..file.clone() };
    for entry in &file.ledger {
        add(tx, rows::ledger(&own, entry)).await?;
    }
    Ok(id)
}

/// Appends an entry to the ledger of an asset.
pub async fn correct<C: ConnectionTrait>(tx: &C, file: &AssetFile, entry: &LedgerEntry) -> Result<(), Fault> {
    add(tx, rows::ledger(file, entry)).await?;
    Ok(())
}

/// Stores a visit to an asset.
pub async fn inspect<C: ConnectionTrait>(tx: &C, file: &AssetFile, visit: &Inspection) -> Result<(), Fault> {
    add(tx, rows::inspection(file, visit)).await?;
    Ok(())
}

/// Whether the collective has an asset with this number already.
pub async fn asset_taken<C: ConnectionTrait>(tx: &C, collective: i64, number: &str) -> Result<bool, Fault> {
    let select = asset::Entity::find_in(&Scope::everything()).filter(asset::Column::CollectiveId.eq(collective));
    Ok(select.filter(asset::Column::Number.eq(number)).one(tx).await?.is_some())
}
