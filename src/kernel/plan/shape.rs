//! What a table offers to the graph.

use async_graphql::{Context, InputType, Name, Value};
use sea_orm::sea_query::Cond;

use crate::kernel::{page::Order, problem::Failure, scope::Scope};

/// Alias of the table that a list is read from; filters refer to it.
pub const ROOT: &str = "t";

/// One GraphQL object type over one table. Names are GraphQL fields on the left, columns on the right.
pub struct Shape {
    /// Table name.
    pub table: &'static str,
    /// Scope condition for rows under an alias.
    pub within: fn(&Scope, &str) -> Cond,
    /// Fields computed from columns of this table, or (`plan.year`) of what a to-one field of it points at.
    pub fields: &'static [(&'static str, &'static [&'static str])],
    /// Fields that hold at most one row of another table.
    pub ones: &'static [One],
    /// Fields that hold many rows of another table.
    pub lists: &'static [List],
}

/// A to-one relation: `target.target_column = this.column`.
pub struct One {
    pub field: &'static str,
    pub column: &'static str,
    pub target: &'static Shape,
    pub target_column: &'static str,
}

/// A to-many relation: rows of `target` whose `target_column` equals this row's `column`.
pub struct List {
    pub field: &'static str,
    pub column: &'static str,
    pub target: &'static Shape,
    pub target_column: &'static str,
    /// A Relay connection, or else a plain list that cannot pass thirty.
    pub connection: bool,
    /// Reads the field's arguments.
    pub request: Read,
}

/// Reads the arguments of a to-many field.
pub type Read = fn(&Context<'_>, &Args) -> Result<Request, Failure>;

impl One {
    /// A to-one relation by the target's id.
    #[must_use]
    pub const fn by_id(field: &'static str, column: &'static str, target: &'static Shape) -> Self {
        Self { field, column, target, target_column: "id" }
    }
}

impl List {
    /// A Relay connection of rows that name this one by `target_column`.
    #[must_use]
    pub const fn pages(
        field: &'static str,
        target: &'static Shape,
        target_column: &'static str,
        request: Read,
    ) -> Self {
        Self { field, column: "id", target, target_column, connection: true, request }
    }

    /// A plain list of rows that name this one by `target_column`.
    #[must_use]
    pub const fn parts(
        field: &'static str,
        target: &'static Shape,
        target_column: &'static str,
        request: Read,
    ) -> Self {
        Self { field, column: "id", target, target_column, connection: false, request }
    }
}

/// Which rows, in which order, how many.
pub struct Request {
    /// Condition on the table aliased [`ROOT`].
    pub filter: Cond,
    pub order: Order,
    /// Rows of a page; `None` for a plain list.
    pub first: Option<u64>,
    pub after: Option<String>,
}

/// Arguments of a field that was seen ahead.
pub struct Args(pub(super) Vec<(Name, Value)>);

impl Args {
    /// The argument `name`, or `None` when absent.
    ///
    /// # Errors
    /// The value is not of type `T`.
    pub fn get<T: InputType>(&self, name: &str) -> Result<Option<T>, Failure> {
        let value = self.0.iter().find(|(key, _)| key.as_str() == name).map(|(_, value)| value.clone());
        match value {
            None | Some(Value::Null) => Ok(None),
            Some(value) => T::parse(Some(value))
                .map(Some)
                .map_err(|err| Failure::bad_input(name, err.into_server_error(async_graphql::Pos::default()).message)),
        }
    }
}

impl Shape {
    /// All columns that some field, relation or list needs, `id` first.
    pub(super) fn all_columns(&self) -> Vec<&'static str> {
        let fields = self.fields.iter().flat_map(|(_, columns)| columns.iter().copied());
        let fields = fields.filter(|column| !column.contains('.'));
        let ones = self.ones.iter().map(|one| one.column);
        let lists = self.lists.iter().map(|list| list.column);
        let mut all = vec!["id"];
        for column in fields.chain(ones).chain(lists) {
            if !all.contains(&column) {
                all.push(column);
            }
        }
        all
    }
}
