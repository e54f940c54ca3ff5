//! What exists for whom: rows by unit, figures without people, masks.

use serde_json::json;

use crate::{
    both,
    support::{demo, items, text},
};

both! {
    /// A community worker's world is the own unit, by every path.
    async fn a_community_sees_its_own_unit(stage: Stage) {
        let app = demo(stage).await;
        let count = r#"{ residents { totalCount } enrolments { totalCount } subsidyPayments { totalCount } households { totalCount } }"#;
        let street = app.data("demo-staff", r#"{
            residents(filter: {unit: ["320613018205"]}) { totalCount }
            enrolments(filter: {unit: ["320613018205"], not: {programme: ["YF01", "YF02", "YF03", "YF04", "YF05", "YF06", "YF07"]}}) { totalCount }
            subsidyPayments(filter: {unit: ["320613018205"]}) { totalCount }
            households(filter: {unit: ["320613018205"]}) { totalCount }
        }"#).await;
        assert_eq!(app.data("demo-community", count).await, street, "exactly the unit's rows");

        let outside = app.data("demo-staff", r#"{
            residents(first: 1, filter: {hukouUnit: ["320613018001"], residenceUnit: ["320613018001"]}) { nodes { id } }
            subsidyPayments(first: 1, filter: {unit: ["320613018001"]}) { nodes { id } }
        }"#).await;
        for list in ["residents", "subsidyPayments"] {
            let id = text(&outside[list]["nodes"][0]["id"]);
            let found = app.data("demo-community", &format!(r#"{{ node(id: "{id}") {{ id }} nodes(ids: ["{id}"]) {{ id }} }}"#)).await;
            assert_eq!(found, json!({ "node": null, "nodes": [null] }), "as if it never existed");
        }
        let other = app.data("demo-community", r#"{
            residents(filter: {hukouUnit: ["320613018001"]}) { totalCount }
            subsidyStatistics(groupBy: [UNIT]) { cells { unit { code } } total { personTimes } }
        }"#).await;
        assert!(other["residents"]["totalCount"].as_i64() < Some(100), "only those who live in the own unit: {other}");
        let units: Vec<&str> = items(&other["subsidyStatistics"]["cells"]).iter().map(|cell| text(&cell["unit"]["code"])).collect();
        assert_eq!(units, ["320613018205"]);
    }
}

both! {
    /// A line whose beneficiary is out of scope shows no beneficiary, and no filter tells more.
    async fn joined_rows_obey_scope(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ all: subsidyPayments { totalCount }
            known: subsidyPayments(filter: {resident: {}}) { totalCount }
            nobody: subsidyPayments(first: 100, filter: {not: {resident: {}}}) { nodes { resident { name } } } }"#;
        let data = app.data("demo-community", query).await;
        let nobody = items(&data["nobody"]["nodes"]);
        assert!(nobody.iter().all(|line| line["resident"].is_null()));
        let difference = data["all"]["totalCount"].as_i64().zip(data["known"]["totalCount"].as_i64()).map(|(all, known)| all - known);
        assert_eq!(difference.map(usize::try_from), Some(Ok(nobody.len())));
    }
}

both! {
    /// BI: no person by any root field, filter or node.
    async fn bi_reaches_no_person(stage: Stage) {
        let app = demo(stage).await;
        let id = app.data("demo-staff", "{ residents(first: 1) { nodes { id } } }").await;
        let id = text(&id["residents"]["nodes"][0]["id"]).to_owned();
        for query in [
            "{ residents { totalCount } }".to_owned(),
            "{ households { totalCount } }".to_owned(),
            "{ subsidyPayments { totalCount } }".to_owned(),
            "{ enrolments { totalCount } }".to_owned(),
            "{ payrolls { totalCount } }".to_owned(),
            format!(r#"{{ node(id: "{id}") {{ id }} }}"#),
            format!(r#"{{ nodes(ids: ["{id}"]) {{ id }} }}"#),
            r#"{ residentByIdNumber(idNumber: "320699194206120014") { id } }"#.to_owned(),
            r#"{ subsidyStatistics(groupBy: [], filter: {resident: {name: "张"}}) { total { persons } } }"#.to_owned(),
            r#"{ subsidyStatistics(groupBy: [], filter: {not: {afterDeath: true}}) { total { persons } } }"#.to_owned(),
            r#"{ subsidyStatistics(groupBy: [], filter: {or: [{amountFrom: "100.00"}]}) { total { persons } } }"#.to_owned(),
        ] {
            let (code, message) = app.error("demo-bi", &query).await;
            assert_eq!(code, "FORBIDDEN", "{query}: {message}");
            assert!(message.contains("_READ"), "names the permission: {message}");
        }
    }
}

both! {
    /// Finance works with payees and masked accounts, and never with health data or files of residents.
    async fn finance_sees_no_health_data(stage: Stage) {
        let app = demo(stage).await;
        app.data("demo-finance", "{ subsidyPayments(first: 1) { nodes { resident { name idNumber { masked } } account { masked } } } }").await;
        for part in ["disabilityCertificates { grade }", "household { number }", "enrolments { state }", "phone { masked }"] {
            let query = format!("{{ subsidyPayments(first: 1) {{ nodes {{ resident {{ {part} }} }} }} }}");
            assert_eq!(app.error("demo-finance", &query).await.0, "FORBIDDEN", "{part}");
        }
        let filter = "{ subsidyPayments(filter: {resident: {disabilityCertificates: {some: {}}}}) { totalCount } }";
        assert_eq!(app.error("demo-finance", filter).await.0, "FORBIDDEN");
    }
}

both! {
    /// Nobody signed in: root fields are refused, the schema is not there, `__typename` is.
    async fn the_public_sees_nothing(stage: Stage) {
        let app = demo(stage).await;
        assert_eq!(app.data("", "{ __typename viewer { account } }").await, json!({ "__typename": "Query", "viewer": null }));
        for query in ["{ units { code } }", "{ residents { totalCount } }", r#"{ node(id: "x") { id } }"#] {
            assert_eq!(app.error("", query).await.0, "UNAUTHENTICATED", "{query}");
        }
        let hidden = app.data("", r#"{ __schema { types { name } } __type(name: "Resident") { name } }"#).await;
        assert_eq!(hidden, json!({ "__schema": null, "__type": null }));
        let shown = app.data("demo-bi", r#"{ __type(name: "Resident") { name } }"#).await;
        assert_eq!(shown["__type"]["name"], "Resident");
    }
}

both! {
    /// Who I am, as the server takes me.
    async fn the_viewer_knows_its_role_and_unit(stage: Stage) {
        let app = demo(stage).await;
        let query = "{ viewer { account role unit { name } permissions } }";
        let data = app.data("demo-cooperative", query).await;
        let expected = json!({ "account": "demo-cooperative", "role": "COOPERATIVE", "unit": { "name": "龙潭村" },
            "permissions": ["REFERENCE_READ", "LEASE_READ", "LEASE_WRITE", "LEASE_STATISTICS_READ", "FINDING_READ",
                "FINDING_RECTIFY", "DIVIDEND_READ", "DIVIDEND_WRITE", "DIVIDEND_CHALLENGE", "DIVIDEND_STATISTICS_READ"] });
        assert_eq!(data["viewer"], expected);
    }
}
