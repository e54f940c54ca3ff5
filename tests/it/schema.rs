//! The schema as a contract.

use std::collections::BTreeMap;

use apollo_compiler::{Schema, schema::ExtendedType};
use minsheng::graphql::{answer::Outcome, schema};
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::{
    both,
    support::{demo, empty},
};

#[test]
fn schema_graphql_is_what_the_binary_prints() {
    let file = include_str!("../../schema.graphql");
    assert!(file == schema::sdl(), "schema.graphql is stale: run `make schema`");
}

fn own_types(parsed: &Schema) -> impl Iterator<Item = (&str, &ExtendedType)> {
    let own = parsed.types.iter().filter(|(_, definition)| !definition.is_built_in());
    own.map(|(name, definition)| (name.as_str(), definition))
}

/// Every described element: path and description.
fn described(parsed: &Schema) -> BTreeMap<String, Option<String>> {
    let mut all = BTreeMap::new();
    for (name, definition) in own_types(parsed) {
        all.insert(name.to_owned(), definition.description().map(ToString::to_string));
        let fields: Vec<_> = match definition {
            ExtendedType::Object(object) => object.fields.values().collect(),
            ExtendedType::Interface(interface) => interface.fields.values().collect(),
            _ => Vec::new(),
        };
        for field in fields {
            all.insert(format!("{name}.{}", field.name), field.description.as_ref().map(ToString::to_string));
            for argument in &field.arguments {
                let path = format!("{name}.{}({})", field.name, argument.name);
                all.insert(path, argument.description.as_ref().map(ToString::to_string));
            }
        }
        if let ExtendedType::InputObject(input) = definition {
            for field in input.fields.values() {
                all.insert(format!("{name}.{}", field.name), field.description.as_ref().map(ToString::to_string));
            }
        }
        if let ExtendedType::Enum(definition) = definition {
            for value in definition.values.values() {
                all.insert(format!("{name}.{}", value.value), value.description.as_ref().map(ToString::to_string));
            }
        }
    }
    all
}

fn chinese(text: &str) -> bool {
    text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
}

#[test]
fn everything_is_described_in_chinese() {
    let parsed = Schema::parse_and_validate(schema::sdl(), "schema.graphql").expect("a valid schema");
    let all = described(&parsed);
    assert!(all.len() > 400, "{} elements", all.len());
    let missing: Vec<&String> = all
        .iter()
        .filter(|(_, description)| description.as_deref().is_none_or(|text| !chinese(text)))
        .map(|(path, _)| path)
        .collect();
    assert!(missing.is_empty(), "no Chinese description: {missing:#?}");
}

#[test]
fn names_follow_the_rules() {
    let parsed = Schema::parse_and_validate(schema::sdl(), "schema.graphql").expect("a valid schema");
    for (name, definition) in own_types(&parsed) {
        assert!(name.chars().next().is_some_and(char::is_uppercase) && !name.contains('_'), "type {name}");
        let ExtendedType::Object(object) = definition else { continue };
        for field in object.fields.values() {
            let inner = field.ty.inner_named_type().as_str();
            let field_name = field.name.as_str();
            assert!(
                !field_name.contains('_') && !field_name.ends_with("Id"),
                "{name}.{field_name}: relations, not keys"
            );
            assert!(!["Float", "NaiveDate"].contains(&inner), "{name}.{field_name} is {inner}");
            let money = ["amount", "standard", "Amount", "Fen"].iter().any(|word| field_name.ends_with(word));
            assert!(!money || inner == "Money", "{name}.{field_name} is {inner}, not Money");
            if inner.ends_with("Connection") {
                for argument in ["first", "after"] {
                    assert!(field.argument_by_name(argument).is_some(), "{name}.{field_name} has no {argument}");
                }
            }
        }
    }
}

both! {
    /// Fields come back in the order of the document, not in the order they complete.
    async fn fields_answer_in_document_order(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ z: __typename subsidyStatistics(groupBy: []) { total { suppressed personTimes amount } }
            units { name code } annualReport(year: 2022) { paragraph year } a: __typename }"#;
        let (statements, _) = app.statements("demo-staff", query).await;
        assert!(statements > 0);
        let viewer = minsheng::access::service::viewer_named(&app.app, "demo-staff").await.expect("an account");
        let asked = minsheng::graphql::answer::Asked { query: query.to_owned(), ..Default::default() };
        let body = app.graph.answer(&app.app, viewer, asked, |_| Ok(())).await.body;
        let at = |word: &str| body.find(word).unwrap_or_else(|| panic!("{word} in {body}"));
        let order = ["\"data\"", "\"z\"", "\"subsidyStatistics\"", "\"suppressed\"", "\"personTimes\"", "\"amount\"",
            "\"units\"", "\"name\"", "\"code\"", "\"annualReport\"", "\"paragraph\"", "\"year\"", "\"a\""];
        assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{body}");
    }
}

both! {
    /// A failed non-null field nulls its parent up to the nearest nullable one; a failed nullable field
    /// only itself.
    async fn nulls_bubble_to_the_nearest_nullable_parent(stage: Stage) {
        let app = demo(stage).await;
        let (outcome, body) = app.ask("demo-finance",
            "{ subsidyPayments(first: 1) { nodes { month resident { name residencies { kind } } } } }", json!({})).await;
        assert_eq!(outcome, Outcome::Executed);
        let node = &body["data"]["subsidyPayments"]["nodes"][0];
        assert!(node["month"].is_string() && node["resident"].is_null(), "residencies is non-null, resident is not: {body}");
        assert_eq!(body["errors"][0]["path"], json!(["subsidyPayments", "nodes", 0, "resident", "residencies"]), "{body}");

        let (_, body) = app.ask("demo-finance", "{ subsidyPayments(first: 1) { nodes { month payroll { month } enrolment { state } } } }", json!({})).await;
        let node = &body["data"]["subsidyPayments"]["nodes"][0];
        assert!(node["payroll"]["month"].is_string() && node["enrolment"].is_null(), "{body}");

        let (_, body) = app.ask("demo-bi", "{ residents { totalCount } units { code } }", json!({})).await;
        assert!(body["data"].is_null(), "residents is non-null up to the root: {body}");
    }
}

both! {
    /// A fault shows its trace id and nothing of itself.
    async fn a_fault_shows_only_its_trace_id(stage: Stage) {
        let app = empty(stage).await;
        app.app.db.owner().execute_unprepared("DROP TABLE bank_return").await.expect("drops");
        let viewer = minsheng::access::viewer::Viewer(Some(minsheng::access::viewer::Account {
            id: 1, name: "t".to_owned(), display_name: "t".to_owned(), role: entity::vocab::Role::StreetStaff, unit_id: None,
            collective_id: None,
        }));
        let asked = minsheng::graphql::answer::Asked {
            query: "{ subsidyPayments { nodes { bankReturn { code } } } }".to_owned(),
            trace_id: "abc".to_owned(),
            ..Default::default()
        };
        let body = app.graph.answer(&app.app, viewer, asked, |_| Ok(())).await.body;
        assert!(body.contains(r#""code":"INTERNAL""#) && body.contains(r#""traceId":"abc""#), "{body}");
        assert!(!body.contains("bank_return") && !body.contains("table") && !body.contains("SELECT"), "{body}");
    }
}
