//! Registered queries as files over HTTP, and persisted operations.

use std::io::Cursor;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use calamine::{Data, Reader, Xlsx};
use http_body_util::BodyExt;
use minsheng::{
    access::service::issue_token,
    graphql::{answer::Graph, registry::Accepts},
    http::{Served, router},
    kernel::chain::Actor,
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value as Json, json};
use tower::ServiceExt;

use crate::{
    both,
    support::{TestApp, demo, demo_copy, items, text},
};

struct Site {
    app: TestApp,
    routes: axum::Router,
}

struct Got {
    status: StatusCode,
    media: String,
    disposition: String,
    content: Vec<u8>,
}

impl Got {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.content).expect("UTF-8")
    }

    /// Code and message of a refusal.
    fn refusal(&self) -> (String, String) {
        let body: Json = serde_json::from_slice(&self.content).expect("JSON");
        let error = &body["errors"][0];
        (text(&error["extensions"]["code"]).to_owned(), text(&error["message"]).to_owned())
    }
}

impl Site {
    fn new(app: TestApp, accepts: Accepts) -> Self {
        let routes = router(Served::new(app.app.clone(), Graph::accepting(accepts).expect("builds")));
        Self { app, routes }
    }

    async fn send(&self, persona: &str, request: axum::http::request::Builder, body: Body) -> Got {
        let mut request = request;
        if !persona.is_empty() {
            let token = issue_token(&self.app.app, &Actor::system(), persona, 1).await.expect("a token");
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let response = self.routes.clone().oneshot(request.body(body).expect("a request")).await.expect("answers");
        let (parts, body) = response.into_parts();
        let header =
            |name| parts.headers.get(name).map(|value| value.to_str().expect("text").to_owned()).unwrap_or_default();
        Got {
            status: parts.status,
            media: header(header::CONTENT_TYPE),
            disposition: header(header::CONTENT_DISPOSITION),
            content: body.collect().await.expect("a body").to_bytes().to_vec(),
        }
    }

    async fn get(&self, persona: &str, path: &str) -> Got {
        self.send(persona, Request::get(path), Body::empty()).await
    }

    async fn post(&self, persona: &str, body: &Json) -> (StatusCode, Json) {
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        let got = self.send(persona, request, Body::from(body.to_string())).await;
        (got.status, serde_json::from_slice(&got.content).expect("JSON"))
    }

    /// Subject and detail of the acts of a kind, oldest first.
    async fn acts(&self, act: &str) -> Vec<(String, String)> {
        let sql = format!("SELECT subject, CAST(detail AS TEXT) FROM audit_act WHERE act = '{act}' ORDER BY id");
        let statement = Statement::from_string(self.app.app.db.backend(), sql);
        let rows = self.app.app.db.read().query_all_raw(statement).await.expect("acts");
        rows.iter()
            .map(|row| (row.try_get_by_index(0).expect("a subject"), row.try_get_by_index(1).expect("a detail")))
            .collect()
    }
}

const LOAN: &str = "monthFrom=2022-10&monthTo=2022-10&programme=JS02";

both! {
    /// One query in three formats: the same rows, in Chinese for people, by name for machines.
    async fn one_query_in_three_formats(stage: Stage) {
        let site = Site::new(demo_copy(stage).await, Accepts::Any);
        let csv = site.get("demo-staff", &format!("/export/subsidyPayments.csv?{LOAN}")).await;
        assert_eq!((csv.status, csv.media.as_str()), (StatusCode::OK, "text/csv; charset=utf-8"), "{}", csv.text());
        assert!(csv.disposition.starts_with("attachment; filename*=UTF-8''") && csv.disposition.contains(".csv"), "{}", csv.disposition);
        let body = csv.text().strip_prefix('\u{feff}').expect("a byte order mark, for spreadsheets");
        let mut reader = csv::Reader::from_reader(body.as_bytes());
        let header: Vec<String> = reader.headers().expect("headers").iter().map(str::to_owned).collect();
        assert!(header.contains(&"金额(元)".to_owned()) && header.contains(&"归属月份".to_owned()), "{header:?}");
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
        assert_eq!(rows.len(), 372);
        let amount = header.iter().position(|title| title == "金额(元)").expect("amounts");
        assert!(rows.iter().all(|row| &row[amount] == "960.00"));
        let state = header.iter().position(|title| title == "状态").expect("states");
        assert!(rows.iter().all(|row| &row[state] == "已到账"), "words of the vocabulary, not codes: {:?}", rows[0]);

        let names = site.get("demo-staff", &format!("/export/subsidyPayments.csv?{LOAN}&headers=names")).await;
        let mut reader = csv::Reader::from_reader(names.text().trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers().expect("headers").clone();
        assert!(header.iter().any(|name| name == "programme.code") && header.iter().any(|name| name == "amount"), "{header:?}");

        let json = site.get("demo-staff", &format!("/export/subsidyPayments.json?{LOAN}")).await;
        let all: Json = serde_json::from_slice(&json.content).expect("JSON");
        assert_eq!((items(&all).len(), text(&all[0]["amount"])), (372, "960.00"));

        let xlsx = site.get("demo-staff", &format!("/export/subsidyPayments.xlsx?{LOAN}")).await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx.content)).expect("a workbook");
        let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
        assert_eq!(sheet.height(), 373);
        assert_eq!(sheet.get((1, amount)), Some(&Data::Float(960.0)), "money adds up in a sheet");
        let masked = sheet.rows().flatten().any(|cell| cell.to_string().contains("********"));
        assert!(masked, "identity numbers stay masked");
    }
}

