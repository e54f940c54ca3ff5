//! Between the words of the model and the rows of the tables, both ways.

mod rent;

use chrono::NaiveDate;
use entity::{
    asset, asset_ledger, inspection, lease, lease_terms, lessee, rent_step, resolution, tender, vocab::RecordOrigin,
};

use crate::{
    assets::model::{
        AssetFile, Escalation, Inspection, LeaseFile, LedgerEntry, Lessee, Resolution, Rise, Tender, Terms,
    },
    assets::rules::schedule,
    kernel::{fault::Fault, money::Fen, vault::Vault},
    residents::model as sealed,
};

pub use rent::{allocation, bill, bill_of, deposit, document, receipt, receipt_of, recognition, sublet};

/// Whose row it is.
#[derive(Debug, Clone, Copy)]
pub struct Of {
    pub collective: i64,
    pub lease: i64,
}

impl LeaseFile {
    /// Whose rows the parts of this lease are.
    #[must_use]
    pub const fn of(&self) -> Of {
        Of { collective: self.collective, lease: self.id }
    }
}

#[must_use]
pub fn asset(file: &AssetFile, origin: RecordOrigin) -> asset::Model {
    asset::Model {
        id: file.id,
        collective_id: file.collective,
        number: file.number.clone(),
        class: file.class,
        kind: file.kind,
        location: file.location.clone(),
        certificate: file.certificate.clone(),
        original_value_fen: file.original_value,
        safety: file.safety,
        acquired_on: file.acquired_on,
        origin,
        version: 1,
    }
}

#[must_use]
pub fn asset_file(row: asset::Model, ledger: Vec<LedgerEntry>, inspections: Vec<Inspection>) -> AssetFile {
    AssetFile {
        id: row.id,
        collective: row.collective_id,
        number: row.number,
        class: row.class,
        kind: row.kind,
        location: row.location,
        certificate: row.certificate,
        original_value: row.original_value_fen,
        safety: row.safety,
        acquired_on: row.acquired_on,
        ledger,
        inspections,
    }
}

#[must_use]
pub fn ledger(asset: &AssetFile, entry: &LedgerEntry) -> asset_ledger::Model {
    asset_ledger::Model {
        id: entry.id,
        collective_id: asset.collective,
        asset_id: asset.id,
        effective_on: entry.effective_on,
        area: entry.area,
        status: entry.status,
    }
}

impl From<asset_ledger::Model> for LedgerEntry {
    fn from(row: asset_ledger::Model) -> Self {
        Self { id: row.id, effective_on: row.effective_on, area: row.area, status: row.status }
    }
}

#[must_use]
pub fn inspection(asset: &AssetFile, visit: &Inspection) -> inspection::Model {
    inspection::Model {
        id: visit.id,
        collective_id: asset.collective,
        asset_id: asset.id,
        inspected_on: visit.inspected_on,
        measured_area: visit.measured_area,
        actual_use: visit.actual_use,
        inspector: visit.inspector.clone(),
    }
}

impl From<inspection::Model> for Inspection {
    fn from(row: inspection::Model) -> Self {
        Self {
            id: row.id,
            inspected_on: row.inspected_on,
            measured_area: row.measured_area,
            actual_use: row.actual_use,
            inspector: row.inspector,
        }
    }
}

/// Seals the identity number (indexed by `key`) and the telephone.
pub fn lessee(vault: &Vault, lessee: &Lessee, key: Option<&str>) -> Result<lessee::Model, Fault> {
    let seal = |column, text: &Option<String>| text.as_deref().map(|text| vault.seal(column, text)).transpose();
    Ok(lessee::Model {
        id: lessee.id,
        collective_id: lessee.collective,
        kind: lessee.kind,
        name: lessee.name.clone(),
        id_number_cipher: seal(sealed::ID_NUMBER, &lessee.id_number)?,
        id_number_index: key.map(|key| vault.index(sealed::ID_NUMBER, key)),
        credit_code: lessee.credit_code.clone(),
        phone_cipher: seal(sealed::PHONE, &lessee.phone)?,
        resident_id: lessee.resident,
        household_id: lessee.household,
        member: lessee.member,
    })
}

pub fn lessee_of(vault: &Vault, row: lessee::Model) -> Result<Lessee, Fault> {
    let open = |column, bytes: &Option<Vec<u8>>| bytes.as_deref().map(|bytes| vault.open(column, bytes)).transpose();
    Ok(Lessee {
        id_number: open(sealed::ID_NUMBER, &row.id_number_cipher)?,
        phone: open(sealed::PHONE, &row.phone_cipher)?,
        id: row.id,
        collective: row.collective_id,
        kind: row.kind,
        name: row.name,
        credit_code: row.credit_code,
        resident: row.resident_id,
        household: row.household_id,
        member: row.member,
    })
}

#[must_use]
pub fn resolution(collective: i64, resolution: &Resolution) -> resolution::Model {
    resolution::Model {
        id: resolution.id,
        collective_id: collective,
        number: resolution.number.clone(),
        title: resolution.title.clone(),
        body: resolution.body,
        adopted_on: resolution.adopted_on,
        eligible: resolution.eligible,
        present: resolution.present,
        in_favour: resolution.in_favour,
        ratifies: resolution.ratifies,
    }
}

impl From<resolution::Model> for Resolution {
    fn from(row: resolution::Model) -> Self {
        Self {
            id: row.id,
            number: row.number,
            title: row.title,
            body: row.body,
            adopted_on: row.adopted_on,
            eligible: row.eligible,
            present: row.present,
            in_favour: row.in_favour,
            ratifies: row.ratifies,
        }
    }
}

