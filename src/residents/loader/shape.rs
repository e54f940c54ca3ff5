//! Shapes of residents' tables.

use async_graphql::Context;
use entity::{disability_certificate, household, life_event, residency, resident};
use sea_orm::sea_query::Cond;

use crate::{
    assets::loader::shape::LESSEE,
    dividends::loader::{request as dividends, shape as registers},
    findings::loader::{request::finding_list, shape::FINDING},
    kernel::{
        page::{Direction, KeyKind, Order},
        plan::{Args, List, One, Request, Shape},
        problem::Failure,
        scope::Scoped,
    },
    subsidies::loader::{request::payment_list, shape as subsidies},
    veterans::loader::{request::plaque_list, shape as veterans},
};

/// Everything of the parent, in the order of `keys`.
pub fn plain(keys: &'static [(&'static str, KeyKind)], direction: Direction) -> Result<Request, Failure> {
    Ok(Request { filter: Cond::all(), order: Order { keys, direction }, first: None, after: None })
}

pub static RESIDENT: Shape = Shape {
    table: "resident",
    within: resident::Entity::within,
    fields: &[
        ("name", &["name"]),
        ("sex", &["sex"]),
        ("nation", &["nation"]),
        ("birthDate", &["birth_date"]),
        ("age", &["birth_date"]),
        ("idNumber", &["id_number_cipher", "id_number_kind"]),
        ("phone", &["phone_cipher"]),
        ("hukouKind", &["hukou_kind"]),
        ("hukouUnit", &["hukou_unit_id"]),
        ("residenceUnit", &["residence_unit_id"]),
        ("householdRole", &["household_role"]),
        ("diedOn", &["died_on"]),
        ("movedOutOn", &["moved_out_on"]),
        ("origin", &["origin"]),
        ("version", &["version"]),
    ],
    ones: &[
        One { field: "household", column: "household_id", target: &HOUSEHOLD, target_column: "id" },
        One { field: "person", column: "person_id", target: &RESIDENT, target_column: "id" },
        One { field: "veteran", column: "person_id", target: &veterans::VETERAN, target_column: "person_id" },
    ],
    lists: &[
        part_of_resident("residencies", &RESIDENCY, |_, _| plain(&[("valid_from", KeyKind::Date)], Direction::Asc)),
        part_of_resident("lifeEvents", &LIFE_EVENT, |_, _| plain(&[("happened_on", KeyKind::Date)], Direction::Asc)),
        part_of_resident("disabilityCertificates", &CERTIFICATE, |_, _| {
            plain(&[("valid_until", KeyKind::Date)], Direction::Desc)
        }),
        List {
            field: "records",
            column: "person_id",
            target: &RESIDENT,
            target_column: "person_id",
            connection: false,
            request: |_, _| plain(&[], Direction::Asc),
        },
        part_of_resident("applications", &subsidies::APPLICATION, |_, _| {
            plain(&[("applied_on", KeyKind::Date)], Direction::Desc)
        }),
        part_of_resident("declaredFacts", &subsidies::RESIDENT_FACT, |_, _| {
            plain(&[("valid_from", KeyKind::Date)], Direction::Desc)
        }),
        part_of_resident("enrolments", &subsidies::ENROLMENT, |_, _| {
            plain(&[("start_month", KeyKind::Int)], Direction::Desc)
        }),
        part_of_resident("lessees", &LESSEE, |_, _| plain(&[], Direction::Asc)),
        part_of_resident("collectiveMemberships", &registers::MEMBER, dividends::own),
        List::pages("payoutLines", &registers::LINE, "resident_id", dividends::line_list),
        List::pages("findings", &FINDING, "resident_id", finding_list),
        List {
            field: "payments",
            column: "id",
            target: &subsidies::PAYMENT,
            target_column: "resident_id",
            connection: true,
            request: payment_list,
        },
    ],
};

const fn part_of_resident(
    field: &'static str,
    target: &'static Shape,
    request: fn(&Context<'_>, &Args) -> Result<Request, Failure>,
) -> List {
    List { field, column: "id", target, target_column: "resident_id", connection: false, request }
}

pub static HOUSEHOLD: Shape = Shape {
    table: "household",
    within: household::Entity::within,
    fields: &[
        ("number", &["number"]),
        ("address", &["address"]),
        ("location", &["latitude", "longitude"]),
        ("unit", &["unit_id"]),
        ("incomePerCapita", &["income_per_capita_fen"]),
        ("origin", &["origin"]),
    ],
    ones: &[],
    lists: &[
        List {
            field: "members",
            column: "id",
            target: &RESIDENT,
            target_column: "household_id",
            connection: false,
            request: |_, _| plain(&[], Direction::Asc),
        },
        List::parts("plaques", &veterans::BENEFIT, "household_id", plaque_list),
        List {
            field: "lessees",
            column: "id",
            target: &LESSEE,
            target_column: "household_id",
            connection: false,
            request: |_, _| plain(&[], Direction::Asc),
        },
    ],
};

pub static RESIDENCY: Shape = Shape {
    table: "residency",
    within: residency::Entity::within,
    fields: &[("kind", &["kind"]), ("unit", &["unit_id"]), ("validFrom", &["valid_from"]), ("validTo", &["valid_to"])],
    ones: &[],
    lists: &[],
};

pub static LIFE_EVENT: Shape = Shape {
    table: "life_event",
    within: life_event::Entity::within,
    fields: &[("kind", &["kind"]), ("happenedOn", &["happened_on"]), ("recordedOn", &["recorded_on"])],
    ones: &[],
    lists: &[],
};

pub static CERTIFICATE: Shape = Shape {
    table: "disability_certificate",
    within: disability_certificate::Entity::within,
    fields: &[
        ("number", &["number_cipher"]),
        ("kind", &["kind"]),
        ("grade", &["grade"]),
        ("issuedOn", &["issued_on"]),
        ("validUntil", &["valid_until"]),
    ],
    ones: &[],
    lists: &[],
};
