//! Routes.

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer,
    set_header::SetResponseHeaderLayer,
};

use super::{assets, exports, files, gql, guard, reports, served::Served};
use crate::{files::model::LARGEST, graphql::schema};

/// Largest request body; documents are limited further by the gate.
const BODY_LIMIT: usize = 64 * 1024;

async fn healthz() -> &'static str {
    "ok"
}

/// Ready when the database answers.
async fn readyz(State(served): State<Served>) -> Response {
    match served.app.db.ping().await {
        Ok(()) => "ready".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database unavailable").into_response(),
    }
}

async fn schema_file() -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], schema::sdl()).into_response()
}

/// All routes of the server.
pub fn router(served: Served) -> Router {
    let nosniff =
        SetResponseHeaderLayer::if_not_present(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Files are larger than documents, and their own handlers read them.
    let exchange = Router::new()
        .route("/files", post(files::upload))
        .route("/files/{id}", get(files::download))
        .layer(middleware::from_fn_with_state(served.clone(), guard::watch))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST + BODY_LIMIT));
    Router::new()
        .route("/", get(assets::home))
        .route("/graphiql", get(assets::graphiql))
        .route("/assets/{*name}", get(assets::asset))
        .route("/schema.graphql", get(schema_file))
        .route("/export/{file}", get(exports::export))
        .route("/reports/{file}", get(reports::report))
        .route("/graphql", get(gql::handle).post(gql::handle).fallback(gql::wrong_method))
        .layer(middleware::from_fn_with_state(served.clone(), guard::watch))
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .merge(exchange)
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(nosniff)
        .with_state(served)
}
