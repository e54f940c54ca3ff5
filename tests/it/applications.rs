//! Applications from the draft to the entitlement, through the API.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        TestApp, act, count, demo, demo_copy,
        dividends::{at_noon, codes, with},
        items, sql, text,
    },
};

const COMMUNITY: &str = "demo-community";
const REVIEWER: &str = "demo-staff";
const SECOND: &str = "demo-staff-2";
const THIRD: &str = "demo-staff-3";
const CASE: &str = "application { id version state receipt dueOn tier publicityFrom publicityTo reviewedBy account { masked warning holderName } \
    enrolment { id version state startMonth endMonth nextReviewOn tier account { masked } steps { act month } application { receipt } } }";

/// Does an act on an application that must succeed; answers the application as it is then.
async fn done(app: &TestApp, persona: &str, name: &str, case: &Json, more: Json) -> Json {
    let payload = act(app, persona, name, CASE, with("application", case, more)).await;
    assert_eq!(payload["problems"], json!([]), "{name}");
    payload["application"].clone()
}

/// Codes of the refusal of an act on an application that must fail.
async fn refused(app: &TestApp, persona: &str, name: &str, case: &Json, more: Json) -> Vec<String> {
    let payload = act(app, persona, name, CASE, with("application", case, more)).await;
    assert!(payload["application"].is_null(), "{name}: {payload}");
    codes(&payload)
}

/// People of 龙潭村 of at least `age` who draw none of `programmes`: id and name.
async fn people(app: &TestApp, age: i32, most: i32, programmes: &[&str]) -> Vec<Json> {
    let query = "query($age: Int!, $most: Int!, $programmes: [String!]) { residents(first: 20, filter: { hukouUnit: [\"320613018205\"], \
        residenceUnit: [\"320613018205\"], livingOn: \"2022-12-31\", registeredOn: \"2022-12-31\", age: { min: $age, max: $most, on: \"2022-12-31\" }, \
        enrolments: { none: { programme: $programmes } } }) { nodes { id name } } }";
    let data = app.data_with(COMMUNITY, query, json!({ "age": age, "most": most, "programmes": programmes })).await;
    items(&data["residents"]["nodes"]).clone()
}

fn account(holder: &Json) -> Json {
    json!({ "number": "6299 9900 0000 0000 012", "holder": holder })
}

async fn drafted(app: &TestApp, person: &Json, programme: &str, more: Json) -> Json {
    let mut input = json!({ "resident": person["id"], "programme": programme, "appliedOn": "2022-12-31", "account": account(&person["name"]) });
    if let (Json::Object(input), Json::Object(more)) = (&mut input, more) {
        input.extend(more);
    }
    let payload = act(app, COMMUNITY, "applicationDraft", CASE, input).await;
    assert_eq!(payload["problems"], json!([]));
    payload["application"].clone()
}

/// Through acceptance and a check that passed.
async fn checked(app: &TestApp, case: &Json) -> Json {
    let case = done(app, COMMUNITY, "applicationAccept", case, json!({})).await;
    let case = done(app, COMMUNITY, "applicationVisit", &case, json!({ "note": "明日入户" })).await;
    done(app, COMMUNITY, "applicationCheck", &case, json!({ "passed": true, "finding": "情况属实" })).await
}

