//! Rules as of a day, campaigns, the closed loop, the annual report.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, demo, demo_copy, items, text},
};

/// Villages in the order of the reference table, and what the campaign of 2022 found there.
const ORDER: [&str; 8] = [
    "320613018205",
    "320613018202",
    "320613018200",
    "320613018203",
    "320613018204",
    "320613018201",
    "320613018206",
    "320613018003",
];
const FOUND: [(&str, [i64; 8]); 14] = [
    ("L01", [1, 1, 1, 1, 1, 1, 0, 0]),
    ("L02", [2, 1, 1, 1, 1, 0, 1, 0]),
    ("L03", [1, 1, 0, 0, 0, 1, 0, 0]),
    ("L04", [0, 0, 1, 1, 1, 0, 0, 0]),
    ("L05", [0, 0, 0, 0, 0, 1, 0, 1]),
    ("L06", [1, 1, 0, 1, 0, 0, 1, 0]),
    ("L07", [0, 1, 0, 0, 0, 0, 0, 0]),
    ("L08", [1, 0, 0, 0, 0, 0, 0, 0]),
    ("L09", [0, 0, 1, 0, 0, 0, 0, 0]),
    ("L10", [0, 0, 0, 1, 1, 0, 0, 0]),
    ("L11", [0, 0, 0, 0, 0, 1, 0, 0]),
    ("L12", [0, 0, 0, 0, 0, 0, 0, 1]),
    ("L13", [0, 0, 1, 0, 0, 0, 0, 0]),
    ("L14", [1, 0, 0, 0, 0, 0, 0, 0]),
];

fn expected() -> BTreeMap<(String, String), i64> {
    let cells = FOUND.iter().flat_map(|(rule, row)| {
        ORDER.iter().zip(row).map(|(code, count)| (((*rule).to_owned(), (*code).to_owned()), *count))
    });
    cells.filter(|(_, count)| *count > 0).collect()
}