#[must_use]
pub fn tender(collective: i64, tender: &Tender) -> tender::Model {
    tender::Model {
        id: tender.id,
        collective_id: collective,
        method: tender.method,
        held_on: tender.held_on,
        platform_number: tender.platform_number.clone(),
        floor_price_fen: tender.floor_price,
        price_basis: tender.price_basis,
        price_basis_on: tender.price_basis_on,
        exemption_reason: tender.exemption_reason.clone(),
        exemption_requested_by: None,
        exemption_approved_on: tender.exemption_approved_on,
        exemption_approved_by: None,
    }
}

impl From<tender::Model> for Tender {
    fn from(row: tender::Model) -> Self {
        Self {
            id: row.id,
            method: row.method,
            held_on: row.held_on,
            platform_number: row.platform_number,
            floor_price: row.floor_price_fen,
            price_basis: row.price_basis,
            price_basis_on: row.price_basis_on,
            exemption_reason: row.exemption_reason,
            exemption_approved_on: row.exemption_approved_on,
        }
    }
}

/// Ordered by the latest terms, which every lease has.
pub fn lease(file: &LeaseFile, origin: RecordOrigin) -> lease::Model {
    let latest = file.terms.last();
    lease::Model {
        end_on: latest.map_or(file.drafted_on, |terms| terms.end_on),
        annual_rent_fen: latest.map_or(Fen(0), |terms| terms.annual_rent),
        unit_rent_fen: latest.and_then(Terms::rent_per_square_metre).unwrap_or(Fen(0)),
        id: file.id,
        collective_id: file.collective,
        asset_id: file.asset,
        lessee_id: file.lessee.id,
        contract_number: file.contract_number.clone(),
        kind: file.kind,
        predecessor_id: file.predecessor,
        resolution_id: file.resolution.as_ref().map(|resolution| resolution.id),
        tender_id: file.tender.as_ref().map(|tender| tender.id),
        drafted_on: file.drafted_on,
        signed_on: file.signed_on,
        filed_on: file.filed_on,
        active_on: file.active_on,
        vacated_on: file.vacated_on,
        terminated_on: file.terminated_on,
        termination_reason: None,
        renewed_on: file.renewed_on,
        settled_on: file.settled_on,
        released_on: [file.vacated_on, file.terminated_on, file.renewed_on].into_iter().flatten().min(),
        origin,
        version: file.version,
    }
}

/// `until` is the first day of the next version.
/// The days on which the rent of a stored version rises.
#[must_use]
pub fn steps(of: Of, terms: &Terms) -> Vec<rent_step::Model> {
    let steps = schedule::steps(terms).into_iter();
    steps
        .map(|day| rent_step::Model {
            id: 0,
            collective_id: of.collective,
            lease_id: of.lease,
            terms_id: terms.id,
            steps_on: day,
            annual_rent_fen: schedule::rent_on(terms, day),
        })
        .collect()
}

#[must_use]
pub fn terms(of: Of, terms: &Terms, until: Option<NaiveDate>) -> lease_terms::Model {
    let rise = terms.escalation.map(|escalation| escalation.by);
    lease_terms::Model {
        id: terms.id,
        collective_id: of.collective,
        lease_id: of.lease,
        number: terms.number,
        kind: terms.kind,
        effective_from: terms.effective_from,
        effective_to: until,
        signed_on: terms.signed_on,
        start_on: terms.start_on,
        end_on: terms.end_on,
        area: terms.area,
        usage: terms.usage,
        annual_rent_fen: terms.annual_rent,
        rent_from: terms.rent_from,
        escalation_months: terms.escalation.map(|escalation| escalation.every_months),
        escalation_points: rise.and_then(|rise| match rise {
            Rise::BasisPoints(points) => Some(points),
            Rise::Amount(_) => None,
        }),
        escalation_fen: rise.and_then(|rise| match rise {
            Rise::Amount(amount) => Some(amount),
            Rise::BasisPoints(_) => None,
        }),
        cycle: terms.cycle,
        in_advance: terms.in_advance,
        first_due_on: terms.first_due_on,
        rent_free_days: terms.rent_free_days,
        deposit_due_fen: terms.deposit_due,
        deposit_clause: terms.deposit_clause.clone(),
        breach_clause: terms.breach_clause.clone(),
        sublet_clause: terms.sublet_clause.clone(),
        maintenance_clause: terms.maintenance_clause.clone(),
        payee_account: terms.payee_account.clone(),
        signatures: terms.signatures,
    }
}

impl From<lease_terms::Model> for Terms {
    fn from(row: lease_terms::Model) -> Self {
        let by = match (row.escalation_points, row.escalation_fen) {
            (Some(points), _) => Some(Rise::BasisPoints(points)),
            (None, amount) => amount.map(Rise::Amount),
        };
        let escalation = row.escalation_months.zip(by).map(|(every_months, by)| Escalation { every_months, by });
        Self {
            id: row.id,
            number: row.number,
            kind: row.kind,
            effective_from: row.effective_from,
            signed_on: row.signed_on,
            start_on: row.start_on,
            end_on: row.end_on,
            area: row.area,
            usage: row.usage,
            annual_rent: row.annual_rent_fen,
            rent_from: row.rent_from,
            escalation,
            cycle: row.cycle,
            in_advance: row.in_advance,
            first_due_on: row.first_due_on,
            rent_free_days: row.rent_free_days,
            deposit_due: row.deposit_due_fen,
            deposit_clause: row.deposit_clause,
            breach_clause: row.breach_clause,
            sublet_clause: row.sublet_clause,
            maintenance_clause: row.maintenance_clause,
            payee_account: row.payee_account,
            signatures: row.signatures,
        }
    }
}
