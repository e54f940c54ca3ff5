//! Shapes of the tables of subsidies.

use entity::{
    application, application_objection, application_step, bank_return, enrolment, enrolment_step, payee_account,
    payment_line, programme_change, resident_fact,
};

use super::request::payment_list;
use crate::{
    findings::loader::{request::finding_list, shape::FINDING},
    kernel::{
        objection::OBJECTION_FIELDS,
        page::Direction,
        plan::{List, One, Shape},
        scope::Scoped,
    },
    payrolls::loader::{
        request::approvals,
        shape::{BANK_RESULT, PAYROLL, RECOVERY, STEP},
    },
    residents::loader::shape::{RESIDENT, plain},
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
        ("assessedIncome", &["assessed_income_fen"]),
        ("amount", &["amount_fen"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[
        One { field: "resident", column: "resident_id", target: &RESIDENT, target_column: "id" },
        One { field: "account", column: "payee_account_id", target: &ACCOUNT, target_column: "id" },
        One { field: "application", column: "id", target: &APPLICATION, target_column: "enrolment_id" },
    ],
    lists: &[
        List::pages("payments", &PAYMENT, "enrolment_id", payment_list),
        List::pages("findings", &FINDING, "enrolment_id", finding_list),
        List::parts("steps", &ENROLMENT_STEP, "enrolment_id", |_, _| plain(&[], Direction::Asc)),
    ],
};

pub static ENROLMENT_STEP: Shape = Shape {
    table: "enrolment_step",
    within: enrolment_step::Entity::within,
    fields: &[
        ("act", &["act"]),
        ("doneOn", &["done_on"]),
        ("month", &["month"]),
        ("actor", &["actor"]),
        ("note", &["note"]),
    ],
    ones: &[One::by_id("related", "related_id", &ENROLMENT)],
    lists: &[],
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
        ("receipt", &["receipt"]),
        ("dueOn", &["state", "state_since", "publicity_to"]),
        ("dueIsEstimated", &["state", "state_since", "publicity_to"]),
        ("overdue", &["state", "state_since", "publicity_to"]),
        ("checkPassed", &["check_passed"]),
        ("reviewedBy", &["reviewed_by"]),
        ("assessedIncome", &["assessed_income_fen"]),
        ("amount", &["amount_fen"]),
        ("publicityFrom", &["publicity_from"]),
        ("publicityTo", &["publicity_to"]),
        ("reason", &["reason"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[
        One { field: "resident", column: "resident_id", target: &RESIDENT, target_column: "id" },
        One::by_id("account", "payee_account_id", &ACCOUNT),
        One::by_id("enrolment", "enrolment_id", &ENROLMENT),
    ],
    lists: &[
        List::parts("steps", &APPLICATION_STEP, "application_id", |_, _| plain(&[], Direction::Asc)),
        List::parts("objections", &APPLICATION_OBJECTION, "application_id", |_, _| plain(&[], Direction::Asc)),
    ],
};

pub static APPLICATION_STEP: Shape = Shape {
    table: "application_step",
    within: application_step::Entity::within,
    fields: &[
        ("act", &["act"]),
        ("state", &["state"]),
        ("doneOn", &["done_on"]),
        ("dueOn", &["due_on"]),
        ("late", &["due_on", "done_on"]),
        ("actor", &["actor"]),
        ("note", &["note"]),
    ],
    ones: &[],
    lists: &[],
};

pub static APPLICATION_OBJECTION: Shape = Shape {
    table: "application_objection",
    within: application_objection::Entity::within,
    fields: OBJECTION_FIELDS,
    ones: &[],
    lists: &[],
};

pub static ACCOUNT: Shape = Shape {
    table: "payee_account",
    within: payee_account::Entity::within,
    fields: &[
        ("masked", &["number_cipher"]),
        ("warning", &["number_cipher"]),
        ("holderName", &["holder_name"]),
        ("kind", &["kind"]),
    ],
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
