//! The authorisation matrix: every root field x every role, as a readable snapshot.

use std::fmt::Write as _;

use apollo_compiler::{Schema, ast::Type, schema::ExtendedType};
use minsheng::graphql::schema;
use serde_json::json;

use crate::support::{Stage, demo, demo_copy, items, text};

const PERSONAS: [&str; 11] = [
    "",
    "demo-staff",
    "demo-community",
    "demo-veterans",
    "demo-veterans-longtan",
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
        ("programmeChanges", "{ programmeChanges(first: 1) { nodes { id } } }".to_owned()),
        (
            "programmeWhatIf",
            r#"{ programmeWhatIf(input: {programme: "ZLJ", standard: {tier: "T80", validFrom: "2023-01-01", amount: "70.00"}}) { month } }"#
                .to_owned(),
        ),
        ("eligibleNotEnrolled", r#"{ eligibleNotEnrolled(programme: "ZLJ", first: 1) { nodes { id } } }"#.to_owned()),
        ("enrolments", "{ enrolments(first: 1) { nodes { id } } }".to_owned()),
        ("applications", "{ applications(first: 1) { nodes { id } } }".to_owned()),
        ("applicationStepLimits", "{ applicationStepLimits { state } }".to_owned()),
        ("publications", "{ publications(first: 1) { nodes { id } } }".to_owned()),
        ("payrolls", "{ payrolls(first: 1) { nodes { id } } }".to_owned()),
        ("rosterDiff", r#"{ rosterDiff(programme: "ZLJ", month: "2022-12") { month } }"#.to_owned()),
        ("bankFormats", "{ bankFormats { code } }".to_owned()),
        ("recoveries", "{ recoveries(first: 1) { nodes { id } } }".to_owned()),
        ("subsidyPayments", "{ subsidyPayments(first: 1) { nodes { id } } }".to_owned()),
        ("subsidyStatistics", "{ subsidyStatistics(groupBy: []) { total { personTimes } } }".to_owned()),
        ("collectives", "{ collectives { name } }".to_owned()),
        ("assets", "{ assets(first: 1) { nodes { id } } }".to_owned()),
        ("leases", "{ leases(first: 1) { nodes { id } } }".to_owned()),
        ("rentBills", "{ rentBills(first: 1) { nodes { id } } }".to_owned()),
        ("receipts", "{ receipts(first: 1) { nodes { id } } }".to_owned()),
        ("rules", "{ rules { number } }".to_owned()),
        ("ruleHits", r#"{ ruleHits(asOf: "2022-12-31", rules: ["L01"]) { severity } }"#.to_owned()),
        ("campaigns", "{ campaigns(first: 1) { nodes { id } } }".to_owned()),
        ("findings", "{ findings(first: 1) { nodes { id } } }".to_owned()),
        ("leaseStatistics", "{ leaseStatistics(groupBy: []) { total { leases } } }".to_owned()),
        ("rentStatistics", "{ rentStatistics(groupBy: []) { total { bills } } }".to_owned()),
        ("findingStatistics", "{ findingStatistics(groupBy: []) { total { found } } }".to_owned()),
        ("distributingUnits", "{ distributingUnits(first: 1) { nodes { id } } }".to_owned()),
        ("members", "{ members(first: 1) { nodes { id } } }".to_owned()),
        ("holdings", "{ holdings(first: 1) { nodes { shares } } }".to_owned()),
        ("distributionPlans", "{ distributionPlans(first: 1) { nodes { id } } }".to_owned()),
        ("payoutLines", "{ payoutLines(first: 1) { nodes { id } } }".to_owned()),
        (
            "distributionDryRun",
            r#"{ distributionDryRun(input: {distributingUnit: "none", recordDate: "2022-12-31", distributable: "1.00"}) { remainder } }"#
                .to_owned(),
        ),
        ("dividendStatistics", "{ dividendStatistics(groupBy: []) { total { lines } } }".to_owned()),
        ("participantsBridge", "{ participantsBridge(year: 2022) { total } }".to_owned()),
        ("servicePoints", "{ servicePoints(first: 1) { nodes { id } } }".to_owned()),
        ("coverage", "{ coverage(kind: MEDICAL_INSURANCE) { minutes } }".to_owned()),
        ("veteranStatistics", "{ veteranStatistics(groupBy: []) { total { persons } } }".to_owned()),
        ("veterans", "{ veterans(first: 1) { nodes { id } } }".to_owned()),
        ("serviceEvents", "{ serviceEvents(first: 1) { nodes { id } } }".to_owned()),
        ("veteranBenefits", "{ veteranBenefits(first: 1) { nodes { id } } }".to_owned()),
        ("veteranPolicy", "{ veteranPolicy { contactIntervals { months } } }".to_owned()),
        ("takeUp", r#"{ takeUp(programme: "ZLJ") { total { entitled } } }"#.to_owned()),
        ("operations", "{ operations { name } }".to_owned()),
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
}

/// The least literal that a type takes, for inputs that name nothing real.
pub fn literal(parsed: &Schema, ty: &Type) -> String {
    if ty.is_list() {
        return "[]".to_owned();
    }
    match (ty.inner_named_type().as_str(), parsed.types.get(ty.inner_named_type())) {
        ("Int", _) => "1".to_owned(),
        ("Boolean", _) => "true".to_owned(),
        ("Date", _) => r#""2022-01-01""#.to_owned(),
        ("Month", _) => r#""2022-01""#.to_owned(),
        ("TimeOfDay", _) => r#""08:30""#.to_owned(),
        ("Money" | "Area" | "Percent" | "Degrees", _) => r#""1.00""#.to_owned(),
        (_, Some(ExtendedType::Enum(values))) => values.values.keys().next().expect("a value").to_string(),
        (_, Some(ExtendedType::InputObject(input))) => {
            let required = input.fields.values().filter(|field| field.ty.is_non_null());
            let fields = required.map(|field| format!("{}: {}", field.name, literal(parsed, &field.ty)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        _ => r#""none""#.to_owned(),
    }
}

/// Every mutation with an input that names nothing real: who may try at all.
fn acts() -> Vec<(String, String)> {
    let parsed = Schema::parse_and_validate(schema::sdl(), "schema.graphql").expect("a valid schema");
    let Some(ExtendedType::Object(mutation)) = parsed.types.get("Mutation") else { panic!("no Mutation") };
    let act = |field: &apollo_compiler::schema::Component<apollo_compiler::ast::FieldDefinition>| {
        let input = field.argument_by_name("input").expect("one input");
        let input = literal(&parsed, &input.ty);
        (field.name.to_string(), format!("mutation {{ {}(input: {input}) {{ problems {{ code }} }} }}", field.name))
    };
    let mut acts: Vec<(String, String)> = mutation.fields.values().map(act).collect();
    acts.sort();
    acts
}

async fn act_matrix(stage: Stage) -> String {
    let app = demo_copy(stage).await;
    let mut table = format!("{:<26}", "");
    for persona in PERSONAS {
        let _ = write!(
            table,
            "{:<13}",
            persona.strip_prefix("demo-").map_or("(nobody)", |name| name.split('-').next_back().unwrap_or(name))
        );
    }
    table.push('\n');
    for (act, document) in acts() {
        let _ = write!(table, "{act:<26}");
        for persona in PERSONAS {
            let (_, body) = app.ask(persona, &document, json!({})).await;
            let word = match body["errors"][0]["extensions"]["code"].as_str() {
                Some("UNAUTHENTICATED") => "sign in",
                Some("FORBIDDEN") => "-",
                Some(_) => panic!("{act} as {persona}: {body}"),
                None => "may",
            };
            let _ = write!(table, "{word:<13}");
        }
        table.push('\n');
    }
    table.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn acts_are_permitted_as_the_policy_says() {
    let sqlite = act_matrix(Stage::Sqlite).await;
    assert_eq!(sqlite, act_matrix(Stage::Postgres).await);
    insta::assert_snapshot!(sqlite);
}

async fn matrix(stage: Stage) -> String {
    let app = demo(stage).await;
    let data = app
        .data("demo-staff", r#"{ residents(first: 1, filter: {hukouUnit: ["320613018001"]}) { nodes { id } } }"#)
        .await;
    let node = text(&items(&data["residents"]["nodes"])[0]["id"]).to_owned();
    let mut table = format!("{:<26}", "");
    for persona in PERSONAS {
        let _ = write!(
            table,
            "{:<13}",
            persona.strip_prefix("demo-").map_or("(nobody)", |name| name.split('-').next_back().unwrap_or(name))
        );
    }
    table.push('\n');
    for (field, question) in questions(&node) {
        let _ = write!(table, "{field:<26}");
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
