//! Shapes of the tables of findings.

use entity::{campaign, campaign_result, finding, finding_step};

use super::request::{finding_list, result_list};
use crate::{
    assets::loader::shape::{ASSET, COLLECTIVE, LEASE},
    dividends::loader::shape::{LINE, PLAN},
    kernel::{
        page::Direction,
        plan::{List, One, Shape},
        scope::Scoped,
    },
    payrolls::loader::shape::PAYROLL,
    residents::loader::shape::{RESIDENT, plain},
    subsidies::loader::shape::{ENROLMENT, PAYMENT},
    veterans::loader::shape::VETERAN,
};

pub static FINDING: Shape = Shape {
    table: "finding",
    within: finding::Entity::within,
    fields: &[
        ("rule", &["rule_id"]),
        ("unit", &["unit_id", "paying_unit_id"]),
        ("severity", &["severity"]),
        ("amount", &["amount_fen"]),
        ("evidence", &["evidence"]),
        ("explain", &["explanation"]),
        ("evidencePeriod", &["evidence_key"]),
        ("discoveredOn", &["discovered_on"]),
        ("firstSeenOn", &["first_seen_on"]),
        ("lastSeenOn", &["last_seen_on"]),
        ("candidateSince", &["candidate_since"]),
        ("state", &["state"]),
        ("owner", &["owner"]),
        ("deadlineOn", &["deadline_on"]),
        ("overdueDays", &["deadline_on", "closed_on"]),
        ("escalation", &["deadline_on", "closed_on"]),
        ("closedOn", &["closed_on"]),
        ("onTime", &["deadline_on", "closed_on", "state"]),
        ("daysToClose", &["discovered_on", "closed_on", "state"]),
        ("recovered", &["recovered_fen"]),
        ("uplift", &["uplift_fen"]),
        ("version", &["version"]),
    ],
    ones: &[
        One::by_id("collective", "collective_id", &COLLECTIVE),
        One::by_id("lease", "lease_id", &LEASE),
        One::by_id("asset", "asset_id", &ASSET),
        One::by_id("plan", "plan_id", &PLAN),
        One::by_id("payoutLine", "payout_line_id", &LINE),
        One::by_id("veteran", "veteran_id", &VETERAN),
        One::by_id("resident", "resident_id", &RESIDENT),
        One::by_id("enrolment", "enrolment_id", &ENROLMENT),
        One::by_id("payment", "payment_line_id", &PAYMENT),
        One::by_id("payroll", "payroll_id", &PAYROLL),
        One::by_id("campaign", "campaign_id", &CAMPAIGN),
    ],
    lists: &[List {
        field: "steps",
        column: "id",
        target: &STEP,
        target_column: "finding_id",
        connection: false,
        request: |_, _| plain(&[], Direction::Asc),
    }],
};

pub static STEP: Shape = Shape {
    table: "finding_step",
    within: finding_step::Entity::within,
    fields: &[
        ("act", &["act"]),
        ("doneOn", &["done_on"]),
        ("actor", &["actor"]),
        ("note", &["note"]),
        ("documentReference", &["document"]),
        ("deadlineOn", &["deadline_on"]),
    ],
    ones: &[],
    lists: &[],
};

pub static CAMPAIGN: Shape = Shape {
    table: "campaign",
    within: campaign::Entity::within,
    fields: &[
        ("code", &["code"]),
        ("name", &["name"]),
        ("year", &["year"]),
        ("foundFrom", &["found_from"]),
        ("foundTo", &["found_to"]),
        ("snapshotOn", &["snapshot_on"]),
        ("rules", &["rules"]),
        ("state", &["state"]),
        ("closedOn", &["closed_on"]),
        ("coverage", &["snapshot_on"]),
        ("version", &["version"]),
    ],
    ones: &[],
    lists: &[
        List::pages("findings", &FINDING, "campaign_id", finding_list),
        List::pages("results", &RESULT, "campaign_id", result_list),
    ],
};

pub static RESULT: Shape = Shape {
    table: "campaign_result",
    within: campaign_result::Entity::within,
    fields: &[("inspectedOn", &["inspected_on"]), ("inspector", &["inspector"])],
    ones: &[One::by_id("lease", "lease_id", &LEASE), One::by_id("campaign", "campaign_id", &CAMPAIGN)],
    lists: &[],
};
