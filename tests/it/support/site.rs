//! The routes of a server, asked in memory or over a connection.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderName, Request, StatusCode, header, request::Builder},
};
use http_body_util::BodyExt;
use minsheng::{
    access::service::issue_token,
    graphql::{answer::Graph, registry::Accepts},
    http::{Served, router},
    kernel::chain::Actor,
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value as Json, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tower::ServiceExt;

use super::{TestApp, text};

pub struct Site {
    pub app: TestApp,
    routes: Router,
}

/// An answer, read to its end.
pub struct Got {
    pub status: StatusCode,
    headers: HeaderMap,
    pub content: Vec<u8>,
}

impl Got {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.content).expect("UTF-8")
    }

    /// A header; empty when it is not there.
    pub fn header(&self, name: HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.content).expect("JSON")
    }

    /// Headers and rows of a CSV file.
    pub fn table(&self) -> (Vec<String>, Vec<csv::StringRecord>) {
        let body = self.text().strip_prefix('\u{feff}').expect("a byte order mark, for spreadsheets");
        let mut reader = csv::Reader::from_reader(body.as_bytes());
        let header = reader.headers().expect("headers").iter().map(str::to_owned).collect();
        (header, reader.records().collect::<Result<_, _>>().expect("rows"))
    }

    /// Code and message of a refusal.
    pub fn refusal(&self) -> (String, String) {
        let body = self.json();
        let error = &body["errors"][0];
        (text(&error["extensions"]["code"]).to_owned(), text(&error["message"]).to_owned())
    }
}

impl Site {
    pub fn new(app: TestApp, accepts: Accepts) -> Self {
        let routes = router(Served::new(app.app.clone(), Graph::accepting(accepts).expect("builds")));
        Self { app, routes }
    }

    async fn token(&self, persona: &str) -> String {
        issue_token(&self.app.app, &Actor::system(), persona, 1).await.expect("a token")
    }

    async fn send(&self, persona: &str, mut request: Builder, body: Body) -> Got {
        if !persona.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token(persona).await));
        }
        let response = self.routes.clone().oneshot(request.body(body).expect("a request")).await.expect("answers");
        let (parts, body) = response.into_parts();
        let content = body.collect().await.expect("a body").to_bytes().to_vec();
        Got { status: parts.status, headers: parts.headers, content }
    }

    /// Asks as a persona; an empty name is nobody.
    pub async fn get(&self, persona: &str, path: &str) -> Got {
        self.send(persona, Request::get(path), Body::empty()).await
    }

    pub async fn post(&self, persona: &str, body: &Json) -> (StatusCode, Json) {
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        let got = self.send(persona, request, Body::from(body.to_string())).await;
        (got.status, got.json())
    }

    /// All that a connection of its own brings until the server closes it, head and chunks as they are sent.
    pub async fn wire(&self, persona: &str, path: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let routes = self.routes.clone();
        let server = tokio::spawn(async move { axum::serve(listener, routes).await });
        let token = self.token(persona).await;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
        );
        let mut socket = TcpStream::connect(address).await.expect("connects");
        socket.write_all(request.as_bytes()).await.expect("sends");
        let mut answer = Vec::new();
        // A connection that is broken off may end with an error; what came before it counts.
        let _ = socket.read_to_end(&mut answer).await;
        server.abort();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// Actor, role, subject and detail of the acts of a kind, oldest first.
pub async fn acts(app: &TestApp, act: &str) -> Vec<Json> {
    let sql =
        format!("SELECT actor, role, subject, CAST(detail AS TEXT) FROM audit_act WHERE act = '{act}' ORDER BY id");
    let statement = Statement::from_string(app.app.db.backend(), sql);
    let rows = app.app.db.read().query_all_raw(statement).await.expect("acts");
    let read = |row: &sea_orm::QueryResult| {
        let actor: String = row.try_get_by_index(0).expect("an actor");
        let role: Option<String> = row.try_get_by_index(1).expect("a role");
        let subject: String = row.try_get_by_index(2).expect("a subject");
        let detail: String = row.try_get_by_index(3).expect("a detail");
        json!([actor, role, subject, serde_json::from_str::<Json>(&detail).expect("JSON")])
    };
    rows.iter().map(read).collect()
}
