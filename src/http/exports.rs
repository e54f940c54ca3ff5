//! Exports over HTTP: `GET /export/{operation}.{csv,xlsx,json}?name=value`.

use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use form_urlencoded::parse;
use futures_util::StreamExt;

use super::{
    files::{disposition, refused},
    gql::{PLAIN_JSON, refuse, viewer},
    guard::{TraceId, principal},
    served::Served,
};
use crate::{
    exchange::{
        model::{Export, Format, Order, Refused},
        service,
    },
    kernel::problem::Code,
};

/// The file of a registered query.
pub async fn export(
    State(served): State<Served>,
    Extension(trace): Extension<TraceId>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let named = file.rsplit_once('.').and_then(|(name, extension)| Some((name, Format::of(extension)?)));
    let Some((operation, format)) = named else {
        let message = "格式应为 .csv、.xlsx 或 .json";
        return refuse(StatusCode::NOT_FOUND, PLAIN_JSON, Code::BadInput, message, &trace);
    };
    let viewer = match viewer(&served, &headers).await {
        Ok(viewer) => viewer,
        Err(failure) => return refused(&failure, &trace),
    };
    // Held until the last byte has left.
    let Ok(slot) = Arc::clone(&served.exports).try_acquire_owned() else {
        let message = "正在进行的导出过多,请稍后再试";
        return wait(StatusCode::SERVICE_UNAVAILABLE, Code::TooComplex, message, 5, &trace);
    };
    let order = Order {
        operation: operation.to_owned(),
        format,
        parameters: parse(query.unwrap_or_default().as_bytes()).into_owned().collect(),
        via: "http",
        trace_id: trace.0.clone(),
    };
    let (who, budget) = (principal(&viewer), Arc::clone(&served.budget));
    let spend = Arc::new(move |cost| budget.spend(&who, cost));
    match service::export(&served.app, &served.graph, viewer, order, spend).await {
        Ok(Export { name, format, content, .. }) => {
            let body = Body::from_stream(content.map(move |bytes| {
                let _held = &slot;
                bytes
            }));
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
                (header::CONTENT_DISPOSITION, disposition("attachment", &name)),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (headers, body).into_response()
        }
        Err(Refused::Unknown) => {
            refuse(StatusCode::NOT_FOUND, PLAIN_JSON, Code::BadInput, "没有登记这个操作,可用的见 operations", &trace)
        }
        Err(Refused::OverBudget { seconds }) => {
            wait(StatusCode::TOO_MANY_REQUESTS, Code::TooComplex, "请求过于频繁,请稍后再试", seconds, &trace)
        }
        Err(Refused::Failed(failure)) => refused(&failure, &trace),
    }
}

fn wait(status: StatusCode, code: Code, message: &str, seconds: u64, trace: &TraceId) -> Response {
    let mut response = refuse(status, PLAIN_JSON, code, message, trace);
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    response
}
