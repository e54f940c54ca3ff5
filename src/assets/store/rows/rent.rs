//! Documents, deposits, sublets, bills, receipts.

use entity::{
    deposit_entry, income_recognition, lease_document, receipt, receipt_allocation, rent_bill, rent_waiver, sublet,
};

use super::Of;
use crate::assets::model::{Allocation, Bill, DepositEntry, Document, Receipt, Recognition, Sublet, Waiver};

#[must_use]
pub fn document(of: Of, document: &Document) -> lease_document::Model {
    lease_document::Model {
        id: document.id,
        collective_id: of.collective,
        lease_id: of.lease,
        kind: document.kind,
        reference: document.reference.clone(),
        dated_on: document.dated_on,
    }
}

impl From<lease_document::Model> for Document {
    fn from(row: lease_document::Model) -> Self {
        Self { id: row.id, kind: row.kind, reference: row.reference, dated_on: row.dated_on }
    }
}

#[must_use]
pub fn deposit(of: Of, entry: &DepositEntry) -> deposit_entry::Model {
    deposit_entry::Model {
        id: entry.id,
        collective_id: of.collective,
        lease_id: of.lease,
        kind: entry.kind,
        amount_fen: entry.amount,
        moved_on: entry.moved_on,
    }
}

impl From<deposit_entry::Model> for DepositEntry {
    fn from(row: deposit_entry::Model) -> Self {
        Self { id: row.id, kind: row.kind, amount: row.amount_fen, moved_on: row.moved_on }
    }
}

#[must_use]
pub fn sublet(of: Of, sublet: &Sublet) -> sublet::Model {
    sublet::Model {
        id: sublet.id,
        collective_id: of.collective,
        lease_id: of.lease,
        subtenant: sublet.subtenant.clone(),
        started_on: sublet.started_on,
        observed_on: sublet.observed_on,
        consent_on: sublet.consent_on,
        objection_on: sublet.objection_on,
        ended_on: sublet.ended_on,
    }
}

impl From<sublet::Model> for Sublet {
    fn from(row: sublet::Model) -> Self {
        Self {
            id: row.id,
            subtenant: row.subtenant,
            started_on: row.started_on,
            observed_on: row.observed_on,
            consent_on: row.consent_on,
            objection_on: row.objection_on,
            ended_on: row.ended_on,
        }
    }
}

#[must_use]
pub fn bill(of: Of, bill: &Bill) -> rent_bill::Model {
    rent_bill::Model {
        id: bill.id,
        collective_id: of.collective,
        lease_id: of.lease,
        item: bill.item,
        period_from: bill.period_from,
        period_to: bill.period_to,
        due_on: bill.due_on,
        issued_on: bill.issued_on,
        amount_fen: bill.amount,
    }
}

#[must_use]
pub fn bill_of(row: &rent_bill::Model, waivers: Vec<Waiver>) -> Bill {
    Bill {
        id: row.id,
        item: row.item,
        period_from: row.period_from,
        period_to: row.period_to,
        due_on: row.due_on,
        issued_on: row.issued_on,
        amount: row.amount_fen,
        waivers,
    }
}

impl From<rent_waiver::Model> for Waiver {
    fn from(row: rent_waiver::Model) -> Self {
        Self {
            id: row.id,
            amount: row.amount_fen,
            reason: row.reason,
            document: row.document,
            requested_on: row.requested_on,
            requested_by: row.requested_by,
            approved_on: row.approved_on,
        }
    }
}

#[must_use]
pub fn receipt(of: Of, receipt: &Receipt) -> receipt::Model {
    receipt::Model {
        id: receipt.id,
        collective_id: of.collective,
        lease_id: of.lease,
        number: receipt.number.clone(),
        amount_fen: receipt.amount,
        paid_on: receipt.paid_on,
        method: receipt.method,
        account: receipt.account,
        voucher: receipt.voucher.clone(),
        booked_on: receipt.booked_on,
        covers_from: receipt.covers.map(|(from, _)| from),
        covers_to: receipt.covers.map(|(_, to)| to),
    }
}

#[must_use]
pub fn receipt_of(row: receipt::Model, allocations: Vec<Allocation>, recognitions: Vec<Recognition>) -> Receipt {
    Receipt {
        id: row.id,
        number: row.number,
        amount: row.amount_fen,
        paid_on: row.paid_on,
        method: row.method,
        account: row.account,
        voucher: row.voucher,
        booked_on: row.booked_on,
        covers: row.covers_from.zip(row.covers_to),
        allocations,
        recognitions,
    }
}

#[must_use]
pub fn allocation(of: Of, receipt: i64, part: &Allocation) -> receipt_allocation::Model {
    receipt_allocation::Model {
        id: part.id,
        collective_id: of.collective,
        lease_id: of.lease,
        receipt_id: receipt,
        bill_id: part.bill,
        amount_fen: part.amount,
        allocated_on: part.allocated_on,
    }
}

impl From<receipt_allocation::Model> for Allocation {
    fn from(row: receipt_allocation::Model) -> Self {
        Self { id: row.id, bill: row.bill_id, amount: row.amount_fen, allocated_on: row.allocated_on }
    }
}

#[must_use]
pub fn recognition(of: Of, receipt: i64, part: &Recognition) -> income_recognition::Model {
    income_recognition::Model {
        id: part.id,
        collective_id: of.collective,
        lease_id: of.lease,
        receipt_id: receipt,
        year: part.year,
        amount_fen: part.amount,
        booked_on: part.booked_on,
    }
}

impl From<income_recognition::Model> for Recognition {
    fn from(row: income_recognition::Model) -> Self {
        Self { id: row.id, year: row.year, amount: row.amount_fen, booked_on: row.booked_on }
    }
}
