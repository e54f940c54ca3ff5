//! Entitlements: suspended, reviewed, changed, stopped; those that should have been.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        TestApp, act, count, demo_copy,
        dividends::{at_noon, codes, with},
        items, sql, text,
    },
};

const COMMUNITY: &str = "demo-community";
const REVIEWER: &str = "demo-staff";
const KEPT: &str = "enrolment { id version state startMonth endMonth stopReason nextReviewOn tier account { holderName } \
    steps { act doneOn month actor note related { id state startMonth endMonth tier version } } }";

async fn enrolled(app: &TestApp, filter: &str) -> Json {
    let query = format!(
        "{{ enrolments(first: 1, filter: {{ unit: [\"320613018205\"], lapsed: false, {filter} }}) {{ nodes {{ id version startMonth tier resident {{ id name }} }} }} }}"
    );
    app.data(COMMUNITY, &query).await["enrolments"]["nodes"][0].clone()
}

async fn kept(app: &TestApp, persona: &str, name: &str, row: &Json, more: Json) -> Json {
    let payload = act(app, persona, name, KEPT, with("enrolment", row, more)).await;
    assert_eq!(payload["problems"], json!([]), "{name}");
    payload["enrolment"].clone()
}

async fn not_kept(app: &TestApp, persona: &str, name: &str, row: &Json, more: Json) -> Vec<String> {
    let payload = act(app, persona, name, KEPT, with("enrolment", row, more)).await;
    assert!(payload["enrolment"].is_null(), "{name}: {payload}");
    codes(&payload)
}

