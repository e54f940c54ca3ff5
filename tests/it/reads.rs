//! The planned read path: how many statements a query runs, whatever it returns.

use serde_json::Value as Json;

use crate::{
    both,
    support::{demo, items, text},
};

fn dossier(first: u32) -> String {
    format!(
        r#"{{ residents(first: {first}, filter: {{enrolments: {{some: {{programme: ["DB01"]}}}}}}) {{ nodes {{
            id name
            household {{ address members {{ name }} }}
            enrolments {{ programme {{ name }} state }}
            payments(first: 12, filter: {{monthFrom: "2022-01", monthTo: "2022-12"}}) {{
                nodes {{ month amount programme {{ name }} }}
            }}
        }} }} }}"#
    )
}

both! {
    /// A dossier runs four statements for one person and for fifty: persons with households, household
    /// members, enrolments, lines.
    async fn a_dossier_costs_the_same_for_one_and_for_fifty(stage: Stage) {
        let app = demo(stage).await;
        let (one, _) = app.statements("demo-staff", &dossier(1)).await;
        let (fifty, data) = app.statements("demo-staff", &dossier(50)).await;
        assert_eq!((one, fifty), (4, 4));
        let residents = items(&data["residents"]["nodes"]);
        assert_eq!(residents.len(), 50);
        for resident in residents {
            let lines = items(&resident["payments"]["nodes"]);
            assert!(lines.len() <= 12 && !items(&resident["enrolments"]).is_empty());
            assert!(lines.windows(2).all(|pair| text(&pair[0]["month"]) >= text(&pair[1]["month"])), "newest first");
        }
    }
}

both! {
    /// A page of fifty payments with resident, household, account and programme is one statement.
    async fn a_page_with_to_one_relations_is_one_statement(stage: Stage) {
        let app = demo(stage).await;
        let query = |first: u32| format!(r#"{{ subsidyPayments(first: {first}) {{ nodes {{
            month amount state tier standard
            resident {{ name idNumber {{ masked }} household {{ number }} }}
            programme {{ code name }} unit {{ name }} account {{ masked }} payroll {{ state }}
        }} pageInfo {{ hasNextPage endCursor }} }} }}"#);
        for first in [1, 50] {
            let (statements, data) = app.statements("demo-staff", &query(first)).await;
            assert_eq!(statements, 1);
            assert_eq!(items(&data["subsidyPayments"]["nodes"]).len(), first as usize);
        }
    }
}

both! {
    /// A list inside a to-one part is one more statement for the whole page.
    async fn lists_below_to_one_parts_are_batched(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ subsidyPayments(first: 40) { nodes { resident { enrolments { state } } } } }"#;
        assert_eq!(app.statements("demo-staff", query).await.0, 2);
    }
}

/// What a plan cannot see is batched: sibling nodes by alias are one statement, `nodes` too.
async fn nodes_are_batched(stage: crate::support::Stage) {
    let app = demo(stage).await;
    let ids = app.data("demo-staff", "{ residents(first: 8) { nodes { id } } }").await;
    let ids: Vec<&str> = items(&ids["residents"]["nodes"]).iter().map(|node| text(&node["id"])).collect();
    let aliased = ids.iter().enumerate().fold(String::new(), |text, (i, id)| {
        format!("{text} n{i}: node(id: \"{id}\") {{ id ... on Resident {{ name household {{ number }} }} }}")
    });
    let (statements, data) = app.statements("demo-staff", &format!("{{ {aliased} }}")).await;
    assert_eq!(statements, 2, "the residents, then their households");
    assert_eq!(data["n7"]["id"], ids[7]);
    let query = format!("{{ nodes(ids: {ids:?}) {{ id ... on Resident {{ name enrolments {{ state }} }} }} }}");
    let (statements, data) = app.statements("demo-staff", &query).await;
    assert_eq!(statements, 2, "the residents, then their enrolments");
    let returned: Vec<&str> = items(&data["nodes"]).iter().map(|node| text(&node["id"])).collect();
    assert_eq!(returned, ids, "in the order asked for");
}

// On one thread all siblings ask before the batch is sent; on several it depends on the clock.
#[tokio::test]
async fn nodes_are_batched_sqlite() {
    nodes_are_batched(crate::support::Stage::Sqlite).await;
}

#[tokio::test]
async fn nodes_are_batched_postgres() {
    nodes_are_batched(crate::support::Stage::Postgres).await;
}

both! {
    /// Counts and distinct persons are computed only when selected.
    async fn totals_run_only_when_selected(stage: Stage) {
        let app = demo(stage).await;
        let without = app.statements("demo-staff", "{ residents(first: 1) { nodes { id } } }").await.0;
        let with = app.statements("demo-staff", "{ residents(first: 1) { totalCount nodes { id } } }").await.0;
        assert_eq!((without, with), (1, 2));
    }
}

both! {
    /// The same field twice under one key is merged; two keys with different arguments are two lists.
    async fn aliases_and_fragments_are_planned_together(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ residents(first: 5, filter: {payments: {some: {programme: ["CJ02"]}}}) { nodes {
            ...A
            enrolments { state }
            march: payments(first: 5, filter: {monthFrom: "2022-03", monthTo: "2022-03"}) { nodes { month } }
            may: payments(first: 5, filter: {monthFrom: "2022-05", monthTo: "2022-05"}) { totalCount nodes { month } }
        } } }
        fragment A on Resident { name enrolments { programme { code } } }"#;
        let (statements, data) = app.statements("demo-staff", query).await;
        assert_eq!(statements, 5, "persons, enrolments once, March, May, the count of May");
        for resident in items(&data["residents"]["nodes"]) {
            for enrolment in items(&resident["enrolments"]) {
                assert!(enrolment["state"].is_string() && enrolment["programme"]["code"].is_string());
            }
            let months = |key: &str| items(&resident[key]["nodes"]).iter().map(|line| line["month"].clone()).collect::<Vec<Json>>();
            assert!(months("march").iter().all(|month| month == "2022-03"));
            assert!(months("may").iter().all(|month| month == "2022-05"));
            assert!(resident["may"]["totalCount"].is_i64());
        }
    }
}

both! {
    /// A wrong argument inside a list is an error of that field; the rest of the answer stands.
    async fn a_wrong_nested_argument_is_an_error_of_its_field(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ residents(first: 2) { nodes { id household { number } } }
            units { code } bad: node(id: "nonsense") { id }
            one: residents(first: 1) { nodes { payments(first: 0) { totalCount } } } }"#;
        let (_, body) = app.ask("demo-staff", query, serde_json::json!({})).await;
        // The executor names the list item that an error bubbles through, and the field by its location.
        assert_eq!(body["errors"][0]["path"], serde_json::json!(["one", "nodes", 0]));
        assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_INPUT");
    }
}
