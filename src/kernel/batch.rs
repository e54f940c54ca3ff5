//! The request's loader: rows that no plan could see (nodes, stray edges), batched and within scope.

use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    time::Duration,
};

use async_graphql::dataloader::{DataLoader, Loader};

use super::{
    app::App,
    fault::Fault,
    plan::{self, Row, Shape},
    scope::Scope,
};

/// One row of a shape by the value of one of its columns.
#[derive(Clone, Copy)]
pub struct Key {
    shape: &'static Shape,
    column: &'static str,
    value: i64,
}

impl Key {
    /// The row of `shape` whose `column` is `value`.
    #[must_use]
    pub const fn new(shape: &'static Shape, column: &'static str, value: i64) -> Self {
        Self { shape, column, value }
    }

    const fn identity(&self) -> (&'static str, &'static str, i64) {
        (self.shape.table, self.column, self.value)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

struct Rows {
    app: App,
    scope: Scope,
}

impl Loader<Key> for Rows {
    type Value = Row;
    type Error = Fault;

    async fn load(&self, keys: &[Key]) -> Result<HashMap<Key, Row>, Fault> {
        let mut groups: HashMap<(&str, &str), Vec<Key>> = HashMap::new();
        for key in keys {
            groups.entry((key.shape.table, key.column)).or_default().push(*key);
        }
        let mut found = HashMap::new();
        for group in groups.into_values() {
            let Some(Key { shape, column, .. }) = group.first().copied() else { continue };
            let values: Vec<i64> = group.iter().map(|key| key.value).collect();
            let rows = plan::load_whole(&self.app, &self.scope, shape, column, &values).await?;
            found.extend(rows.into_iter().map(|(value, row)| (Key { shape, column, value }, row)));
        }
        Ok(found)
    }
}

/// How long the first key waits for its siblings. Measured: at 0 ms siblings fall into several batches; one
/// millisecond still splits thirty of them in a debug build.
pub const WAIT: Duration = Duration::from_millis(2);

/// Lives in one request and carries its viewer's scope, so nothing can cross people.
pub struct Batch(DataLoader<Rows>);

impl Batch {
    /// A loader for one request.
    #[must_use]
    pub fn new(app: App, scope: Scope) -> Self {
        Self(DataLoader::new(Rows { app, scope }, tokio::spawn).delay(WAIT))
    }

    /// The row of `key`, or `None` when it does not exist within scope.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn load(&self, key: Key) -> Result<Option<Row>, Fault> {
        self.0.load_one(key).await
    }
}
