//! No path leads a BI token to a person: every field of the schema that it can reach is tried.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use apollo_compiler::{
    Schema,
    ast::{FieldDefinition, Type},
    schema::ExtendedType,
};
use minsheng::graphql::{answer::Outcome, schema};
use serde_json::{Value as Json, json};

use crate::{
    authz::literal,
    both,
    support::{Stage, TestApp, demo, items, text},
};

/// Types about people. So is every type with an identity number or a value that is masked.
const PEOPLE: [&str; 30] = [
    "Resident",
    "Household",
    "Residency",
    "LifeEvent",
    "Enrolment",
    "SubsidyPayment",
    "Application",
    "DisabilityCertificate",
    "ResidentFact",
    "Member",
    "Membership",
    "Holding",
    "PayoutLine",
    "Lease",
    "Lessee",
    "RentBill",
    "Receipt",
    "Finding",
    "Veteran",
    "VeteranHolding",
    "VeteranCard",
    "VeteranContact",
    "VeteranBenefit",
    "VeteranHonour",
    "ServiceEvent",
    "Recovery",
    "Payroll",
    "Publication",
    "Eligibility",
    "IdNumber",
];

fn parsed() -> Schema {
    Schema::parse_and_validate(schema::sdl(), "schema.graphql").expect("a valid schema").into_inner()
}

fn people(schema: &Schema) -> BTreeSet<String> {
    let masked = |ty: &ExtendedType| {
        matches!(ty, ExtendedType::Object(object) if object.fields.values().any(|field| {
            ["IdNumber", "Sensitive"].contains(&field.ty.inner_named_type().as_str())
        }))
    };
    let found = schema.types.iter().filter(|(_, ty)| masked(ty)).map(|(name, _)| name.to_string());
    found.chain(PEOPLE.map(str::to_owned)).collect()
}

/// The arguments that a field must have, with values that select as much as there is.
fn arguments(schema: &Schema, field: &FieldDefinition) -> String {
    let value = |name: &str, ty: &Type| match (name, schema.types.get(ty.inner_named_type())) {
        ("year", _) => "2022".to_owned(),
        ("programme", _) => "\"ZLJ\"".to_owned(),
        ("groupBy", Some(ExtendedType::Enum(all))) => {
            let words: Vec<&str> = all.values.keys().map(apollo_compiler::Name::as_str).collect();
            format!("[{}]", words.join(", "))
        }
        _ => literal(schema, ty),
    };
    let given: Vec<String> = field
        .arguments
        .iter()
        .filter(|own| own.ty.is_non_null() && own.default_value.is_none())
        .map(|own| format!("{}: {}", own.name, value(&own.name, &own.ty)))
        .collect();
    if given.is_empty() { String::new() } else { format!("({})", given.join(", ")) }
}

/// Whether something other than nothing stands at the end of a path.
fn something(value: &Json, path: &[String]) -> bool {
    match value {
        Json::Null => false,
        Json::Array(all) => all.iter().any(|one| something(one, path)),
        _ => match path.split_first() {
            None => true,
            Some((first, rest)) => something(&value[first], rest),
        },
    }
}

/// What a field answered.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Something,
    Nothing,
    Refused,
}

async fn ask(app: &TestApp, path: &[(String, String)], below: &str) -> Answer {
    let mut query = below.to_owned();
    for (name, arguments) in path.iter().rev() {
        query =
            if query.is_empty() { format!("{name}{arguments}") } else { format!("{name}{arguments} {{ {query} }}") };
    }
    let query = format!("{{ {query} }}");
    let (outcome, body) = app.ask("demo-bi", &query, json!({})).await;
    let codes: Vec<&str> =
        body["errors"].as_array().into_iter().flatten().filter_map(|one| one["extensions"]["code"].as_str()).collect();
    assert!(
        outcome == Outcome::Executed && codes.iter().all(|code| *code == "FORBIDDEN" || *code == "BAD_INPUT"),
        "{query}: {body}"
    );
    let names: Vec<String> = path.iter().map(|(name, _)| name.clone()).collect();
    match (something(&body["data"], &names), codes.contains(&"FORBIDDEN")) {
        (true, _) => Answer::Something,
        (false, true) => Answer::Refused,
        (false, false) => Answer::Nothing,
    }
}

/// Fields that answered something, fields that answered nothing, and of the latter those that lead to people.
#[derive(Default)]
struct Walk {
    open: BTreeMap<String, BTreeSet<String>>,
    nothing: BTreeSet<String>,
    people: Vec<String>,
}

