//! Rows as the planner read them, and pages of them.

use std::{collections::HashMap, sync::Arc};

use async_graphql::Context;
use sea_orm::{QueryResult, TryGetable};

use super::{load, select::Part};
use crate::kernel::{
    batch::{Batch, Key},
    fault::Fault,
    page::Order,
    problem::Failure,
};

/// Pages of a to-many field by the parent's column value, or why it could not be read.
pub type PagesByParent = Result<HashMap<i64, Page>, Failure>;

/// The rows of one statement with what was read for them.
pub struct Loaded {
    pub rows: Vec<QueryResult>,
    pub parts: Vec<Part>,
    /// To-many fields: part, response key, the part's column that names the parent, pages.
    pub branches: Vec<(usize, String, &'static str, PagesByParent)>,
}

/// One row of one table inside a loaded statement. Values are decoded when a resolver asks.
#[derive(Clone)]
pub struct Row {
    pub(super) loaded: Arc<Loaded>,
    pub(super) index: usize,
    pub(super) part: usize,
}

impl Row {
    fn part(&self) -> Result<&Part, Fault> {
        self.loaded.parts.get(self.part).ok_or_else(|| Fault::Defect("row without a part".to_owned()))
    }

    /// The table the row is of.
    #[must_use]
    pub fn table(&self) -> &'static str {
        self.loaded.parts.get(self.part).map_or("", |part| part.shape.table)
    }

    /// The value of `column`.
    ///
    /// # Errors
    /// A fault when the plan did not read the column or its type is another.
    pub fn get<T: TryGetable>(&self, column: &str) -> Result<T, Fault> {
        let part = self.part()?;
        let position = part.columns.iter().position(|name| *name == column);
        let position =
            position.ok_or_else(|| Fault::Defect(format!("{}.{column} was not planned", part.shape.table)))?;
        let row = self.loaded.rows.get(self.index).ok_or_else(|| Fault::Defect("row out of range".to_owned()))?;
        Ok(row.try_get_by_index(part.base + position)?)
    }

    /// The row's key.
    ///
    /// # Errors
    /// A fault when it cannot be decoded.
    pub fn id(&self) -> Result<i64, Fault> {
        self.get("id")
    }

    /// The row that the to-one `field` points at; `None` when there is none within scope.
    ///
    /// # Errors
    /// A fault of the database, or the field is not declared.
    pub async fn one(&self, ctx: &Context<'_>, field: &str) -> Result<Option<Self>, Failure> {
        let part = self.part()?;
        if let Some((_, child)) = part.ones.iter().find(|(name, _)| *name == field) {
            let row = Self { part: *child, ..self.clone() };
            return Ok(row.get::<Option<i64>>("id")?.map(|_| row));
        }
        let declared = part.shape.ones.iter().find(|one| one.field == field);
        let one = declared.ok_or_else(|| Fault::Defect(format!("{}.{field} is not declared", part.shape.table)))?;
        let Some(value) = self.get::<Option<i64>>(one.column)? else { return Ok(None) };
        Ok(ctx.data_unchecked::<Batch>().load(Key::new(one.target, one.target_column, value)).await?)
    }

    /// The page of the to-many field that is being resolved in `ctx`.
    ///
    /// # Errors
    /// What is wrong with the field's arguments, or a fault.
    pub async fn list(&self, ctx: &Context<'_>) -> Result<Page, Failure> {
        let field = ctx.field();
        let key = field.alias().unwrap_or_else(|| field.name());
        let planned = self.loaded.branches.iter().find(|(part, name, ..)| *part == self.part && name == key);
        let Some((_, _, column, pages)) = planned else {
            return load::find_list(ctx, self, self.part()?.shape).await;
        };
        let parent = self.get::<i64>(column)?;
        match pages {
            Ok(pages) => Ok(pages.get(&parent).cloned().unwrap_or_default()),
            Err(failure) => Err(failure.clone()),
        }
    }
}

/// A page of rows of one table.
#[derive(Clone)]
pub struct Page {
    pub(super) loaded: Arc<Loaded>,
    /// Positions of this page's rows in the statement's result.
    pub(super) indices: Vec<usize>,
    pub(in crate::kernel) order: Order,
    pub(in crate::kernel) has_next: bool,
    pub(in crate::kernel) has_previous: bool,
    /// Rows that match in all, when it was asked for.
    pub(in crate::kernel) total: Option<i64>,
}

impl Default for Page {
    fn default() -> Self {
        let loaded = Loaded { rows: Vec::new(), parts: Vec::new(), branches: Vec::new() };
        Self {
            loaded: Arc::new(loaded),
            indices: Vec::new(),
            order: Order { keys: &[], direction: crate::kernel::page::Direction::Asc },
            has_next: false,
            has_previous: false,
            total: Some(0),
        }
    }
}

impl Page {
    /// The rows in order.
    #[must_use]
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row> + '_ {
        self.indices.iter().map(|index| Row { loaded: Arc::clone(&self.loaded), index: *index, part: 0 })
    }
}
