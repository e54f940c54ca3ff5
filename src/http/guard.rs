//! Protection of the server as a whole: trace ids, requests in flight, a cost budget per principal.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Instant,
};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::sync::Semaphore;

use super::router::Served;
use crate::access::viewer::Viewer;

/// Requests answered at the same time.
pub const IN_FLIGHT: usize = 100;
/// Cost a principal may spend at once, and regains per second.
const BURST: f64 = 200_000.0;
const PER_SECOND: f64 = 20_000.0;
/// Every request costs at least this much.
const MINIMUM: u64 = 10;

/// Names one request in its answer and in the log.
#[derive(Debug, Clone)]
pub struct TraceId(pub String);

/// The name a budget is kept under.
#[must_use]
pub fn principal(viewer: &Viewer) -> String {
    viewer.0.as_ref().map_or_else(String::new, |account| account.name.clone())
}

/// What each principal has left, refilled as time passes.
#[derive(Default)]
pub struct Budget(Mutex<HashMap<String, (f64, Option<Instant>)>>);

impl Budget {
    /// Refuses a principal whose budget is spent, with the seconds to wait.
    ///
    /// # Errors
    /// Seconds until the budget is positive again.
    pub fn affordable(&self, who: &str) -> Result<(), u64> {
        let left = self.change(who, 0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive count of seconds")]
        if left > 0.0 { Ok(()) } else { Err((-left / PER_SECOND).ceil().max(1.0) as u64) }
    }

    /// Charges `cost`, time-outs included.
    pub fn charge(&self, who: &str, cost: u64) {
        #[expect(clippy::cast_precision_loss, reason = "costs are far below 2^52")]
        self.change(who, cost.max(MINIMUM) as f64);
    }

    fn change(&self, who: &str, cost: f64) -> f64 {
        #[expect(clippy::disallowed_methods, reason = "rate limiting measures elapsed machine time")]
        let now = Instant::now();
        let Ok(mut all) = self.0.lock() else { return BURST };
        let (left, since) = all.entry(who.to_owned()).or_insert((BURST, None));
        let regained = since.map_or(0.0, |since| now.duration_since(since).as_secs_f64() * PER_SECOND);
        *left = (*left + regained).min(BURST) - cost;
        *since = Some(now);
        *left
    }
}

/// Gives every request a trace id, answers 503 at once when too many are in flight, and logs one line
/// without query text, variables or any personal data.
pub async fn watch(State(served): State<Served>, mut request: Request, next: Next) -> Response {
    let trace = TraceId(new_trace());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    request.extensions_mut().insert(trace.clone());
    #[expect(clippy::disallowed_methods, reason = "measures elapsed machine time for the log")]
    let started = Instant::now();
    let slots: Arc<Semaphore> = Arc::clone(&served.slots);
    let mut response = match slots.try_acquire() {
        Ok(_slot) => next.run(request).await,
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], "服务繁忙,请稍后再试").into_response(),
    };
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(trace_id = trace.0, %method, path, status = response.status().as_u16(), millis, "request");
    if let Ok(value) = HeaderValue::from_str(&trace.0) {
        response.headers_mut().insert("x-trace-id", value);
    }
    response
}

fn new_trace() -> String {
    let mut bytes = [0_u8; 8];
    // Without randomness the id is not unique, which costs a look-up in the log and nothing else.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spent_budget_refuses_only_its_principal() {
        let budget = Budget::default();
        assert_eq!(budget.affordable("a"), Ok(()));
        budget.charge("a", 1_000_000);
        assert!(budget.affordable("a").is_err_and(|seconds| (30..=40).contains(&seconds)));
        assert_eq!(budget.affordable("b"), Ok(()));
    }
}
