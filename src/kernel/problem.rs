//! Refusals: expected answers to requests that cannot be served, in words a clerk can act on.

use std::fmt;

use chrono::NaiveDate;

use super::fault::Fault;

/// Machine-readable class of a top-level error, shown as `extensions.code`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Nobody is signed in, or the token is not valid any more.
    Unauthenticated,
    /// The role lacks the permission that the message names.
    Forbidden,
    /// An argument or the document is wrong; the message names it and the remedy.
    BadInput,
    /// The document is larger or dearer than allowed.
    TooComplex,
    /// No registered document has the hash.
    PersistedQueryNotFound,
    /// The answer took too long.
    Timeout,
    /// A fault of ours; quote the trace id.
    Internal,
}

impl Code {
    /// The word in `extensions.code`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::BadInput => "BAD_INPUT",
            Self::TooComplex => "TOO_COMPLEX",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::Timeout => "TIMEOUT",
            Self::Internal => "INTERNAL",
        }
    }
}

/// A refusal with its code and a Chinese message that names the field and the remedy. It never
/// repeats the value that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: Code,
    pub message: String,
}

/// One reason why an act of office was refused, shown in the payload of the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The reason as a word, e.g. `STALE_VERSION`.
    pub code: &'static str,
    /// Chinese, names the remedy, never repeats a sensitive value.
    pub message: String,
    /// The input field it is about, e.g. `input.version`.
    pub path: String,
}

impl Problem {
    /// A reason about the input field `path` (without `input.`).
    #[must_use]
    pub fn new(code: &'static str, path: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            path: if path.is_empty() { "input".to_owned() } else { format!("input.{path}") },
        }
    }
}

/// Why a read or a command gave no value.
#[derive(Debug, Clone)]
pub enum Failure {
    Refused(Refusal),
    /// An act was refused for these reasons; nothing was written.
    Problems(Vec<Problem>),
    Fault(Fault),
}

impl Failure {
    /// Wrong input: `field` is the name the caller used, `remedy` what to do instead.
    #[must_use]
    pub fn bad_input(field: &str, remedy: impl fmt::Display) -> Self {
        Self::Refused(Refusal { code: Code::BadInput, message: format!("{field}:{remedy}") })
    }

    /// The role lacks `permission`.
    #[must_use]
    pub fn forbidden(permission: &str) -> Self {
        Self::Refused(Refusal { code: Code::Forbidden, message: format!("当前岗位没有权限 {permission}") })
    }

    /// Nobody is signed in.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::Refused(Refusal {
            code: Code::Unauthenticated,
            message: "请先登录:在请求头 Authorization 中提供有效令牌".to_owned(),
        })
    }
}

impl Failure {
    /// An act refused for one reason.
    #[must_use]
    pub fn problem(code: &'static str, path: &str, message: impl Into<String>) -> Self {
        Self::Problems(vec![Problem::new(code, path, message)])
    }

    /// Somebody changed the record since it was read.
    #[must_use]
    pub fn stale() -> Self {
        Self::problem("STALE_VERSION", "version", "记录已被他人修改,请刷新后按最新版本再办")
    }

    /// What an act names does not exist, or not for the viewer.
    #[must_use]
    pub fn not_found(path: &str) -> Self {
        Self::problem("NOT_FOUND", path, "没有这条记录,请核对标识")
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Problems(problems)
    }
}

/// Refuses an act when there is any problem.
///
/// # Errors
/// The problems.
pub fn none_of(problems: Vec<Problem>) -> Result<(), Failure> {
    if problems.is_empty() { Ok(()) } else { Err(Failure::Problems(problems)) }
}

/// Collects reasons while an act is decided.
#[derive(Debug, Default)]
pub struct Reasons(Vec<Problem>);

impl Reasons {
    /// Adds a reason unless `holds`.
    pub fn need(&mut self, holds: bool, code: &'static str, path: &str, message: impl Into<String>) -> &mut Self {
        if !holds {
            self.0.push(Problem::new(code, path, message));
        }
        self
    }

    /// A day must not be later than today.
    pub fn not_future(&mut self, day: NaiveDate, today: NaiveDate, path: &str) -> &mut Self {
        self.need(day <= today, "FUTURE_DATE", path, format!("日期不能晚于今天({today})"))
    }

    /// Ends with the reasons, if there are any.
    ///
    /// # Errors
    /// The reasons.
    pub fn done(&mut self) -> Result<(), Vec<Problem>> {
        if self.0.is_empty() { Ok(()) } else { Err(std::mem::take(&mut self.0)) }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Shown to clients: a fault shows nothing of itself.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => f.write_str(&refusal.message),
            Self::Problems(problems) => {
                f.write_str(&problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(";"))
            }
            Self::Fault(_) => f.write_str("系统内部错误,请把追踪编号告诉管理员"),
        }
    }
}

/// The form in which a nullable field must answer: a failure nulls the field itself, whereas a failed
/// `Result<Option<T>>` would null its parent.
pub async fn nullable<T>(answer: impl Future<Output = Result<Option<T>, Failure>>) -> Option<Result<T, Failure>> {
    answer.await.transpose()
}
