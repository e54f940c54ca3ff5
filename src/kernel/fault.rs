//! Failures that are ours: logged with a trace id, never shown.

use std::sync::Arc;

use sea_orm::DbErr;

/// Something that should not happen. Its text goes to the log only; a client sees `INTERNAL` and a
/// trace id.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Fault {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Db(Arc<DbErr>),
    /// A sealed value did not open: wrong key or changed bytes.
    #[error("sealed value in {0} does not open")]
    Seal(&'static str),
    /// Stored data contradicts an invariant.
    #[error("corrupt: {0}")]
    Corrupt(String),
    /// The code contradicts itself, e.g. a field reads a column that its plan did not select.
    #[error("defect: {0}")]
    Defect(String),
    /// The operating system refused (randomness, files).
    #[error("system: {0}")]
    System(String),
}

impl From<DbErr> for Fault {
    fn from(err: DbErr) -> Self {
        Self::Db(Arc::new(err))
    }
}
