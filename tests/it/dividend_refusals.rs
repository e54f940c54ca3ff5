//! What is refused on registers and plans, beyond what the way of a plan meets by itself.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        act, demo_copy,
        dividends::{
            AGRI, BOARD, COOP, PLAN, at_noon, changed, codes, done, drafted, figures, figures_on, grounds, group,
            joining, lines, members, new_unit, people, refused, unchanged, vote, with,
        },
        sql, text,
    },
};

both! {
    /// The register.
    async fn of_registers(stage: Stage) {
        let app = demo_copy(stage).await;
        let (unit, ids) = group(&app).await;
        let (first, second) = (&ids[0], &ids[1]);
        let cases = [
            ("memberLeave", grounds(json!({ "member": first, "reason": "CIVIL_SERVANT", "effectiveOn": "2019-12-31" })), vec!["BEFORE_FOUNDING"]),
            ("memberLeave", grounds(json!({ "member": "mem_none", "reason": "DEATH" })), vec!["NOT_FOUND"]),
            ("memberLeave", grounds(json!({ "member": first, "reason": "OTHER", "resolution": " " })), vec!["RESOLUTION_MISSING"]),
            ("sharesTransfer", grounds(json!({ "from": first, "to": first, "class": "POPULATION", "shares": 0 })), vec!["SHARES", "SAME_MEMBER"]),
            ("sharesTransfer", grounds(json!({ "from": first, "to": second, "class": "COLLECTIVE", "shares": 1, "resolution": null })), vec!["RESOLUTION_MISSING", "CLASS"]),
            ("sharesIssue", grounds(json!({ "member": first, "class": "POPULATION", "shares": 2_000_000_000 })), vec!["SHARES"]),
            ("sharesIssue", grounds(json!({ "member": first, "class": "POPULATION", "shares": 1, "resolution": null })), vec!["RESOLUTION_MISSING"]),
            ("sharesInherit", grounds(json!({ "from": first, "class": "POPULATION", "heirs": [] })), vec!["NOT_DEAD", "SHARES"]),
            ("registerCorrect", grounds(json!({ "event": "rge_none" })), vec!["NOT_FOUND"]),
        ];
        for (name, input, expected) in cases {
            assert_eq!(unchanged(&app, name, &unit, input.clone()).await, expected, "{name} {input}");
        }
        let leave = grounds(json!({ "member": first, "reason": "CIVIL_SERVANT" }));
        let unit = changed(&app, "memberLeave", &unit, leave.clone()).await;
        assert_eq!(unchanged(&app, "memberLeave", &unit, leave).await, ["NOT_MEMBER"]);
        // Who is dead cannot join; a founding that was decided on is not corrected without a decision.
        let other = people(&app, 5).await.pop().expect("a fifth");
        sql(&app, &format!("UPDATE resident SET died_on = '2019-01-01' WHERE name = '{}'", other.0)).await;
        assert_eq!(unchanged(&app, "memberJoin", &unit, joining(&other, None)).await, ["DEAD"]);
        let events = format!(r#"{{ node(id: "{}") {{ ... on DistributingUnit {{ registerEvents(first: 1) {{ nodes {{ id resolution }} }} }} }} }}"#, text(&unit["id"]));
        let event = app.data(COOP, &events).await["node"]["registerEvents"]["nodes"][0]["id"].clone();
        let silent = grounds(json!({ "event": event, "resolution": null }));
        assert_eq!(unchanged(&app, "registerCorrect", &unit, silent).await, ["RESOLUTION_MISSING"]);
    }
}

both! {
    /// Who left takes no part by shares either, where membership follows the population.
    async fn who_left_takes_no_part(stage: Stage) {
        let app = demo_copy(stage).await;
        let people = people(&app, 2).await;
        let mut unit = new_unit(&app, "NEW-3", "DYNAMIC", "PER_SHARE", "LARGEST_REMAINDER").await;
        for person in &people {
            unit = changed(&app, "memberJoin", &unit, joining(person, None)).await;
        }
        let ids = members(&app, &unit).await;
        for member in &ids {
            unit = changed(&app, "sharesIssue", &unit, grounds(json!({ "member": member, "class": "POPULATION", "shares": 10 }))).await;
        }
        let leave = grounds(json!({ "member": ids[0], "reason": "JOINED_OTHER_COLLECTIVE", "effectiveOn": "2022-06-01" }));
        let unit = changed(&app, "memberLeave", &unit, leave).await;
        let plan = drafted(&app, &unit, figures("100.00")).await;
        let plan = done(&app, COOP, "planCalculate", &plan, json!({})).await;
        assert_eq!((&plan["participants"], &plan["unitPrice"]), (&json!(1), &json!("10.00")));
    }
}

both! {
    /// Plans: figures, votes, publicity, objections; a cancelled plan leaves nothing due.
    async fn of_plans(stage: Stage) {
        let app = demo_copy(stage).await;
        let (unit, ids) = group(&app).await;
        let draft = |year: i32, figures: Json| json!({ "distributingUnit": unit["id"], "year": year, "source": "RENT", "figures": figures });
        for (year, on, expected) in [(2023, "2022-12-31", vec!["YEAR", "RECORD_DATE"]), (2021, "2022-04-01", vec!["RECORD_DATE"]),
            (2019, "2019-12-31", vec!["BEFORE_FOUNDING"])] {
            let payload = act(&app, COOP, "planDraft", PLAN, draft(year, figures_on(on, "1.00"))).await;
            assert_eq!(codes(&payload), expected, "{year} {on}");
        }
        let mut negative = figures_on("2022-12-31", "-1.00");
        negative["losses"] = json!("-2.00");
        assert_eq!(codes(&act(&app, COOP, "planDraft", PLAN, draft(2022, negative)).await), ["AMOUNT", "AMOUNT"]);
        let plan = drafted(&app, &unit, figures("100.00")).await;
        let plan = done(&app, COOP, "planCalculate", &plan, json!({})).await;
        // A member who died before the record date; two numbers of one person.
        let of = |at: usize| format!("(SELECT person_id FROM member WHERE id = {})", minsheng::kernel::id::key(text(&ids[at]), "mem"));
        sql(&app, &format!("UPDATE resident SET died_on = '2022-05-01' WHERE id = {}", of(0))).await;
        assert_eq!(refused(&app, COOP, "planCalculate", &plan, json!({})).await, ["DEAD_MEMBER"]);
        sql(&app, &format!("UPDATE resident SET died_on = NULL WHERE id = {}", of(0))).await;
        sql(&app, &format!("UPDATE member SET origin = 'HISTORY', person_id = (SELECT p FROM (SELECT person_id AS p FROM member WHERE id = {}) q) WHERE id = {}",
            minsheng::kernel::id::key(text(&ids[0]), "mem"), minsheng::kernel::id::key(text(&ids[1]), "mem"))).await;
        assert_eq!(refused(&app, COOP, "planCalculate", &plan, json!({})).await, ["PERSON_TWICE"]);
        let plan = done(&app, BOARD, "planCheck", &plan, json!({ "note": "同意" })).await;
        let plan = done(&app, AGRI, "planReview", &plan, json!({ "note": "同意" })).await;
        let mut early = vote(&plan, 95, 60);
        early["heldOn"] = json!("2022-12-30");
        early["resolution"] = json!("");
        assert_eq!(refused(&app, COOP, "planVote", &plan, early).await, ["VOTE_BEFORE_REVIEW", "RESOLUTION_MISSING", "VOTE_COUNTS"]);
        let plan = done(&app, COOP, "planVote", &plan, vote(&plan, 60, 31)).await;
        let long = json!({ "from": "2022-12-31", "days": 400 });
        assert_eq!(refused(&app, COOP, "planPublish", &plan, long).await, ["PUBLICITY_TOO_LONG"]);
        let plan = done(&app, COOP, "planPublish", &plan, json!({ "from": "2022-12-31", "days": 7 })).await;
        let empty = json!({ "member": "mem_none", "raisedBy": " ", "reason": " " });
        assert_eq!(refused(&app, AGRI, "objectionRaise", &plan, empty).await, ["NOT_FOUND", "WHO_MISSING", "REASON_MISSING"]);
        let plan = done(&app, AGRI, "objectionRaise", &plan, json!({ "raisedBy": "村民", "reason": "账目不清" })).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on DistributionPlan {{ objections {{ nodes {{ id }} }} }} }} }}"#, text(&plan["id"]));
        let objection = app.data(COOP, &query).await["node"]["objections"]["nodes"][0]["id"].clone();
        let answer = json!({ "objection": objection, "outcome": "UPHELD", "answer": " " });
        assert_eq!(refused(&app, AGRI, "objectionAnswer", &plan, answer).await, ["SAME_PERSON", "ANSWER_MISSING"]);
        sql(&app, "UPDATE plan_objection SET recorded_by = 'somebody'").await;
        let answer = json!({ "objection": objection, "outcome": "UPHELD", "answer": "账目有误" });
        let plan = done(&app, AGRI, "objectionAnswer", &plan, answer).await;
        let approve = json!({ "contentHash": plan["contentHash"], "idempotencyKey": " " });
        assert_eq!(refused(&app, AGRI, "planApprove", &plan, approve).await, ["IDEMPOTENCY_KEY"]);
        let approve = json!({ "contentHash": plan["contentHash"], "idempotencyKey": "a1" });
        assert_eq!(refused(&app, AGRI, "planApprove", &plan, approve).await, ["PUBLICITY_RUNNING", "OBJECTION_UPHELD"]);
        assert_eq!(refused(&app, COOP, "planCancel", &plan, json!({ "reason": " " })).await, ["REASON_MISSING"]);
        assert_eq!(refused(&app, COOP, "planPay", &plan, json!({ "idempotencyKey": "p1" })).await, ["WRONG_STATE"]);
        let nothing = json!({ "results": [], "idempotencyKey": "c1" });
        let confirmed = act(&app, COOP, "payoutConfirm", "plan { id }", with("plan", &plan, nothing)).await;
        assert_eq!(codes(&confirmed), ["WRONG_STATE", "NOTHING"]);
        let nobody = json!({ "line": "pol_none", "heirs": [], "documentReference": "", "idempotencyKey": "h1" });
        assert_eq!(refused(&app, COOP, "payoutInherit", &plan, nobody).await, ["WRONG_STATE", "NOT_FOUND", "DOCUMENT_MISSING", "HEIRS_MISSING"]);
        let plan = done(&app, COOP, "planCancel", &plan, json!({ "reason": "账目重审" })).await;
        assert_eq!(plan["state"], "CANCELLED");
        assert!(lines(&app, &plan).await.is_empty());
        let again = act(&app, COOP, "planDraft", PLAN, json!({ "distributingUnit": unit["id"], "year": 2022, "source": "INVESTMENT", "figures": figures("1.00") })).await;
        assert_eq!(codes(&again), Vec::<String>::new(), "the year is free again");
    }
}

