//! Shapes of the tables of subsidies.

use entity::{
    application, bank_return, enrolment, payee_account, payment_line, payroll, programme_change, resident_fact,
};

use super::request::payment_list;
use crate::{
    kernel::{
        plan::{List, One, Shape},
        scope::Scoped,
    },
    residents::loader::shape::RESIDENT,
};

pub static ENROLMENT: Shape = Shape {
    table: "enrolment",
    within: enrolment::Entity::within,
    fields: &[
        ("programme", &["programme_id"]),
        ("tier", &["programme_id", "tier_id"]),
        ("unit", &["unit_id"]),
        ("state", &["state"]),
        ("startMonth", &["start_month"]),
        ("endMonth", &["end_month"]),
        ("stopReason", &["stop_reason"]),
        ("nextReviewOn", &["next_review_on"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[
        One { field: "resident", column: "resident_id", target: &RESIDENT, target_column: "id" },
        One { field: "account", column: "payee_account_id", target: &ACCOUNT, target_column: "id" },
    ],
    lists: &[List {
        field: "payments",
        column: "id",
        target: &PAYMENT,
        target_column: "enrolment_id",
        connection: true,
        request: payment_list,
    }],
};

pub static APPLICATION: Shape = Shape {
    table: "application",
    within: application::Entity::within,
    fields: &[
        ("programme", &["programme_id"]),
        ("tier", &["programme_id", "tier_id"]),
        ("unit", &["unit_id"]),
        ("state", &["state"]),
        ("appliedOn", &["applied_on"]),
        ("stateSince", &["state_since"]),
    ],
    ones: &[One { field: "resident", column: "resident_id", target: &RESIDENT, target_column: "id" }],
    lists: &[],
};

pub static ACCOUNT: Shape = Shape {
    table: "payee_account",
    within: payee_account::Entity::within,
    fields: &[("masked", &["number_cipher"]), ("holderName", &["holder_name"]), ("kind", &["kind"])],
    ones: &[],
    lists: &[],
};

pub static PAYROLL: Shape = Shape {
    table: "payroll",
    within: payroll::Entity::within,
    fields: &[
        ("programme", &["programme_id"]),
        ("month", &["month"]),
        ("kind", &["kind"]),
        ("state", &["state"]),
        ("declaredCount", &["declared_count"]),
        ("declaredAmount", &["declared_fen"]),
        ("paidOn", &["paid_on"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[],
    lists: &[List {
        field: "payments",
        column: "id",
        target: &PAYMENT,
        target_column: "payroll_id",
        connection: true,
        request: payment_list,
    }],
};

pub static PAYMENT: Shape = Shape {
    table: "payment_line",
    within: payment_line::Entity::within,
    fields: &[
        ("reference", &["reference"]),
        ("programme", &["programme_id"]),
        ("tier", &["programme_id", "tier_id"]),
        ("standard", &["programme_id", "tier_id", "month"]),
        ("unit", &["unit_id"]),
        ("month", &["month"]),
        ("amount", &["amount_fen"]),
        ("state", &["state"]),
        ("origin", &["origin"]),
    ],
    ones: &[
        One { field: "resident", column: "resident_id", target: &RESIDENT, target_column: "id" },
        One { field: "enrolment", column: "enrolment_id", target: &ENROLMENT, target_column: "id" },
        One { field: "payroll", column: "payroll_id", target: &PAYROLL, target_column: "id" },
        One { field: "account", column: "payee_account_id", target: &ACCOUNT, target_column: "id" },
        One { field: "bankReturn", column: "id", target: &BANK_RETURN, target_column: "line_id" },
        One { field: "reissueOf", column: "reissue_of", target: &PAYMENT, target_column: "id" },
        One { field: "reissuedBy", column: "id", target: &PAYMENT, target_column: "reissue_of" },
    ],
    lists: &[],
};

pub static BANK_RETURN: Shape = Shape {
    table: "bank_return",
    within: bank_return::Entity::within,
    fields: &[("code", &["code"]), ("returnedOn", &["returned_on"])],
    ones: &[],
    lists: &[],
};

pub static CHANGE: Shape = Shape {
    table: "programme_change",
    within: programme_change::Entity::within,
    fields: &[
        ("programme", &["programme_id"]),
        ("kind", &["kind"]),
        ("validFrom", &["valid_from"]),
        ("summary", &["programme_id", "body"]),
        ("whatIf", &["programme_id", "body"]),
        ("document", &["document"]),
        ("reason", &["reason"]),
        ("state", &["state"]),
        ("proposedBy", &["proposed_by"]),
        ("proposedOn", &["proposed_on"]),
        ("decidedBy", &["decided_by"]),
        ("decidedOn", &["decided_on"]),
        ("note", &["note"]),
        ("version", &["version"]),
    ],
    ones: &[],
    lists: &[],
};

pub static RESIDENT_FACT: Shape = Shape {
    table: "resident_fact",
    within: resident_fact::Entity::within,
    fields: &[
        ("unit", &["unit_id"]),
        ("fact", &["fact"]),
        ("value", &["value"]),
        ("text", &["fact", "value"]),
        ("validFrom", &["valid_from"]),
        ("validTo", &["valid_to"]),
        ("source", &["source"]),
        ("document", &["document"]),
        ("recordedBy", &["recorded_by"]),
        ("recordedOn", &["recorded_on"]),
        ("withdrawnBy", &["withdrawn_by"]),
        ("withdrawnOn", &["withdrawn_on"]),
        ("withdrawReason", &["withdraw_reason"]),
        ("version", &["version"]),
    ],
    ones: &[One::by_id("resident", "resident_id", &RESIDENT)],
    lists: &[],
};
