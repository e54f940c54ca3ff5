//! The annual report as a document over HTTP.

use std::io::{Cursor, Read};

use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use minsheng::{
    access::service::issue_token,
    graphql::answer::Graph,
    http::{Served, router},
    kernel::chain::Actor,
};
use tower::ServiceExt;

use crate::{
    both,
    support::{TestApp, count, demo_copy, text},
};

/// Status, headers and body of a document asked for by a persona; an empty name is nobody.
async fn get(app: &TestApp, persona: &str, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
    let routes = router(Served::new(app.app.clone(), Graph::new().expect("builds")));
    let mut request = Request::get(path);
    if !persona.is_empty() {
        let token = issue_token(&app.app, &Actor::system(), persona, 1).await.expect("a token");
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let response = routes.oneshot(request.body(Body::empty()).expect("a request")).await.expect("answers");
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, body.collect().await.expect("a body").to_bytes().to_vec())
}

/// A part of a Word document.
fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("a zip");
    let mut file = archive.by_name(name).unwrap_or_else(|err| panic!("{name}: {err}"));
    let mut xml = String::new();
    file.read_to_string(&mut xml).expect("text");
    xml
}

both! {
    /// DOCX and HTML hold the paragraph, the figures, the hash; the drill-downs only for who may.
    async fn documents_hold_the_report(stage: Stage) {
        let app = demo_copy(stage).await;
        for (persona, drills) in [("demo-staff", true), ("demo-bi", false)] {
            let data = app.data(persona, "{ annualReport(year: 2022) { paragraph hash } }").await;
            let (paragraph, hash) = (text(&data["annualReport"]["paragraph"]), text(&data["annualReport"]["hash"]));
            let (status, headers, docx) = get(&app, persona, "/reports/2022.docx").await;
            assert_eq!(status, StatusCode::OK);
            assert!(headers[header::CONTENT_TYPE].to_str().expect("ASCII").ends_with("wordprocessingml.document"));
            assert!(headers[header::CONTENT_DISPOSITION].to_str().expect("ASCII").starts_with("attachment; filename*=UTF-8''2022"));
            assert_eq!(headers[header::CACHE_CONTROL], "no-store");
            let document = part(&docx, "word/document.xml");
            for words in [paragraph, "57003", "6926100.00", "工单", "1471", "<w:tbl>", "footnoteReference"] {
                assert!(document.contains(words), "{words} as {persona}");
            }
            assert_eq!(document.contains("query RowsBehind"), drills, "{persona}");
            let notes = part(&docx, "word/footnotes.xml");
            assert!(notes.contains(hash) && notes.contains("2022-12-31"), "{notes}");

            let (status, headers, html) = get(&app, persona, "/reports/2022.html").await;
            let html = String::from_utf8(html).expect("UTF-8");
            assert_eq!((status, &headers[header::CONTENT_TYPE]), (StatusCode::OK, &"text/html; charset=utf-8".parse().expect("a value")));
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
            assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("script"), "{policy}");
            for words in [paragraph, hash, "57003", "@page{size:A4", "整改到位的问题", "<table>"] {
                assert!(html.contains(words), "{words} as {persona}");
            }
            assert!(!html.contains("<script") && !html.contains("http"), "nothing from elsewhere");
            assert_eq!(html.contains("query RowsBehind"), drills, "{persona}");
        }
        let acts = "SELECT count(*) FROM audit_act WHERE act = 'REPORT_EXPORT' AND subject = 'report:2022'";
        assert_eq!(count(&app, acts).await, 4, "each time is an act");
    }
}

both! {
    /// Who may not read the report gets none; wrong years and formats are refused; refusals are chained.
    async fn documents_are_refused(stage: Stage) {
        let app = demo_copy(stage).await;
        for (persona, path, expected) in [
            ("", "/reports/2022.html", StatusCode::UNAUTHORIZED),
            ("", "/reports/2022.docx", StatusCode::UNAUTHORIZED),
            ("demo-cooperative", "/reports/2022.docx", StatusCode::FORBIDDEN),
            ("demo-cooperative", "/reports/2022.html", StatusCode::FORBIDDEN),
            ("demo-community", "/reports/2022.html", StatusCode::FORBIDDEN),
            ("demo-staff", "/reports/1200.html", StatusCode::BAD_REQUEST),
            ("demo-staff", "/reports/2022.pdf", StatusCode::NOT_FOUND),
            ("demo-staff", "/reports/latest.html", StatusCode::NOT_FOUND),
        ] {
            let (status, _, body) = get(&app, persona, path).await;
            assert_eq!(status, expected, "{persona} {path}: {}", String::from_utf8_lossy(&body));
            assert!(!String::from_utf8_lossy(&body).contains("57003"));
        }
        let refusals = "SELECT count(*) FROM audit_act WHERE act = 'REFUSED' AND subject = 'REPORT_EXPORT'";
        assert_eq!(count(&app, refusals).await, 4, "strangers write nothing");
        assert_eq!(count(&app, "SELECT count(*) FROM audit_act WHERE act = 'REPORT_EXPORT'").await, 0);
    }
}
