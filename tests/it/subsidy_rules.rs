//! The rules on subsidies find exactly what was planted (domain reference, 8.3), and who may deal with it.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, demo, demo_copy, items, text},
};

const LONGTAN: &str = "320613018205";

/// Hits of one rule as of the end of 2022.
async fn hits(app: &TestApp, persona: &str, rules: &[&str]) -> Vec<Json> {
    let rules = format!("\"{}\"", rules.join("\", \""));
    let query = format!(
        r#"{{ ruleHits(asOf: "2022-12-31", rules: [{rules}]) {{
        rule {{ number domain }} severity amount explain evidence {{ name value }} unit {{ code }} collective {{ id }}
        resident {{ id }} enrolment {{ id }} payment {{ reference state }} payroll {{ month programme {{ code }} paidOn }} }} }}"#
    );
    items(&app.data(persona, &query).await["ruleHits"]).clone()
}

async fn staff(app: &TestApp, rule: &str) -> Vec<Json> {
    hits(app, "demo-staff", &[rule]).await
}

/// A fact of the evidence.
fn fact<'a>(hit: &'a Json, name: &str) -> &'a str {
    let found = items(&hit["evidence"]).iter().find(|fact| fact["name"] == name);
    text(&found.unwrap_or_else(|| panic!("no {name} in {hit}"))["value"])
}

fn persons(hits: &[Json]) -> usize {
    hits.iter().map(|hit| text(&hit["resident"]["id"])).collect::<BTreeSet<_>>().len()
}

fn fen(amount: &Json) -> i64 {
    text(amount).replace('.', "").parse().expect("an amount")
}

/// Findings, persons, lines and fen of a rule about lines.
fn figures(all: &[Json], rule: &str) -> (usize, usize, usize, i64) {
    let found: Vec<Json> = all.iter().filter(|hit| hit["rule"]["number"] == rule).cloned().collect();
    let lines = found.iter().map(|hit| fact(hit, "count").parse::<usize>().expect("a count"));
    let listed: usize = found.iter().map(|hit| fact(hit, "lines").split('、').count()).sum();
    let lines = lines.sum();
    assert_eq!(listed, lines, "{rule} lists its lines");
    (found.len(), persons(&found), lines, found.iter().map(|hit| fen(&hit["amount"])).sum())
}

both! {
    /// Persons, lines and amounts of every rule about lines.
    async fn lines_that_were_planted(stage: Stage) {
        let app = demo(stage).await;
        let rules = ["S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S15", "S16"];
        let all = hits(&app, "demo-staff", &rules).await;
        let found: Vec<_> = rules.into_iter().map(|rule| (rule, figures(&all, rule))).collect();
        let sizes: Vec<_> = found.iter().map(|(rule, (_, persons, lines, _))| (*rule, *persons, *lines)).collect();
        assert_eq!(sizes, [
            ("S01", 6, 11), ("S02", 3, 9), ("S03", 6, 19), ("S04", 1, 4), ("S05", 11, 19),
            ("S06", 5, 8), ("S07", 1, 2), ("S08", 6, 10), ("S15", 1, 2), ("S16", 2, 5),
        ]);
        assert!(found.iter().all(|(_, (hits, persons, ..))| hits == persons), "one problem a person: {found:?}");
        assert_eq!((found[3].1.3, found[4].1.3), (16_000, 69_000), "160.00 over, 690.00 short");
    }
}

both! {
    /// Entitlements, persons, accounts, returns and payrolls.
    async fn subjects_that_were_planted(stage: Stage) {
        let app = demo(stage).await;
        let rules = ["S09", "S10", "S11", "S12", "S13", "S14", "S17", "S18"];
        let all = hits(&app, "demo-staff", &rules).await;
        let of = |rule: &str| all.iter().filter(|hit| hit["rule"]["number"] == rule).cloned().collect::<Vec<Json>>();
        let found: Vec<(&str, Vec<Json>)> = rules.into_iter().map(|rule| (rule, of(rule))).collect();
        let sizes: Vec<_> = found.iter().map(|(rule, hits)| (*rule, hits.len())).collect();
        assert_eq!(sizes, [
            ("S09", 8), ("S10", 3), ("S11", 37), ("S12", 2), ("S13", 5), ("S14", 23), ("S17", 2), ("S18", 4),
        ]);
        let of = |rule: &str| &found.iter().find(|(one, _)| *one == rule).expect("a rule").1;
        for rule in ["S09", "S10", "S11", "S13", "S14", "S18"] {
            assert_eq!(persons(of(rule)), of(rule).len(), "{rule}");
        }
        assert!(of("S09").iter().chain(of("S11")).all(|hit| hit["enrolment"]["id"].is_string()));
        let mut sharing: Vec<&str> = of("S12").iter().map(|hit| fact(hit, "persons")).collect();
        sharing.sort_unstable();
        assert_eq!(sharing, ["3", "4"], "7 persons on two accounts");
        assert!(of("S13").iter().all(|hit| hit["payment"]["state"] == "RETURNED"));
        let late: BTreeSet<(&str, &str)> = of("S17")
            .iter()
            .map(|hit| (text(&hit["payroll"]["programme"]["code"]), text(&hit["payroll"]["paidOn"])))
            .collect();
        assert_eq!(late, BTreeSet::from([("CJ02", "2022-09-28"), ("YL01", "2022-03-29")]));
        assert!(of("S14").iter().all(|hit| fact(hit, "programme") == "ZLJ"), "no gap in nursing");
        let fresh = of("S14").iter().filter(|hit| fact(hit, "eligibleSince") >= "2022-12-01");
        assert_eq!(fresh.count(), 9, "nine turned 80 in December");
        for (_, hits) in &found {
            for hit in hits {
                assert!(hit["collective"].is_null() && text(&hit["explain"]).ends_with('。'), "{hit}");
                assert_eq!(hit["rule"]["domain"], "SUBSIDY");
            }
        }
    }
}