both! {
    /// Suspended, reviewed, resumed, stopped: a review lifts no suspension, and what has stopped never returns.
    async fn entitlements_are_kept(stage: Stage) {
        let mut app = demo_copy(stage).await;
        let row = enrolled(&app, r#"programme: ["ZLJ"], state: [ACTIVE], nextReviewOn: {to: "2022-12-30"}"#).await;
        assert!(row.is_object(), "a review is overdue");
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentResume", &row, json!({ "reason": "x" })).await, ["WRONG_STATE", "REVIEW_DUE"]);
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentSuspend", &row, json!({ "reason": "" })).await, ["TEXT"]);
        let row = kept(&app, COMMUNITY, "enrolmentReview", &row, json!({ "reviewedOn": "2022-12-30", "outcome": "SUSPEND", "finding": "未见本人" })).await;
        assert_eq!(row["state"], "SUSPENDED");
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentResume", &row, json!({ "reason": "本人到场" })).await, ["REVIEW_DUE"]);
        let late = json!({ "reviewedOn": "2023-01-01", "outcome": "PASSED", "finding": "本人在家" });
        assert_eq!(not_kept(&app, COMMUNITY, "enrolmentReview", &row, late).await, ["FUTURE_DATE"]);
        let row = kept(&app, COMMUNITY, "enrolmentReview", &row, json!({ "reviewedOn": "2022-12-31", "outcome": "PASSED", "finding": "本人在家" })).await;
        assert_eq!((&row["state"], &row["nextReviewOn"]), (&json!("SUSPENDED"), &json!("2023-12-31")), "only a resumption lifts it");
        let row = kept(&app, REVIEWER, "enrolmentResume", &row, json!({ "reason": "复核通过" })).await;
        let stop = json!({ "reviewedOn": "2022-12-31", "outcome": "STOP", "finding": "x" });
        let query = "mutation($input: EnrolmentReviewInput!) { enrolmentReview(input: $input) { problems { code } } }";
        let (_, body) = app.ask(COMMUNITY, query, json!({ "input": with("enrolment", &row, stop) })).await;
        assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN", "a community does not stop: {body}");

        // Another account.
        let other = json!({ "account": { "number": "6299990000000000020", "holder": "李代领" }, "reason": "子女代领" });
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentAccountChange", &row, other).await, ["HOLDER_MISMATCH"]);
        let other = json!({ "account": { "number": "6299990000000000020", "holder": "李代领", "agent": { "relation": "子女", "documentReference": "WT-1" } }, "reason": "子女代领" });
        let row = kept(&app, REVIEWER, "enrolmentAccountChange", &row, other).await;
        assert_eq!(row["account"]["holderName"], "李代领");
        assert_eq!(count(&app, "SELECT COUNT(*) FROM agent_authorisation WHERE document = 'WT-1'").await, 1);

        // Another tier: from a month that is not paid yet.
        let tier = |from: &str, tier: &str| json!({ "tier": tier, "from": from, "reason": "满 90 周岁" });
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentTierChange", &row, tier("2022-12", "ZLJ.T90")).await, ["MONTH_PAID"]);
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentTierChange", &row, tier("2023-02", "ZLJ.T90")).await, ["FROM_MONTH"]);
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentTierChange", &row, tier("2023-01", text(&row["tier"]))).await, ["UNCHANGED"]);
        let changed = kept(&app, REVIEWER, "enrolmentTierChange", &row, tier("2023-01", "ZLJ.T100")).await;
        assert_eq!((&changed["state"], &changed["endMonth"], &changed["stopReason"]), (&json!("STOPPED"), &json!("2022-12"), &json!("OTHER_PROGRAMME")));
        let next = items(&changed["steps"]).last().expect("a step")["related"].clone();
        assert_eq!((&next["state"], &next["startMonth"], &next["tier"]), (&json!("ACTIVE"), &json!("2023-01"), &json!("ZLJ.T100")));
        let acts: Vec<&str> = items(&changed["steps"]).iter().map(|step| text(&step["act"])).collect();
        assert_eq!(acts, ["REVIEW_FAILED", "REVIEW_PASSED", "RESUME", "ACCOUNT_CHANGE", "TIER_CHANGE"]);
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentResume", &changed, json!({ "reason": "x" })).await, ["WRONG_STATE"]);

        // The month of the event is payable, the next is not.
        app.app.clock = at_noon("2023-03-20");
        let event = |day: &str| json!({ "reason": "VOLUNTARY", "eventOn": day, "note": "本人申请" });
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentStop", &next, event("2022-12-31")).await, ["BEFORE_START"]);
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentStop", &next, event("2023-03-21")).await, ["FUTURE_DATE"]);
        let stopped = kept(&app, REVIEWER, "enrolmentStop", &next, event("2023-03-01")).await;
        assert_eq!((&stopped["state"], &stopped["endMonth"]), (&json!("STOPPED"), &json!("2023-03")));
        for name in ["enrolmentSuspend", "enrolmentResume"] {
            assert_eq!(not_kept(&app, REVIEWER, name, &stopped, json!({ "reason": "x" })).await, ["WRONG_STATE"], "{name}");
        }
        // Pensions are the stations'.
        let pension = app.data(REVIEWER, r#"{ enrolments(first: 1, filter: {programme: ["YF05"], state: [ACTIVE]}) { nodes { id version } } }"#).await;
        let pension = &pension["enrolments"]["nodes"][0];
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentSuspend", pension, json!({ "reason": "x" })).await, ["VETERAN_PENSION"]);
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentSuspend", &json!({ "id": pension["id"], "version": 9 }), json!({ "reason": "x" })).await, ["STALE_VERSION"]);
    }
}

both! {
    /// Who is dead or has left and still stands as entitled: as many as the rows say; stopping takes them off.
    async fn lapsed_entitlements(stage: Stage) {
        let app = demo_copy(stage).await;
        // Somebody dies whom nobody has taken off yet.
        let row = enrolled(&app, r#"programme: ["ZLJ"], state: [ACTIVE]"#).await;
        let resident = minsheng::kernel::id::key(text(&row["resident"]["id"]), "res");
        sql(&app, &format!("UPDATE resident SET died_on = '2022-12-20' WHERE id = {resident}")).await;
        sql(&app, &format!("INSERT INTO life_event (resident_id, kind, happened_on, month, recorded_on) VALUES ({resident}, 'DEATH', '2022-12-20', 202212, '2022-12-21')")).await;
        let query = r#"{ enrolments(first: 100, filter: {lapsed: true}) { totalCount nodes { id version state programme { group } resident { diedOn movedOutOn } } } }"#;
        let data = app.data(REVIEWER, query).await;
        let rows = count(&app, "SELECT COUNT(*) FROM enrolment e JOIN resident r ON r.id = e.person_id WHERE e.state <> 'STOPPED' AND e.end_month IS NULL \
            AND (r.died_on IS NOT NULL OR r.moved_out_on IS NOT NULL)").await;
        assert_eq!(data["enrolments"]["totalCount"], json!(rows));
        let row = items(&data["enrolments"]["nodes"]).iter().find(|one| one["id"] == row["id"]).expect("the one who died");
        let wrong = json!({ "reason": "DEATH", "eventOn": "2022-12-31", "note": "数据比对" });
        assert_eq!(not_kept(&app, REVIEWER, "enrolmentStop", row, wrong).await, ["EVENT_DATE"]);
        let stopped = kept(&app, REVIEWER, "enrolmentStop", row, json!({ "reason": "DEATH", "eventOn": "2022-12-20", "note": "数据比对" })).await;
        assert_eq!(stopped["endMonth"], "2022-12");
        assert_eq!(app.data(REVIEWER, query).await["enrolments"]["totalCount"], json!(rows - 1));
    }
}
