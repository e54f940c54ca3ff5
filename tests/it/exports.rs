//! Registered queries as files over HTTP, and persisted operations.

use std::io::Cursor;

use axum::http::{StatusCode, header};
use calamine::{Data, Reader, Xlsx};
use minsheng::graphql::registry::{Accepts, hash_of};
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        demo, demo_copy, items,
        site::{Site, acts},
        sql, text,
    },
};

const LOAN: &str = "monthFrom=2022-10&monthTo=2022-10&programme=JS02";

both! {
    /// One query in three formats: the same rows, in Chinese for people, by name for machines.
    async fn one_query_in_three_formats(stage: Stage) {
        let site = Site::new(demo_copy(stage).await, Accepts::Any);
        let lines = "SELECT MIN(resident_id) FROM payment_line l JOIN programme p ON p.id = l.programme_id WHERE p.code = 'JS02' AND month = 202210";
        sql(&site.app, &format!("UPDATE resident SET name = '=1+1' WHERE id = ({lines})")).await;
        let csv = site.get("demo-staff", &format!("/export/subsidyPayments.csv?{LOAN}")).await;
        assert_eq!((csv.status, csv.header(header::CONTENT_TYPE)), (StatusCode::OK, "text/csv; charset=utf-8"), "{}", csv.text());
        let disposition = csv.header(header::CONTENT_DISPOSITION);
        assert!(disposition.starts_with("attachment; filename*=UTF-8''") && disposition.split('.').next_back() == Some("csv"), "{disposition}");
        assert_eq!(csv.header(header::CACHE_CONTROL), "no-store");
        let (titles, rows) = csv.table();
        assert_eq!(rows.len(), 372);
        let column = |title: &str| titles.iter().position(|one| one == title).expect("a column");
        let (amount, name) = (column("金额(元)"), column("享受人.姓名"));
        assert!(rows.iter().all(|row| &row[amount] == "960.00" && &row[column("归属月份")] == "2022-10"));
        assert!(rows.iter().all(|row| &row[column("状态")] == "已到账"), "words of the vocabulary, not codes: {:?}", rows[0]);
        assert_eq!(rows.iter().filter(|row| &row[name] == "'=1+1").count(), 1, "no formula without types");

        let names = site.get("demo-staff", &format!("/export/subsidyPayments.csv?{LOAN}&headers=names")).await;
        let (titles, _) = names.table();
        assert!(["programme.code", "amount"].iter().all(|name| titles.iter().any(|title| title == name)), "{titles:?}");

        let all = site.get("demo-staff", &format!("/export/subsidyPayments.json?{LOAN}")).await.json();
        assert_eq!((items(&all).len(), text(&all[0]["amount"])), (372, "960.00"));

        let xlsx = site.get("demo-staff", &format!("/export/subsidyPayments.xlsx?{LOAN}")).await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx.content)).expect("a workbook");
        let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
        assert_eq!(sheet.height(), 373);
        assert_eq!(sheet.get((1, amount)), Some(&Data::Float(960.0)), "money adds up in a sheet");
        let formula = Data::String("=1+1".to_owned());
        assert_eq!(sheet.rows().filter(|row| row[name] == formula).count(), 1, "text as it is, since the cell says so");
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
        let nobody = site.get("", "/export/subsidiesByYear.csv").await;
        assert_eq!((nobody.status, nobody.header(header::WWW_AUTHENTICATE)), (StatusCode::UNAUTHORIZED, "Bearer"));
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
            ("subsidyPayments.csv?resident=%7B%22nobody%22%3A1%7D", "variables.resident", "类型"),
        ] {
            let (status, (code, message)) = refused("demo-staff", &format!("/export/{query}")).await;
            assert_eq!((status, code.as_str()), (StatusCode::BAD_REQUEST, "BAD_INPUT"), "{query}: {message}");
            assert!(message.contains(names) && message.contains(remedy), "{query}: {message}");
        }
        let resident = "%7B%22name%22%3A%22%E7%8E%8B%22%7D";
        let got = site.get("demo-staff", &format!("/export/subsidyPayments.json?monthFrom=2022-12&resident={resident}")).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.text());
        let sealed = site.app.app.vault.mac("export variables", r#"{"name":"王"}"#.as_bytes());
        let detail = json!({
            "account": "demo-staff", "format": "json", "rows": items(&got.json()).len(), "via": "http",
            "hash": hash_of(include_str!("../../operations/subsidyPayments.graphql")),
            "variables": { "monthFrom": "2022-12", "resident": format!("hmac:{}", hex::encode(&sealed[..8])) },
        });
        let done = json!(["demo-staff", "STREET_STAFF", "subsidyPayments", detail]);
        assert_eq!(acts(&site.app, "EXPORTED").await, [done], "what was refused is no export");
        let reasons = |code: &str| json!({ "reasons": [code] });
        let refused = [
            json!(["demo-bi", "BI", "EXPORTED", reasons("FORBIDDEN")]),
            json!(["demo-staff", "STREET_STAFF", "EXPORTED", reasons("BAD_INPUT")]),
        ];
        assert_eq!(acts(&site.app, "REFUSED").await, refused, "nobody leaves no trace, nor does what no query was asked for");
    }
}

both! {
    /// What BI is not shown is empty in its file.
    async fn what_is_hidden_is_empty(stage: Stage) {
        let site = Site::new(demo_copy(stage).await, Accepts::Any);
        let path = "/export/subsidiesByUnitAndGroup.json?monthFrom=2022-01&monthTo=2022-12";
        let rows = site.get("demo-bi", path).await.json();
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
