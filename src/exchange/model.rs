//! What an export is asked for and what it answers.

use std::{fmt, pin::Pin, sync::Arc};

use futures_util::Stream;

use crate::kernel::problem::Failure;

/// Most rows of one file, below what a worksheet holds.
pub const LARGEST: u64 = 1_000_000;

/// Format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
    Json,
}

impl Format {
    /// The format whose files end so.
    #[must_use]
    pub fn of(extension: &str) -> Option<Self> {
        [Self::Csv, Self::Xlsx, Self::Json].into_iter().find(|format| format.extension() == extension)
    }

    /// How the names of its files end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// The words of a table: for people or for machines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wording {
    /// Headers and vocabularies in Chinese, as the schema describes them.
    #[default]
    Chinese,
    /// The names of the graph.
    Names,
}

/// What is to be exported.
#[derive(Debug, Clone)]
pub struct Order {
    /// Name of a registered query.
    pub operation: String,
    pub format: Format,
    /// Names and values as they were given.
    pub parameters: Vec<(String, String)>,
    /// Where it was asked for, e.g. `http`.
    pub via: &'static str,
    /// Names the request in the log.
    pub trace_id: String,
}

/// Takes a cost from the principal's budget, or says how many seconds to wait.
pub type Spend = Arc<dyn Fn(u64) -> Result<(), u64> + Send + Sync>;

/// The transfer was broken off; the reason is in the log under the trace id.
#[derive(Debug, Clone)]
pub struct BrokenOff(pub Failure);

impl fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "export broken off: {}", self.0)
    }
}

impl std::error::Error for BrokenOff {}

/// The bytes of a file as they come.
pub type Content = Pin<Box<dyn Stream<Item = Result<Vec<u8>, BrokenOff>> + Send>>;

/// A file on its way out.
pub struct Export {
    /// Title and date, with its ending.
    pub name: String,
    pub format: Format,
    /// Rows in all, where the query counts them.
    pub rows: Option<u64>,
    pub content: Content,
}

/// Why there is no file.
#[derive(Debug, Clone)]
pub enum Refused {
    /// No registered query has the name.
    Unknown,
    /// The principal has spent its budget and must wait.
    OverBudget {
        seconds: u64,
    },
    Failed(Failure),
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}
