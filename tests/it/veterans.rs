//! Veterans in the graph: the register, questions of the stations, who sees what.

use sea_orm::{FromQueryResult, Statement};
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, demo, items, text},
};

/// A number that SQL counted.
#[derive(FromQueryResult)]
struct Count {
    n: i64,
}

/// Counts of `field` under each of the filters.
async fn counts(app: &TestApp, persona: &str, field: &str, filters: &[&str]) -> Vec<i64> {
    let part = |(place, filter): (usize, &&str)| format!("a{place}: {field}(filter: {filter}) {{ totalCount }}");
    let parts: Vec<String> = filters.iter().enumerate().map(part).collect();
    let data = app.data(persona, &format!("{{ {} }}", parts.join(" "))).await;
    (0..filters.len()).map(|place| data[format!("a{place}")]["totalCount"].as_i64().expect("a count")).collect()
}

both! {
    /// 1,127 persons, every one served; services by kind, benefits and cards of the reference.
    async fn the_figures_of_the_year(stage: Stage) {
        let app = demo(stage).await;
        let year = r#"registeredOn: {from: "2022-01-01", to: "2022-12-31"}"#;
        let register = [
            "{}".to_owned(),
            "{onRegister: true}".to_owned(),
            format!("{{services: {{some: {{{year}}}}}}}"),
            "{archived: true}".to_owned(),
            "{cards: {some: {}}}".to_owned(),
            "{cards: {some: {state: [ISSUED]}}}".to_owned(),
            "{cards: {some: {state: [APPLIED, ACCEPTED, REVIEWED, PRINTED, RECEIVED]}}}".to_owned(),
        ];
        let register: Vec<&str> = register.iter().map(String::as_str).collect();
        let expected = [1_127, 1_127, 1_127, 1_127, 968, 931, 37];
        assert_eq!(counts(&app, "demo-veterans", "veterans", &register).await, expected);
        let kinds = ["TRAINING", "ASSISTANCE", "EMPLOYMENT", "CONSULTATION", "PREFERENTIAL"];
        let kinds: Vec<String> = kinds.iter().map(|kind| format!("{{{year}, kind: [{kind}]}}")).collect();
        let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
        assert_eq!(counts(&app, "demo-veterans", "serviceEvents", &kinds).await, [214, 163, 187, 1_326, 1_496]);
        let benefits = [
            "{kind: [PLAQUE], not: {state: [ENDED, REFUSED]}}",
            "{kind: [PLAQUE], state: [DAMAGED, MISSING]}",
            "{kind: [MERIT_REPORT], year: [2022], honourLevel: [THIRD_CLASS]}",
            "{kind: [MERIT_REPORT], year: [2022], honourLevel: [EXCELLENT]}",
            "{kind: [CHECK_UP], year: [2022]}",
            "{kind: [CHECK_UP], year: [2022], state: [DELIVERED]}",
            "{kind: [RECUPERATION], year: [2022], state: [DELIVERED]}",
            "{kind: [REIMBURSEMENT], year: [2022], state: [DELIVERED]}",
            "{kind: [PENSION], state: [DELIVERED]}",
        ];
        let found = counts(&app, "demo-veterans", "veteranBenefits", &benefits).await;
        assert_eq!(found, [984, 37, 4, 11, 136, 128, 12, 83, 284]);
        let paid = r#"{ veteranBenefits(first: 100, filter: {kind: [REIMBURSEMENT], year: [2022]}) { nodes { amount claimedAmount } } }"#;
        let paid = app.data("demo-veterans", paid).await;
        let fen = |value: &Json| text(value).replace('.', "").parse::<i64>().expect("an amount");
        let nodes = items(&paid["veteranBenefits"]["nodes"]);
        assert_eq!(nodes.iter().map(|node| fen(&node["amount"])).sum::<i64>(), 9_641_200);
        assert!(nodes.iter().all(|node| fen(&node["amount"]) <= fen(&node["claimedAmount"])));
    }
}

