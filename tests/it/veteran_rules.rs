//! The rules on veterans find what was planted, what is broken, and nothing else; in the closed loop of the stations.

use sea_orm::ConnectionTrait;
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, demo, demo_copy, items, text},
};

/// Hits of the rules as of a day, by rule.
async fn hits(app: &TestApp, persona: &str, day: &str) -> Vec<(String, Json)> {
    let query = format!(
        r#"{{ ruleHits(asOf: "{day}", rules: ["V01", "V02", "V03", "V04", "V05", "V06"]) {{
        rule {{ number }} unit {{ code }} collective {{ id }} veteran {{ id }} explain evidence {{ name value }} }} }}"#
    );
    let data = app.data(persona, &query).await;
    items(&data["ruleHits"]).iter().map(|hit| (text(&hit["rule"]["number"]).to_owned(), hit.clone())).collect()
}

fn tally(hits: &[(String, Json)]) -> Vec<(&str, usize)> {
    let count = |rule| hits.iter().filter(|(number, _)| number == rule).count();
    ["V01", "V02", "V03", "V04", "V05", "V06"].into_iter().map(|rule| (rule, count(rule))).collect()
}

both! {
    /// As of the end of the year: 12 cards, 37 plaques, 8 check-ups, 5 pensions; a day earlier in the year it was other.
    async fn what_was_planted(stage: Stage) {
        let app = demo(stage).await;
        let found = hits(&app, "demo-veterans", "2022-12-31").await;
        assert_eq!(tally(&found), [("V01", 0), ("V02", 12), ("V03", 37), ("V04", 8), ("V05", 5), ("V06", 0)]);
        for (_, hit) in &found {
            assert!(hit["collective"].is_null() && hit["unit"]["code"].is_string() && hit["veteran"]["id"].is_string(), "{hit}");
            assert!(text(&hit["explain"]).ends_with('。'), "{hit}");
        }
        assert_eq!(hits(&app, "demo-staff", "2022-12-31").await.len(), found.len(), "civil affairs sees the same");
        let own = hits(&app, "demo-veterans-longtan", "2022-12-31").await;
        let of_unit = found.iter().filter(|(_, hit)| hit["unit"]["code"] == "320613018205").count();
        assert!(of_unit > 0 && own.len() == of_unit, "a unit's station its own");
        // In January no card had waited, and nobody had been examined yet.
        let early = hits(&app, "demo-veterans", "2022-01-15").await;
        assert_eq!((tally(&early)[1], tally(&early)[3]), (("V02", 0), ("V04", 134)), "two turned 75 later");
        let (code, _) = app.error("demo-agri", r#"{ ruleHits(asOf: "2022-12-31", rules: ["V05"]) { explain } }"#).await;
        assert_eq!(code, "BAD_INPUT", "not a rule of that office");
    }
}

both! {
    /// Each rule fires on exactly what is broken.
    async fn what_is_broken(stage: Stage) {
        let app = demo_copy(stage).await;
        let before = tally(&hits(&app, "demo-veterans", "2022-12-31").await).into_iter().map(|(_, count)| count).collect::<Vec<_>>();
        let db = app.app.db.owner();
        let break_it = async |sql: &str| db.execute_unprepared(sql).await.unwrap_or_else(|err| panic!("{sql}: {err}"));
        break_it("UPDATE veteran SET archive_on = NULL WHERE id = 1").await;
        break_it("UPDATE veteran_card SET state = 'RECEIVED', issued_on = NULL, applied_on = '2022-02-01', state_since = '2022-03-01' \
            WHERE id = (SELECT min(id) FROM veteran_card WHERE state = 'ISSUED')").await;
        break_it("DELETE FROM veteran_step WHERE benefit_id = (SELECT min(id) FROM veteran_benefit WHERE kind = 'PLAQUE' AND state = 'DELIVERED')").await;
        break_it("UPDATE veteran_benefit SET state = 'REGISTERED', delivered_on = NULL \
            WHERE id = (SELECT min(id) FROM veteran_benefit WHERE kind = 'CHECK_UP' AND state = 'DELIVERED')").await;
        break_it("UPDATE enrolment SET end_month = 202211, state = 'STOPPED', stop_reason = 'REVIEW_FAILED' WHERE id = \
            (SELECT min(e.id) FROM enrolment e JOIN programme p ON p.id = e.programme_id WHERE p.code = 'YF04')").await;
        break_it("UPDATE enrolment SET person_id = (SELECT e.person_id FROM enrolment e JOIN programme p ON p.id = e.programme_id \
            WHERE p.code = 'YF06' ORDER BY e.id LIMIT 1) WHERE id = (SELECT min(e.id) FROM enrolment e JOIN programme p ON p.id = e.programme_id WHERE p.code = 'YF05')").await;
        let after = tally(&hits(&app, "demo-veterans", "2022-12-31").await).into_iter().map(|(_, count)| count).collect::<Vec<_>>();
        // Who lost the allowance to somebody else has a gap of their own.
        assert_eq!(after, [before[0] + 1, before[1] + 1, before[2] + 1, before[3] + 1, before[4] + 2, before[5] + 1]);
    }
}

both! {
    /// Run by the street's station, assigned, rectified by the unit's, verified by the street's; nobody else sees it.
    async fn the_closed_loop(stage: Stage) {
        let app = demo_copy(stage).await;
        let run = r#"mutation { findingsRun(input: {asOf: "2022-12-31", rules: ["V05"]}) { run { hits created } problems { code } } }"#;
        assert_eq!(app.error("demo-veterans-longtan", run).await.0, "FORBIDDEN", "a unit's station does not run rules");
        assert_eq!(app.data("demo-veterans", run).await["findingsRun"]["run"], json!({ "hits": 5, "created": 0 }), "the demo has run them");
        let whole = r#"mutation { findingsRun(input: {asOf: "2022-12-31"}) { run { hits created } problems { code } } }"#;
        assert_eq!(app.data("demo-veterans", whole).await["findingsRun"]["run"], json!({ "hits": 62, "created": 0 }), "its own rules only");
        assert_eq!(app.data("demo-agri", "{ findings(filter: {domain: [VETERAN]}) { totalCount } }").await["findings"]["totalCount"], 0);
        assert_eq!(app.data("demo-cooperative", "{ findings(filter: {domain: [VETERAN]}) { totalCount } }").await["findings"]["totalCount"], 0);
        let list = r#"{ findings(first: 20, filter: {rule: ["V02", "V03", "V05"]}) { nodes { id version state unit { code } collective { id }
            veteran { id findings { totalCount } resident { name } } rule { number domain } } } }"#;
        let own = app.data("demo-veterans-longtan", list).await;
        let own = items(&own["findings"]["nodes"]);
        assert!(!own.is_empty() && own.iter().all(|node| node["unit"]["code"] == "320613018205" && node["collective"].is_null()));
        let id = text(&own[0]["id"]).to_owned();
        let step = async |persona: &str, act: &str, input: &str| {
            let version = app.data("demo-veterans", &format!(r#"{{ node(id: "{id}") {{ ... on Finding {{ version }} }} }}"#)).await["node"]["version"].clone();
            let query = format!(r#"mutation {{ {act}(input: {{finding: "{id}", version: {version} {input}}}) {{ finding {{ state }} problems {{ code }} }} }}"#);
            app.data(persona, &query).await[act].clone()
        };
        assert_eq!(step("demo-veterans", "findingAssign", r#", owner: "龙潭村退役军人服务站""#).await["finding"]["state"], "ASSIGNED");
        assert_eq!(step("demo-veterans-longtan", "findingStart", r#", measure: "上门核实""#).await["finding"]["state"], "RECTIFYING");
        let submit = r#", note: "已补办", documentReference: "TY-2022-031""#;
        assert_eq!(step("demo-veterans-longtan", "findingSubmit", submit).await["finding"]["state"], "SUBMITTED");
        assert_eq!(step("demo-veterans", "findingClose", r#", note: "核验属实""#).await["finding"]["state"], "CLOSED");
    }
}
