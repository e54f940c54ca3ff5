//! Lists as acts see them.

use chrono::NaiveDate;
use entity::vocab::ObjectionOutcome;
use serde_json::Value as Json;

pub use entity::{
    publication::Model as Publication, publication_entry::Model as Entry, publication_objection::Model as Objection,
};

/// A list with the objections to it.
#[derive(Debug, Clone)]
pub struct File {
    pub publication: Publication,
    pub objections: Vec<Objection>,
}

/// The answer to an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub objection: i64,
    pub outcome: ObjectionOutcome,
    pub text: String,
    pub by: String,
    pub on: NaiveDate,
}

/// What an act changes.
#[derive(Debug, Clone)]
pub struct Changes {
    pub publication: Publication,
    pub objection: Option<Objection>,
    pub answer: Option<Answer>,
    /// For the audit chain; nothing sensitive.
    pub detail: Json,
}
