//! Protection of the server as a whole: trace ids, requests in flight, a cost budget per principal.

use std::{num::NonZeroU32, sync::Arc, time::Instant};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};
use tokio::sync::Semaphore;

use super::served::Served;
use crate::access::viewer::Viewer;

/// Requests answered at the same time.
pub const IN_FLIGHT: usize = 100;
/// Exports under way at the same time.
pub const EXPORTS: usize = 8;
/// Cost a principal may spend at once. Above what one machine can answer in seconds: it stops a
/// runaway, not a busy office.
const BURST: NonZeroU32 = nonzero(5_000_000);
/// Cost a principal regains per second.
const PER_SECOND: NonZeroU32 = nonzero(500_000);
/// Every request costs at least this much.
const MINIMUM: NonZeroU32 = nonzero(10);

const fn nonzero(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

/// Names one request in its answer and in the log.
#[derive(Debug, Clone)]
pub struct TraceId(pub String);

/// The name a budget is kept under.
#[must_use]
pub fn principal(viewer: &Viewer) -> String {
    viewer.0.as_ref().map_or_else(String::new, |account| account.name.clone())
}

/// Cost that each principal may still spend.
pub struct Budget {
    limiter: DefaultKeyedRateLimiter<String>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { limiter: RateLimiter::keyed(Quota::per_second(PER_SECOND).allow_burst(BURST)) }
    }
}

impl Budget {
    /// Takes `cost` from the budget of `who` before the work is done, so that time-outs are paid for.
    ///
    /// # Errors
    /// Whole seconds to wait until it can be paid.
    pub fn spend(&self, who: &str, cost: u64) -> Result<(), u64> {
        let cost = u32::try_from(cost).ok().and_then(NonZeroU32::new).unwrap_or(MINIMUM).clamp(MINIMUM, BURST);
        match self.limiter.check_key_n(&who.to_owned(), cost) {
            Ok(Err(wait)) => Err(wait.wait_time_from(self.limiter.clock().now()).as_secs() + 1),
            Ok(Ok(())) | Err(_) => Ok(()),
        }
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
        Err(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], "服务繁忙,请稍后再试").into_response()
        }
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
    hex::encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spent_budget_refuses_only_its_principal() {
        let budget = Budget::default();
        let spent = (0..1_000).find_map(|_| budget.spend("a", 10_000).err());
        assert_eq!(spent, Some(1));
        assert_eq!(budget.spend("b", 10_000), Ok(()));
    }
}
