//! The server over HTTP.

use axum::{
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use http_body_util::BodyExt;
use minsheng::{
    access::service::issue_token,
    graphql::answer::Graph,
    http::{Served, router},
    kernel::chain::Actor,
};
use serde_json::Value as Json;
use tower::ServiceExt;

use crate::{
    both,
    support::{Stage, demo_copy},
};

struct Site {
    routes: axum::Router,
    token: String,
}

async fn site(stage: Stage) -> Site {
    let app = demo_copy(stage).await.app;
    let token = issue_token(&app, &Actor::system(), "demo-staff", 1).await.expect("a token");
    Site { routes: router(Served::new(app, Graph::new().expect("builds"))), token }
}

impl Site {
    async fn send(&self, request: Request<Body>) -> (StatusCode, Response<()>, String) {
        let response = self.routes.clone().oneshot(request).await.expect("answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        (parts.status, Response::from_parts(parts, ()), String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn post(&self, token: Option<&str>, content_type: &str, body: &str) -> (StatusCode, Json) {
        let mut request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, content_type)
            .header(header::ACCEPT, "application/graphql-response+json");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let (status, _, text) = self.send(request.body(Body::from(body.to_owned())).expect("a request")).await;
        (status, serde_json::from_str(&text).unwrap_or_else(|_| panic!("not JSON: {text}")))
    }

    async fn get(&self, path: &str) -> (StatusCode, Response<()>, String) {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }
}

const UNITS: &str = r#"{"query":"{ units { code } }"}"#;

both! {
    /// A bearer token signs in; a wrong one is 401, none is nobody.
    async fn tokens_sign_in(stage: Stage) {
        let site = site(stage).await;
        let (status, body) = site.post(Some(&site.token), "application/json", UNITS).await;
        assert_eq!((status, body["data"]["units"].as_array().map(Vec::len)), (StatusCode::OK, Some(12)));
        let (status, body) = site.post(Some("msk_wrong"), "application/json", UNITS).await;
        assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (StatusCode::UNAUTHORIZED, &"UNAUTHENTICATED".into()));
        let (status, body) = site.post(None, "application/json", UNITS).await;
        assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (StatusCode::OK, &"UNAUTHENTICATED".into()));
    }
}

both! {
    /// Wrong media types, bodies, batches and methods are refused each in its way.
    async fn wrong_requests_are_refused(stage: Stage) {
        let site = site(stage).await;
        let token = Some(site.token.as_str());
        for (content_type, body, expected) in [
            ("text/plain", UNITS, StatusCode::UNSUPPORTED_MEDIA_TYPE),
            ("application/x-www-form-urlencoded", "query={units{code}}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            ("multipart/form-data", UNITS, StatusCode::UNSUPPORTED_MEDIA_TYPE),
            ("application/json", "", StatusCode::BAD_REQUEST),
            ("application/json", "[]", StatusCode::BAD_REQUEST),
            ("application/json", r#"[{"query":"{ units { code } }"}]"#, StatusCode::BAD_REQUEST),
            ("application/json", r#"{"query":1}"#, StatusCode::BAD_REQUEST),
            ("application/json", r#"{"query":"{ units { code } }","variables":[]}"#, StatusCode::BAD_REQUEST),
            ("application/json", r#"{"query":"{ nothing }"}"#, StatusCode::BAD_REQUEST),
        ] {
            let (status, answer) = site.post(token, content_type, body).await;
            assert_eq!(status, expected, "{content_type} {body}: {answer}");
            assert!(answer.get("data").is_none() && answer["errors"][0]["extensions"]["traceId"].is_string());
        }
        let large = format!(r#"{{"query":"{{ units {{ code }} }}","x":"{}"}}"#, "x".repeat(70_000));
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        let (status, ..) = site.send(request.body(Body::from(large)).expect("a request")).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        let (status, ..) = site.send(Request::delete("/graphql").body(Body::empty()).expect("a request")).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
        let (status, ..) = site.get("/graphql?query=mutation%7B__typename%7D").await;
        assert!(status == StatusCode::METHOD_NOT_ALLOWED || status == StatusCode::OK, "{status}");
        let (status, _, body) = site.get("/graphql?query=%7B__typename%7D").await;
        assert_eq!((status, body.contains("Query")), (StatusCode::OK, true));
    }
}

both! {
    /// Pages, schema and health answer without a token; nothing is loaded from elsewhere.
    async fn pages_and_health(stage: Stage) {
        let site = site(stage).await;
        for path in ["/healthz", "/readyz", "/schema.graphql"] {
            assert_eq!(site.get(path).await.0, StatusCode::OK, "{path}");
        }
        let (status, response, body) = site.get("/").await;
        assert_eq!(status, StatusCode::OK, "the pages are built first: make web");
        assert!(body.contains("民生") && body.contains("/graphiql"));
        let policy = response.headers().get(header::CONTENT_SECURITY_POLICY).expect("a policy");
        assert!(policy.to_str().expect("ASCII").starts_with("default-src 'none'"));
        assert!(response.headers().contains_key("x-trace-id"));
        assert_eq!(site.get("/graphiql").await.0, StatusCode::OK);
        assert_eq!(site.get("/assets/../Cargo.toml").await.0, StatusCode::NOT_FOUND);
        assert_eq!(site.get("/nothing").await.0, StatusCode::NOT_FOUND);
    }
}
