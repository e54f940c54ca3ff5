//! GraphQL over HTTP as the specification has it: POST with JSON, GET for queries.

use axum::{
    Extension,
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value as Json};

use super::{
    answers::{GRAPHQL_JSON, PLAIN_JSON, refuse, refused, reply},
    guard::{TraceId, principal},
    served::Served,
};
use crate::{
    access::{service::authenticate, viewer::Viewer},
    graphql::answer::{Asked, Outcome},
    kernel::problem::{Code, Failure},
};

/// The media type to answer in; `None` when the client accepts neither.
fn negotiate(headers: &HeaderMap) -> Option<&'static str> {
    let accepted: Vec<String> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .map(|part| part.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
        .collect();
    let any = |names: &[&str]| accepted.iter().any(|name| names.contains(&name.as_str()));
    if any(&[GRAPHQL_JSON]) {
        Some(GRAPHQL_JSON)
    } else if accepted.is_empty() || any(&[PLAIN_JSON, "application/*", "*/*"]) {
        Some(PLAIN_JSON)
    } else {
        None
    }
}

/// Why the parameters of a request cannot be taken.
struct Malformed(&'static str);

/// The hash that `documentId` or `extensions.persistedQuery` names.
fn document_hash(id: Option<Json>, extensions: &Map<String, Json>) -> Result<Option<String>, Malformed> {
    let by_id = match id {
        None | Some(Json::Null) => None,
        Some(id) => {
            let hash = id.as_str().and_then(|text| text.strip_prefix("sha256:"));
            Some(hash.ok_or(Malformed("documentId:应为 sha256: 加文档的散列值"))?.to_ascii_lowercase())
        }
    };
    let by_extension = match extensions.get("persistedQuery") {
        None | Some(Json::Null) => None,
        Some(persisted) => {
            let hash = persisted.get("sha256Hash").and_then(Json::as_str);
            let hash = hash.filter(|_| persisted.get("version").and_then(Json::as_i64) == Some(1));
            let malformed = "extensions.persistedQuery:应为 {\"version\": 1, \"sha256Hash\": 散列值}";
            Some(hash.ok_or(Malformed(malformed))?.to_ascii_lowercase())
        }
    };
    match (by_id, by_extension) {
        (Some(one), Some(other)) if one != other => Err(Malformed("documentId 与 extensions.persistedQuery 不一致")),
        (by_id, by_extension) => Ok(by_id.or(by_extension)),
    }
}

fn parameters(map: Map<String, Json>) -> Result<Asked, Malformed> {
    let mut map = map;
    let operation_name = match map.remove("operationName") {
        None | Some(Json::Null) => None,
        Some(Json::String(name)) => Some(name),
        Some(_) => return Err(Malformed("operationName:应为字符串")),
    };
    let variables = match map.remove("variables") {
        None | Some(Json::Null) => Map::new(),
        Some(Json::Object(variables)) => variables,
        Some(_) => return Err(Malformed("variables:应为对象")),
    };
    let extensions = match map.remove("extensions") {
        None | Some(Json::Null) => Map::new(),
        Some(Json::Object(extensions)) => extensions,
        Some(_) => return Err(Malformed("extensions:应为对象")),
    };
    let hash = document_hash(map.remove("documentId"), &extensions)?;
    let query = match map.remove("query") {
        Some(Json::String(query)) => query,
        None | Some(Json::Null) if hash.is_some() => String::new(),
        _ => return Err(Malformed("query:请给出查询文档(字符串)")),
    };
    Ok(Asked { query, hash, operation_name, variables, ..Asked::default() })
}

fn from_post(headers: &HeaderMap, body: &Bytes) -> Result<Asked, (StatusCode, Malformed)> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let json = parts.next().is_some_and(|media| media == PLAIN_JSON);
    let utf8 =
        parts.all(|part| part.strip_prefix("charset=").is_none_or(|charset| charset.trim_matches('"') == "utf-8"));
    if !json || !utf8 {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, Malformed("请求体应为 application/json(UTF-8)")));
    }
    let bad = |message| (StatusCode::BAD_REQUEST, Malformed(message));
    match serde_json::from_slice(body) {
        Ok(Json::Object(map)) => parameters(map).map_err(|malformed| (StatusCode::BAD_REQUEST, malformed)),
        Ok(_) => Err(bad("请求体应为一个 JSON 对象,不支持批量")),
        Err(_) => Err(bad("请求体不是有效的 JSON")),
    }
}

fn from_get(query: Option<&str>) -> Result<Asked, (StatusCode, Malformed)> {
    let bad = |message| (StatusCode::BAD_REQUEST, Malformed(message));
    let mut map = Map::new();
    for (key, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let value = match key.as_ref() {
            "variables" | "extensions" => {
                serde_json::from_str(&value).map_err(|_| bad("variables 与 extensions 应为 JSON 对象"))?
            }
            _ => Json::String(value.into_owned()),
        };
        map.insert(key.into_owned(), value);
    }
    parameters(map).map_err(|malformed| (StatusCode::BAD_REQUEST, malformed))
}

/// Who asks, by the bearer token.
pub(super) async fn viewer(served: &Served, headers: &HeaderMap) -> Result<Viewer, Failure> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(Viewer::default()) };
    let token = value.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
    authenticate(&served.app, token.ok_or_else(Failure::unauthenticated)?.trim()).await
}

/// `/graphql`.
pub async fn handle(
    State(served): State<Served>,
    Extension(trace): Extension<TraceId>,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    let Some(media) = negotiate(&headers) else {
        let message = "只提供 application/graphql-response+json 与 application/json";
        return refuse(StatusCode::NOT_ACCEPTABLE, PLAIN_JSON, Code::BadInput, message, &trace);
    };
    let asked = if method == Method::POST { from_post(&headers, &body) } else { from_get(query.as_deref()) };
    let mut asked = match asked {
        Ok(asked) => asked,
        Err((status, Malformed(message))) => return refuse(status, media, Code::BadInput, message, &trace),
    };
    asked.read_only = method == Method::GET;
    asked.trace_id.clone_from(&trace.0);
    let viewer = match viewer(&served, &headers).await {
        Ok(viewer) => viewer,
        Err(failure) => return refused(&failure, media, &trace),
    };
    let who = principal(&viewer);
    let answer = served.graph.answer(&served.app, viewer, asked, |cost| served.budget.spend(&who, cost)).await;
    let (status, wait) = match (&answer.outcome, media) {
        (Outcome::NotReadOnly, _) => (StatusCode::METHOD_NOT_ALLOWED, None),
        (Outcome::OverBudget { seconds }, _) => (StatusCode::TOO_MANY_REQUESTS, Some(*seconds)),
        (Outcome::Rejected, GRAPHQL_JSON) => (StatusCode::BAD_REQUEST, None),
        _ => (StatusCode::OK, None),
    };
    let mut response = reply(status, media, answer.body);
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// Any other method on `/graphql`.
pub async fn wrong_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, POST")]).into_response()
}