both! {
    /// S10 of section 7.1: who got the old amount after 1 July, and who reached 90 and stays in the tier of 80.
    async fn s10_old_amounts(stage: Stage) {
        let app = demo(stage).await;
        let found = staff(&app, "S05").await;
        let (old, tier): (Vec<&Json>, Vec<&Json>) =
            found.iter().partition(|hit| fact(hit, "tier") == fact(hit, "recordedTier"));
        assert_eq!((old.len(), tier.len()), (7, 4));
        assert!(old.iter().all(|hit| fact(hit, "tier") == "CJ01.C" && fact(hit, "lines").contains(" 2022-07 ")));
        for hit in tier {
            assert_eq!((fact(hit, "recordedTier"), fact(hit, "tier"), fact(hit, "count")), ("ZLJ.T80", "ZLJ.T90", "3"));
            let lines = fact(hit, "lines");
            assert!(["2022-10", "2022-11", "2022-12"].iter().all(|month| lines.contains(month)), "{lines}");
        }
    }
}

both! {
    /// As of a day: what had not happened or was not known is not held against anybody.
    async fn as_of_an_earlier_day(stage: Stage) {
        let app = demo(stage).await;
        let count = async |day: &str, rule: &str| {
            let query = format!(r#"{{ ruleHits(asOf: "{day}", rules: ["{rule}"]) {{ severity }} }}"#);
            items(&app.data("demo-staff", &query).await["ruleHits"]).len()
        };
        assert_eq!(count("2021-12-31", "S01").await, 0);
        assert!(count("2022-12-31", "S01").await > count("2022-06-30", "S01").await);
        assert_eq!(count("2022-02-28", "S04").await, 0, "paid above the standard from March");
        assert_eq!(count("2022-03-31", "S04").await, 1);
        assert_eq!(count("2022-03-28", "S17").await, 0, "the payroll of February or March is not late yet");
        assert_eq!(count("2022-03-31", "S17").await, 1);
    }
}

/// Every finding about subsidies as somebody sees them.
async fn digest(app: &TestApp, persona: &str) -> Json {
    let query = r#"{ findings(first: 100, filter: {domain: [SUBSIDY]}) { totalCount pageInfo { endCursor } nodes {
        id version state evidencePeriod lastSeenOn candidateSince unit { code } rule { number } amount } } }"#;
    app.data(persona, query).await["findings"].clone()
}

async fn run(app: &TestApp, day: &str, rules: &str) -> Json {
    let query = format!(
        r#"mutation {{ findingsRun(input: {{asOf: "{day}" {rules}}}) {{
        run {{ hits created reopened candidates }} problems {{ code }} }} }}"#
    );
    app.data("demo-staff", &query).await["findingsRun"]["run"].clone()
}

