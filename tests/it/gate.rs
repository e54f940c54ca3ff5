//! Hostile and wrong documents: a clear refusal each, and the server lives.

use std::fmt::Write as _;

use apollo_compiler::{ExecutableDocument, Schema};
use minsheng::graphql::{
    answer::Outcome,
    gate::{Gate, Limits},
    schema,
};
use proptest::prelude::*;
use serde_json::json;

use crate::{
    both,
    support::{demo, empty},
};

/// Documents that are too large in one way each.
fn hostile() -> Vec<(&'static str, String)> {
    let nested = format!("{{ residents(filter: {}{}) {{ totalCount }} }}", "{not: ".repeat(3_000), "}".repeat(3_000));
    let lists = format!("{{ nodes(ids: {}{}) {{ id }} }}", "[".repeat(7_000), "]".repeat(7_000));
    let mut bomb = String::from("{ ...F0 } ");
    for i in 0..24 {
        let _ = write!(bomb, "fragment F{i} on Query {{ ...F{} ...F{} }} ", i + 1, i + 1);
    }
    bomb.push_str("fragment F24 on Query { units { id } }");
    let aliases = (0..1_000).fold(String::from("{"), |text, i| format!("{text} a{i}: __typename"));
    let mut deep = String::from("{ residents { nodes ");
    for _ in 0..14 {
        deep.push_str("{ household { members ");
    }
    deep.push_str("{ id }");
    deep.push_str(&" } }".repeat(14));
    deep.push_str(" } }");
    let cycle = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned();
    vec![
        ("nested values", nested),
        ("nested lists", lists),
        ("fragment bomb", bomb),
        ("1,000 aliases", format!("{aliases} }}")),
        ("5,000 repeated fields", format!("{{ {} }}", "__typename ".repeat(5_000))),
        ("directives", format!("{{ __typename {} }}", "@include(if: true) ".repeat(100))),
        ("depth", deep),
        ("fragment cycle", cycle),
        ("two operations", "query A { __typename } query B { __typename }".to_owned()),
        ("cost", "{ residents(first: 100) { nodes { payments(first: 100) { nodes { id } } } } }".to_owned()),
        ("bytes", format!("{{ __typename }} #{}", "x".repeat(20_000))),
        ("nothing", String::new()),
        ("half a document", "{ units {".to_owned()),
        ("not GraphQL", "SELECT * FROM resident; '\"".to_owned()),
        ("unused fragment", "{ __typename } fragment F on Query { __typename }".to_owned()),
        ("control bytes", "{ \u{0} }".to_owned()),
    ]
}

both! {
    /// Every hostile document is refused without `data`, and the next question is answered.
    async fn hostile_documents_are_refused(stage: Stage) {
        let app = demo(stage).await;
        for (what, document) in hostile() {
            let (outcome, body) = app.ask("demo-staff", &document, json!({})).await;
            assert_eq!(outcome, Outcome::Rejected, "{what}: {body}");
            let code = body["errors"][0]["extensions"]["code"].as_str();
            assert!(matches!(code, Some("TOO_COMPLEX" | "BAD_INPUT")), "{what}: {body}");
            assert!(body["errors"].as_array().is_some_and(|errors| errors.len() <= 10), "{what}");
            assert_eq!(app.data("demo-staff", "{ __typename }").await["__typename"], "Query", "after {what}");
        }
    }
}

both! {
    /// Fragment bombs are judged in time linear in their text: 60 levels of doubling answer at once.
    async fn large_variables_are_judged_too(stage: Stage) {
        let app = demo(stage).await;
        let query = "query($f: ResidentFilter) { residents(filter: $f) { totalCount } }";
        let mut filter = json!({});
        for _ in 0..40 {
            filter = json!({ "not": filter });
        }
        let (_, body) = app.ask("demo-staff", query, json!({ "f": filter })).await;
        assert_eq!(body["errors"][0]["extensions"]["code"], "TOO_COMPLEX", "{body}");
    }
}

