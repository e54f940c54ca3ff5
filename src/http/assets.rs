//! The pages, built by `web/` and held in the binary.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dist;

/// What the pages may load: this host only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    font-src 'self' data:; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

fn page(name: &str) -> Response {
    match Dist::get(name) {
        Some(file) => {
            let headers = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, file.data).into_response()
        }
        None => (StatusCode::NOT_FOUND, "页面尚未构建,请先运行 make web").into_response(),
    }
}

/// `/`: what runs here.
pub async fn home() -> Response {
    page("index.html")
}

/// `/graphiql`.
pub async fn graphiql() -> Response {
    page("graphiql.html")
}

/// `/assets/...`: names carry a hash of the content.
pub async fn asset(Path(name): Path<String>) -> Response {
    let path = format!("assets/{name}");
    match Dist::get(&path) {
        Some(file) => {
            let media = mime_guess::from_path(&path).first_or_octet_stream();
            let headers = [
                (header::CONTENT_TYPE, media.as_ref().to_owned()),
                (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
            ];
            (headers, file.data).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