both! {
    /// The demo has run them; once more changes nothing, an earlier day makes no second problem of the same case.
    async fn a_run_is_idempotent(stage: Stage) {
        let app = demo_copy(stage).await;
        let before = digest(&app, "demo-staff").await;
        assert_eq!(before["totalCount"], 126);
        let once_more = run(&app, "2022-12-31", "").await;
        assert_eq!(once_more, json!({ "hits": 126, "created": 0, "reopened": 0, "candidates": 0 }), "and no lease rules");
        assert_eq!(digest(&app, "demo-staff").await, before);
        let earlier = run(&app, "2022-11-30", r#", rules: ["S01", "S02", "S03", "S05", "S06", "S08", "S16"]"#).await;
        assert_eq!((&earlier["created"], &earlier["candidates"]), (&json!(0), &json!(0)), "the same cases, with fewer lines");
        let of_leases = r#"mutation { findingsRun(input: {asOf: "2022-12-31", rules: ["L01"]}) { run { hits } problems { code } } }"#;
        assert_eq!(app.error("demo-staff", of_leases).await.0, "BAD_INPUT", "not a rule that civil affairs runs");
    }
}

both! {
    /// A community sees what its unit pays and nothing else; others see nothing.
    async fn who_sees_them(stage: Stage) {
        let app = demo(stage).await;
        let rules = ["S01", "S05", "S11", "S12", "S14"];
        let (all, own) = (hits(&app, "demo-staff", &rules).await, hits(&app, "demo-community", &rules).await);
        let of_unit = all.iter().filter(|hit| hit["unit"]["code"] == LONGTAN).count();
        assert!(own.len() == of_unit && of_unit > 3, "{} of {of_unit}", own.len());
        let mine = digest(&app, "demo-community").await;
        let nodes = items(&mine["nodes"]);
        assert!(!nodes.is_empty() && nodes.iter().all(|node| node["unit"]["code"] == LONGTAN), "{mine}");
        assert_eq!(mine["totalCount"], nodes.len());
        let counted = r#"{ findings(filter: {domain: [SUBSIDY], unit: ["320613018205"]}) { totalCount } }"#;
        assert_eq!(app.data("demo-staff", counted).await["findings"]["totalCount"], nodes.len());
        assert_eq!(app.data("demo-auditor", "{ findings(filter: {domain: [SUBSIDY]}) { totalCount } }").await["findings"]["totalCount"], 126);
        for persona in ["demo-agri", "demo-cooperative", "demo-veterans", "demo-veterans-longtan"] {
            assert_eq!(digest(&app, persona).await["totalCount"], 0, "{persona}");
            let query = r#"{ ruleHits(asOf: "2022-12-31", rules: ["S01"]) { severity } }"#;
            assert_eq!(app.error(persona, query).await.0, "BAD_INPUT", "{persona}");
            let node = format!(r#"{{ node(id: "{}") {{ id }} }}"#, text(&nodes[0]["id"]));
            assert!(app.data(persona, &node).await["node"].is_null(), "{persona}");
        }
        for persona in ["demo-finance", "demo-bi", "demo-admin"] {
            assert_eq!(app.error(persona, "{ findings(filter: {domain: [SUBSIDY]}) { totalCount } }").await.0, "FORBIDDEN");
        }
    }
}

both! {
    /// Assigned by civil affairs, rectified by the community, verified by somebody who did neither.
    async fn the_closed_loop(stage: Stage) {
        let app = demo_copy(stage).await;
        let run = r#"mutation { findingsRun(input: {asOf: "2022-12-31"}) { run { hits } problems { code } } }"#;
        for persona in ["demo-community", "demo-auditor", "demo-finance"] {
            assert_eq!(app.error(persona, run).await.0, "FORBIDDEN", "{persona}");
        }
        let future = r#"mutation { findingsRun(input: {asOf: "2199-01-01", rules: ["S01"]}) { run { hits } problems { code path } } }"#;
        let refused = json!([{ "code": "FUTURE_DATE", "path": "input.asOf" }]);
        assert_eq!(app.data("demo-staff", future).await["findingsRun"]["problems"], refused);
        let first = async |filter: &str| {
            let query = format!(r#"{{ findings(first: 1, filter: {{{filter}}}) {{ nodes {{ id }} }} }}"#);
            text(&app.data("demo-staff", &query).await["findings"]["nodes"][0]["id"]).to_owned()
        };
        let step = async |persona: &str, id: &str, act: &str, input: &str| {
            let node = app.data("demo-staff", &format!(r#"{{ node(id: "{id}") {{ ... on Finding {{ version }} }} }}"#)).await;
            let version = &node["node"]["version"];
            let query = format!(
                r#"mutation {{ {act}(input: {{finding: "{id}", version: {version} {input}}}) {{ finding {{ state }} problems {{ code }} }} }}"#);
            let (_, body) = app.ask(persona, &query, json!({})).await;
            let answer = body["data"][act].clone();
            match body["errors"][0]["extensions"]["code"].as_str() {
                Some(code) => code.to_owned(),
                None => answer["finding"]["state"].as_str().or(answer["problems"][0]["code"].as_str()).expect("an answer").to_owned(),
            }
        };
        let own = first(r#"rule: ["S11"], unit: ["320613018205"]"#).await;
        assert_eq!(step("demo-community", &own, "findingAssign", r#", owner: "demo-community""#).await, "FORBIDDEN");
        assert_eq!(step("demo-agri", &own, "findingAssign", r#", owner: "x""#).await, "NOT_FOUND");
        assert_eq!(step("demo-staff", &own, "findingAssign", r#", owner: "demo-community""#).await, "ASSIGNED");
        assert_eq!(step("demo-community", &own, "findingStart", r#", measure: "上门复核""#).await, "RECTIFYING");
        let submit = r#", note: "已复核", documentReference: "BT-2022-017""#;
        assert_eq!(step("demo-community", &own, "findingSubmit", submit).await, "SUBMITTED");
        assert_eq!(step("demo-community", &own, "findingClose", r#", note: "核验""#).await, "FORBIDDEN");
        assert_eq!(step("demo-staff-2", &own, "findingClose", r#", note: "核验属实""#).await, "CLOSED");
        // What is the street's is rectified by the street, and verified by another of it.
        let late = first(r#"rule: ["S17"]"#).await;
        assert_eq!(step("demo-community", &late, "findingStart", r#", measure: "x""#).await, "NOT_FOUND");
        assert_eq!(step("demo-staff-2", &late, "findingAssign", r#", owner: "demo-staff""#).await, "ASSIGNED");
        assert_eq!(step("demo-staff", &late, "findingStart", r#", measure: "说明原因""#).await, "RECTIFYING");
        assert_eq!(step("demo-staff", &late, "findingSubmit", submit).await, "SUBMITTED");
        assert_eq!(step("demo-staff", &late, "findingClose", r#", note: "自己核验""#).await, "VERIFIER_RECTIFIED");
        assert_eq!(step("demo-staff-2", &late, "findingClose", r#", note: "已说明""#).await, "CLOSED");
        // Civil affairs sees the leases' problems and has no part in them.
        let lease = first(r#"rule: ["L01"]"#).await;
        assert_eq!(step("demo-staff", &lease, "findingWaive", r#", reason: "x""#).await, "FORBIDDEN");
        assert_eq!(step("demo-staff", &lease, "findingStart", r#", measure: "x""#).await, "FORBIDDEN");
    }
}

both! {
    /// A finding names what it is about, both ways; what was put right is found no more and waits to be verified.
    async fn what_it_names_and_when_it_is_gone(stage: Stage) {
        let app = demo_copy(stage).await;
        let query = r#"{ findings(first: 1, filter: {rule: ["S01"]}) { nodes { id evidencePeriod resident { id findings { nodes { id } } }
            enrolment { id findings { totalCount } } payment { id } payroll { id } evidence { name value } } } }"#;
        let dead = app.data("demo-staff", query).await["findings"]["nodes"][0].clone();
        assert_eq!(dead["resident"]["findings"]["nodes"], json!([{ "id": dead["id"] }]), "{dead}");
        assert!(dead["payment"].is_null() && dead["payroll"].is_null());
        let by = format!(r#"{{ findings(filter: {{resident: ["{}"]}}) {{ totalCount }} }}"#, text(&dead["resident"]["id"]));
        assert_eq!(app.data("demo-staff", &by).await["findings"]["totalCount"], 1);
        let back = r#"{ findings(first: 1, filter: {rule: ["S13"]}) { nodes { payment { id bankReturn { code } } payroll { findings { totalCount } } } } }"#;
        let back = app.data("demo-staff", back).await["findings"]["nodes"][0].clone();
        assert!(back["payment"]["bankReturn"]["code"].is_string() && back["payroll"]["findings"]["totalCount"].as_i64() > Some(0), "{back}");
        // Everything S04 found is recovered: nothing is left, and the finding is not closed by itself.
        let db = app.app.db.owner();
        let recover = "INSERT INTO recovery (line_id, resident_id, programme_id, unit_id, amount_fen, recovered_fen, state, reason, \
            opened_on, opened_by, closed_on, version) SELECT l.id, l.resident_id, l.programme_id, l.unit_id, 4000, 4000, 'RECOVERED', \
            'x', '2022-12-01', 'x', '2022-12-20', 1 FROM payment_line l JOIN programme p ON p.id = l.programme_id \
            WHERE p.code = 'ZLJ' AND l.amount_fen = 10000 AND l.tier_id = \
            (SELECT t.id FROM programme_tier t WHERE t.programme_id = p.id AND t.code = 'T80')";
        db.execute_unprepared(recover).await.expect("recoveries");
        assert_eq!(staff(&app, "S04").await, Vec::<Json>::new());
        assert_eq!(run(&app, "2022-12-31", r#", rules: ["S04"]"#).await, json!({ "hits": 0, "created": 0, "reopened": 0, "candidates": 1 }));
        let known = app.data("demo-staff", r#"{ findings(filter: {rule: ["S04"]}) { nodes { state candidateSince } } }"#).await;
        assert_eq!(known["findings"]["nodes"], json!([{ "state": "DISCOVERED", "candidateSince": "2022-12-31" }]));
    }
}
