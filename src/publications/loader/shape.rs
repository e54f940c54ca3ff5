//! Shapes of the tables of published lists.

use entity::{publication, publication_entry, publication_objection};

use super::request::entry_list;
use crate::{
    kernel::{
        objection::OBJECTION_FIELDS,
        page::Direction,
        plan::{List, Shape},
        scope::Scoped,
    },
    residents::loader::shape::plain,
};

pub static PUBLICATION: Shape = Shape {
    table: "publication",
    within: publication::Entity::within,
    fields: &[
        ("programme", &["programme_id"]),
        ("unit", &["unit_id"]),
        ("month", &["month"]),
        ("publishedFrom", &["published_from"]),
        ("publishedTo", &["published_to"]),
        ("state", &["published_from", "published_to", "withdrawn_on"]),
        ("namePolicy", &["name_policy"]),
        ("amountsShown", &["with_amount"]),
        ("entryCount", &["entry_count"]),
        ("digest", &["digest"]),
        ("publishedBy", &["account"]),
        ("createdOn", &["created_on"]),
        ("withdrawnOn", &["withdrawn_on"]),
        ("withdrawReason", &["withdraw_reason"]),
        ("withdrawnBy", &["withdrawn_by"]),
        ("version", &["version"]),
    ],
    ones: &[],
    lists: &[
        List::pages("entries", &ENTRY, "publication_id", entry_list),
        List::parts("objections", &OBJECTION, "publication_id", |_, _| plain(&[], Direction::Asc)),
    ],
};

pub static ENTRY: Shape = Shape {
    table: "publication_entry",
    within: publication_entry::Entity::within,
    fields: &[
        ("number", &["number"]),
        ("name", &["name"]),
        ("unit", &["unit_id"]),
        ("tier", &["tier"]),
        ("amount", &["amount_fen"]),
    ],
    ones: &[],
    lists: &[],
};

pub static OBJECTION: Shape = Shape {
    table: "publication_objection",
    within: publication_objection::Entity::within,
    fields: OBJECTION_FIELDS,
    ones: &[],
    lists: &[],
};
