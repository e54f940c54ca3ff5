//! From an answer to cells.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value as Json;

use super::columns::{Branch, Column, Kind, Table};
use crate::exchange::model::Wording;

/// Between the values of a list in one cell.
const BETWEEN: &str = "; ";

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: unknown, hidden, or not there.
    Empty,
    Whole(i64),
    /// A decimal in text form, exact.
    Decimal(String),
    Text(String),
}

/// A page of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub rows: Vec<Json>,
    /// All rows of all pages, where they are counted.
    pub total: Option<u64>,
    /// Where the next page begins; none after the last one.
    pub next: Option<String>,
}

/// Takes the rows out of an answer.
#[must_use]
pub fn page(table: &Table, data: Json) -> Page {
    let mut at = data;
    let (mut total, mut next) = (None, None);
    for (depth, key) in table.path.iter().enumerate() {
        if depth == 1 && table.paged {
            total = at.get("totalCount").and_then(Json::as_u64);
            let info = at.get("pageInfo");
            let more = info.and_then(|info| info.get("hasNextPage")).and_then(Json::as_bool) == Some(true);
            let cursor = info.and_then(|info| info.get("endCursor")).and_then(Json::as_str);
            next = cursor.filter(|_| more).map(str::to_owned);
        }
        at = at.get_mut(key).map(Json::take).unwrap_or_default();
    }
    let rows = match at {
        Json::Array(rows) => rows,
        Json::Null => Vec::new(),
        row => vec![row],
    };
    Page { rows, total, next }
}

/// The cell of `column` in `row`.
#[must_use]
pub fn cell(column: &Column, row: &Json, wording: Wording) -> Cell {
    let mut found = vec![row];
    let mut listed = false;
    for key in &column.path {
        let below = found.iter().filter_map(|value| value.get(key)).flat_map(|value| match value {
            Json::Array(items) => {
                listed = true;
                items.iter().collect()
            }
            one => vec![one],
        });
        found = below.collect();
    }
    found.retain(|value| !value.is_null());
    match found[..] {
        [] => Cell::Empty,
        [one] if !listed => single(&column.kind, one, wording),
        _ => Cell::Text(found.iter().map(|value| text(&column.kind, value, wording)).collect::<Vec<_>>().join(BETWEEN)),
    }
}

fn single(kind: &Kind, value: &Json, wording: Wording) -> Cell {
    let text = text(kind, value, wording);
    match kind {
        Kind::Whole => value.as_i64().map_or(Cell::Text(text), Cell::Whole),
        Kind::Decimal if is_decimal(&text) => Cell::Decimal(text),
        _ => Cell::Text(text),
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn text(kind: &Kind, value: &Json, wording: Wording) -> String {
    match (kind, value, wording) {
        (_, Json::Bool(flag), Wording::Chinese) => (if *flag { "是" } else { "否" }).to_owned(),
        (Kind::Word(words), Json::String(word), Wording::Chinese) => {
            words.get(word).filter(|called| !called.is_empty()).unwrap_or(word).clone()
        }
        (_, Json::String(text), _) => text.clone(),
        (_, other, _) => other.to_string(),
    }
}

/// A row in the order of the document.
pub struct Ordered<'a>(pub &'a [Branch], pub &'a Json);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.1 {
            Json::Array(items) => serializer.collect_seq(items.iter().map(|item| Ordered(self.0, item))),
            Json::Object(object) if !self.0.is_empty() => {
                let mut map = serializer.serialize_map(None)?;
                for branch in self.0 {
                    if let Some(value) = object.get(&branch.key) {
                        map.serialize_entry(&branch.key, &Ordered(&branch.below, value))?;
                    }
                }
                map.end()
            }
            other => other.serialize(serializer),
        }
    }
}
