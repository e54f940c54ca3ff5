//! What an export is asked for and what it answers.

use std::{pin::Pin, sync::Arc};

use futures_util::Stream;

use crate::{
    access::viewer::Viewer,
    kernel::{chain::Actor, problem::Failure},
};

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

/// Where an export was asked for, and so who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// Over HTTP, by the viewer itself.
    Http,
    /// At the command line, by the operator, with the rights of the viewer.
    Cli,
}

impl Via {
    /// The word in the audit chain.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Cli => "cli",
        }
    }

    /// Who does what is exported as `viewer`.
    #[must_use]
    pub fn actor(self, viewer: &Viewer) -> Actor {
        match self {
            Self::Http => viewer.actor(),
            Self::Cli => Actor::system(),
        }
    }
}

/// What is to be exported.
#[derive(Debug, Clone)]
pub struct Order {
    /// Name of a registered query.
    pub operation: String,
    pub format: Format,
    /// Names and values as they were given.
    pub parameters: Vec<(String, String)>,
    pub via: Via,
    /// Names the request in the log.
    pub trace_id: String,
}

/// Takes a cost from the principal's budget, or says how many seconds to wait.
pub type Spend = Arc<dyn Fn(u64) -> Result<(), u64> + Send + Sync>;

/// The bytes of a file as they come. A failure breaks it off; it has been logged under the trace id.
pub type Content = Pin<Box<dyn Stream<Item = Result<Vec<u8>, Failure>> + Send>>;

/// A file on its way out.
pub struct Export {
    /// Title and date, with its ending.
    pub name: String,
    pub format: Format,
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
