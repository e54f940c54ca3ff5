//! From a GraphQL selection to a tree of parts: what to read, before any SQL.

use async_graphql::{Context, SelectionField};

use super::shape::{Args, List, Request, Shape};
use crate::kernel::problem::Failure;

/// One joined table of a statement.
pub struct Part {
    pub shape: &'static Shape,
    /// Alias in the statement.
    pub alias: String,
    /// Columns read, `id` first; their values start at `base` in a result row.
    pub columns: Vec<&'static str>,
    pub base: usize,
    /// Join condition: (parent part, parent column, own column). None for the root part.
    pub join: Option<(usize, &'static str, &'static str)>,
    /// To-one fields that were planned, with their part.
    pub ones: Vec<(&'static str, usize)>,
}

/// One to-many field that was planned, under its response key.
pub struct Branch<'a> {
    pub part: usize,
    pub key: &'a str,
    pub list: &'static List,
    pub request: Result<Request, Failure>,
    /// Fields selected on each item.
    pub items: Vec<SelectionField<'a>>,
    /// Whether `totalCount` is selected.
    pub counted: bool,
}

/// A planned statement and the statements that follow from its rows.
pub struct Selection<'a> {
    pub parts: Vec<Part>,
    pub branches: Vec<Branch<'a>>,
}

impl<'a> Selection<'a> {
    /// Plans `fields`, selected on items of `shape`.
    pub fn of(ctx: &Context<'a>, shape: &'static Shape, fields: &[SelectionField<'a>]) -> Self {
        let mut selection = Self { parts: Vec::new(), branches: Vec::new() };
        selection.add_part(ctx, shape, None, fields);
        selection.number_columns();
        selection
    }

    /// Every column of `shape`, nothing joined.
    pub fn whole(shape: &'static Shape) -> Self {
        let root = Part::new(shape, 0, None, shape.all_columns());
        Self { parts: vec![root], branches: Vec::new() }
    }

    /// Makes sure the root part reads `column`.
    pub fn require(&mut self, column: &'static str) {
        if let Some(root) = self.parts.first_mut() {
            root.require(column);
        }
        self.number_columns();
    }

    fn number_columns(&mut self) {
        let mut base = 0;
        for part in &mut self.parts {
            part.base = base;
            base += part.columns.len();
        }
    }

    fn add_part(
        &mut self,
        ctx: &Context<'a>,
        shape: &'static Shape,
        join: Option<(usize, &'static str, &'static str)>,
        fields: &[SelectionField<'a>],
    ) -> usize {
        let index = self.parts.len();
        let mut part = Part::new(shape, index, join, vec!["id"]);
        let mut further = Vec::new();
        for field in fields {
            let own = shape.fields.iter().find(|(name, _)| *name == field.name());
            for column in own.map_or(&[][..], |(_, columns)| columns) {
                match column.split_once('.') {
                    Some(pair) => further.push(pair),
                    None => part.require(column),
                }
            }
        }
        self.parts.push(part);
        for one in shape.ones {
            let inner = sub_fields(fields, one.field);
            let needed: Vec<&'static str> =
                further.iter().filter(|(field, _)| *field == one.field).map(|(_, column)| *column).collect();
            if !needed.is_empty() || fields.iter().any(|field| field.name() == one.field) {
                self.require_in(index, one.column);
                let child = self.add_part(ctx, one.target, Some((index, one.column, one.target_column)), &inner);
                for column in needed {
                    self.require_in(child, column);
                }
                if let Some(part) = self.parts.get_mut(index) {
                    part.ones.push((one.field, child));
                }
            }
        }
        for list in shape.lists {
            for field in fields.iter().filter(|field| field.name() == list.field) {
                self.require_in(index, list.column);
                self.add_branch(ctx, index, list, *field);
            }
        }
        index
    }

    fn require_in(&mut self, part: usize, column: &'static str) {
        if let Some(part) = self.parts.get_mut(part) {
            part.require(column);
        }
    }

    fn add_branch(&mut self, ctx: &Context<'a>, part: usize, list: &'static List, field: SelectionField<'a>) {
        let key = response_key(field);
        let items = item_fields(list, field);
        let counted = field.selection_set().any(|inner| inner.name() == "totalCount");
        if let Some(seen) = self.branches.iter_mut().find(|branch| branch.part == part && branch.key == key) {
            seen.items.extend(items);
            seen.counted |= counted;
            return;
        }
        let arguments = field.arguments().map_err(|err| Failure::bad_input(list.field, err.message));
        let request = arguments.and_then(|arguments| (list.request)(ctx, &Args(arguments)));
        self.branches.push(Branch { part, key, list, request, items, counted });
    }
}

impl Part {
    fn new(
        shape: &'static Shape,
        index: usize,
        join: Option<(usize, &'static str, &'static str)>,
        columns: Vec<&'static str>,
    ) -> Self {
        Self { shape, alias: format!("p{index}"), columns, base: 0, join, ones: Vec::new() }
    }

    fn require(&mut self, column: &'static str) {
        if !self.columns.contains(&column) {
            self.columns.push(column);
        }
    }
}

/// The key a field answers under.
pub fn response_key(field: SelectionField<'_>) -> &str {
    field.alias().unwrap_or_else(|| field.name())
}

/// All fields selected below the fields called `name`.
fn sub_fields<'a>(fields: &[SelectionField<'a>], name: &str) -> Vec<SelectionField<'a>> {
    fields.iter().filter(|field| field.name() == name).flat_map(SelectionField::selection_set).collect()
}

/// The fields selected on each item of a list field.
fn item_fields<'a>(list: &List, field: SelectionField<'a>) -> Vec<SelectionField<'a>> {
    let inner: Vec<_> = field.selection_set().collect();
    if list.connection { connection_items(&inner) } else { inner }
}

/// The fields selected on each item of a connection: below `nodes` and below `edges.node`.
pub fn connection_items<'a>(inner: &[SelectionField<'a>]) -> Vec<SelectionField<'a>> {
    let mut items = sub_fields(inner, "nodes");
    items.extend(sub_fields(&sub_fields(inner, "edges"), "node"));
    items
}