both! {
    /// S15, and the rows behind the figures: who was not contacted, whose card waits, who draws no pension.
    async fn who_waits_and_who_was_forgotten(stage: Stage) {
        let app = demo(stage).await;
        let day = r#"asOf: "2022-12-31""#;
        let filters = [
            format!("{{{day}, pensionGap: true}}"),
            format!("{{{day}, cards: {{some: {{waitingOverDays: 90}}}}}}"),
            format!("{{{day}, notContactedForDays: 90}}"),
            format!("{{{day}, entitledTo: [CHECK_UP]}}"),
            format!("{{{day}, entitledTo: [PENSION]}}"),
        ];
        let filters: Vec<&str> = filters.iter().map(String::as_str).collect();
        for persona in ["demo-veterans", "demo-staff", "demo-auditor"] {
            assert_eq!(counts(&app, persona, "veterans", &filters).await, [5, 12, 46, 136, 289], "{persona}");
        }
        // The same, counted by another path.
        let sql = "SELECT count(*) AS n FROM veteran v WHERE v.ended_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM veteran_contact c WHERE c.veteran_id = v.id AND c.contacted_on > '2022-10-02')
            AND NOT EXISTS (SELECT 1 FROM service_event e WHERE e.veteran_id = v.id AND e.registered_on > '2022-10-02')";
        let db = app.app.db.owner();
        let counted = Count::find_by_statement(Statement::from_string(db.get_database_backend(), sql));
        assert_eq!(counted.one(db).await.expect("counts").expect("a row").n, 46);
        let query = r#"{ veterans(first: 5, filter: {asOf: "2022-12-31", pensionGap: true}) { nodes { resident { name phone { masked } } unit { name }
            categories(on: "2022-12-31") { category primary } entitlements(asOf: "2022-12-31") { kind programme { code } source }
            pensions { programme { code } } lastContact(asOf: "2022-12-31") { contactedOn channel } } } }"#;
        let data = app.data("demo-veterans", query).await;
        for node in items(&data["veterans"]["nodes"]) {
            let due = items(&node["entitlements"]).iter().find(|one| one["kind"] == "PENSION").expect("entitled");
            assert!(due["programme"]["code"].as_str().is_some_and(|code| code.starts_with("YF")), "{node}");
            assert_eq!(node["pensions"], json!([]), "and draws nothing");
            assert_eq!(node["categories"][0]["primary"], true);
        }
        let query = r#"{ veterans(first: 12, filter: {asOf: "2022-12-31", cards: {some: {waitingOverDays: 90}}}) { nodes {
            cards { state appliedOn issuedOn stepDueOn stepOverdue(asOf: "2022-12-31") waitingDays(asOf: "2022-12-31") number { masked }
                steps { act doneOn } } } } }"#;
        let data = app.data("demo-veterans", query).await;
        for node in items(&data["veterans"]["nodes"]) {
            let card = &node["cards"][0];
            assert!(card["waitingDays"].as_i64() > Some(90) && card["issuedOn"].is_null() && card["number"].is_null(), "{card}");
            assert!(card["stepDueOn"].is_string() && !items(&card["steps"]).is_empty(), "{card}");
        }
    }
}

both! {
    /// The contact plan: periods of the class, done, missed or due as of the day.
    async fn contact_plans(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ veterans(first: 100) { nodes { contactClass contactPlan(asOf: "2022-11-15") { from to state contactedOn }
            lastContact(asOf: "2022-11-15") { contactedOn } } } }"#;
        let data = app.data("demo-veterans", query).await;
        let months = |class: &str| match class {
            "KEY" => 1,
            "REGULAR" => 3,
            _ => 6,
        };
        for node in items(&data["veterans"]["nodes"]) {
            let (class, plan) = (text(&node["contactClass"]), items(&node["contactPlan"]));
            assert_eq!(plan.len(), (11_usize).div_ceil(months(class)), "{node}");
            assert_eq!(plan[0]["from"], "2022-01-01");
            for (place, period) in plan.iter().enumerate() {
                let last = place + 1 == plan.len();
                let expected = match (period["contactedOn"].is_string(), last) {
                    (true, _) => "DONE",
                    (false, true) => "DUE",
                    (false, false) => "MISSED",
                };
                assert_eq!(period["state"], expected, "{node}");
            }
            let contacts: Vec<&str> = plan.iter().filter_map(|period| period["contactedOn"].as_str()).collect();
            let known = node["lastContact"]["contactedOn"].as_str();
            assert!(known >= contacts.last().copied(), "{node}");
        }
        let states = ["{contactState: DUE}", "{contactState: DONE}"];
        let both = counts(&app, "demo-veterans", "veterans", &states).await;
        assert_eq!(both.iter().sum::<i64>(), 1_127, "{both:?}");
    }
}