both! {
    /// The whole life of one application by the right people, with a moving clock and everything that is refused on the way.
    async fn from_draft_to_entitlement(stage: Stage) {
        let mut app = demo_copy(stage).await;
        let person = people(&app, 80, 81, &["ZLJ"]).await.first().expect("somebody who is not enrolled").clone();
        let input = json!({ "resident": person["id"], "programme": "ZLJ", "tier": "ZLJ.T80", "appliedOn": "2022-12-31",
            "account": { "number": "6299990000000000013", "holder": person["name"] } });
        let payload = act(&app, COMMUNITY, "applicationDraft", CASE, input.clone()).await;
        assert_eq!(payload["problems"], json!([]), "a wrong check digit is no refusal");
        let case = payload["application"].clone();
        assert!(text(&case["account"]["warning"]).contains("校验位"), "{case}");
        assert_eq!(codes(&act(&app, COMMUNITY, "applicationDraft", CASE, input).await), ["ALREADY_APPLIED"]);
        let case = done(&app, COMMUNITY, "applicationAccountSet", &case, json!({ "account": account(&person["name"]) })).await;
        assert_eq!(case["account"]["warning"], Json::Null);

        let case = done(&app, COMMUNITY, "applicationAccept", &case, json!({})).await;
        assert_eq!((text(&case["receipt"]), text(&case["dueOn"])), ("SQ2022-205-00001", "2023-01-09"));
        assert_eq!(refused(&app, COMMUNITY, "applicationCheck", &case, json!({ "passed": true, "finding": "x" })).await, ["WRONG_STATE"]);
        let case = done(&app, COMMUNITY, "applicationVisit", &case, json!({ "note": "1 月 4 日入户" })).await;
        app.app.clock = at_noon("2023-01-05");
        assert_eq!(refused(&app, COMMUNITY, "applicationCheck", &case, json!({ "passed": true, "finding": " " })).await, ["TEXT"]);
        let failed = done(&app, COMMUNITY, "applicationCheck", &case, json!({ "passed": false, "finding": "未见本人" })).await;
        assert_eq!(refused(&app, REVIEWER, "applicationReview", &failed, json!({ "note": "同意" })).await, ["CHECK_FAILED"]);
        let case = done(&app, REVIEWER, "applicationReturn", &failed, json!({ "note": "请补见本人" })).await;
        let case = done(&app, COMMUNITY, "applicationCheck", &case, json!({ "passed": true, "finding": "本人在家" })).await;
        assert_eq!((text(&case["state"]), text(&case["dueOn"])), ("SUBDISTRICT_REVIEW", "2023-01-31"), "the Spring Festival is off");

        app.app.clock = at_noon("2023-01-10");
        assert_eq!(refused(&app, SECOND, "applicationPublish", &case, json!({ "from": "2023-01-11" })).await, ["NOT_REVIEWED"]);
        let case = done(&app, REVIEWER, "applicationReview", &case, json!({ "note": "同意" })).await;
        assert_eq!(refused(&app, REVIEWER, "applicationReview", &case, json!({ "note": "同意" })).await, ["ALREADY_REVIEWED"]);
        assert_eq!(refused(&app, THIRD, "applicationConfirm", &case, json!({ "note": "确认" })).await, ["WRONG_STATE"]);
        assert_eq!(refused(&app, SECOND, "applicationPublish", &case, json!({ "from": "2023-01-09" })).await, ["PUBLICITY_FROM"]);
        let case = done(&app, SECOND, "applicationPublish", &case, json!({ "from": "2023-01-11" })).await;
        assert_eq!((text(&case["publicityTo"]), text(&case["dueOn"])), ("2023-01-17", "2023-01-20"), "five working days, then three");
        let objection = json!({ "raisedBy": "村民", "reason": "已迁出" });
        assert_eq!(refused(&app, COMMUNITY, "applicationObjectionRaise", &case, objection.clone()).await, ["PUBLICITY_OVER"]);
        app.app.clock = at_noon("2023-01-12");
        let case = done(&app, COMMUNITY, "applicationObjectionRaise", &case, objection).await;
        app.app.clock = at_noon("2023-01-17");
        let early = refused(&app, REVIEWER, "applicationConfirm", &case, json!({ "note": "确认" })).await;
        assert_eq!(early, ["SAME_PERSON", "PUBLICITY_RUNNING", "OBJECTION_OPEN"]);
        let query = format!(r#"{{ node(id: "{}") {{ ... on Application {{ objections {{ id recordedBy outcome }} }} }} }}"#, text(&case["id"]));
        let objection = app.data(REVIEWER, &query).await["node"]["objections"][0]["id"].clone();
        let unknown = json!({ "objection": "apo_none", "outcome": "REJECTED", "answer": "查无此事" });
        assert_eq!(refused(&app, SECOND, "applicationObjectionAnswer", &case, unknown).await, ["NOT_FOUND"]);
        let answer = json!({ "objection": objection, "outcome": "REJECTED", "answer": "户籍仍在本村" });
        let case = done(&app, SECOND, "applicationObjectionAnswer", &case, answer.clone()).await;
        assert_eq!(refused(&app, SECOND, "applicationObjectionAnswer", &case, answer).await, ["ALREADY_ANSWERED"]);
        app.app.clock = at_noon("2023-01-18");
        let stale = json!({ "id": case["id"], "version": 1 });
        assert_eq!(refused(&app, THIRD, "applicationConfirm", &stale, json!({ "note": "确认" })).await, ["STALE_VERSION"]);
        let case = done(&app, THIRD, "applicationConfirm", &case, json!({ "note": "确认" })).await;
        let enrolment = &case["enrolment"];
        assert_eq!(case["state"], "CONFIRMED");
        assert_eq!((&enrolment["state"], &enrolment["startMonth"], &enrolment["nextReviewOn"], &enrolment["tier"]),
            (&json!("ACTIVE"), &json!("2022-12"), &json!("2024-01-18"), &json!("ZLJ.T80")));
        assert_eq!(enrolment["account"]["masked"], "**** **** 0012");
        assert_eq!(enrolment["steps"], json!([{ "act": "ENROL", "month": "2022-12" }]));
        assert_eq!(enrolment["application"]["receipt"], case["receipt"]);
        assert_eq!(refused(&app, COMMUNITY, "applicationWithdraw", &case, json!({ "reason": "x" })).await, ["WRONG_STATE"]);

        let query = format!(r#"{{ node(id: "{}") {{ ... on Application {{ steps {{ act state dueOn late actor }} }} }} }}"#, text(&case["id"]));
        let steps = app.data(REVIEWER, &query).await["node"]["steps"].clone();
        let acts: Vec<&str> = items(&steps).iter().map(|step| text(&step["act"])).collect();
        assert_eq!(acts, ["DRAFT", "ACCOUNT", "ACCEPT", "VISIT", "CHECK", "RETURN", "CHECK", "REVIEW", "PUBLISH", "OBJECT", "ANSWER", "CONFIRM"]);
        let last = items(&steps).last().expect("a step");
        assert_eq!(last, &json!({ "act": "CONFIRM", "state": "CONFIRMED", "dueOn": "2023-01-20", "late": false, "actor": THIRD }));
        assert!(items(&steps).iter().all(|step| step["late"] == false), "{steps}");
    }
}

both! {
    /// Who cannot apply, for what, and how: each refusal with its code; nothing is written.
    async fn drafts_are_refused(stage: Stage) {
        let app = demo_copy(stage).await;
        let person = people(&app, 62, 70, &["DB01", "TK01"]).await.first().expect("a person").clone();
        let before = count(&app, "SELECT COUNT(*) FROM application").await;
        let base = json!({ "resident": person["id"], "programme": "DB01", "appliedOn": "2022-12-31" });
        let input = |more: Json| {
            let mut input = base.clone();
            if let (Json::Object(input), Json::Object(more)) = (&mut input, more) {
                input.extend(more);
            }
            input
        };
        let cases = [
            (json!({ "idNumber": "320699194206120014" }), "APPLICANT", "input.idNumber"),
            (json!({ "resident": null }), "APPLICANT", "input.idNumber"),
            (json!({ "resident": null, "idNumber": "320699194206120015" }), "ID_NUMBER", "input.idNumber"),
            (json!({ "resident": "res_none" }), "NOT_FOUND", "input.applicant"),
            (json!({ "programme": "XX" }), "PROGRAMME", "input.programme"),
            (json!({ "programme": "YF04" }), "NOT_BY_APPLICATION", "input.programme"),
            (json!({ "programme": "WJ01" }), "NOT_BY_APPLICATION", "input.programme"),
            (json!({ "programme": "ZLJ", "tier": "CJ01.A" }), "TIER", "input.tier"),
            (json!({ "appliedOn": "2023-01-01" }), "FUTURE_DATE", "input.appliedOn"),
            (json!({ "appliedOn": "2022-11-29" }), "BACKDATED", "input.appliedOn"),
            (json!({ "note": " " }), "TEXT", "input.note"),
            (json!({ "account": { "number": "123", "holder": person["name"] } }), "ACCOUNT", "input.account.number"),
            (json!({ "account": { "number": "6299990000000000012", "holder": "某某" } }), "HOLDER_MISMATCH", "input.account.holder"),
            (json!({ "account": { "number": "6299990000000000012", "holder": person["name"], "kind": "INSTITUTION" } }), "HOLDER_MISMATCH", "input.account.holder"),
            (json!({ "account": { "number": "6299990000000000012", "holder": "某某", "agent": { "relation": "", "documentReference": "WT-1" } } }),
                "RELATION_MISSING", "input.account.agent.relation"),
        ];
        for (more, code, path) in cases {
            let payload = act(&app, COMMUNITY, "applicationDraft", "application { id }", input(more.clone())).await;
            assert!(payload["application"].is_null(), "{more}");
            assert_eq!((text(&payload["problems"][0]["code"]), text(&payload["problems"][0]["path"])), (code, path), "{more}");
        }
        // Somebody of another unit does not exist; somebody who only lives here applies where the hukou is.
        let outside = app.data("demo-staff", r#"{ residents(first: 1, filter: {hukouUnit: ["320613018001"], residenceUnit: ["320613018001"]}) { nodes { id } } }"#).await;
        let input_of = |id: &Json| json!({ "resident": id, "programme": "DB01", "appliedOn": "2022-12-31" });
        let payload = act(&app, COMMUNITY, "applicationDraft", "application { id }", input_of(&outside["residents"]["nodes"][0]["id"])).await;
        assert_eq!(codes(&payload), ["NOT_FOUND"]);
        sql(&app, &format!("UPDATE resident SET hukou_unit_id = 1 WHERE id = {}", minsheng::kernel::id::key(text(&person["id"]), "res"))).await;
        let payload = act(&app, COMMUNITY, "applicationDraft", "application { id }", input(json!({}))).await;
        assert_eq!(codes(&payload), ["NOT_HERE"]);
        sql(&app, &format!("UPDATE resident SET died_on = '2022-12-30' WHERE id = {}", minsheng::kernel::id::key(text(&person["id"]), "res"))).await;
        let payload = act(&app, COMMUNITY, "applicationDraft", "application { id }", input(json!({}))).await;
        assert_eq!(codes(&payload), ["DEAD", "NOT_HERE"]);
        assert_eq!(count(&app, "SELECT COUNT(*) FROM application").await, before);
        // Refusals are in the chain.
        let refused = count(&app, "SELECT COUNT(*) FROM audit_act WHERE act = 'REFUSED' AND subject = 'APPLICATION_DRAFT'").await;
        assert!(refused >= 10, "{refused}");
        // Who may not.
        for persona in ["demo-staff", "demo-finance", "demo-bi", "demo-auditor"] {
            let query = r#"mutation($input: ApplicationDraftInput!) { applicationDraft(input: $input) { problems { code } } }"#;
            let (_, body) = app.ask(persona, query, json!({ "input": input(json!({})) })).await;
            assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN", "{persona}: {body}");
        }
    }
}

/// A checked application of a person of 龙潭村, reviewed as `review` says.
async fn reviewed(app: &TestApp, person: &Json, programme: &str, review: Json) -> Json {
    let case = checked(app, &drafted(app, person, programme, json!({})).await).await;
    done(app, REVIEWER, "applicationReview", &case, review).await
}

/// Sets publicity behind it, as if the days had passed.
async fn published(app: &TestApp, case: &Json) -> Json {
    let case = done(app, SECOND, "applicationPublish", case, json!({ "from": "2022-12-31" })).await;
    let key = minsheng::kernel::id::key(text(&case["id"]), "apl");
    sql(app, &format!("UPDATE application SET publicity_from = '2022-12-20', publicity_to = '2022-12-30', state_since = applied_on WHERE id = {key}")).await;
    case
}

both! {
    /// What a proposal must say, and what stands against a confirmation.
    async fn reviews_and_confirmations_are_refused(stage: Stage) {
        let app = demo_copy(stage).await;
        let people = people(&app, 62, 70, &["DB01", "TK01", "CJ01", "LS01", "ZLJ"]).await;
        let [one, two, three, four, ..] = &people[..] else { panic!("four people") };
        // Proposals.
        let dibao = checked(&app, &drafted(&app, one, "DB01", json!({})).await).await;
        for (input, expected) in [
            (json!({ "note": "同意" }), vec!["INCOME"]),
            (json!({ "note": "同意", "assessedIncome": "780.00" }), vec!["INCOME_OVER"]),
            (json!({ "note": "同意", "assessedIncome": "300.00", "amount": "1.00" }), vec!["AMOUNT"]),
            (json!({ "note": "同意", "assessedIncome": "300.00", "tier": "ZLJ.T80" }), vec!["TIER"]),
        ] {
            assert_eq!(refused(&app, REVIEWER, "applicationReview", &dibao, input.clone()).await, expected, "{input}");
        }
        let dibao = done(&app, REVIEWER, "applicationReview", &dibao, json!({ "note": "同意", "assessedIncome": "300.00" })).await;
        let relief = checked(&app, &drafted(&app, two, "LS01", json!({})).await).await;
        assert_eq!(refused(&app, REVIEWER, "applicationReview", &relief, json!({ "note": "同意" })).await, ["AMOUNT"]);
        let tekun = checked(&app, &drafted(&app, three, "TK01", json!({})).await).await;
        assert_eq!(refused(&app, REVIEWER, "applicationReview", &tekun, json!({ "note": "同意" })).await, ["TIER_MISSING"]);
        // One for a month, and another for a later one.
        let relief = done(&app, REVIEWER, "applicationReview", &relief, json!({ "note": "同意", "amount": "2000.00" })).await;
        let relief = done(&app, THIRD, "applicationConfirm", &published(&app, &relief).await, json!({ "note": "确认" })).await;
        assert_eq!((&relief["enrolment"]["startMonth"], &relief["enrolment"]["endMonth"], &relief["enrolment"]["nextReviewOn"]),
            (&json!("2022-12"), &json!("2022-12"), &Json::Null));
        let again = reviewed(&app, two, "LS01", json!({ "note": "同意", "amount": "100.00" })).await;
        let again = published(&app, &again).await;
        assert_eq!(refused(&app, THIRD, "applicationConfirm", &again, json!({ "note": "确认" })).await, ["ALREADY_ENROLLED"]);
        let mut later = TestApp::new(app.app.clone());
        later.app.clock = at_noon("2023-01-04");
        let again = done(&later, THIRD, "applicationConfirm", &again, json!({ "note": "确认" })).await;
        assert_eq!(again["enrolment"]["startMonth"], "2023-01");
        // Dibao begins next month and excludes tekun from then on.
        let dibao = done(&app, THIRD, "applicationConfirm", &published(&app, &dibao).await, json!({ "note": "确认" })).await;
        assert_eq!(dibao["enrolment"]["startMonth"], "2023-01");
        let other = reviewed(&app, one, "TK01", json!({ "note": "同意", "tier": "TK01.R" })).await;
        let other = published(&app, &other).await;
        let payload = act(&app, THIRD, "applicationConfirm", CASE, with("application", &other, json!({ "note": "确认" }))).await;
        assert_eq!(codes(&payload), ["EXCLUSIVE_ENROLMENT"]);
        assert!(text(&payload["problems"][0]["message"]).contains("最低生活保障金"), "{payload}");
        // Too young; without an account; an objection that stands.
        let young = reviewed(&app, three, "ZLJ", json!({ "note": "同意", "tier": "ZLJ.T80" })).await;
        let young = published(&app, &young).await;
        assert_eq!(refused(&app, THIRD, "applicationConfirm", &young, json!({ "note": "确认" })).await, ["AGE"]);
        let bare = drafted(&app, four, "TK01", json!({ "account": null })).await;
        let bare = done(&app, REVIEWER, "applicationReview", &checked(&app, &bare).await, json!({ "note": "同意", "tier": "TK01.R" })).await;
        let bare = done(&app, SECOND, "applicationPublish", &bare, json!({ "from": "2022-12-31" })).await;
        let bare = done(&app, COMMUNITY, "applicationObjectionRaise", &bare, json!({ "raisedBy": "村民", "reason": "有房出租" })).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on Application {{ objections {{ id }} }} }} }}"#, text(&bare["id"]));
        let objection = app.data(REVIEWER, &query).await["node"]["objections"][0]["id"].clone();
        let upheld = json!({ "objection": objection, "outcome": "UPHELD", "answer": "属实" });
        let bare = done(&app, SECOND, "applicationObjectionAnswer", &bare, upheld).await;
        let key = minsheng::kernel::id::key(text(&bare["id"]), "apl");
        sql(&app, &format!("UPDATE application SET publicity_from = '2022-12-20', publicity_to = '2022-12-30' WHERE id = {key}")).await;
        assert_eq!(refused(&app, THIRD, "applicationConfirm", &bare, json!({ "note": "确认" })).await, ["ACCOUNT_MISSING", "OBJECTION_UPHELD"]);
        sql(&app, &format!("UPDATE resident SET moved_out_on = '2022-12-30' WHERE id = {}", minsheng::kernel::id::key(text(&four["id"]), "res"))).await;
        let gone = refused(&app, THIRD, "applicationConfirm", &bare, json!({ "note": "确认" })).await;
        assert!(gone.contains(&"MOVED_OUT".to_owned()), "{gone:?}");
        let bare = done(&app, REVIEWER, "applicationReject", &bare, json!({ "reason": "异议成立" })).await;
        assert_eq!(bare["state"], "REJECTED");
        // Children are not published; their case is confirmed after the review.
        let child = people_under_18(&app).await;
        let case = reviewed(&app, &child, "ET02", json!({ "note": "同意", "tier": "ET02.A" })).await;
        assert_eq!(refused(&app, SECOND, "applicationPublish", &case, json!({ "from": "2022-12-31" })).await, ["NO_PUBLICITY"]);
        assert_eq!(refused(&app, REVIEWER, "applicationConfirm", &case, json!({ "note": "确认" })).await, ["SAME_PERSON"]);
        let case = done(&app, THIRD, "applicationConfirm", &case, json!({ "note": "确认" })).await;
        assert_eq!(case["enrolment"]["state"], "ACTIVE");
        let case = drafted(&app, three, "YL01", json!({})).await;
        let case = done(&app, COMMUNITY, "applicationWithdraw", &case, json!({ "reason": "本人撤回" })).await;
        assert_eq!(case["state"], "WITHDRAWN");
    }
}

