//! Shapes of the tables of assets.

use entity::{
    asset, asset_ledger, collective, deposit_entry, income_recognition, inspection, lease, lease_document, lease_terms,
    lessee, receipt, receipt_allocation, rent_bill, rent_waiver, resolution, sublet, tender,
};

use super::request::{asset_list, bill_list, lease_list, receipt_list, terms_on};
use crate::{
    dividends::loader::{
        request::{line_list, plan_list, unit_list},
        shape::{LINE, PLAN, UNIT},
    },
    findings::loader::{request::finding_list, shape::FINDING},
    kernel::{
        page::{Direction, KeyKind},
        plan::{List, One, Shape},
        scope::Scoped,
    },
    residents::loader::shape::{HOUSEHOLD, RESIDENT, plain},
};

pub static COLLECTIVE: Shape = Shape {
    table: "collective",
    within: collective::Entity::within,
    fields: &[
        ("creditCode", &["credit_code"]),
        ("name", &["name"]),
        ("unit", &["unit_id"]),
        ("registeredOn", &["registered_on"]),
    ],
    ones: &[],
    lists: &[
        List::pages("assets", &ASSET, "collective_id", asset_list),
        List::pages("leases", &LEASE, "collective_id", lease_list),
        List::pages("rentBills", &BILL, "collective_id", bill_list),
        List::pages("receipts", &RECEIPT, "collective_id", receipt_list),
        List::pages("findings", &FINDING, "collective_id", finding_list),
        List::pages("distributingUnits", &UNIT, "collective_id", unit_list),
        List::pages("distributionPlans", &PLAN, "collective_id", plan_list),
        List::pages("payoutLines", &LINE, "collective_id", line_list),
    ],
};