both! {
    /// A veteran is a resident, reachable both ways; a plaque is the household's.
    async fn both_ways(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ veterans(first: 1, filter: {benefits: {some: {kind: [PLAQUE], state: [DELIVERED]}}}) { nodes { id
            resident { id veteran { id } household { plaques { state household { number } veteran { id } } number } } } } }"#;
        let data = app.data("demo-veterans", query).await;
        let node = &data["veterans"]["nodes"][0];
        assert_eq!(node["resident"]["veteran"]["id"], node["id"]);
        let household = &node["resident"]["household"];
        assert_eq!(household["plaques"][0]["household"]["number"], household["number"]);
        let (veteran, resident) = (text(&node["id"]), text(&node["resident"]["id"]));
        let nodes = format!(r#"{{ a: node(id: "{veteran}") {{ __typename ... on Veteran {{ resident {{ id }} }} }}
            b: node(id: "{resident}") {{ ... on Resident {{ veteran {{ id }} }} }} }}"#);
        let data = app.data("demo-staff", &nodes).await;
        assert_eq!((&data["a"]["resident"]["id"], &data["b"]["veteran"]["id"]), (&json!(resident), &json!(veteran)));
        let filters = ["{isVeteran: true}", "{veteran: {primaryCategory: [COMBAT]}}", "{isVeteran: true, veteran: {unit: [\"320613018205\"]}}"];
        assert_eq!(counts(&app, "demo-staff", "residents", &filters).await, [1_127, 43, 121]);
    }
}

both! {
    /// A unit's station sees its own files and residents only, by every path; the street's station all of them.
    async fn a_station_sees_its_own(stage: Stage) {
        let app = demo(stage).await;
        let count = "{ veterans { totalCount } serviceEvents { totalCount } veteranBenefits { totalCount } residents { totalCount } \
            enrolments { totalCount } }";
        let street = app.data("demo-veterans", count).await;
        assert_eq!((street["veterans"]["totalCount"].as_i64(), street["residents"]["totalCount"].as_i64()), (Some(1_127), Some(1_127)));
        assert_eq!(street["enrolments"]["totalCount"], 284, "what veterans are paid, and nothing else");
        let own = app.data("demo-veterans", r#"{ veterans(filter: {unit: ["320613018205"]}) { totalCount }
            serviceEvents(filter: {unit: ["320613018205"]}) { totalCount } veteranBenefits(filter: {unit: ["320613018205"]}) { totalCount }
            residents(filter: {veteran: {unit: ["320613018205"]}}) { totalCount }
            enrolments(filter: {resident: {veteran: {unit: ["320613018205"]}}}) { totalCount } }"#).await;
        assert_eq!(own["veterans"]["totalCount"], 121);
        assert_eq!(app.data("demo-veterans-longtan", count).await, own, "exactly the unit's rows");
        let outside = app.data("demo-veterans", r#"{ veterans(first: 1, filter: {unit: ["320613018001"]}) { nodes { id resident { id }
            cards { id } serviceEvents(first: 1) { nodes { id } } benefits(first: 1) { nodes { id } } } } }"#).await;
        let node = &outside["veterans"]["nodes"][0];
        let mut ids = vec![&node["id"], &node["resident"]["id"], &node["serviceEvents"]["nodes"][0]["id"]];
        ids.extend(items(&node["cards"]).iter().map(|card| &card["id"]));
        ids.extend(items(&node["benefits"]["nodes"]).iter().map(|benefit| &benefit["id"]));
        for id in ids {
            let found = app.data("demo-veterans-longtan", &format!("{{ node(id: {id}) {{ id }} }}")).await;
            assert!(found["node"].is_null(), "as if it never existed");
        }
        let other = r#"{ veterans(filter: {unit: ["320613018001"]}) { totalCount } veteranStatistics(groupBy: [UNIT]) { cells { unit { code } persons } } }"#;
        let expected = json!({ "veterans": { "totalCount": 0 },
            "veteranStatistics": { "cells": [{ "unit": { "code": "320613018205" }, "persons": 121 }] } });
        assert_eq!(app.data("demo-veterans-longtan", other).await, expected);
        for query in ["{ subsidyPayments { totalCount } }", "{ leases { totalCount } }", "{ payrolls { totalCount } }",
            "{ residents(first: 1) { nodes { disabilityCertificates { grade } } } }", "{ subsidyStatistics(groupBy: []) { total { persons } } }"] {
            assert_eq!(app.error("demo-veterans-longtan", query).await.0, "FORBIDDEN", "{query}");
        }
    }
}

