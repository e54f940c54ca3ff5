//! The rules on dividends find what is broken, and nothing else.

use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::{
    both,
    support::{TestApp, demo_copy, items, text},
};

/// Findings of the dividend rules as of the demo's day, by rule.
async fn found(app: &TestApp) -> Vec<(String, String)> {
    let query = r#"{ ruleHits(asOf: "2022-12-31", rules: ["D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08"]) {
        rule { number } plan { year } payoutLine { id } explain } }"#;
    let data = app.data("demo-agri", query).await;
    let hits = items(&data["ruleHits"])
        .iter()
        .map(|hit| (text(&hit["rule"]["number"]).to_owned(), text(&hit["explain"]).to_owned()));
    hits.collect()
}

both! {
    /// D01-D08 find nothing in the demo, and exactly what is broken when something is; in the same closed loop.
    async fn dividend_rules(stage: Stage) {
        let app = demo_copy(stage).await;
        assert_eq!(found(&app).await, []);
        let db = app.app.db.owner();
        let plan = |year: i32, number: &str| format!(
            "(SELECT p.id FROM distribution_plan p JOIN distributing_unit u ON u.id = p.distributing_unit_id WHERE u.number = '{number}' AND p.year = {year})");
        let break_it = async |sql: String| db.execute_unprepared(&sql).await.unwrap_or_else(|err| panic!("{sql}: {err}"));
        break_it(format!("UPDATE distribution_plan SET carried_forward_fen = 1 WHERE id = {}", plan(2022, "VG-001"))).await;
        let first = format!("(SELECT min(id) FROM payout_line WHERE plan_id = {})", plan(2022, "VG-002"));
        let second = format!("(SELECT min(id) + 1 FROM payout_line WHERE plan_id = {})", plan(2022, "VG-002"));
        // A subquery on the table that is updated, once more wrapped, for both databases.
        break_it(format!("UPDATE payout_line SET person_id = (SELECT person_id FROM payout_line WHERE id = {first}) WHERE id = {second}")).await;
        break_it(format!("UPDATE resident SET died_on = '2022-05-01' WHERE id = (SELECT person_id FROM payout_line WHERE plan_id = {} ORDER BY id LIMIT 1)", plan(2022, "VG-003"))).await;
        break_it(format!("UPDATE distribution_plan SET publicity_to = publicity_from WHERE id = {}", plan(2022, "VG-004"))).await;
        break_it(format!("UPDATE distribution_plan SET reserve_fen = reserve_fen - 100, opening_fen = opening_fen - 100 WHERE id = {}", plan(2022, "VG-005"))).await;
        break_it(format!("UPDATE distribution_plan SET losses_fen = losses_fen + 10000000 WHERE id = {}", plan(2022, "VG-006"))).await;
        break_it(format!("UPDATE payout_line SET state = 'UNCLAIMED', reason = 'NO_BANK_CARD', unclaimed_on = '2021-12-20', settled_on = NULL \
            WHERE id = (SELECT min(id) FROM payout_line WHERE plan_id = {})", plan(2021, "VG-007"))).await;
        break_it(format!("UPDATE membership SET valid_to = '2022-06-01' WHERE id = (SELECT min(m.id) FROM membership m JOIN payout_line l ON l.member_id = m.member_id WHERE l.plan_id = {})", plan(2022, "VG-008"))).await;
        let hits = found(&app).await;
        let mut rules: Vec<&str> = hits.iter().map(|(rule, _)| rule.as_str()).collect();
        rules.sort_unstable();
        let d03 = rules.iter().filter(|rule| **rule == "D03").count();
        rules.dedup();
        assert_eq!(rules, ["D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08"], "{hits:#?}");
        assert!(d03 >= 1 && hits.len() - d03 == 7, "{hits:#?}");
        let run = r#"mutation { findingsRun(input: {asOf: "2022-12-31", rules: ["D01", "D07"]}) { run { hits created } problems { code } } }"#;
        assert_eq!(app.data("demo-agri", run).await["findingsRun"]["run"], json!({ "hits": 2, "created": 2 }));
        assert_eq!(app.data("demo-agri", run).await["findingsRun"]["run"], json!({ "hits": 2, "created": 0 }));
        let findings = r#"{ findings(filter: {rule: ["D01", "D07"]}) { nodes { id version state rule { number domain } plan { year distributingUnit { number }
            findings { totalCount } } payoutLine { amount } evidence { name value } } } }"#;
        let findings = app.data("demo-cooperative", findings).await["findings"]["nodes"].clone();
        assert_eq!(findings[0]["plan"], json!({ "year": 2022, "distributingUnit": { "number": "VG-001" }, "findings": { "totalCount": 1 } }));
        assert!(findings[0]["payoutLine"].is_null() && findings[1]["payoutLine"].is_object(), "{findings}");
        let assign = format!(r#"mutation {{ findingAssign(input: {{finding: "{}", version: 1, owner: "龙潭村股份经济合作社"}}) {{ finding {{ state }} problems {{ code }} }} }}"#,
            text(&findings[0]["id"]));
        assert_eq!(app.data("demo-agri", &assign).await["findingAssign"]["finding"]["state"], "ASSIGNED");
    }
}