async fn walk(app: &TestApp) -> Walk {
    let (schema, mut walk) = (parsed(), Walk::default());
    let people = people(&schema);
    let mut seen = BTreeSet::from(["Query".to_owned()]);
    let mut queue: VecDeque<(String, Vec<(String, String)>)> = VecDeque::from([("Query".to_owned(), Vec::new())]);
    while let Some((name, path)) = queue.pop_front() {
        let Some(ExtendedType::Object(object)) = schema.types.get(name.as_str()) else { continue };
        for field in object.fields.values() {
            let inner = field.ty.inner_named_type().to_string();
            // The roots by id are tried with the ids of people below.
            if name == "Query" && inner == "Node" {
                continue;
            }
            let composite = matches!(
                schema.types.get(inner.as_str()),
                Some(ExtendedType::Object(_) | ExtendedType::Union(_) | ExtendedType::Interface(_))
            );
            let mut path = path.clone();
            path.push((field.name.to_string(), arguments(&schema, field)));
            let answer = ask(app, &path, if composite { "__typename" } else { "" }).await;
            let place = format!("{name}.{}", field.name);
            match answer {
                Answer::Refused => {}
                Answer::Nothing => {
                    if people.contains(&inner) {
                        walk.people.push(format!("{place} is not refused"));
                    }
                    walk.nothing.insert(place);
                }
                Answer::Something => {
                    if people.contains(&inner) {
                        walk.people.push(place);
                    }
                    walk.open.entry(name.clone()).or_default().insert(field.name.to_string());
                    if composite && seen.insert(inner.clone()) {
                        queue.push_back((inner, path));
                    }
                }
            }
        }
    }
    walk
}

fn readable(walk: &Walk) -> String {
    let open =
        walk.open.iter().map(|(ty, fields)| format!("{ty}: {}", fields.iter().cloned().collect::<Vec<_>>().join(" ")));
    let nothing = format!("(answered nothing: {})", walk.nothing.iter().cloned().collect::<Vec<_>>().join(" "));
    open.chain([nothing]).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_over_the_schema() {
    let walked = walk(&demo(Stage::Sqlite).await).await;
    assert_eq!(walked.people, Vec::<String>::new());
    assert!(walked.open.len() > 30 && walked.open.contains_key("SubsidyCell"), "the walk got somewhere");
    insta::assert_snapshot!(readable(&walked));
}

both! {
    /// People are not found by id, nor by what statistics are asked about.
    async fn tries_are_refused(stage: Stage) {
        let app = demo(stage).await;
        let ids = app.data("demo-staff", "{ residents(first: 1) { nodes { id household { id } } } enrolments(first: 1) { nodes { id } }
            subsidyPayments(first: 1) { nodes { id } } members(first: 1) { nodes { id } } payoutLines(first: 1) { nodes { id } }
            veterans(first: 1) { nodes { id } } serviceEvents(first: 1) { nodes { id } } leases(first: 1) { nodes { id lessee { id } } }
            findings(first: 1) { nodes { id } } }").await;
        let mut found = vec![text(&ids["residents"]["nodes"][0]["household"]["id"]).to_owned(), text(&ids["leases"]["nodes"][0]["lessee"]["id"]).to_owned()];
        for list in ids.as_object().expect("lists").values() {
            found.extend(items(&list["nodes"]).iter().map(|node| text(&node["id"]).to_owned()));
        }
        assert_eq!(found.len(), 11);
        for id in found {
            let (_, body) = app.ask("demo-bi", "query($id: ID!) { node(id: $id) { __typename id } }", json!({ "id": id })).await;
            assert!(body["data"]["node"].is_null(), "{body}");
        }
        for question in [
            r#"{ subsidyStatistics(groupBy: [], filter: {resident: {name: "王"}}) { total { persons } } }"#,
            r#"{ subsidyStatistics(groupBy: [], filter: {amountFrom: "100.00"}) { total { persons } } }"#,
            r#"{ dividendStatistics(groupBy: [], filter: {name: "王"}) { total { persons } } }"#,
            r#"{ dividendStatistics(groupBy: [], filter: {amount: {from: "900.00"}}) { total { persons } } }"#,
            r#"{ veteranStatistics(groupBy: [], filter: {unit: ["320613018205"]}) { total { persons } } }"#,
            r#"{ leaseStatistics(groupBy: [], filter: {lessee: {name: "王"}}) { total { leases } } }"#,
            r#"{ findingStatistics(groupBy: [], filter: {resident: ["res_x"]}) { total { found } } }"#,
            "{ residents(first: 1) { totalCount } }",
            "{ veterans(first: 1) { totalCount } }",
            r#"{ eligibleNotEnrolled(programme: "ZLJ") { totalCount } }"#,
        ] {
            let (code, message) = app.error("demo-bi", question).await;
            assert!(code == "FORBIDDEN", "{question}: {code} {message}");
        }
    }
}
