//! Refusals: expected answers to requests that cannot be served, in words a clerk can act on.

use std::fmt;

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

/// Why a read or a command gave no value.
#[derive(Debug, Clone)]
pub enum Failure {
    Refused(Refusal),
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
            Self::Fault(_) => f.write_str("系统内部错误,请把追踪编号告诉管理员"),
        }
    }
}

/// The form in which a nullable field must answer: a failure nulls the field itself, whereas a failed
/// `Result<Option<T>>` would null its parent.
pub async fn nullable<T>(answer: impl Future<Output = Result<Option<T>, Failure>>) -> Option<Result<T, Failure>> {
    answer.await.transpose()
}
