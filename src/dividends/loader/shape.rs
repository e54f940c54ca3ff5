//! Shapes of the tables of dividends.

use entity::{
    distributing_unit, distribution_plan, holding, member, membership, payout_line, plan_objection, plan_step,
    plan_vote, register_event,
};

use super::request::{
    event_list, held, holding_list, line_list, member_list, own, plan_line_list, plan_list, registered_list,
};
use crate::{
    assets::loader::shape::COLLECTIVE,
    findings::loader::{request::finding_list, shape::FINDING},
    kernel::{
        objection::OBJECTION_FIELDS,
        page::{Direction, KeyKind},
        plan::{List, One, Shape},
        scope::Scoped,
    },
    residents::loader::shape::{RESIDENT, plain},
};

pub static UNIT: Shape = Shape {
    table: "distributing_unit",
    within: distributing_unit::Entity::within,
    fields: &[
        ("number", &["number"]),
        ("kind", &["kind"]),
        ("name", &["name"]),
        ("membershipMode", &["membership_mode"]),
        ("basis", &["basis"]),
        ("rounding", &["rounding"]),
        ("reserveRate", &["reserve_points"]),
        ("publicityDays", &["publicity_days"]),
        ("foundedOn", &["founded_on"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[One::by_id("collective", "collective_id", &COLLECTIVE)],
    lists: &[
        List::pages("members", &MEMBER, "distributing_unit_id", member_list),
        List::pages("holdings", &HOLDING, "distributing_unit_id", holding_list),
        List::pages("registerEvents", &EVENT, "distributing_unit_id", event_list),
        List::pages("plans", &PLAN, "distributing_unit_id", plan_list),
        List::pages("payoutLines", &LINE, "distributing_unit_id", line_list),
    ],
};

pub static MEMBER: Shape = Shape {
    table: "member",
    within: member::Entity::within,
    fields: &[("number", &["number"]), ("name", &["name"]), ("account", &["account_cipher"]), ("origin", &["origin"])],
    ones: &[
        One::by_id("collective", "collective_id", &COLLECTIVE),
        One::by_id("distributingUnit", "distributing_unit_id", &UNIT),
        One::by_id("resident", "resident_id", &RESIDENT),
    ],
    lists: &[
        List::parts("memberships", &MEMBERSHIP, "member_id", |_, _| {
            plain(&[("valid_from", KeyKind::Date)], Direction::Asc)
        }),
        List::parts("holdings", &HOLDING, "member_id", held),
        List::pages("registerEvents", &EVENT, "member_id", event_list),
        List::pages("payoutLines", &LINE, "member_id", line_list),
    ],
};

pub static MEMBERSHIP: Shape = Shape {
    table: "membership",
    within: membership::Entity::within,
    fields: &[("validFrom", &["valid_from"]), ("validTo", &["valid_to"])],
    ones: &[],
    lists: &[],
};

pub static HOLDING: Shape = Shape {
    table: "holding",
    within: holding::Entity::within,
    fields: &[
        ("class", &["class"]),
        ("shares", &["shares"]),
        ("validFrom", &["valid_from"]),
        ("validTo", &["valid_to"]),
    ],
    ones: &[One::by_id("member", "member_id", &MEMBER), One::by_id("distributingUnit", "distributing_unit_id", &UNIT)],
    lists: &[],
};

pub static EVENT: Shape = Shape {
    table: "register_event",
    within: register_event::Entity::within,
    fields: &[
        ("kind", &["kind"]),
        ("reason", &["reason"]),
        ("class", &["class"]),
        ("shares", &["shares"]),
        ("effectiveOn", &["effective_on"]),
        ("recordedOn", &["recorded_on"]),
        ("recordedBy", &["recorded_by"]),
        ("evidence", &["evidence"]),
        ("resolution", &["resolution"]),
    ],
    ones: &[
        One::by_id("distributingUnit", "distributing_unit_id", &UNIT),
        One::by_id("member", "member_id", &MEMBER),
        One::by_id("counterpart", "counterpart_id", &MEMBER),
        One::by_id("corrects", "corrects_id", &EVENT),
    ],
    lists: &[List::parts("correctedBy", &EVENT, "corrects_id", own)],
};

pub static PLAN: Shape = Shape {
    table: "distribution_plan",
    within: distribution_plan::Entity::within,
    fields: &[
        ("year", &["year"]),
        ("source", &["source"]),
        ("recordDate", &["record_date"]),
        ("netIncome", &["net_income_fen"]),
        ("opening", &["opening_fen"]),
        ("losses", &["losses_fen"]),
        ("reserve", &["reserve_fen"]),
        ("distributable", &["distributable_fen"]),
        ("basis", &["basis"]),
        ("rounding", &["rounding"]),
        ("unitPrice", &["unit_price_fen"]),
        ("carriedForward", &["carried_forward_fen"]),
        ("withdrawn", &["withdrawn_fen"]),
        ("participants", &["participants"]),
        ("totalShares", &["total_shares"]),
        ("contentHash", &["content_hash"]),
        ("state", &["state"]),
        ("draftedBy", &["drafted_by"]),
        ("calculatedBy", &["calculated_by"]),
        ("calculatedOn", &["calculated_on"]),
        ("publicityFrom", &["publicity_from"]),
        ("publicityTo", &["publicity_to"]),
        ("approvedBy", &["approved_by"]),
        ("approvedOn", &["approved_on"]),
        ("payStartedOn", &["pay_started_on"]),
        ("closedOn", &["closed_on"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[
        One::by_id("collective", "collective_id", &COLLECTIVE),
        One::by_id("distributingUnit", "distributing_unit_id", &UNIT),
    ],
    lists: &[
        List::pages("lines", &LINE, "plan_id", plan_line_list),
        List::pages("steps", &STEP, "plan_id", registered_list),
        List::parts("votes", &VOTE, "plan_id", own),
        List::pages("objections", &OBJECTION, "plan_id", registered_list),
        List::pages("findings", &FINDING, "plan_id", finding_list),
    ],
};

pub static STEP: Shape = Shape {
    table: "plan_step",
    within: plan_step::Entity::within,
    fields: &[
        ("act", &["act"]),
        ("doneOn", &["done_on"]),
        ("actor", &["actor"]),
        ("note", &["note"]),
        ("contentHash", &["content_hash"]),
        ("documentReference", &["document"]),
    ],
    ones: &[],
    lists: &[],
};

pub static VOTE: Shape = Shape {
    table: "plan_vote",
    within: plan_vote::Entity::within,
    fields: &[
        ("resolution", &["resolution"]),
        ("body", &["body"]),
        ("heldOn", &["held_on"]),
        ("eligible", &["eligible"]),
        ("present", &["present"]),
        ("inFavour", &["in_favour"]),
        ("contentHash", &["content_hash"]),
        ("recordedBy", &["recorded_by"]),
    ],
    ones: &[],
    lists: &[],
};

pub static OBJECTION: Shape = Shape {
    table: "plan_objection",
    within: plan_objection::Entity::within,
    fields: OBJECTION_FIELDS,
    ones: &[One::by_id("plan", "plan_id", &PLAN), One::by_id("member", "member_id", &MEMBER)],
    lists: &[],
};

pub static LINE: Shape = Shape {
    table: "payout_line",
    within: payout_line::Entity::within,
    fields: &[
        ("year", &["year"]),
        ("number", &["number"]),
        ("name", &["name"]),
        ("shares", &["shares"]),
        ("amount", &["amount_fen"]),
        ("remainderAmount", &["extra_fen"]),
        ("account", &["account_cipher"]),
        ("state", &["state"]),
        ("reason", &["reason"]),
        ("reference", &["reference"]),
        ("sentOn", &["sent_on"]),
        ("returnCode", &["return_code"]),
        ("unclaimedOn", &["unclaimed_on"]),
        ("settledOn", &["settled_on"]),
        ("documentReference", &["document"]),
        ("origin", &["origin"]),
        (
            "explain",
            &[
                "parent_id",
                "shares",
                "amount_fen",
                "extra_fen",
                "name",
                "plan.record_date",
                "plan.distributable_fen",
                "plan.basis",
                "plan.rounding",
                "plan.unit_price_fen",
                "plan.carried_forward_fen",
                "plan.total_shares",
            ],
        ),
    ],
    ones: &[
        One::by_id("collective", "collective_id", &COLLECTIVE),
        One::by_id("distributingUnit", "distributing_unit_id", &UNIT),
        One::by_id("plan", "plan_id", &PLAN),
        One::by_id("member", "member_id", &MEMBER),
        One::by_id("resident", "resident_id", &RESIDENT),
        One::by_id("parent", "parent_id", &LINE),
    ],
    lists: &[List::parts("heirs", &LINE, "parent_id", own)],
};