async fn people_under_18(app: &TestApp) -> Json {
    let found = people(app, 10, 15, &["ET01", "ET02", "CJ01"]).await;
    found.first().expect("a child").clone()
}

both! {
    /// Two confirmations of one application at once: one.
    async fn one_of_two_confirmations(stage: Stage) {
        let app = demo_copy(stage).await;
        let person = people(&app, 62, 70, &["DB01", "TK01"]).await.first().expect("a person").clone();
        let case = reviewed(&app, &person, "DB01", json!({ "note": "同意", "assessedIncome": "300.00" })).await;
        let case = published(&app, &case).await;
        let confirm = |persona: &'static str| act(&app, persona, "applicationConfirm", CASE, with("application", &case, json!({ "note": "确认" })));
        let (one, two, three, four) = tokio::join!(confirm(SECOND), confirm(THIRD), confirm(SECOND), confirm(THIRD));
        let answers = [one, two, three, four];
        let confirmed = answers.iter().filter(|answer| answer["application"].is_object()).count();
        assert_eq!(confirmed, 1, "{answers:?}");
        assert!(answers.iter().filter(|answer| answer["application"].is_null()).all(|answer| codes(answer) == ["STALE_VERSION"]));
        let key = minsheng::kernel::id::key(text(&person["id"]), "res");
        assert_eq!(count(&app, &format!("SELECT COUNT(*) FROM enrolment WHERE person_id = {key} AND origin = 'PLATFORM'")).await, 1);
    }
}

