//! The authorisation matrix: every root field x every role, as a readable snapshot.

use std::fmt::Write as _;

use apollo_compiler::{Schema, schema::ExtendedType};
use minsheng::graphql::schema;
use serde_json::json;

use crate::support::{Stage, demo, items, text};

const PERSONAS: [&str; 10] = [
    "",
    "demo-staff",
    "demo-community",
    "demo-veterans",
    "demo-finance",
    "demo-cooperative",
    "demo-agri",
    "demo-bi",
    "demo-auditor",
    "demo-admin",
];

/// One question per root field. A new root field without a question fails the test.
fn questions(node: &str) -> Vec<(&'static str, String)> {
    vec![
        ("viewer", "{ viewer { role } }".to_owned()),
        ("node", format!(r#"{{ node(id: "{node}") {{ id }} }}"#)),
        ("nodes", format!(r#"{{ nodes(ids: ["{node}"]) {{ id }} }}"#)),
        ("units", "{ units { code } }".to_owned()),
        ("residents", "{ residents(first: 1) { nodes { id } } }".to_owned()),
        ("residentByIdNumber", r#"{ residentByIdNumber(idNumber: "320699194206120014") { id } }"#.to_owned()),
        ("households", "{ households(first: 1) { nodes { id } } }".to_owned()),
        ("programmes", "{ programmes { code } }".to_owned()),
        ("enrolments", "{ enrolments(first: 1) { nodes { id } } }".to_owned()),
        ("payrolls", "{ payrolls(first: 1) { nodes { id } } }".to_owned()),
        ("subsidyPayments", "{ subsidyPayments(first: 1) { nodes { id } } }".to_owned()),
        ("subsidyStatistics", "{ subsidyStatistics(groupBy: []) { total { personTimes } } }".to_owned()),
        ("annualReport", "{ annualReport(year: 2022) { subsidies { personTimes } } }".to_owned()),
    ]
}

#[test]
fn every_root_field_is_asked() {
    let parsed = Schema::parse_and_validate(schema::sdl(), "schema.graphql").expect("a valid schema");
    let Some(ExtendedType::Object(query)) = parsed.types.get("Query") else { panic!("no Query") };
    let asked: Vec<&str> = questions("").into_iter().map(|(field, _)| field).collect();
    let unasked: Vec<&str> =
        query.fields.keys().map(apollo_compiler::Name::as_str).filter(|name| !asked.contains(name)).collect();
    assert!(unasked.is_empty(), "root fields outside the matrix: {unasked:?}");
    assert!(parsed.types.get("Mutation").is_none(), "mutations need rows in the matrix");
}

async fn matrix(stage: Stage) -> String {
    let app = demo(stage).await;
    let data = app
        .data("demo-staff", r#"{ residents(first: 1, filter: {hukouUnit: ["320613018001"]}) { nodes { id } } }"#)
        .await;
    let node = text(&items(&data["residents"]["nodes"])[0]["id"]).to_owned();
    let mut table = format!("{:<20}", "");
    for persona in PERSONAS {
        let _ = write!(table, "{:<13}", persona.strip_prefix("demo-").unwrap_or("(nobody)"));
    }
    table.push('\n');
    for (field, question) in questions(&node) {
        let _ = write!(table, "{field:<20}");
        for persona in PERSONAS {
            let (_, body) = app.ask(persona, &question, json!({})).await;
            let word = match body["errors"][0]["extensions"]["code"].as_str() {
                Some("UNAUTHENTICATED") => "sign in",
                Some("FORBIDDEN") => "-",
                Some(other) => other,
                None if body["data"][field].is_null() => "null",
                None if body["data"][field] == json!([null]) => "[null]",
                None => "yes",
            };
            let _ = write!(table, "{word:<13}");
        }
        table.push('\n');
    }
    table.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_reads_as_the_policy_says() {
    let sqlite = matrix(Stage::Sqlite).await;
    assert_eq!(sqlite, matrix(Stage::Postgres).await);
    insta::assert_snapshot!(sqlite);
}
