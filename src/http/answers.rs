//! What the handlers answer alike: refusals, waits, the headers of files.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use form_urlencoded::byte_serialize;
use serde_json::json;

use super::guard::TraceId;
use crate::kernel::problem::{Code, Failure};

pub(super) const GRAPHQL_JSON: &str = "application/graphql-response+json";
pub(super) const PLAIN_JSON: &str = "application/json";

/// A body in one of the two media types.
pub(super) fn reply(status: StatusCode, media: &'static str, body: String) -> Response {
    let content_type = match media {
        GRAPHQL_JSON => HeaderValue::from_static("application/graphql-response+json; charset=utf-8"),
        _ => HeaderValue::from_static("application/json; charset=utf-8"),
    };
    (status, [(header::CONTENT_TYPE, content_type)], body).into_response()
}

/// An answer that is only an error; 401 says how to sign in.
pub(super) fn refuse(status: StatusCode, media: &'static str, code: Code, message: &str, trace: &TraceId) -> Response {
    let error = json!({
        "message": message,
        "extensions": { "code": code.as_str(), "traceId": trace.0 },
    });
    let mut response = reply(status, media, json!({ "errors": [error] }).to_string());
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The answer to what was refused or failed; a fault is logged.
pub(super) fn refused(failure: &Failure, media: &'static str, trace: &TraceId) -> Response {
    let (status, code) = match failure {
        Failure::Refused(refusal) => match refusal.code {
            Code::Unauthenticated => (StatusCode::UNAUTHORIZED, Code::Unauthenticated),
            Code::Forbidden => (StatusCode::FORBIDDEN, Code::Forbidden),
            Code::Timeout => (StatusCode::GATEWAY_TIMEOUT, Code::Timeout),
            Code::TooComplex => (StatusCode::BAD_REQUEST, Code::TooComplex),
            _ => (StatusCode::BAD_REQUEST, Code::BadInput),
        },
        Failure::Problems(_) => (StatusCode::NOT_FOUND, Code::BadInput),
        Failure::Fault(fault) => {
            tracing::error!(trace_id = trace.0, %fault, "fault");
            (StatusCode::INTERNAL_SERVER_ERROR, Code::Internal)
        }
    };
    refuse(status, media, code, &failure.to_string(), trace)
}

/// A refusal for now: in so many seconds it may go better.
pub(super) fn wait(status: StatusCode, message: &str, seconds: u64, trace: &TraceId) -> Response {
    let mut response = refuse(status, PLAIN_JSON, Code::TooComplex, message, trace);
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    response
}

/// The principal has spent its budget.
pub(super) fn over_budget(seconds: u64, trace: &TraceId) -> Response {
    wait(StatusCode::TOO_MANY_REQUESTS, "请求过于频繁,请稍后再试", seconds, trace)
}

/// Headers of a file that is given out, as `attachment` or `inline`, under a name of any characters (RFC 5987). Nobody
/// on the way keeps it.
pub(super) fn file_headers(media: HeaderValue, kind: &'static str, name: &str) -> [(HeaderName, HeaderValue); 3] {
    // A form writes a blank as `+`, a header does not.
    let name = byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let disposition = HeaderValue::from_str(&format!("{kind}; filename*=UTF-8''{name}"));
    [
        (header::CONTENT_TYPE, media),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or_else(|_| HeaderValue::from_static(kind))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ]
}
