//! The two databases: one SQLite file by default, PostgreSQL in production.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend};

use super::fault::Fault;

/// What runs a statement: a pool or a transaction.
pub use sea_orm::ConnectionTrait as Executor;

/// Readers side by side on SQLite, and connections for reading on PostgreSQL.
const READERS: u32 = 8;
/// Connections for statistics, apart from the readers so that charts cannot starve look-ups.
const STATISTICS: u32 = 2;
/// Longest statement on PostgreSQL before the server cancels it.
const STATEMENT_TIMEOUT: &str = "15s";

/// Pools for reading and for writing. The reading pool cannot write: `query_only` on SQLite,
/// read-only transactions on PostgreSQL.
#[derive(Clone)]
pub struct Db {
    pub(super) read: DatabaseConnection,
    pub(super) write: DatabaseConnection,
    statistics: DatabaseConnection,
    statements: Arc<AtomicU64>,
}

impl Db {
    /// Opens `url`: `sqlite:<file>` (made when missing) or `postgres://...`.
    ///
    /// # Errors
    /// The database cannot be reached or opened.
    pub async fn open(url: &str) -> Result<Self, Fault> {
        let statements = Arc::new(AtomicU64::new(0));
        let writers = if url.starts_with("sqlite:") { 1 } else { READERS };
        Ok(Self {
            read: connect(url, READERS, true, &statements).await?,
            write: connect(url, writers, false, &statements).await?,
            statistics: connect(url, STATISTICS, true, &statements).await?,
            statements,
        })
    }

    /// The URL of the embedded database in the data directory.
    #[must_use]
    pub fn embedded_url(data: &Path) -> String {
        format!("sqlite:{}", data.join("minsheng.db").display())
    }

    /// The connection that reads; it cannot write.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// The connection that computes statistics; it cannot write.
    #[must_use]
    pub const fn statistics(&self) -> &DatabaseConnection {
        &self.statistics
    }

    /// The connection that migrations run on.
    #[must_use]
    pub const fn owner(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), Fault> {
        Ok(self.read.ping().await?)
    }

    /// Closes all connections.
    ///
    /// # Errors
    /// The database refused.
    pub async fn close(&self) -> Result<(), Fault> {
        self.read.clone().close().await?;
        self.statistics.clone().close().await?;
        Ok(self.write.clone().close().await?)
    }

    /// SQLite or PostgreSQL.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Statements run since it was opened; tests pin the difference around a query.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}

async fn connect(
    url: &str,
    connections: u32,
    read_only: bool,
    statements: &Arc<AtomicU64>,
) -> Result<DatabaseConnection, Fault> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        // A ping per statement doubles the cost of a small read. Only a writing connection to a server can come
        // back in a bad state (a transaction begun and cancelled).
        .test_before_acquire(!read_only && !url.starts_with("sqlite:"))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(30))
                .foreign_keys(true)
                .statement_cache_capacity(256)
                .pragma("cache_size", "-65536")
                .pragma("query_only", if read_only { "on" } else { "off" })
        })
        .map_sqlx_postgres_opts(move |postgres| {
            let postgres = postgres.statement_cache_capacity(256).options([
                ("idle_in_transaction_session_timeout", "60s"),
                ("default_transaction_read_only", if read_only { "on" } else { "off" }),
            ]);
            if read_only { postgres.options([("statement_timeout", STATEMENT_TIMEOUT)]) } else { postgres }
        });
    let mut connection = Database::connect(options).await?;
    let counter = Arc::clone(statements);
    connection.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    Ok(connection)
}