both! {
    /// BI, the community, the co-operative and finance reach no veteran; civil affairs sees no health nor military unit.
    async fn nobody_else(stage: Stage) {
        let app = demo(stage).await;
        let id = app.data("demo-veterans", "{ veterans(first: 1) { nodes { id } } }").await["veterans"]["nodes"][0]["id"].clone();
        for persona in ["demo-bi", "demo-community", "demo-cooperative", "demo-finance", "demo-agri", "demo-admin"] {
            for query in [
                "{ veterans { totalCount } }".to_owned(),
                "{ serviceEvents { totalCount } }".to_owned(),
                "{ veteranBenefits { totalCount } }".to_owned(),
                format!("{{ node(id: {id}) {{ id }} }}"),
            ] {
                assert_eq!(app.error(persona, &query).await.0, "FORBIDDEN", "{persona}: {query}");
            }
        }
        for query in ["{ residents(filter: {isVeteran: true}) { totalCount } }", "{ residents(filter: {veteran: {}}) { totalCount } }",
            "{ residents(first: 1) { nodes { veteran { id } } } }", "{ households(first: 1) { nodes { plaques { id } } } }"] {
            assert_eq!(app.error("demo-community", query).await.0, "FORBIDDEN", "{query}");
        }
        for query in ["{ veterans(first: 1) { nodes { disabilities { grade } } } }", "{ veterans(first: 1) { nodes { health } } }",
            "{ veterans(first: 1) { nodes { serviceUnit { masked } } } }", "{ veterans(filter: {hardship: true}) { totalCount } }"] {
            let (code, message) = app.error("demo-staff", query).await;
            assert_eq!((code.as_str(), message.contains("VETERAN_DETAIL_READ")), ("FORBIDDEN", true), "{query}");
        }
        let query = r#"{ veterans(first: 1, filter: {category: [DISABLED]}) { nodes { serviceUnit { masked } disabilities { grade cause
            certificate { masked } } resident { idNumber { masked } phone { masked } } cards { number { masked } } } } }"#;
        let data = app.data("demo-veterans", query).await.to_string();
        assert!(data.contains("***") && data.contains("grade"), "{data}");
    }
}

both! {
    /// A page with everything on it takes as many statements for fifty files as for five.
    async fn statements_do_not_grow(stage: Stage) {
        let app = demo(stage).await;
        let query = |first: i32| format!(r#"{{ veterans(first: {first}) {{ nodes {{ unit {{ name }} resident {{ name household {{ address plaques {{ state }} }} }}
            categories {{ category }} cards {{ state steps {{ act }} }} honours {{ level }} disabilities {{ grade }} pensions {{ state }}
            entitlements {{ kind }} contactPlan {{ state }} lastContact {{ contactedOn }} contacts(first: 3) {{ nodes {{ channel }} }}
            serviceEvents(first: 3) {{ nodes {{ kind station {{ name }} detail {{ __typename }} }} }}
            benefits(first: 3) {{ nodes {{ kind household {{ number }} }} }} }} }} }}"#);
        let (few, _) = app.statements("demo-veterans", &query(5)).await;
        let (many, _) = app.statements("demo-veterans", &query(50)).await;
        assert_eq!(few, many);
        assert!(many <= 15, "{many} statements");
    }
}