both! {
    /// Who may not ask the query gets no file, and what is wrong is named; every export and refusal is in the chain.
    async fn refusals_and_the_chain(stage: Stage) {
        let site = Site::new(demo_copy(stage).await, Accepts::Any);
        let refused = async |persona: &str, path: &str| {
            let got = site.get(persona, path).await;
            (got.status, got.refusal())
        };
        assert_eq!(refused("", "/export/subsidiesByYear.csv").await.0, StatusCode::UNAUTHORIZED);
        let (status, (code, message)) = refused("demo-bi", "/export/subsidyPayments.csv").await;
        assert_eq!((status, code.as_str()), (StatusCode::FORBIDDEN, "FORBIDDEN"), "{message}");
        assert_eq!(refused("demo-staff", "/export/nothing.csv").await.0, StatusCode::NOT_FOUND);
        assert_eq!(refused("demo-staff", "/export/subsidiesByYear.pdf").await.0, StatusCode::NOT_FOUND);
        for (query, names, remedy) in [
            ("subsidiesByMonth.csv", "monthFrom", "2022-07"),
            ("subsidiesByMonth.csv?monthFrom=2022-13&monthTo=2022-12", "monthFrom", "2022-07"),
            ("subsidiesByYear.csv?year=2022", "year", "programme"),
            ("subsidiesByYear.csv?headers=english", "headers", "names"),
            ("subsidyPayments.csv?state=GONE", "state", "PAID"),
        ] {
            let (status, (code, message)) = refused("demo-staff", &format!("/export/{query}")).await;
            assert_eq!((status, code.as_str()), (StatusCode::BAD_REQUEST, "BAD_INPUT"), "{query}: {message}");
            assert!(message.contains(names) && message.contains(remedy), "{query}: {message}");
        }
        let resident = "%7B%22name%22%3A%22%E7%8E%8B%22%7D";
        let got = site.get("demo-staff", &format!("/export/subsidyPayments.json?monthFrom=2022-12&resident={resident}")).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text());
        let done = site.acts("EXPORTED").await;
        let (subject, detail) = done.last().expect("an act");
        assert_eq!(subject, "subsidyPayments");
        assert!(detail.contains("2022-12") && detail.contains("hmac:") && !detail.contains('王'), "{detail}");
        let refused: Vec<(String, String)> = site.acts("REFUSED").await.into_iter().filter(|(subject, _)| subject == "EXPORTED").collect();
        assert!(!refused.is_empty() && refused[0].1.contains("FORBIDDEN"), "{refused:?}");
    }
}

both! {
    /// What BI is not shown is empty in its file.
    async fn what_is_hidden_is_empty(stage: Stage) {
        let site = Site::new(demo_copy(stage).await, Accepts::Any);
        let path = "/export/subsidiesByUnitAndGroup.json?monthFrom=2022-01&monthTo=2022-12";
        let rows: Json = serde_json::from_slice(&site.get("demo-bi", path).await.content).expect("JSON");
        let child: Vec<&Json> = items(&rows).iter().filter(|row| row["group"] == "CHILD").collect();
        assert!(!child.is_empty() && child.iter().all(|row| row["suppressed"] == true && row["persons"].is_null()), "{child:?}");
    }
}

both! {
    /// A registered query is called by its hash; a server may take no others.
    async fn persisted_operations(stage: Stage) {
        let app = demo(stage).await;
        let listed = app.data("demo-bi", "{ operations { name title hash document variables { name type required } formats } }").await;
        let listed = items(&listed["operations"]);
        assert!(listed.len() >= 35, "{}", listed.len());
        let year = listed.iter().find(|one| one["name"] == "subsidiesByYear").expect("registered");
        let (hash, document) = (text(&year["hash"]).to_owned(), text(&year["document"]).to_owned());
        let site = Site::new(app, Accepts::Registered);
        let persisted = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash } } });
        let by_id = json!({ "documentId": format!("sha256:{hash}") });
        let by_text = json!({ "query": document });
        for body in [&persisted, &by_id, &by_text] {
            let (status, answer) = site.post("demo-bi", body).await;
            assert_eq!(status, StatusCode::OK, "{answer}");
            assert_eq!(answer["data"]["subsidyStatistics"]["cells"][1]["personTimes"], 57_003);
        }
        let code = |answer: &Json| text(&answer["errors"][0]["extensions"]["code"]).to_owned();
        let unknown = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "0".repeat(64) } } });
        assert_eq!(code(&site.post("demo-bi", &unknown).await.1), "PERSISTED_QUERY_NOT_FOUND");
        let other = json!({ "query": "{ units { code } }" });
        assert_eq!(code(&site.post("demo-bi", &other).await.1), "BAD_INPUT");
        let wrong = json!({ "query": "{ units { code } }", "documentId": format!("sha256:{hash}") });
        assert_eq!(code(&site.post("demo-bi", &wrong).await.1), "BAD_INPUT");
        let open = Site::new(site.app, Accepts::Any);
        assert_eq!(open.post("demo-bi", &other).await.0, StatusCode::OK);
    }
}