both! {
    /// S13: applications beyond 15 working days in the street's review: 4; the limits are rows.
    async fn s13_overdue_reviews(stage: Stage) {
        let mut app = demo(stage).await;
        let query = r#"{
            overdue: applications(filter: {overdue: true}) { totalCount nodes { state overdue dueOn stateSince steps { act } } }
            review: applications(filter: {overdue: true, state: [SUBDISTRICT_REVIEW]}) { totalCount }
            punctual: applications(filter: {overdue: false}) { totalCount }
            all: applications(first: 100) { totalCount nodes { overdue dueIsEstimated } }
            applicationStepLimits { state workdays }
        }"#;
        let data = app.data("demo-staff", query).await;
        assert_eq!((&data["overdue"]["totalCount"], &data["review"]["totalCount"]), (&json!(4), &json!(4)));
        assert_eq!((&data["punctual"]["totalCount"], &data["all"]["totalCount"]), (&json!(30), &json!(34)));
        for case in items(&data["overdue"]["nodes"]) {
            assert_eq!((&case["state"], &case["overdue"]), (&json!("SUBDISTRICT_REVIEW"), &json!(true)), "{case}");
            assert!(text(&case["dueOn"]) < "2022-12-31" && items(&case["steps"]).len() == 4, "{case}");
        }
        assert_eq!(items(&data["all"]["nodes"]).iter().filter(|case| case["overdue"] == true).count(), 4, "filter and field agree");
        assert!(items(&data["all"]["nodes"]).iter().all(|case| case["dueIsEstimated"] == false));
        assert!(items(&data["applicationStepLimits"]).contains(&json!({ "state": "SUBDISTRICT_REVIEW", "workdays": 15 })));
        // Filter and field agree on any day.
        for day in ["2022-12-20", "2023-01-13", "2023-02-01"] {
            app.app.clock = at_noon(day);
            let data = app.data("demo-staff", query).await;
            let shown = items(&data["all"]["nodes"]).iter().filter(|case| case["overdue"] == true).count();
            assert_eq!(data["overdue"]["totalCount"], json!(shown), "{day}");
        }
        let (code, _) = app.error("demo-bi", "{ applications { totalCount } }").await;
        assert_eq!(code, "FORBIDDEN");
        let own = app.data(COMMUNITY, "{ applications(first: 100) { nodes { unit { code } } } }").await;
        assert!(items(&own["applications"]["nodes"]).iter().all(|case| case["unit"]["code"] == "320613018205"));
    }
}