async fn hits(app: &TestApp, persona: &str, on: &str) -> BTreeMap<(String, String), i64> {
    let query =
        format!(r#"{{ ruleHits(asOf: "{on}") {{ rule {{ number }} collective {{ unit {{ code }} }} explain }} }}"#);
    let data = app.data(persona, &query).await;
    let mut counted = BTreeMap::new();
    for hit in items(&data["ruleHits"]) {
        assert!(!text(&hit["explain"]).is_empty());
        let key = (text(&hit["rule"]["number"]).to_owned(), text(&hit["collective"]["unit"]["code"]).to_owned());
        *counted.entry(key).or_insert(0) += 1;
    }
    counted
}

fn by_rule(hits: &BTreeMap<(String, String), i64>) -> BTreeMap<&str, i64> {
    let mut rules = BTreeMap::new();
    for ((rule, _), count) in hits {
        *rules.entry(rule.as_str()).or_insert(0) += count;
    }
    rules
}

both! {
    /// As of 2022-04-30 exactly the 34 of the table; as of 2022-12-31 none of them but the live ones.
    async fn rules_as_of_a_day(stage: Stage) {
        let app = demo(stage).await;
        let mut april = hits(&app, "demo-agri", "2022-04-30").await;
        april.retain(|(rule, _), _| rule.as_str() <= "L14" && rule.starts_with('L'));
        assert_eq!(april, expected());
        let december = hits(&app, "demo-agri", "2022-12-31").await;
        let live = [("E01", 27), ("L01", 2), ("L02", 9), ("L06", 1), ("L11", 2), ("L17", 5)];
        assert_eq!(by_rule(&december), BTreeMap::from(live));
        let own = hits(&app, "demo-cooperative", "2022-04-30").await;
        assert!(own.keys().all(|(_, code)| code == "320613018205"), "{own:?}");
    }
}

async fn digest(app: &TestApp) -> Json {
    app.data(
        "demo-agri",
        r#"{ findings(first: 100) { totalCount nodes { id state version lastSeenOn firstSeenOn candidateSince steps { act } } } }"#,
    )
    .await
}

async fn run(app: &TestApp, on: &str) -> Json {
    let document = format!(
        r#"mutation {{ findingsRun(input: {{asOf: "{on}"}}) {{ run {{ hits created reopened candidates }} problems {{ code }} }} }}"#
    );
    app.data("demo-agri", &document).await["findingsRun"]["run"].clone()
}

both! {
    /// Run twice: nothing changes. What was found before stays as it is, whatever day is run again.
    async fn a_run_is_idempotent(stage: Stage) {
        let app = demo_copy(stage).await;
        let before = digest(&app).await;
        assert_eq!(before["findings"]["totalCount"], 34 + 46);
        assert_eq!(run(&app, "2022-12-31").await, json!({ "hits": 46, "created": 0, "reopened": 0, "candidates": 0 }));
        assert_eq!(digest(&app).await, before);
        let first = run(&app, "2022-04-30").await;
        assert_eq!(first["reopened"], 0);
        let after = digest(&app).await;
        assert_eq!(run(&app, "2022-04-30").await["created"], 0);
        assert_eq!(digest(&app).await, after);
        let late = app.error("demo-cooperative", r#"mutation { findingsRun(input: {asOf: "2022-12-31"}) { problems { code } } }"#);
        assert_eq!(late.await.0, "FORBIDDEN");
    }
}

both! {
    /// B9: findings by rule and village, all closed; B15 and the report.
    async fn the_campaign_in_figures(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ findingStatistics(groupBy: [RULE, COLLECTIVE], filter: {campaign: ["ZCPH-2022"]}, asOf: "2022-12-31") {
              cells { rule { number } collective { unit { code } } found closed }
              total { found closed overdue closureRate onTimeRate averageDays recovered uplift } }
            annualReport(year: 2022) { leases { collectives projects findings findingsClosed } paragraph }
            campaigns { nodes { code state coverage { projects inspected rate openFindings } } } }"#;
        let data = app.data("demo-agri", query).await;
        let mut cells = BTreeMap::new();
        for cell in items(&data["findingStatistics"]["cells"]) {
            let key = (text(&cell["rule"]["number"]).to_owned(), text(&cell["collective"]["unit"]["code"]).to_owned());
            assert_eq!(cell["found"], cell["closed"]);
            cells.insert(key, cell["found"].as_i64().expect("a count"));
        }
        assert_eq!(cells, expected());
        let total = &data["findingStatistics"]["total"];
        assert_eq!((&total["found"], &total["closed"], &total["overdue"]), (&json!(34), &json!(34), &json!(0)));
        assert_eq!((text(&total["closureRate"]), text(&total["onTimeRate"])), ("100.00", "100.00"));
        assert_eq!((text(&total["recovered"]), text(&total["uplift"])), ("312480.00", "86300.00"));
        assert!(total["averageDays"].as_i64() > Some(10));
        let report = &data["annualReport"]["leases"];
        assert_eq!(*report, json!({ "collectives": 8, "projects": 373, "findings": 34, "findingsClosed": 34 }));
        let paragraph = text(&data["annualReport"]["paragraph"]);
        assert!(paragraph.contains("全面对8个村373个集体资产租赁项目开展自查自纠,发现问题34个并及时整改到位"), "{paragraph}");
        let campaign = json!({ "code": "ZCPH-2022", "state": "CLOSED",
            "coverage": { "projects": 373, "inspected": 373, "rate": "100.00", "openFindings": 0 } });
        assert_eq!(data["campaigns"]["nodes"], json!([campaign]));
        let bi = "{ findingStatistics(groupBy: [RULE], filter: {campaign: [\"ZCPH-2022\"]}) { total { found } } }";
        assert_eq!(app.data("demo-bi", bi).await["findingStatistics"]["total"]["found"], 34);
    }
}

async fn step(app: &TestApp, persona: &str, act: &str, finding: &Json, more: &str) -> Json {
    let document = format!(
        r#"mutation {{ {act}(input: {{finding: "{}", version: {}, {more}}}) {{ finding {{ id version state }} problems {{ code }} }} }}"#,
        text(&finding["id"]),
        finding["version"]
    );
    app.data(persona, &document).await[act].clone()
}

both! {
    /// The closed loop: finder, rectifier and verifier are three; a stale version and a wrong state are refused.
    async fn the_closed_loop(stage: Stage) {
        let app = demo_copy(stage).await;
        let query = r#"{ findings(first: 5, filter: {rule: ["E01"], open: true, unit: ["320613018205"]}) { nodes { id version } } }"#;
        let open = app.data("demo-agri", query).await;
        let (one, other) = (open["findings"]["nodes"][0].clone(), open["findings"]["nodes"][1].clone());
        let code = |payload: &Json| text(&payload["problems"][0]["code"]).to_owned();
        let early = step(&app, "demo-agri", "findingClose", &one, r#"note: "x""#).await;
        assert_eq!(code(&early), "WRONG_STATE");
        let assigned = step(&app, "demo-agri", "findingAssign", &one, r#"owner: "demo-cooperative""#).await;
        assert_eq!(assigned["finding"]["state"], "ASSIGNED", "{assigned}");
        let stale = step(&app, "demo-cooperative", "findingStart", &one, r#"measure: "招租""#).await;
        assert_eq!(code(&stale), "STALE_VERSION");
        let started = step(&app, "demo-cooperative", "findingStart", &assigned["finding"], r#"measure: "招租""#).await;
        let bare = step(&app, "demo-cooperative", "findingSubmit", &started["finding"], r#"note: "完成", documentReference: " ""#).await;
        assert_eq!(code(&bare), "TEXT_MISSING");
        let sent = step(&app, "demo-cooperative", "findingSubmit", &started["finding"], r#"note: "完成", documentReference: "Z-1""#).await;
        assert_eq!(sent["finding"]["state"], "SUBMITTED");
        let closed = step(&app, "demo-agri", "findingClose", &sent["finding"], r#"note: "属实""#).await;
        assert_eq!(closed["finding"]["state"], "CLOSED", "{closed}");
        // The office rectifies the other one itself and may then not verify it.
        let assigned = step(&app, "demo-agri", "findingAssign", &other, r#"owner: "龙潭村""#).await;
        let started = step(&app, "demo-agri", "findingStart", &assigned["finding"], r#"measure: "代办""#).await;
        let sent = step(&app, "demo-agri", "findingSubmit", &started["finding"], r#"note: "完成", documentReference: "Z-2""#).await;
        let refused = step(&app, "demo-agri", "findingClose", &sent["finding"], r#"note: "属实""#).await;
        assert_eq!(code(&refused), "VERIFIER_RECTIFIED");
        // Another village cannot even tell that it exists.
        let absent = step(&app, "demo-cooperative-2", "findingStart", &other, r#"measure: "x""#).await;
        assert_eq!(code(&absent), "NOT_FOUND");
    }
}
