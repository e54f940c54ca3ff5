//! The register and plans up to their approval, through the API alone, with what is refused on the way.

use sea_orm::ConnectionTrait;
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        act, demo_copy,
        dividends::{
            AGRI, BOARD, COOP, PLAN, UNIT, at_noon, changed, codes, done, drafted, figures, figures_on, grounds, group,
            joining, lines, members, new_unit, people, published_of, refused, unchanged, vote, with,
        },
        items, text,
    },
};

both! {
    /// A new group, its register and the figures of a plan, with every refusal on them.
    async fn register_and_figures(stage: Stage) {
        let app = demo_copy(stage).await;
        let people = people(&app, 4).await;
        let unit = new_unit(&app, "NEW-1", "DYNAMIC", "PER_HEAD", "LARGEST_REMAINDER").await;
        let collective = app.data(COOP, "{ collectives { id } }").await["collectives"][0]["id"].clone();
        let twice = json!({ "collective": collective, "number": "NEW-1", "kind": "SHARE_GROUP", "name": "x", "membershipMode": "DYNAMIC", "basis": "PER_HEAD",
            "rounding": "CARRY_FORWARD", "reserveRate": "101.00", "publicityDays": 6, "foundedOn": "2020-01-01" });
        assert_eq!(codes(&act(&app, COOP, "distributingUnitRegister", UNIT, twice).await), ["NUMBER_TAKEN", "RATE", "DAYS"]);
        // Money and nobody to take it.
        let plan = drafted(&app, &unit, figures("70000.00")).await;
        assert_eq!(refused(&app, COOP, "planCalculate", &plan, json!({})).await, ["NO_MEMBERS"]);
        let wrong = json!({ "idNumber": people[0].1, "name": "某某某", "reason": "FOUNDING", "effectiveOn": "2020-01-01", "evidence": "CY-1", "resolution": "JY" });
        assert_eq!(unchanged(&app, "memberJoin", &unit, wrong).await, ["NOT_REGISTERED"]);
        let bare = json!({ "idNumber": people[0].1, "name": people[0].0, "reason": "RECONFIRMED", "effectiveOn": "2023-01-01", "evidence": " " });
        assert_eq!(unchanged(&app, "memberJoin", &unit, bare).await, ["FUTURE_DATE", "EVIDENCE_MISSING", "RESOLUTION_MISSING"]);
        let unit = changed(&app, "memberJoin", &unit, joining(&people[0], Some("6299990000000000012"))).await;
        assert_eq!(unchanged(&app, "memberJoin", &unit, joining(&people[0], None)).await, ["ALREADY_MEMBER"]);
        let stale = json!({ "id": unit["id"], "version": 1 });
        assert_eq!(unchanged(&app, "memberJoin", &stale, joining(&people[1], None)).await, ["STALE_VERSION"]);
        let ids = members(&app, &unit).await;
        let leave = json!({ "member": ids[0], "reason": "BIRTH", "effectiveOn": "2022-01-01", "evidence": "CY-2", "resolution": "JY" });
        assert_eq!(unchanged(&app, "memberLeave", &unit, leave).await, ["REASON"]);
        let leave = json!({ "member": ids[0], "reason": "CIVIL_SERVANT", "effectiveOn": "2022-06-01", "evidence": "CY-2", "resolution": "JY-2" });
        let unit = changed(&app, "memberLeave", &unit, leave).await;
        let mut back = joining(&people[0], None);
        back["effectiveOn"] = json!("2022-09-01");
        back["number"] = json!(9);
        assert_eq!(unchanged(&app, "memberJoin", &unit, back.clone()).await, ["NUMBER_KEPT"]);
        back["number"] = Json::Null;
        let unit = changed(&app, "memberJoin", &unit, back).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on Member {{ account {{ masked }} memberships {{ validFrom validTo }} }} }} }}"#, text(&ids[0]));
        let spells = json!([{ "validFrom": "2020-01-01", "validTo": "2022-06-01" }, { "validFrom": "2022-09-01", "validTo": null }]);
        assert_eq!(app.data(COOP, &query).await["node"]["memberships"], spells);
        let late = json!({ "distributingUnit": unit["id"], "year": 2022, "source": "RENT", "figures":
            { "recordDate": "2023-01-01", "netIncome": "100.00", "opening": "0.00", "losses": "0.00", "reserve": "29.99", "distributable": "70.02" } });
        assert_eq!(codes(&act(&app, COOP, "planDraft", PLAN, late).await), ["FUTURE_DATE", "OVER_DISTRIBUTED", "RESERVE_BELOW_ARTICLES"]);
        let again = json!({ "distributingUnit": unit["id"], "year": 2022, "source": "INVESTMENT", "figures": figures("1.00") });
        assert_eq!(codes(&act(&app, COOP, "planDraft", PLAN, again).await), ["PLAN_EXISTS"]);
        let foreign = act(&app, "demo-cooperative-2", "planCalculate", PLAN, with("plan", &plan, json!({}))).await;
        assert_eq!(codes(&foreign), ["NOT_FOUND"]);
    }
}