both! {
    /// Service points of all twelve units, the two family-doctor rooms, what is planned; and who reaches them.
    async fn points_of_the_street(stage: Stage) {
        let app = demo(stage).await;
        let day = r#"state: [OPEN], asOf: "2022-12-31""#;
        let kinds = ["VETERAN_STATION", "MEDICAL_INSURANCE", "FAMILY_DOCTOR", "ELDERLY_CARE", "CHILDREN_HOME", "DISABLED_HOME"];
        let open: Vec<String> = kinds.iter().map(|kind| format!("{{kind: [{kind}], {day}}}")).collect();
        let open: Vec<&str> = open.iter().map(String::as_str).collect();
        assert_eq!(counts(&app, "demo-bi", "servicePoints", &open).await, [13, 13, 2, 0, 5, 1]);
        let query = r#"{ doctors: servicePoints(filter: {kind: [FAMILY_DOCTOR]}) { nodes { unit { name } state(asOf: "2022-12-31") location { latitude longitude }
                openingHours { weekday opens closes } } }
            care: servicePoints(filter: {kind: [ELDERLY_CARE]}) { nodes { streetLevel openedOn state(asOf: "2022-12-31") later: state(asOf: "2023-12-31") } } }"#;
        let data = app.data("demo-bi", query).await;
        let mut units: Vec<&str> = items(&data["doctors"]["nodes"]).iter().map(|node| text(&node["unit"]["name"])).collect();
        units.sort_unstable();
        assert_eq!(units, ["八一村", "龙湖佳苑社区"]);
        assert!(items(&data["doctors"]["nodes"]).iter().all(|node| !items(&node["openingHours"]).is_empty()));
        let care = &data["care"]["nodes"][0];
        assert_eq!((&care["state"], &care["later"], &care["streetLevel"]), (&json!("PLANNED"), &json!("OPEN"), &json!(true)));
        let query = |kind: &str, minutes: &str| format!(r#"{{ coverage(kind: {kind}, {minutes} asOf: "2022-12-31") {{ minutes points units unitsWithPoint
            assumption {{ metresPerMinute detourPercent straightMetres source circleSource }} cells {{ unit {{ code }} residents located covered share suppressed }}
            total {{ residents located covered share }} }} }}"#);
        let number = |value: &Json| value.as_i64().expect("a number");
        for (kind, minutes) in [("MEDICAL_INSURANCE", 15), ("VETERAN_STATION", 10)] {
            let data = app.data("demo-staff", &query(kind, "")).await["coverage"].take();
            assert_eq!((number(&data["minutes"]), number(&data["points"]), number(&data["unitsWithPoint"])), (minutes, 13, 12), "{kind}");
            assert_eq!(number(&data["assumption"]["straightMetres"]), minutes * 75 * 100 / 130);
            let cells = items(&data["cells"]);
            assert_eq!(cells.len(), 12);
            for part in ["residents", "located", "covered"] {
                assert_eq!(cells.iter().map(|cell| number(&cell[part])).sum::<i64>(), number(&data["total"][part]), "{part}");
            }
            let total = &data["total"];
            assert!(number(&total["located"]) == number(&total["residents"]) && number(&total["residents"]) > 35_000, "{total}");
            assert!(number(&total["covered"]) > 0 && number(&total["covered"]) < number(&total["located"]), "{total}");
            let wider = app.data("demo-staff", &query(kind, "minutes: 30,")).await["coverage"].take();
            assert!(number(&wider["total"]["covered"]) > number(&total["covered"]), "{kind}: farther is more");
        }
        let homes = app.data("demo-bi", &query("CHILDREN_HOME", "")).await["coverage"].take();
        assert_eq!((number(&homes["unitsWithPoint"]), number(&homes["units"])), (5, 12));
        let own = app.data("demo-community", &query("MEDICAL_INSURANCE", "")).await["coverage"].take();
        assert_eq!(items(&own["cells"]).len(), 1, "a unit's account its own cell");
    }
}