both! {
    /// A refusal never repeats the literal values of the document.
    async fn refusals_do_not_echo(stage: Stage) {
        let app = demo(stage).await;
        for query in [
            r#"{ residents(first: "320699194206120014") { totalCount } }"#,
            r#"{ residents(filter: {sex: "320699194206120014"}) { totalCount } }"#,
            r"{ residents(filter: {name: 320699194206120014}) { totalCount } }",
            r#"{ subsidyPayments(filter: {monthFrom: "320699194206120014"}) { totalCount } }"#,
            r#"{ subsidyPayments(filter: {programme: ["320699194206120014"]}) { totalCount } }"#,
            r#"{ residents(filter: {unit: ["320699194206120014"]}) { totalCount } }"#,
            r#"{ residents(after: "320699194206120014") { totalCount } }"#,
        ] {
            let (_, body) = app.ask("demo-staff", query, json!({})).await;
            assert!(body["errors"][0]["message"].is_string(), "{query}");
            assert!(!body.to_string().contains("320699194206120014"), "{body}");
        }
        let query = "query($n: Int) { residents(first: $n) { totalCount } }";
        let (_, body) = app.ask("demo-staff", query, json!({ "n": "320699194206120014" })).await;
        assert!(body["data"].is_null() && !body.to_string().contains("320699194206120014"), "{body}");
        assert_eq!(body["errors"][0]["message"], "variables.n:变量缺失或类型不符,请按文档中声明的变量类型给出");
    }
}

