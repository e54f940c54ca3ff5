//! Files over HTTP: answers of the bank go in, bank files come out. Each time is an act in the audit chain.

use axum::{
    Extension, Json,
    body::{Body, to_bytes},
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use form_urlencoded::byte_serialize;
use serde::Deserialize;
use serde_json::json;

use super::{
    gql::{PLAIN_JSON, refuse, viewer},
    guard::TraceId,
    served::Served,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    files::{model::LARGEST, service},
    kernel::{
        id,
        problem::{Code, Failure},
    },
};

/// What an upload says of itself.
#[derive(Debug, Deserialize)]
pub struct Named {
    #[serde(default)]
    name: String,
}

/// `POST /files?name=...` with the content as body: answers id, size and digest. The caller is known before the body
/// is read.
pub async fn upload(
    State(served): State<Served>,
    Extension(trace): Extension<TraceId>,
    Query(named): Query<Named>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let done = async {
        let viewer = viewer(&served, &headers).await?;
        viewer.permit(Permission::PayrollPay)?;
        let content = to_bytes(body, LARGEST).await;
        let content = content.map_err(|_| Failure::bad_input("file", "文件超过 8 MiB 或没有传完,请分批或重新上传"))?;
        let digest = service::digest_of(&content);
        let size = content.len();
        let key = service::upload(&served.app, &viewer, &named.name, content.to_vec()).await?;
        Ok(json!({ "id": id::encode("fil", key), "size": size, "digest": digest }))
    };
    match done.await {
        Ok(answer) => (StatusCode::CREATED, Json(answer)).into_response(),
        Err(failure) => refused(&failure, &trace),
    }
}

/// `GET /files/{id}`: the content.
pub async fn download(
    State(served): State<Served>,
    Extension(trace): Extension<TraceId>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let done = async {
        let viewer: Viewer = viewer(&served, &headers).await?;
        service::download(&served.app, &viewer, id::key(&file, "fil")).await
    };
    match done.await {
        Ok(opened) => {
            let media = HeaderValue::from_str(&opened.file.media_type);
            let plain = || HeaderValue::from_static("application/octet-stream");
            let headers = [
                (header::CONTENT_TYPE, media.unwrap_or_else(|_| plain())),
                (header::CONTENT_DISPOSITION, disposition("attachment", &opened.file.name)),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (headers, opened.content).into_response()
        }
        Err(failure) => refused(&failure, &trace),
    }
}

/// `Content-Disposition` of a kind with a name of any characters (RFC 5987).
pub(super) fn disposition(kind: &'static str, name: &str) -> HeaderValue {
    // A form writes a blank as `+`, a header does not.
    let name = byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let whole = HeaderValue::from_str(&format!("{kind}; filename*=UTF-8''{name}"));
    whole.unwrap_or_else(|_| HeaderValue::from_static(kind))
}

/// The answer to what was refused or failed.
pub(super) fn refused(failure: &Failure, trace: &TraceId) -> Response {
    let message = failure.to_string();
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
    refuse(status, PLAIN_JSON, code, &message, trace)
}
