//! The table of a registered query: where its rows are and which columns they have, read from document and schema.

use std::collections::BTreeMap;

use apollo_compiler::{
    ExecutableDocument, Schema,
    executable::{Field, Selection, SelectionSet},
    schema::ExtendedType,
};

use super::words::{clause, sentence};
use crate::graphql::registry::Operation;

/// What a value is to a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Whole,
    /// A decimal in text form: money, area, percent.
    Decimal,
    /// A word of a vocabulary, with what it is called in Chinese.
    Word(BTreeMap<String, String>),
    Text,
}

/// A selected field of a row; a leaf has nothing below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The key it answers under.
    pub key: String,
    pub title: String,
    pub kind: Kind,
    pub below: Vec<Branch>,
}

/// A column: the way from a row to its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub path: Vec<String>,
    pub title: String,
    pub kind: Kind,
}

impl Column {
    /// The name in the graph: the keys of its path.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.join(".")
    }
}

/// How the rows of an answer are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Keys from the answer to the rows.
    pub path: Vec<String>,
    /// Whether the rows are a connection, which is paged to its end.
    pub paged: bool,
    pub branches: Vec<Branch>,
    pub columns: Vec<Column>,
}

/// Reads the table of a registered query.
///
/// # Errors
/// Why the query cannot be a file.
pub fn table(schema: &Schema, operation: &Operation) -> Result<Table, String> {
    let (document, root) = (operation.document(), operation.root());
    let refuse = |why: &str| Err(format!("{}: {why}", operation.name));
    let mut path = vec![root.response_key().to_string()];
    let inner = fields(document, &root.selection_set);
    let paged = root.ty().inner_named_type().as_str().ends_with("Connection");
    let rows = if paged {
        let declared = |name: &str| operation.variables.iter().any(|variable| variable.name == name);
        if !declared("first") || !declared("after") {
            return refuse("a connection is paged by $first and $after");
        }
        let info = inner
            .iter()
            .find(|field| field.response_key() == "pageInfo")
            .map(|field| fields(document, &field.selection_set));
        let tells = |name: &str| info.iter().flatten().any(|field| field.response_key() == name);
        if !tells("hasNextPage") || !tells("endCursor") {
            return refuse("a connection selects pageInfo { hasNextPage endCursor }");
        }
        let Some(nodes) = inner.iter().find(|field| field.response_key() == "nodes") else {
            return refuse("a connection selects nodes");
        };
        Some(*nodes)
    } else if root.ty().is_list() {
        None
    } else {
        let mut lists = inner.iter().filter(|field| field.ty().is_list() && !field.selection_set.is_empty());
        match (lists.next(), lists.next()) {
            (_, Some(_)) => return refuse("holds more than one list"),
            (list, None) => list.copied(),
        }
    };
    let set = rows.map_or(&root.selection_set, |rows| {
        path.push(rows.response_key().to_string());
        &rows.selection_set
    });
    let branches = branches(schema, document, set);
    let mut columns = Vec::new();
    gather(&branches, &mut Vec::new(), &mut Vec::new(), &mut columns);
    tell_apart(&mut columns);
    Ok(Table { path, paged, branches, columns })
}

/// The fields of a selection with fragments put in their places.
fn fields<'d>(document: &'d ExecutableDocument, set: &'d SelectionSet) -> Vec<&'d Field> {
    let mut found = Vec::new();
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => found.push(field.as_ref()),
            Selection::InlineFragment(inline) => found.extend(fields(document, &inline.selection_set)),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.fragment_name) {
                    found.extend(fields(document, &fragment.selection_set));
                }
            }
        }
    }
    found
}

fn branches(schema: &Schema, document: &ExecutableDocument, set: &SelectionSet) -> Vec<Branch> {
    let mut found: Vec<Branch> = Vec::new();
    for field in fields(document, set) {
        let branch = Branch {
            key: field.response_key().to_string(),
            title: field.definition.description.as_deref().map(clause).unwrap_or_default(),
            kind: kind(schema, field.ty().inner_named_type()),
            below: branches(schema, document, &field.selection_set),
        };
        match found.iter_mut().find(|seen| seen.key == branch.key) {
            Some(seen) => seen.below.extend(branch.below),
            None => found.push(branch),
        }
    }
    found
}

fn kind(schema: &Schema, ty: &str) -> Kind {
    match (ty, schema.types.get(ty)) {
        ("Int", _) => Kind::Whole,
        ("Money" | "Area" | "Percent" | "Degrees", _) => Kind::Decimal,
        (_, Some(ExtendedType::Enum(vocabulary))) => {
            let word = |(name, value): (
                &apollo_compiler::Name,
                &apollo_compiler::schema::Component<apollo_compiler::ast::EnumValueDefinition>,
            )| {
                (name.to_string(), value.description.as_deref().map(sentence).unwrap_or_default())
            };
            Kind::Word(vocabulary.values.iter().map(word).collect())
        }
        _ => Kind::Text,
    }
}

fn gather(branches: &[Branch], path: &mut Vec<String>, titles: &mut Vec<String>, columns: &mut Vec<Column>) {
    for branch in branches {
        path.push(branch.key.clone());
        titles.push(if branch.title.is_empty() { branch.key.clone() } else { branch.title.clone() });
        if branch.below.is_empty() {
            columns.push(Column { path: path.clone(), title: titles.join("."), kind: branch.kind.clone() });
        } else {
            gather(&branch.below, path, titles, columns);
        }
        path.pop();
        titles.pop();
    }
}

/// Columns of one title get their names beside it.
fn tell_apart(columns: &mut [Column]) {
    let titles: Vec<String> = columns.iter().map(|column| column.title.clone()).collect();
    for column in columns {
        if titles.iter().filter(|title| **title == column.title).count() > 1 {
            column.title = format!("{}({})", column.title, column.path.join("."));
        }
    }
}