pub static ASSET: Shape = Shape {
    table: "asset",
    within: asset::Entity::within,
    fields: &[
        ("number", &["number"]),
        ("class", &["class"]),
        ("kind", &["kind"]),
        ("location", &["location"]),
        ("certificate", &["certificate"]),
        ("originalValue", &["original_value_fen"]),
        ("safetyClass", &["safety"]),
        ("acquiredOn", &["acquired_on"]),
        ("idleSince", &["acquired_on"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[One::by_id("collective", "collective_id", &COLLECTIVE)],
    lists: &[
        List::parts("ledger", &LEDGER, "asset_id", |_, _| plain(&[("effective_on", KeyKind::Date)], Direction::Asc)),
        List::parts("inspections", &INSPECTION, "asset_id", |_, _| {
            plain(&[("inspected_on", KeyKind::Date)], Direction::Asc)
        }),
        List::pages("leases", &LEASE, "asset_id", lease_list),
        List::pages("findings", &FINDING, "asset_id", finding_list),
    ],
};

pub static LEDGER: Shape = Shape {
    table: "asset_ledger",
    within: asset_ledger::Entity::within,
    fields: &[("effectiveOn", &["effective_on"]), ("area", &["area"]), ("status", &["status"])],
    ones: &[],
    lists: &[],
};

pub static INSPECTION: Shape = Shape {
    table: "inspection",
    within: inspection::Entity::within,
    fields: &[
        ("inspectedOn", &["inspected_on"]),
        ("measuredArea", &["measured_area"]),
        ("actualUse", &["actual_use"]),
        ("inspector", &["inspector"]),
    ],
    ones: &[],
    lists: &[],
};

pub static LESSEE: Shape = Shape {
    table: "lessee",
    within: lessee::Entity::within,
    fields: &[
        ("kind", &["kind"]),
        ("name", &["name"]),
        ("idNumber", &["id_number_cipher"]),
        ("creditCode", &["credit_code"]),
        ("phone", &["phone_cipher"]),
        ("member", &["member"]),
    ],
    ones: &[
        One::by_id("collective", "collective_id", &COLLECTIVE),
        One::by_id("resident", "resident_id", &RESIDENT),
        One::by_id("household", "household_id", &HOUSEHOLD),
    ],
    lists: &[List::pages("leases", &LEASE, "lessee_id", lease_list)],
};

pub static RESOLUTION: Shape = Shape {
    table: "resolution",
    within: resolution::Entity::within,
    fields: &[
        ("number", &["number"]),
        ("title", &["title"]),
        ("body", &["body"]),
        ("adoptedOn", &["adopted_on"]),
        ("eligible", &["eligible"]),
        ("present", &["present"]),
        ("inFavour", &["in_favour"]),
        ("ratifies", &["ratifies"]),
    ],
    ones: &[],
    lists: &[],
};

pub static TENDER: Shape = Shape {
    table: "tender",
    within: tender::Entity::within,
    fields: &[
        ("method", &["method"]),
        ("heldOn", &["held_on"]),
        ("platformNumber", &["platform_number"]),
        ("floorPrice", &["floor_price_fen"]),
        ("priceBasis", &["price_basis"]),
        ("priceBasisOn", &["price_basis_on"]),
        ("exemptionReason", &["exemption_reason"]),
        ("exemptionApprovedOn", &["exemption_approved_on"]),
    ],
    ones: &[],
    lists: &[],
};

pub static LEASE: Shape = Shape {
    table: "lease",
    within: lease::Entity::within,
    fields: &[
        ("contractNumber", &["contract_number"]),
        ("kind", &["kind"]),
        ("draftedOn", &["drafted_on"]),
        ("signedOn", &["signed_on"]),
        ("filedOn", &["filed_on"]),
        ("activeOn", &["active_on"]),
        ("vacatedOn", &["vacated_on"]),
        ("terminatedOn", &["terminated_on"]),
        ("terminationReason", &["termination_reason"]),
        ("settledOn", &["settled_on"]),
        ("endOn", &["end_on"]),
        ("annualRent", &["annual_rent_fen"]),
        ("rentPerSquareMetre", &["unit_rent_fen"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[
        One::by_id("collective", "collective_id", &COLLECTIVE),
        One::by_id("asset", "asset_id", &ASSET),
        One::by_id("lessee", "lessee_id", &LESSEE),
        One::by_id("resolution", "resolution_id", &RESOLUTION),
        One::by_id("tender", "tender_id", &TENDER),
        One::by_id("renews", "predecessor_id", &LEASE),
    ],
    lists: &[
        List::parts("terms", &TERMS, "lease_id", terms_on),
        List::parts("versions", &TERMS, "lease_id", |_, _| plain(&[("number", KeyKind::Int)], Direction::Asc)),
        List::parts("documents", &DOCUMENT, "lease_id", |_, _| plain(&[("dated_on", KeyKind::Date)], Direction::Asc)),
        List::parts("deposits", &DEPOSIT, "lease_id", |_, _| plain(&[("moved_on", KeyKind::Date)], Direction::Asc)),
        List::parts("sublets", &SUBLET, "lease_id", |_, _| plain(&[("started_on", KeyKind::Date)], Direction::Asc)),
        List::parts("renewedBy", &LEASE, "predecessor_id", |_, _| plain(&[], Direction::Asc)),
        List::pages("bills", &BILL, "lease_id", bill_list),
        List::pages("receipts", &RECEIPT, "lease_id", receipt_list),
        List::pages("findings", &FINDING, "lease_id", finding_list),
    ],
};

pub static TERMS: Shape = Shape {
    table: "lease_terms",
    within: lease_terms::Entity::within,
    fields: &[
        ("number", &["number"]),
        ("kind", &["kind"]),
        ("effectiveFrom", &["effective_from"]),
        ("effectiveTo", &["effective_to"]),
        ("signedOn", &["signed_on"]),
        ("startOn", &["start_on"]),
        ("endOn", &["end_on"]),
        ("area", &["area"]),
        ("usage", &["usage"]),
        ("annualRent", &["annual_rent_fen"]),
        ("rentFrom", &["rent_from"]),
        ("escalation", &["escalation_months", "escalation_points", "escalation_fen"]),
        ("cycle", &["cycle"]),
        ("inAdvance", &["in_advance"]),
        ("firstDueOn", &["first_due_on"]),
        ("rentFreeDays", &["rent_free_days"]),
        ("depositDue", &["deposit_due_fen"]),
        ("depositClause", &["deposit_clause"]),
        ("breachClause", &["breach_clause"]),
        ("subletClause", &["sublet_clause"]),
        ("maintenanceClause", &["maintenance_clause"]),
        ("payeeAccount", &["payee_account"]),
    ],
    ones: &[],
    lists: &[],
};

pub static DOCUMENT: Shape = Shape {
    table: "lease_document",
    within: lease_document::Entity::within,
    fields: &[("kind", &["kind"]), ("reference", &["reference"]), ("datedOn", &["dated_on"])],
    ones: &[],
    lists: &[],
};

pub static DEPOSIT: Shape = Shape {
    table: "deposit_entry",
    within: deposit_entry::Entity::within,
    fields: &[("kind", &["kind"]), ("amount", &["amount_fen"]), ("movedOn", &["moved_on"])],
    ones: &[],
    lists: &[],
};

pub static SUBLET: Shape = Shape {
    table: "sublet",
    within: sublet::Entity::within,
    fields: &[
        ("subtenant", &["subtenant"]),
        ("startedOn", &["started_on"]),
        ("observedOn", &["observed_on"]),
        ("consentOn", &["consent_on"]),
        ("objectionOn", &["objection_on"]),
        ("endedOn", &["ended_on"]),
    ],
    ones: &[],
    lists: &[],
};

pub static BILL: Shape = Shape {
    table: "rent_bill",
    within: rent_bill::Entity::within,
    fields: &[
        ("item", &["item"]),
        ("periodFrom", &["period_from"]),
        ("periodTo", &["period_to"]),
        ("dueOn", &["due_on"]),
        ("issuedOn", &["issued_on"]),
        ("amount", &["amount_fen"]),
        ("paid", &["lease_id"]),
        ("waived", &["lease_id"]),
        ("open", &["lease_id"]),
        ("overdueDays", &["lease_id"]),
    ],
    ones: &[One::by_id("collective", "collective_id", &COLLECTIVE), One::by_id("lease", "lease_id", &LEASE)],
    lists: &[
        List::parts("allocations", &ALLOCATION, "bill_id", |_, _| {
            plain(&[("allocated_on", KeyKind::Date)], Direction::Asc)
        }),
        List::parts("waivers", &WAIVER, "bill_id", |_, _| plain(&[("requested_on", KeyKind::Date)], Direction::Asc)),
    ],
};

pub static WAIVER: Shape = Shape {
    table: "rent_waiver",
    within: rent_waiver::Entity::within,
    fields: &[
        ("amount", &["amount_fen"]),
        ("reason", &["reason"]),
        ("documentReference", &["document"]),
        ("requestedOn", &["requested_on"]),
        ("requestedBy", &["requested_by"]),
        ("approvedOn", &["approved_on"]),
        ("approvedBy", &["approved_by"]),
    ],
    ones: &[One::by_id("bill", "bill_id", &BILL)],
    lists: &[],
};

pub static RECEIPT: Shape = Shape {
    table: "receipt",
    within: receipt::Entity::within,
    fields: &[
        ("number", &["number"]),
        ("amount", &["amount_fen"]),
        ("paidOn", &["paid_on"]),
        ("method", &["method"]),
        ("account", &["account"]),
        ("voucher", &["voucher"]),
        ("bookedOn", &["booked_on"]),
        ("coversFrom", &["covers_from"]),
        ("coversTo", &["covers_to"]),
        ("credit", &["lease_id"]),
    ],
    ones: &[One::by_id("collective", "collective_id", &COLLECTIVE), One::by_id("lease", "lease_id", &LEASE)],
    lists: &[
        List::parts("allocations", &ALLOCATION, "receipt_id", |_, _| {
            plain(&[("allocated_on", KeyKind::Date)], Direction::Asc)
        }),
        List::parts("recognitions", &RECOGNITION, "receipt_id", |_, _| {
            plain(&[("year", KeyKind::Int)], Direction::Asc)
        }),
    ],
};

pub static ALLOCATION: Shape = Shape {
    table: "receipt_allocation",
    within: receipt_allocation::Entity::within,
    fields: &[("amount", &["amount_fen"]), ("allocatedOn", &["allocated_on"])],
    ones: &[One::by_id("bill", "bill_id", &BILL), One::by_id("receipt", "receipt_id", &RECEIPT)],
    lists: &[],
};

pub static RECOGNITION: Shape = Shape {
    table: "income_recognition",
    within: income_recognition::Entity::within,
    fields: &[("year", &["year"]), ("amount", &["amount_fen"]), ("bookedOn", &["booked_on"])],
    ones: &[],
    lists: &[],
};
