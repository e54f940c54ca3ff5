//! Shapes of the tables of veterans.

use entity::{
    service_event, veteran, veteran_benefit, veteran_card, veteran_category, veteran_contact, veteran_disability,
    veteran_honour, veteran_step,
};

use super::request::{
    benefit_list, categories_on, contact_list, contact_plan, event_list, last_contact, pension_list, permitted,
};
use crate::{
    findings::loader::{request::finding_list, shape::FINDING},
    kernel::{
        page::{Direction, KeyKind},
        plan::{List, One, Shape},
        scope::Scoped,
    },
    residents::loader::shape::{HOUSEHOLD, RESIDENT, plain},
    services::loader::shape::POINT,
    subsidies::loader::shape::ENROLMENT,
};

pub static VETERAN: Shape = Shape {
    table: "veteran",
    within: veteran::Entity::within,
    fields: &[
        ("unit", &["unit_id"]),
        ("registeredOn", &["registered_on"]),
        ("archiveOn", &["archive_on"]),
        ("enlistOn", &["enlist_on"]),
        ("dischargeOn", &["discharge_on"]),
        ("serviceYears", &["enlist_on", "discharge_on"]),
        ("serviceUnit", &["service_unit_cipher"]),
        ("rank", &["rank"]),
        ("employment", &["employment"]),
        ("health", &["health"]),
        ("housing", &["housing"]),
        ("hardship", &["hardship"]),
        ("partyMember", &["party_member"]),
        ("contactClass", &["contact_class"]),
        ("endedOn", &["ended_on"]),
        ("endReason", &["end_reason"]),
        // The plan of contacts is owed from the registration to the end of the file or the death.
        ("contactPlan", &["contact_class", "registered_on", "ended_on", "resident.died_on"]),
        ("entitlements", &["resident.birth_date"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[One::by_id("resident", "resident_id", &RESIDENT)],
    lists: &[
        List::parts("categories", &CATEGORY, "veteran_id", categories_on),
        List::parts("entitlements", &HELD, "veteran_id", permitted),
        List::parts("disabilities", &DISABILITY, "veteran_id", |_, _| {
            plain(&[("valid_from", KeyKind::Date)], Direction::Asc)
        }),
        List::parts("honours", &HONOUR, "veteran_id", |_, _| plain(&[("awarded_on", KeyKind::Date)], Direction::Asc)),
        List::parts("cards", &CARD, "veteran_id", |_, _| plain(&[("applied_on", KeyKind::Date)], Direction::Desc)),
        List::parts("contactPlan", &CONTACT_PLAN, "veteran_id", contact_plan),
        List::parts("lastContact", &CONTACT, "veteran_id", last_contact),
        List::pages("contacts", &CONTACT, "veteran_id", contact_list),
        List::pages("serviceEvents", &EVENT, "veteran_id", event_list),
        List::pages("benefits", &BENEFIT, "veteran_id", benefit_list),
        List {
            field: "pensions",
            column: "person_id",
            target: &ENROLMENT,
            target_column: "person_id",
            connection: false,
            request: pension_list,
        },
        List::pages("findings", &FINDING, "veteran_id", finding_list),
    ],
};

pub static CATEGORY: Shape = Shape {
    table: "veteran_category",
    within: veteran_category::Entity::within,
    fields: &[
        ("category", &["category"]),
        ("primary", &["is_primary"]),
        ("validFrom", &["valid_from"]),
        ("validTo", &["valid_to"]),
        ("documentReference", &["document"]),
    ],
    ones: &[],
    lists: &[],
};

/// Categories read for what they entitle to: whatever of it is asked for follows from the category and its days.
pub static HELD: Shape = Shape {
    table: "veteran_category",
    within: veteran_category::Entity::within,
    fields: &[
        ("kind", HELD_COLUMNS),
        ("category", HELD_COLUMNS),
        ("programme", HELD_COLUMNS),
        ("minAge", HELD_COLUMNS),
        ("source", HELD_COLUMNS),
    ],
    ones: &[],
    lists: &[],
};

const HELD_COLUMNS: &[&str] = &["category", "valid_from", "valid_to"];

pub static DISABILITY: Shape = Shape {
    table: "veteran_disability",
    within: veteran_disability::Entity::within,
    fields: &[
        ("grade", &["grade"]),
        ("cause", &["cause"]),
        ("certificate", &["certificate_cipher"]),
        ("issuedOn", &["issued_on"]),
        ("reviewOn", &["review_on"]),
        ("validFrom", &["valid_from"]),
        ("validTo", &["valid_to"]),
    ],
    ones: &[],
    lists: &[],
};

pub static HONOUR: Shape = Shape {
    table: "veteran_honour",
    within: veteran_honour::Entity::within,
    fields: &[("level", &["level"]), ("awardedOn", &["awarded_on"]), ("authority", &["authority"])],
    ones: &[],
    lists: &[],
};

pub static CONTACT: Shape = Shape {
    table: "veteran_contact",
    within: veteran_contact::Entity::within,
    fields: &[
        ("contactedOn", &["contacted_on"]),
        ("channel", &["channel"]),
        ("visitor", &["visitor"]),
        ("content", &["content"]),
        ("recordedBy", &["recorded_by"]),
    ],
    ones: &[],
    lists: &[],
};

/// Contacts read for the plan: whatever of a period is asked for follows from their days.
pub static CONTACT_PLAN: Shape = Shape {
    table: "veteran_contact",
    within: veteran_contact::Entity::within,
    fields: &[
        ("from", &["contacted_on"]),
        ("to", &["contacted_on"]),
        ("state", &["contacted_on"]),
        ("contactedOn", &["contacted_on"]),
    ],
    ones: &[],
    lists: &[],
};

pub static CARD: Shape = Shape {
    table: "veteran_card",
    within: veteran_card::Entity::within,
    fields: &[
        ("kind", &["kind"]),
        ("state", &["state"]),
        ("stateSince", &["state_since"]),
        ("appliedOn", &["applied_on"]),
        ("issuedOn", &["issued_on"]),
        ("refusal", &["refusal"]),
        ("bank", &["bank"]),
        ("number", &["number_cipher"]),
        ("stepDueOn", &["state", "state_since"]),
        ("stepOverdue", &["state", "state_since"]),
        ("waitingDays", &["state", "state_since", "applied_on", "issued_on"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[One::by_id("veteran", "veteran_id", &VETERAN)],
    lists: &[List::parts("steps", &STEP, "card_id", permitted)],
};

pub static BENEFIT: Shape = Shape {
    table: "veteran_benefit",
    within: veteran_benefit::Entity::within,
    fields: &[
        ("unit", &["unit_id"]),
        ("kind", &["kind"]),
        ("year", &["year"]),
        ("state", &["state"]),
        ("registeredOn", &["registered_on"]),
        ("approvedOn", &["approved_on"]),
        ("approvedBy", &["approved_by"]),
        ("deliveredOn", &["delivered_on"]),
        ("endedOn", &["ended_on"]),
        ("honourLevel", &["honour_level"]),
        ("programme", &["programme_id"]),
        ("tier", &["programme_id", "tier_id"]),
        ("claimedAmount", &["claimed_fen"]),
        ("amount", &["amount_fen"]),
        ("provider", &["provider"]),
        ("reason", &["reason"]),
        ("documentReference", &["document"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[
        One::by_id("veteran", "veteran_id", &VETERAN),
        One::by_id("household", "household_id", &HOUSEHOLD),
        One::by_id("enrolment", "enrolment_id", &ENROLMENT),
    ],
    lists: &[List::parts("steps", &STEP, "benefit_id", permitted)],
};

pub static EVENT: Shape = Shape {
    table: "service_event",
    within: service_event::Entity::within,
    fields: &[
        ("unit", &["unit_id"]),
        ("kind", &["kind"]),
        ("state", &["state"]),
        ("registeredOn", &["registered_on"]),
        ("summary", &["summary"]),
        ("handler", &["handler"]),
        ("startedOn", &["started_on"]),
        ("completedOn", &["completed_on"]),
        ("minutes", &["minutes"]),
        ("outcome", &["outcome"]),
        ("outcomeNote", &["outcome_note"]),
        ("followUpDue", &["follow_up_due"]),
        ("followUpOverdue", &["follow_up_due", "followed_up_on", "state"]),
        ("followedUpOn", &["followed_up_on"]),
        ("followUpNote", &["follow_up_note"]),
        ("satisfaction", &["satisfaction"]),
        ("closedOn", &["closed_on"]),
        ("reason", &["reason"]),
        (
            "detail",
            &[
                "kind",
                "course",
                "hours",
                "certificate",
                "result",
                "assistance_kind",
                "amount_fen",
                "source",
                "visitor",
                "employer",
                "position",
                "employment_result",
                "employed_from",
                "topic",
                "channel",
                "answered_on",
                "preferential_kind",
                "period",
            ],
        ),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[One::by_id("veteran", "veteran_id", &VETERAN), One::by_id("station", "station_id", &POINT)],
    lists: &[List::parts("steps", &STEP, "event_id", permitted)],
};

pub static STEP: Shape = Shape {
    table: "veteran_step",
    within: veteran_step::Entity::within,
    fields: &[
        ("act", &["act"]),
        ("doneOn", &["done_on"]),
        ("actor", &["actor"]),
        ("note", &["note"]),
        ("documentReference", &["document"]),
    ],
    ones: &[],
    lists: &[],
};