both! {
    /// A year opens with what the year before left over, unless somebody says why not; what was only calculated is
    /// nobody's money yet.
    async fn a_year_opens_with_what_was_left(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-12-20");
        let query = r#"{ distributionPlans(first: 1, filter: {year: [2022], unit: ["320613018205"], kind: [SHARE_GROUP]}) { nodes {
            netIncome opening losses reserve distributable carriedForward distributingUnit { id version number } } } }"#;
        let before = app.data(COOP, query).await["distributionPlans"]["nodes"][0].clone();
        let fen = |field: &str| text(&before[field]).replace('.', "").parse::<i64>().expect("an amount");
        let left = fen("netIncome") + fen("opening") - fen("losses") - fen("reserve") - fen("distributable") + fen("carriedForward");
        assert!(left > 0, "something is left over");
        let money = |fen: i64| format!("{}.{:02}", fen / 100, fen % 100);
        let figures = |opening: Option<i64>, reason: Option<&str>| json!({ "recordDate": "2023-10-31", "netIncome": "100000.00", "opening": opening.map(money),
            "openingReason": reason, "losses": "0.00", "reserve": "30000.00", "distributable": "70000.00" });
        let draft = |figures: Json| json!({ "distributingUnit": before["distributingUnit"]["id"], "year": 2023, "source": "RENT", "figures": figures });
        let plan = "plan { id version opening steps(first: 1) { nodes { note } } }";
        for invented in [left + 1, left - 1, 0] {
            let payload = act(&app, COOP, "planDraft", plan, draft(figures(Some(invented), None))).await;
            assert_eq!(codes(&payload), ["OPENING_BALANCE"], "{invented}");
        }
        let payload = act(&app, COOP, "planDraft", plan, draft(figures(None, None))).await;
        assert_eq!(payload["plan"]["opening"], json!(money(left)));
        let calculated = done(&app, COOP, "planCalculate", &payload["plan"], json!({})).await;
        let due = r#"{ payoutLines(first: 1, filter: {year: [2023]}) { totalCount } all: payoutLines(first: 1, filter: {year: [2023], distributed: false}) { totalCount } }"#;
        let data = app.data(COOP, due).await;
        assert_eq!((&data["payoutLines"]["totalCount"], &data["all"]["totalCount"]), (&json!(0), &calculated["participants"]));
        let revised = act(&app, COOP, "planRevise", plan, with("plan", &calculated, json!({ "figures": figures(Some(0), Some("审计调整")) }))).await;
        assert_eq!(revised["plan"]["opening"], "0.00");
    }
}
