//! Exports over HTTP: `GET /export/{operation}.{csv,xlsx,json}?name=value`.

use std::{sync::Arc, time::Duration};

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use form_urlencoded::parse;
use futures_util::{StreamExt, stream};
use tokio::sync::{
    OwnedSemaphorePermit,
    mpsc::{self, Sender, error::SendTimeoutError},
};

use super::{
    answers::{PLAIN_JSON, file_headers, over_budget, refuse, refused, wait},
    gql::viewer,
    guard::{TraceId, principal},
    served::Served,
};
use crate::{
    exchange::{
        model::{Content, Export, Format, Order, Refused, Via},
        service,
    },
    kernel::problem::Code,
};

/// Longest wait for a client that does not read.
const PATIENCE: Duration = Duration::from_mins(1);
/// Most bytes that are sent at once.
const PIECE: usize = 64 * 1024;

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
        Err(failure) => return refused(&failure, PLAIN_JSON, &trace),
    };
    let Ok(slot) = Arc::clone(&served.exports).try_acquire_owned() else {
        return wait(StatusCode::SERVICE_UNAVAILABLE, "正在进行的导出过多,请稍后再试", 5, &trace);
    };
    let order = Order {
        operation: operation.to_owned(),
        format,
        parameters: parse(query.unwrap_or_default().as_bytes()).into_owned().collect(),
        via: Via::Http,
        trace_id: trace.0.clone(),
    };
    let (who, budget) = (principal(&viewer), Arc::clone(&served.budget));
    let spend = Arc::new(move |cost| budget.spend(&who, cost));
    match service::export(&served.app, &served.graph, viewer, order, spend).await {
        Ok(Export { name, format, content }) => {
            let headers = file_headers(HeaderValue::from_static(format.media_type()), "attachment", &name);
            (headers, sent(content, slot, trace, PATIENCE)).into_response()
        }
        Err(Refused::Unknown) => {
            refuse(StatusCode::NOT_FOUND, PLAIN_JSON, Code::BadInput, "没有登记这个操作,可用的见 operations", &trace)
        }
        Err(Refused::OverBudget { seconds }) => over_budget(seconds, &trace),
        Err(Refused::Failed(failure)) => refused(&failure, PLAIN_JSON, &trace),
    }
}

/// What the task of an export hands to its body.
enum Handed {
    Piece(Bytes),
    /// There was no failure: the file is whole.
    End,
}

/// The body of an export. A task of its own makes it and holds the slot: until all is handed over, the client has gone,
/// or the client has not read for `patience`. A body without its end is an error, which breaks the connection off, so
/// that half a file never looks whole.
fn sent(content: Content, slot: OwnedSemaphorePermit, trace: TraceId, patience: Duration) -> Body {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        let _held = slot;
        tokio::select! {
            () = sender.closed() => {}
            handed = hand(content, &sender, patience) => {
                if let Err(SendTimeoutError::Timeout(_)) = handed {
                    tracing::warn!(trace_id = trace.0, "export dropped: the client does not read");
                }
            }
        }
    });
    Body::from_stream(stream::try_unfold(receiver, |mut receiver| async move {
        match receiver.recv().await {
            Some(Handed::Piece(bytes)) => Ok(Some((bytes, receiver))),
            Some(Handed::End) => Ok(None),
            None => Err("export broken off"),
        }
    }))
}

/// Hands the content over piece by piece, and its end unless it fails on the way; the failure is in the log.
async fn hand(
    mut content: Content,
    sender: &Sender<Handed>,
    patience: Duration,
) -> Result<(), SendTimeoutError<Handed>> {
    while let Some(bytes) = content.next().await {
        let Ok(bytes) = bytes else { return Ok(()) };
        let mut rest = Bytes::from(bytes);
        while !rest.is_empty() {
            let piece = rest.split_to(rest.len().min(PIECE));
            sender.send_timeout(Handed::Piece(piece), patience).await?;
        }
    }
    sender.send_timeout(Handed::End, patience).await
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use tokio::{sync::Semaphore, time::timeout};

    use super::*;
    use crate::kernel::problem::Failure;

    /// A body made of `pieces` that holds the only slot of `slots`.
    fn body(slots: &Arc<Semaphore>, pieces: Vec<Result<Vec<u8>, Failure>>, patience: Duration) -> Body {
        let slot = Arc::clone(slots).try_acquire_owned().expect("the slot is free");
        sent(Box::pin(stream::iter(pieces)), slot, TraceId("test".to_owned()), patience)
    }

    fn many() -> Vec<Result<Vec<u8>, Failure>> {
        (0..9).map(|_| Ok(vec![7])).collect()
    }

    /// The slot comes back soon.
    async fn freed(slots: &Arc<Semaphore>) {
        let freed = timeout(Duration::from_secs(5), slots.acquire()).await;
        assert!(freed.is_ok_and(|slot| slot.is_ok()), "the slot is held on");
    }

    #[tokio::test]
    async fn a_whole_file_ends_and_half_a_file_does_not() {
        let slots = Arc::new(Semaphore::new(1));
        let large = vec![7; 3 * PIECE + 1];
        let whole = body(&slots, vec![Ok(b"head".to_vec()), Ok(large.clone())], PATIENCE);
        let whole = whole.collect().await.expect("comes to its end").to_bytes();
        assert_eq!(whole.to_vec(), [b"head".to_vec(), large].concat());
        freed(&slots).await;
        let half = body(&slots, vec![Ok(b"head".to_vec()), Err(Failure::stale())], PATIENCE);
        assert!(half.collect().await.is_err());
        freed(&slots).await;
    }

    #[tokio::test]
    async fn who_does_not_read_or_goes_away_gives_the_slot_back() {
        let slots = Arc::new(Semaphore::new(1));
        let unread = body(&slots, many(), Duration::from_millis(20));
        freed(&slots).await;
        assert!(unread.collect().await.is_err(), "what is left of it does not look whole");
        drop(body(&slots, many(), PATIENCE));
        freed(&slots).await;
    }
}
