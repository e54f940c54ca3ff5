//! Shapes of the tables of service points.

use entity::{service_point, service_point_hours};

use crate::{
    kernel::{
        page::{Direction, KeyKind},
        plan::{List, Shape},
        scope::Scoped,
    },
    residents::loader::shape::plain,
};

pub static POINT: Shape = Shape {
    table: "service_point",
    within: service_point::Entity::within,
    fields: &[
        ("kind", &["kind"]),
        ("name", &["name"]),
        ("unit", &["unit_id"]),
        ("streetLevel", &["street_level"]),
        ("address", &["address"]),
        ("location", &["latitude", "longitude"]),
        ("operator", &["operator"]),
        ("star", &["star"]),
        ("openedOn", &["opened_on"]),
        ("closedOn", &["closed_on"]),
        ("state", &["opened_on", "closed_on"]),
        ("version", &["version"]),
    ],
    ones: &[],
    lists: &[List::parts("openingHours", &HOURS, "service_point_id", |_, _| {
        plain(&[("weekday", KeyKind::Int), ("opens", KeyKind::Int)], Direction::Asc)
    })],
};

pub static HOURS: Shape = Shape {
    table: "service_point_hours",
    within: service_point_hours::Entity::within,
    fields: &[("weekday", &["weekday"]), ("opens", &["opens"]), ("closes", &["closes"])],
    ones: &[],
    lists: &[],
};
