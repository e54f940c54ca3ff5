//! Files over HTTP: answers of the bank go in, bank files come out. Each time is an act in the audit chain.

use axum::{
    Extension, Json,
    body::{Body, to_bytes},
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    answers::{PLAIN_JSON, file_headers, refused},
    gql::viewer,
    guard::TraceId,
    served::Served,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    files::{model::LARGEST, service},
    kernel::{id, problem::Failure},
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
        Err(failure) => refused(&failure, PLAIN_JSON, &trace),
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
            let media = media.unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
            (file_headers(media, "attachment", &opened.file.name), opened.content).into_response()
        }
        Err(failure) => refused(&failure, PLAIN_JSON, &trace),
    }
}