both! {
    /// Check, review, vote, publicity, objections, approval: each step by the right person, on the same content.
    async fn from_calculated_to_approved(stage: Stage) {
        let mut app = demo_copy(stage).await;
        let (unit, ids) = group(&app).await;
        let plan = drafted(&app, &unit, figures("1.00")).await;
        let plan = done(&app, COOP, "planRevise", &plan, json!({ "figures": figures("10000.01") })).await;
        let plan = done(&app, COOP, "planCalculate", &plan, json!({})).await;
        assert_eq!((&plan["unitPrice"], &plan["participants"]), (&json!("2500.00"), &json!(4)));
        let amounts: Vec<String> = lines(&app, &plan).await.iter().map(|line| text(&line["amount"]).to_owned()).collect();
        assert_eq!(amounts, ["2500.01", "2500.00", "2500.00", "2500.00"], "the first member takes the remainder");
        // Check, review, vote.
        assert_eq!(refused(&app, COOP, "planCheck", &plan, json!({ "note": "" })).await, ["SAME_PERSON"]);
        assert_eq!(refused(&app, COOP, "planVote", &plan, vote(&plan, 60, 31)).await, ["WRONG_STATE"]);
        let plan = done(&app, BOARD, "planCheck", &plan, json!({ "note": "账实相符" })).await;
        let plan = done(&app, AGRI, "planReview", &plan, json!({ "note": "同意" })).await;
        assert_eq!(refused(&app, COOP, "planVote", &plan, vote(&plan, 59, 59)).await, ["QUORUM"]);
        assert_eq!(refused(&app, COOP, "planVote", &plan, vote(&plan, 60, 30)).await, ["NOT_CARRIED"]);
        let mut other = vote(&plan, 60, 31);
        other["contentHash"] = json!("0".repeat(64));
        other["body"] = json!("REPRESENTATIVES");
        assert_eq!(refused(&app, COOP, "planVote", &plan, other).await, ["CONTENT_CHANGED", "WRONG_BODY"]);
        let plan = done(&app, COOP, "planVote", &plan, vote(&plan, 60, 31)).await;

        // An edit after the vote.
        assert_eq!(refused(&app, COOP, "planRevise", &plan, json!({ "figures": figures("1.00") })).await, ["WRONG_STATE"]);
        assert_eq!(refused(&app, COOP, "planCalculate", &plan, json!({})).await, ["WRONG_STATE"]);
        let returned = done(&app, AGRI, "planReturn", &plan, json!({ "reason": "金额有误" })).await;
        assert_eq!((&returned["state"], &returned["contentHash"]), (&json!("DRAFT"), &Json::Null));
        assert!(lines(&app, &returned).await.is_empty());
        let plan = done(&app, COOP, "planCalculate", &returned, json!({})).await;
        let plan = done(&app, BOARD, "planCheck", &plan, json!({ "note": "账实相符" })).await;
        let plan = done(&app, AGRI, "planReview", &plan, json!({ "note": "同意" })).await;
        let plan = done(&app, COOP, "planVote", &plan, vote(&plan, 60, 31)).await;

        // Publicity and objections.
        let short = json!({ "from": "2022-12-30", "days": 6 });
        assert_eq!(refused(&app, COOP, "planPublish", &plan, short).await, ["PAST_DATE", "PUBLICITY_TOO_SHORT"]);
        let plan = done(&app, COOP, "planPublish", &plan, json!({ "from": "2022-12-31", "days": 7 })).await;
        let about = json!({ "member": ids[1], "raisedBy": "村民甲", "reason": "其户口已迁出" });
        let plan = done(&app, COOP, "objectionRaise", &plan, about).await;
        let plan = done(&app, BOARD, "objectionRaise", &plan, json!({ "raisedBy": "村民乙", "reason": "未见账目" })).await;
        let approve = |plan: &Json, key: &str| json!({ "contentHash": plan["contentHash"], "idempotencyKey": key });
        assert_eq!(refused(&app, AGRI, "planApprove", &plan, approve(&plan, "a1")).await, ["PUBLICITY_RUNNING", "OPEN_OBJECTION"]);
        let query = format!(r#"{{ node(id: "{}") {{ ... on DistributionPlan {{ objections {{ nodes {{ id member {{ number }} }} }} }} }} }}"#, text(&plan["id"]));
        let objections = app.data(COOP, &query).await["node"]["objections"]["nodes"].clone();
        let answer = |at: usize, outcome: &str| json!({ "objection": objections[at]["id"], "outcome": outcome, "answer": "账目已张榜" });
        let plan = done(&app, AGRI, "objectionAnswer", &plan, answer(1, "REJECTED")).await;
        assert_eq!(refused(&app, AGRI, "objectionAnswer", &plan, answer(1, "UPHELD")).await, ["ALREADY_ANSWERED"]);

        // Approval, after publicity, once.
        app.app.clock = at_noon("2023-01-07");
        let late = json!({ "raisedBy": "村民丙", "reason": "迟到" });
        assert_eq!(refused(&app, COOP, "objectionRaise", &plan, late).await, ["PUBLICITY_OVER"]);
        let approved = done(&app, AGRI, "planApprove", &plan, approve(&plan, "a1")).await;
        assert_eq!(approved["state"], "APPROVED");
        assert_eq!(done(&app, AGRI, "planApprove", &plan, approve(&plan, "a1")).await, approved, "a replay answers the same");
        let reused = json!({ "contentHash": "x", "idempotencyKey": "a1" });
        assert_eq!(refused(&app, AGRI, "planApprove", &plan, reused).await, ["IDEMPOTENCY_KEY_REUSED"]);
        assert_eq!(refused(&app, AGRI, "planApprove", &approved, approve(&plan, "a2")).await, ["WRONG_STATE"]);
        assert_eq!(refused(&app, AGRI, "planReturn", &approved, json!({ "reason": "再想想" })).await, ["WRONG_STATE"]);
    }
}

both! {
    /// Shares of a static unit: issued, transferred, inherited, corrected; what falls to collective shares is carried
    /// forward.
    async fn shares_move_as_events(stage: Stage) {
        let app = demo_copy(stage).await;
        let people = people(&app, 3).await;
        let mut unit = new_unit(&app, "NEW-2", "STATIC", "PER_SHARE", "CARRY_FORWARD").await;
        let birth = json!({ "idNumber": people[0].1, "name": people[0].0, "reason": "BIRTH", "effectiveOn": "2022-01-01", "evidence": "CY-1" });
        assert_eq!(unchanged(&app, "memberJoin", &unit, birth).await, ["STATIC_UNIT"]);
        for person in &people {
            unit = changed(&app, "memberJoin", &unit, joining(person, Some("6299990000000000012"))).await;
        }
        let ids = members(&app, &unit).await;
        let issue = |member: &Json, class: &str, shares: i64| grounds(json!({ "member": member, "class": class, "shares": shares }));
        assert_eq!(unchanged(&app, "sharesIssue", &unit, issue(&ids[0], "COLLECTIVE", 0)).await, ["SHARES", "CLASS"]);
        let unit = changed(&app, "sharesIssue", &unit, issue(&ids[0], "POPULATION", 10)).await;
        let unit = changed(&app, "sharesIssue", &unit, issue(&ids[1], "POPULATION", 10)).await;
        let unit = changed(&app, "sharesIssue", &unit, grounds(json!({ "class": "COLLECTIVE", "shares": 5 }))).await;
        let transfer = |shares: i64| grounds(json!({ "from": ids[0], "to": ids[2], "class": "POPULATION", "shares": shares, "effectiveOn": "2022-06-01" }));
        assert_eq!(unchanged(&app, "sharesTransfer", &unit, transfer(11)).await, ["TOO_FEW_SHARES"]);
        let unit = changed(&app, "sharesTransfer", &unit, transfer(4)).await;
        // What happened later must stay possible: taking the shares back before they were transferred is refused.
        let early = grounds(json!({ "member": ids[0], "class": "POPULATION", "shares": -7, "effectiveOn": "2022-03-01" }));
        assert_eq!(unchanged(&app, "sharesIssue", &unit, early).await, ["TOO_FEW_SHARES"]);
        let inherit = |parts: [i64; 2]| grounds(json!({ "from": ids[1], "class": "POPULATION", "effectiveOn": "2022-07-01",
            "heirs": [{ "member": ids[0], "shares": parts[0] }, { "member": ids[2], "shares": parts[1] }] }));
        assert_eq!(unchanged(&app, "sharesInherit", &unit, inherit([6, 4])).await, ["NOT_DEAD"]);
        let died = format!("UPDATE resident SET died_on = '2022-06-15' WHERE id = (SELECT person_id FROM member WHERE id = {})",
            minsheng::kernel::id::key(text(&ids[1]), "mem"));
        app.app.db.owner().execute_unprepared(&died).await.expect("a death");
        assert_eq!(unchanged(&app, "sharesInherit", &unit, inherit([6, 5])).await, ["TOO_FEW_SHARES"]);
        let unit = changed(&app, "sharesInherit", &unit, inherit([6, 4])).await;
        let held = |day: &str| format!(r#"{{ holdings(first: 50, filter: {{distributingUnit: ["{}"], on: "{day}"}}) {{ nodes {{ class shares member {{ number }} }} }} }}"#, text(&unit["id"]));
        let holdings = |data: Json| {
            let mut held: Vec<(Option<i64>, i64)> = items(&data["holdings"]["nodes"]).iter().map(|one| (one["member"]["number"].as_i64(), one["shares"].as_i64().unwrap_or(0))).collect();
            held.sort_unstable();
            held
        };
        assert_eq!(holdings(app.data(COOP, &held("2022-05-31")).await), [(None, 5), (Some(1), 10), (Some(2), 10)]);
        assert_eq!(holdings(app.data(COOP, &held("2022-06-30")).await), [(None, 5), (Some(1), 6), (Some(2), 10), (Some(3), 4)]);
        assert_eq!(holdings(app.data(COOP, &held("2022-07-01")).await), [(None, 5), (Some(1), 12), (Some(3), 8)]);
        // A correction voids what was wrong, once, and never one side of a transfer.
        let unit = changed(&app, "sharesIssue", &unit, issue(&ids[2], "FARMING_YEARS", 100)).await;
        let events = format!(r#"{{ node(id: "{}") {{ ... on DistributingUnit {{ registerEvents(first: 50, filter: {{kind: [ISSUE, TRANSFER]}}) {{ nodes {{ id kind shares class correctedBy {{ evidence }} }} }} }} }} }}"#, text(&unit["id"]));
        let listed = app.data(COOP, &events).await["node"]["registerEvents"]["nodes"].clone();
        let find = |kind: &str, shares: i64| items(&listed).iter().find(|one| one["kind"] == kind && one["shares"] == shares).expect("an event")["id"].clone();
        let correct = |event: &Json| grounds(json!({ "event": event }));
        assert_eq!(unchanged(&app, "registerCorrect", &unit, correct(&find("TRANSFER", 4))).await, ["TWO_SIDED"]);
        let wrong = find("ISSUE", 100);
        let unit = changed(&app, "registerCorrect", &unit, correct(&wrong)).await;
        assert_eq!(unchanged(&app, "registerCorrect", &unit, correct(&wrong)).await, ["ALREADY_VOID"]);
        assert_eq!(holdings(app.data(COOP, &held("2022-12-31")).await), [(None, 5), (Some(1), 12), (Some(3), 8)]);
        let foreign = act(&app, "demo-cooperative-2", "sharesIssue", UNIT, with("distributingUnit", &unit, issue(&ids[0], "POPULATION", 1))).await;
        assert_eq!(codes(&foreign), ["NOT_FOUND"]);
        // 100.00 over 25 shares, 5 of them the unit's own.
        let plan = drafted(&app, &unit, figures("100.07")).await;
        let plan = done(&app, COOP, "planCalculate", &plan, json!({})).await;
        assert_eq!((&plan["unitPrice"], &plan["carriedForward"], &plan["participants"]), (&json!("4.00"), &json!("20.07"), &json!(2)));
        let amounts: Vec<String> = lines(&app, &plan).await.iter().map(|line| text(&line["amount"]).to_owned()).collect();
        assert_eq!(amounts, ["48.00", "32.00"]);
    }
}

both! {
    /// Who changed the figures cannot check them, even when another calculated.
    async fn who_revised_cannot_check(stage: Stage) {
        let app = demo_copy(stage).await;
        let unit = app.data(COOP, r#"{ distributingUnits(filter: {number: ["VG-002"]}) { nodes { id } } }"#).await["distributingUnits"]["nodes"][0].clone();
        let plan = drafted(&app, &unit, figures_on("2022-10-31", "70000.00")).await;
        let plan = done(&app, BOARD, "planRevise", &plan, json!({ "figures": figures_on("2022-10-31", "60000.00") })).await;
        let plan = done(&app, COOP, "planCalculate", &plan, json!({})).await;
        assert_eq!(refused(&app, BOARD, "planCheck", &plan, json!({ "note": "" })).await, ["SAME_PERSON"]);
    }
}

both! {
    /// Nobody approves the own plan, whatever role is held now; nobody approves what is not what was voted on.
    async fn own_and_changed_plans(stage: Stage) {
        let mut app = demo_copy(stage).await;
        let plan = published_of(&app, "VG-001").await;
        app.app.clock = at_noon("2023-01-07");
        let approve = json!({ "contentHash": plan["contentHash"], "idempotencyKey": "a1" });
        let query = format!(r#"mutation($input: PlanApproveInput!) {{ planApprove(input: $input) {{ {PLAN} problems {{ code }} }} }}"#);
        let (_, body) = app.ask(COOP, &query, json!({ "input": with("plan", &plan, approve.clone()) })).await;
        assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN");
        let db = app.app.db.owner();
        db.execute_unprepared("UPDATE account SET role = 'AGRI_ECONOMY' WHERE name = 'demo-cooperative'").await.expect("promoted");
        assert_eq!(refused(&app, COOP, "planApprove", &plan, approve.clone()).await, ["SAME_PERSON"]);
        let tamper = "UPDATE payout_line SET amount_fen = amount_fen + 1 WHERE id = (SELECT max(id) FROM payout_line)";
        db.execute_unprepared(tamper).await.expect("tampers");
        assert_eq!(refused(&app, AGRI, "planApprove", &plan, approve).await, ["CONTENT_CHANGED", "NOT_CONSERVED"]);
        let refusals = "SELECT count(*) AS n FROM audit_act WHERE act = 'REFUSED' AND subject = 'PLAN_APPROVE'";
        let row = db.query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), refusals)).await.expect("counts").expect("a row");
        assert_eq!(row.try_get::<i64>("", "n").expect("a number"), 3, "attempts are chained too");
    }
}