both! {
    /// An unknown programme code is refused by name of the argument, with a remedy.
    async fn unknown_codes_are_refused(stage: Stage) {
        let app = demo(stage).await;
        let (code, message) = app.error("demo-staff", r#"{ subsidyPayments(filter: {programme: ["XX"]}) { totalCount } }"#).await;
        assert_eq!(code, "BAD_INPUT");
        assert_eq!(message, "filter.programme:没有这个项目代码,请用 programmes 查询现有项目");
        let (code, message) = app.error("demo-staff", r#"{ enrolments(filter: {tier: ["ZLJ.T70"]}) { totalCount } }"#).await;
        assert_eq!(code, "BAD_INPUT");
        assert!(message.starts_with("filter.tier:"), "{message}");
    }
}

/// Documents that differ in validity, among them the four places where executors disagree with the
/// specification: nullable variable in a non-null position, string for an enum, duplicate input fields,
/// `\u{...}` escapes.
const JUDGED: &[&str] = &[
    "{ __typename }",
    "{ units { id code } }",
    "{ units }",
    "{ units { nothing } }",
    "{ units(x: 1) { id } }",
    "query($id: ID) { node(id: $id) { id } }",
    "query($id: ID!) { node(id: $id) { id } }",
    "query($id: ID = \"x\") { node(id: $id) { id } }",
    "query($id: Int!) { node(id: $id) { id } }",
    "query($unused: Int) { __typename }",
    "{ node(id: $undefined) { id } }",
    "{ subsidyStatistics(groupBy: [\"GROUP\"]) { total { persons } } }",
    "{ subsidyStatistics(groupBy: [GROUP]) { total { persons } } }",
    "{ subsidyStatistics(groupBy: GROUP) { total { persons } } }",
    "{ subsidyStatistics(groupBy: [NOTHING]) { total { persons } } }",
    "{ subsidyStatistics { total { persons } } }",
    "{ residents(filter: {name: \"a\", name: \"b\"}) { totalCount } }",
    "{ residents(filter: {nothing: 1}) { totalCount } }",
    "{ residents(filter: {name: \"\\u{5F20}\"}) { totalCount } }",
    "{ residents(filter: {name: \"\\u5F20\"}) { totalCount } }",
    "{ residents(first: 1.5) { totalCount } }",
    "{ residents(first: 99999999999) { totalCount } }",
    "{ residents(first: null) { totalCount } }",
    "{ node(id: null) { id } }",
    "{ node(id: \"x\") { name } }",
    "{ node(id: \"x\") { ... on Resident { name } ... on Unit { code } } }",
    "{ node(id: \"x\") { ... on Nothing { name } } }",
    "{ node(id: \"x\") { ... on SubsidyCell { persons } } }",
    "{ a: units { id } a: programmes { id } }",
    "{ units { a: code a: name } }",
    "{ units { a: code a: code } }",
    "{ __typename @skip }",
    "{ __typename @skip(if: true) }",
    "{ __typename @nothing }",
    "{ __typename @skip(if: true) @skip(if: true) }",
    "query @skip(if: true) { __typename }",
    "{ ...F }",
    "{ ...F } fragment F on Query { __typename }",
    "{ ...F } fragment F on Nothing { __typename }",
    "{ ...F } fragment F on ID { __typename }",
    "{ __typename } fragment F on Query { __typename }",
    "query A($x: Nothing) { __typename }",
    "query A($x: Unit) { __typename }",
    "query A($x: Int, $x: Int) { residents(first: $x) { totalCount } }",
    "mutation { __typename }",
    "subscription { __typename }",
    "{ __schema { queryType { name } } }",
    "{ __type(name: \"Unit\") { name } }",
    "{ programmes { standard } }",
    "{ programmes { standard(on: \"2022-07-01\") } }",
    "{ units { id { x } } }",
    "type A { b: Int }",
    "{}",
];

both! {
    /// The gate and then the executor judge as the reference validator does.
    async fn documents_are_judged_as_by_the_specification(stage: Stage) {
        let app = empty(stage).await;
        let reference = Schema::parse_and_validate(schema::sdl(), "schema.graphql").expect("a valid schema");
        let (mut valid, mut invalid) = (0, 0);
        for document in JUDGED {
            let expected = ExecutableDocument::parse_and_validate(&reference, *document, "query.graphql").is_ok();
            let variables = if document.contains("$id: ID!") { json!({ "id": "x" }) } else { json!({}) };
            // The persona must be signed in, since introspection is part of the set.
            let viewer = minsheng::access::viewer::Viewer(Some(minsheng::access::viewer::Account {
                id: 1, name: "t".to_owned(), display_name: "t".to_owned(), role: entity::vocab::Role::StreetStaff, unit_id: None,
                collective_id: None,
            }));
            let asked = minsheng::graphql::answer::Asked {
                query: (*document).to_owned(),
                variables: variables.as_object().cloned().unwrap_or_default(),
                ..Default::default()
            };
            let answer = app.graph.answer(&app.app, viewer, asked, |_| Ok(())).await;
            assert_eq!(answer.outcome == Outcome::Executed, expected, "{document}: {}", answer.body);
            assert!(!expected || !answer.body.contains("\"errors\""), "{document}: {}", answer.body);
            if expected { valid += 1 } else { invalid += 1 }
        }
        assert!(valid > 15 && invalid > 25, "{valid} valid, {invalid} invalid");
    }
}

/// Pieces that documents are made of, so that random sequences get far into the parser.
const PIECES: [&str; 34] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ":",
    "...",
    "$",
    "@",
    "!",
    "=",
    "|",
    "\"",
    "\"\"\"",
    "#",
    "query ",
    "mutation ",
    "fragment F on Query ",
    "fragment G on Resident ",
    "...F ",
    "...G ",
    "... on Resident ",
    "residents ",
    "nodes ",
    "enrolments ",
    "first: 100 ",
    "filter: {not: ",
    "$x: Int = ",
    "units ",
    "id ",
    "-1e9 ",
    "\\u{1F600} ",
    "\u{0} ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the text, the gate answers: it neither panics nor overflows, and what it admits is within limits.
    #[test]
    fn any_text_is_judged(pieces in proptest::collection::vec(0..PIECES.len(), 0..400), tail in ".{0,60}") {
        static GATE: std::sync::OnceLock<Gate> = std::sync::OnceLock::new();
        let gate = GATE.get_or_init(|| Gate::new(&schema::sdl(), Limits::default()).expect("a valid schema"));
        let document: String = pieces.iter().map(|piece| PIECES[*piece]).chain([tail.as_str()]).collect();
        match gate.admit(&document, None, &serde_json::Map::new()) {
            Ok(admitted) => prop_assert!(admitted.cost <= Limits::default().cost),
            Err(rejection) => prop_assert!((1..=10).contains(&rejection.refusals.len())),
        }
    }
}
