//! The clerks of a payroll at work, and a bank that answers.

use std::{collections::BTreeMap, fmt::Write};

use axum::{
    body::Body,
    http::{Request, header},
};
use http_body_util::BodyExt;
use minsheng::{
    access::service::issue_token,
    graphql::answer::Graph,
    http::{Served, router},
    kernel::chain::Actor,
};
use serde_json::{Value as Json, json};
use tower::ServiceExt;

use super::{TestApp, act, items, reasons, text};

pub const MAKER: &str = "demo-staff";
pub const REVIEWER: &str = "demo-staff-2";
pub const APPROVER: &str = "demo-staff-3";
pub const FINANCE: &str = "demo-finance";
/// Person-times, persons and amount of 2022.
pub const YEAR: &str = r#"{ subsidyStatistics(groupBy: [], filter: {monthFrom: "2022-01", monthTo: "2022-12"}) { total { personTimes persons amount } } }"#;
pub const PAYROLL: &str = "payroll { id version state kind month contentHash declaredCount declaredAmount paidOn totals { state count amount } bankFile { id digest } }";

/// What an act on a payroll is given.
pub fn on(payroll: &Json, key: &str, more: Json) -> Json {
    let mut input = json!({ "payroll": payroll["id"], "version": payroll["version"], "idempotencyKey": key });
    if let (Json::Object(input), Json::Object(more)) = (&mut input, more) {
        input.extend(more);
    }
    input
}

/// A key that nobody used.
pub fn key() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Does an act on a payroll that must succeed; answers the payroll as it is then.
pub async fn done(app: &TestApp, persona: &str, name: &str, payroll: &Json, more: Json) -> Json {
    let answer = act(app, persona, name, PAYROLL, on(payroll, &key(), more)).await;
    assert_eq!(answer["problems"], json!([]), "{name}");
    answer["payroll"].clone()
}

/// Code and path of every reason why an act on a payroll is refused.
pub async fn refused(app: &TestApp, persona: &str, name: &str, payroll: &Json, more: Json) -> Vec<(String, String)> {
    let answer = act(app, persona, name, PAYROLL, on(payroll, &key(), more)).await;
    assert!(answer["payroll"].is_null(), "{name}: {answer}");
    reasons(&answer)
}

pub async fn opened(app: &TestApp, programme: &str, month: &str) -> Json {
    let input = json!({ "programme": programme, "month": month, "idempotencyKey": key() });
    let answer = act(app, MAKER, "payrollOpen", PAYROLL, input).await;
    assert_eq!(answer["problems"], json!([]), "{programme}");
    answer["payroll"].clone()
}

/// A payroll that the maker calculated.
pub async fn calculated(app: &TestApp, programme: &str, month: &str) -> Json {
    let payroll = opened(app, programme, month).await;
    done(app, MAKER, "payrollCalculate", &payroll, json!({})).await
}

/// A calculated payroll locked, reviewed and approved by three people.
pub async fn approved(app: &TestApp, payroll: &Json) -> Json {
    let payroll = done(app, MAKER, "payrollLock", payroll, json!({})).await;
    let hash = json!({ "contentHash": payroll["contentHash"] });
    let payroll = done(app, REVIEWER, "payrollReview", &payroll, hash.clone()).await;
    done(app, APPROVER, "payrollApprove", &payroll, hash).await
}

/// An approved payroll sent to the bank; with the rows of the file.
pub async fn sent(app: &TestApp, payroll: &Json) -> (Json, Vec<BTreeMap<String, String>>) {
    let payroll = done(app, FINANCE, "payrollExport", payroll, json!({ "format": "CSV" })).await;
    let file = download(app, text(&payroll["bankFile"]["id"])).await;
    (payroll, rows(&file))
}

/// Rows of a CSV file by title.
pub fn rows(file: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut csv = csv::Reader::from_reader(file);
    csv.deserialize().map(|row| row.expect("a row")).collect()
}

/// The bank's answer: `result` says the code for the n-th row; reference, account and amount as they were sent.
pub fn answer(sent: &[BTreeMap<String, String>], prefix: &str, result: impl Fn(usize) -> &'static str) -> String {
    let mut text = "明细编号,账号,金额,结果码,原因,银行流水号\r\n".to_owned();
    for (number, row) in sent.iter().enumerate() {
        let code = result(number);
        let (reference, account, amount) = (&row["明细编号"], &row["账号"], &row["金额"]);
        write!(text, "{reference},{account},{amount},{code},,{prefix}{number}\r\n").expect("memory");
    }
    text
}

async fn send(app: &TestApp, request: Request<Body>) -> (u16, Vec<u8>) {
    let routes = router(Served::new(app.app.clone(), Graph::new().expect("builds")));
    let response = routes.oneshot(request).await.expect("answers");
    let status = response.status().as_u16();
    (status, response.into_body().collect().await.expect("a body").to_bytes().to_vec())
}

async fn token(app: &TestApp, persona: &str) -> String {
    let token = issue_token(&app.app, &Actor::system(), persona, 1).await.expect("a token");
    format!("Bearer {token}")
}

/// Status and body of a download as `persona`.
pub async fn download_as(app: &TestApp, persona: &str, file: &str) -> (u16, Vec<u8>) {
    let request = Request::get(format!("/files/{file}")).header(header::AUTHORIZATION, token(app, persona).await);
    send(app, request.body(Body::empty()).expect("a request")).await
}

pub async fn download(app: &TestApp, file: &str) -> Vec<u8> {
    let (status, body) = download_as(app, FINANCE, file).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    body
}

/// Status and answer of an upload as `persona`.
pub async fn upload_as(app: &TestApp, persona: &str, content: &[u8]) -> (u16, Json) {
    let request = Request::post("/files?name=back.csv").header(header::AUTHORIZATION, token(app, persona).await);
    let (status, body) = send(app, request.body(Body::from(content.to_vec())).expect("a request")).await;
    (status, serde_json::from_slice(&body).expect("JSON"))
}

/// Id of an uploaded file.
pub async fn upload(app: &TestApp, content: &str) -> String {
    let (status, answer) = upload_as(app, FINANCE, content.as_bytes()).await;
    assert_eq!(status, 201, "{answer}");
    text(&answer["id"]).to_owned()
}

/// Takes the bank's answer.
pub async fn reconciled(app: &TestApp, payroll: &Json, content: &str, on: &str) -> Json {
    let file = upload(app, content).await;
    done(app, FINANCE, "payrollReconcile", payroll, json!({ "file": file, "settledOn": on })).await
}

/// Count and fen of the lines in a state.
pub fn total(payroll: &Json, state: &str) -> (i64, i64) {
    let found = items(&payroll["totals"]).iter().find(|one| one["state"] == state);
    found.map_or((0, 0), |one| (one["count"].as_i64().expect("a count"), super::dividends::fen(&one["amount"])))
}

/// Lines of a payroll by state.
pub async fn payments(app: &TestApp, payroll: &Json, state: &str) -> Vec<Json> {
    let query = format!(
        r#"{{ node(id: "{}") {{ ... on Payroll {{ payments(filter: {{state: [{state}]}}, first: 100) {{ nodes {{ id reference amount state month enrolment {{ id }} resident {{ id }} explain {{ sentence exclusion {{ rule }} }} approvals {{ act actor }} bankResult {{ bankReference }} recovery {{ state }} }} }} }} }} }}"#,
        text(&payroll["id"])
    );
    items(&app.data(MAKER, &query).await["node"]["payments"]["nodes"]).clone()
}
