//! Shapes of the tables of subsidies.

use entity::{application, bank_return, enrolment, payee_account, payment_line};

use super::request::payment_list;
use crate::{
    findings::loader::{request::finding_list, shape::FINDING},
    kernel::{
        plan::{List, One, Shape},
        scope::Scoped,
    },
    payrolls::loader::{
        request::approvals,
        shape::{BANK_RESULT, PAYROLL, RECOVERY, STEP},
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
    lists: &[
        List::pages("payments", &PAYMENT, "enrolment_id", payment_list),
        List::pages("findings", &FINDING, "enrolment_id", finding_list),
    ],
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
        (
            "explain",
            &["programme_id", "tier_id", "month", "amount_fen", "state", "basis", "exclusion", "exclusion_note"],
        ),
        ("origin", &["origin"]),
    ],
    ones: &[
        One { field: "resident", column: "resident_id", target: &RESIDENT, target_column: "id" },
        One { field: "bankResult", column: "id", target: &BANK_RESULT, target_column: "line_id" },
        One { field: "recovery", column: "id", target: &RECOVERY, target_column: "line_id" },
        One { field: "enrolment", column: "enrolment_id", target: &ENROLMENT, target_column: "id" },
        One { field: "payroll", column: "payroll_id", target: &PAYROLL, target_column: "id" },
        One { field: "account", column: "payee_account_id", target: &ACCOUNT, target_column: "id" },
        One { field: "bankReturn", column: "id", target: &BANK_RETURN, target_column: "line_id" },
        One { field: "reissueOf", column: "reissue_of", target: &PAYMENT, target_column: "id" },
        One { field: "reissuedBy", column: "id", target: &PAYMENT, target_column: "reissue_of" },
    ],
    lists: &[List {
        field: "approvals",
        column: "payroll_id",
        target: &STEP,
        target_column: "payroll_id",
        connection: false,
        request: approvals,
    }],
};

pub static BANK_RETURN: Shape = Shape {
    table: "bank_return",
    within: bank_return::Entity::within,
    fields: &[("code", &["code"]), ("returnedOn", &["returned_on"])],
    ones: &[],
    lists: &[],
};
