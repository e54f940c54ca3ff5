//! Shapes of the tables of payrolls.

use entity::{bank_result, payroll, payroll_decision, payroll_exception, payroll_step, recovery, recovery_receipt};

use super::request::registered;
use crate::{
    findings::loader::{request::finding_list, shape::FINDING},
    kernel::{
        page::{Direction, KeyKind},
        plan::{List, One, Shape},
        scope::Scoped,
    },
    residents::loader::shape::{RESIDENT, plain},
    subsidies::loader::{
        request::payment_list,
        shape::{ENROLMENT, PAYMENT},
    },
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
        ("sentOn", &["sent_on"]),
        ("contentHash", &["content_hash"]),
        ("bankFile", &["file_id"]),
        ("rosterDiff", &["programme_id", "month", "kind"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[One::by_id("source", "source_id", &PAYROLL)],
    lists: &[
        List::pages("payments", &PAYMENT, "payroll_id", payment_list),
        List::pages("findings", &FINDING, "payroll_id", finding_list),
        List::parts("steps", &STEP, "payroll_id", |_, _| plain(&[], Direction::Asc)),
        List::pages("decisions", &DECISION, "payroll_id", registered),
        List::pages("exceptions", &EXCEPTION, "payroll_id", registered),
        List::parts("followUps", &PAYROLL, "source_id", |_, _| plain(&[], Direction::Asc)),
    ],
};

pub static STEP: Shape = Shape {
    table: "payroll_step",
    within: payroll_step::Entity::within,
    fields: &[
        ("act", &["act"]),
        ("doneOn", &["done_on"]),
        ("actor", &["actor"]),
        ("note", &["note"]),
        ("contentHash", &["content_hash"]),
    ],
    ones: &[],
    lists: &[],
};

pub static DECISION: Shape = Shape {
    table: "payroll_decision",
    within: payroll_decision::Entity::within,
    fields: &[
        ("kind", &["kind"]),
        ("reason", &["reason"]),
        ("decidedOn", &["decided_on"]),
        ("decidedBy", &["decided_by"]),
        ("liftedOn", &["lifted_on"]),
    ],
    ones: &[One::by_id("enrolment", "enrolment_id", &ENROLMENT)],
    lists: &[],
};

pub static EXCEPTION: Shape = Shape {
    table: "payroll_exception",
    within: payroll_exception::Entity::within,
    fields: &[
        ("row", &["row"]),
        ("reference", &["reference"]),
        ("code", &["code"]),
        ("message", &["message"]),
        ("recordedOn", &["recorded_on"]),
        ("resolvedOn", &["resolved_on"]),
        ("resolvedBy", &["resolved_by"]),
        ("answer", &["answer"]),
    ],
    ones: &[],
    lists: &[],
};

pub static BANK_RESULT: Shape = Shape {
    table: "bank_result",
    within: bank_result::Entity::within,
    fields: &[("bankReference", &["bank_reference"]), ("settledOn", &["settled_on"])],
    ones: &[],
    lists: &[],
};

pub static RECOVERY: Shape = Shape {
    table: "recovery",
    within: recovery::Entity::within,
    fields: &[
        ("programme", &["programme_id"]),
        ("unit", &["unit_id"]),
        ("amount", &["amount_fen"]),
        ("recoveredAmount", &["recovered_fen"]),
        ("state", &["state"]),
        ("reason", &["reason"]),
        ("openedOn", &["opened_on"]),
        ("openedBy", &["opened_by"]),
        ("closedOn", &["closed_on"]),
        ("approvedBy", &["approved_by"]),
        ("documentReference", &["document"]),
        ("version", &["version"]),
    ],
    ones: &[One::by_id("resident", "resident_id", &RESIDENT), One::by_id("payment", "line_id", &PAYMENT)],
    lists: &[List::parts("receipts", &RECEIPT, "recovery_id", |_, _| {
        plain(&[("received_on", KeyKind::Date)], Direction::Asc)
    })],
};

pub static RECEIPT: Shape = Shape {
    table: "recovery_receipt",
    within: recovery_receipt::Entity::within,
    fields: &[
        ("receivedOn", &["received_on"]),
        ("amount", &["amount_fen"]),
        ("voucher", &["voucher"]),
        ("actor", &["actor"]),
    ],
    ones: &[],
    lists: &[],
};
