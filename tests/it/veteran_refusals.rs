//! What is refused on veterans' files, and why; refusals change nothing and are chained.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        TestApp, demo_copy, text,
        veterans::{Thing, codes, doing, registered, stranger},
    },
};

const STATION: &str = "demo-veterans-longtan";
const STREET: &str = "demo-veterans";

async fn refused(app: &TestApp, name: &str, input: Json) -> Vec<String> {
    codes(&doing(app, STATION, name, input).await)
}

both! {
    /// Registration: nobody outside, nobody twice, nobody dead, no impossible dates.
    async fn the_register(stage: Stage) {
        let app = demo_copy(stage).await;
        let (number, name) = stranger(&app, (1970, 1978), 0).await;
        let base = json!({ "idNumber": number, "name": name, "category": "SELF_EMPLOYED_SOLDIER", "categoryFrom": "1999-12-01", "registeredOn": "2022-03-01", "particulars": {} });
        let with = |changes: Json| {
            let mut input = base.clone();
            input.as_object_mut().expect("an object").extend(changes.as_object().cloned().unwrap_or_default());
            input
        };
        let refusals = [
            (json!({ "idNumber": "123" }), vec!["ID_NUMBER"]),
            (json!({ "name": "某人" }), vec!["NOT_FOUND"]),
            (json!({ "registeredOn": "2023-01-01" }), vec!["FUTURE_DATE"]),
            (json!({ "archiveOn": "2022-02-01" }), vec!["ARCHIVE_DATE"]),
            (json!({ "particulars": { "enlistOn": "1999-01-01", "dischargeOn": "1998-01-01" } }), vec!["DISCHARGE_DATE"]),
            (json!({ "category": "RURAL_60", "categoryFrom": "2022-01-01" }), vec!["AGE"]),
            (json!({ "category": "RURAL_DEMOBILISED" }), vec!["ENLIST_DATE"]),
            (json!({ "unit": "320613018001" }), vec!["UNIT"]),
            (json!({ "categoryFrom": "2023-02-01" }), vec!["FUTURE_DATE"]),
        ];
        for (changes, expected) in refusals {
            assert_eq!(refused(&app, "veteranRegister", with(changes.clone())).await, expected, "{changes}");
        }
        Thing::of("veteran", &doing(&app, STATION, "veteranRegister", base.clone()).await);
        assert_eq!(refused(&app, "veteranRegister", base.clone()).await, ["ALREADY_REGISTERED"]);
        let elsewhere = json!({ "idNumber": "320699194206120014" });
        assert_eq!(refused(&app, "veteranRegister", with(elsewhere)).await, ["NOT_FOUND"], "as if it never existed");
        let query = r#"{ veterans(first: 1, filter: {unit: ["320613018001"]}) { nodes { id version } } }"#;
        let other = app.data(STREET, query).await["veterans"]["nodes"][0].take();
        let file = Thing { field: "veteran", id: text(&other["id"]).to_owned(), version: 1 };
        assert_eq!(file.refused(&app, STATION, "veteranRevise", json!({ "particulars": { "hardship": true } })).await, ["NOT_FOUND"], "another station's");
    }
}

both! {
    /// Categories, disabilities, versions, ended files.
    async fn changes_of_a_file(stage: Stage) {
        let app = demo_copy(stage).await;
        let id = registered(&app, "SELF_EMPLOYED_SOLDIER", "1999-12-01", ((1970, 1978), 0)).await;
        let file = Thing { field: "veteran", id: id.clone(), version: 1 };
        let grant = |category: &str, from: &str, document: &str| json!({ "category": category, "validFrom": from, "primary": false, "documentReference": document });
        let cases = [
            ("categoryGrant", grant("SELF_EMPLOYED_SOLDIER", "2022-01-01", "x"), vec!["CATEGORY_HELD"]),
            ("categoryGrant", grant("COMBAT", "2022-01-01", " "), vec!["EVIDENCE_MISSING"]),
            ("categoryGrant", grant("RURAL_60", "2022-01-01", "x"), vec!["AGE"]),
            ("categoryEnd", json!({ "category": "COMBAT", "validTo": "2022-01-01" }), vec!["NOT_HELD"]),
            ("categoryEnd", json!({ "category": "SELF_EMPLOYED_SOLDIER", "validTo": "2022-01-01" }), vec!["LAST_CATEGORY", "PRIMARY_MISSING"]),
            ("disabilityAssess", json!({ "grade": 7, "cause": "ILLNESS", "certificate": "苏军1234", "issuedOn": "2022-01-01", "validFrom": "2022-01-01" }),
                vec!["GRADE_OF_ILLNESS", "NOT_DISABLED"]),
            ("disabilityAssess", json!({ "grade": 11, "cause": "WAR", "certificate": "苏军1234", "issuedOn": "2022-01-01", "validFrom": "2022-01-01", "reviewOn": "2021-01-01" }),
                vec!["GRADE", "NOT_DISABLED", "REVIEW_DATE"]),
            ("honourRecord", json!({ "level": "FIRST_CLASS", "awardedOn": "1990-01-01", "authority": "" }), vec!["AWARD_DATE", "TEXT"]),
            ("categoryGrant", json!({ "category": "COMBAT", "validFrom": "1999-11-30", "primary": true, "documentReference": "x" }), vec!["PERIOD"]),
            ("veteranArchive", json!({ "archiveOn": "2022-04-01" }), vec!["ALREADY_ARCHIVED"]),
            ("veteranRevise", json!({ "particulars": {} }), vec!["NOTHING"]),
            ("veteranRevise", json!({ "particulars": { "dischargeOn": "1990-01-01" } }), vec!["DISCHARGE_DATE"]),
        ];
        for (name, rest, expected) in cases {
            assert_eq!(file.refused(&app, STATION, name, rest).await, expected, "{name}");
        }
        let honour = json!({ "level": "THIRD_CLASS", "awardedOn": "1998-09-20", "authority": "部队" });
        let file = Thing::of("veteran", &doing(&app, STATION, "honourRecord", file.input(honour.clone())).await);
        assert_eq!(file.refused(&app, STATION, "honourRecord", honour).await, ["HONOUR_EXISTS"]);
        let stale = Thing { version: 9, ..Thing { field: "veteran", id: id.clone(), version: 1 } };
        assert_eq!(stale.refused(&app, STATION, "veteranRevise", json!({ "particulars": { "hardship": true } })).await, ["STALE_VERSION"]);
        let contact = |on: &str| json!({ "veteran": id, "contactedOn": on, "channel": "PHONE", "visitor": "王", "content": "问候" });
        assert_eq!(refused(&app, "contactRecord", contact("2022-02-01")).await, ["BEFORE_REGISTRATION"]);
        assert_eq!(refused(&app, "contactRecord", contact("2023-02-01")).await, ["FUTURE_DATE"]);
        let end = json!({ "endedOn": "2022-12-31", "reason": "登记有误" });
        let ended = Thing::of("veteran", &doing(&app, STREET, "veteranEnd", file.input(end)).await);
        assert_eq!(refused(&app, "contactRecord", contact("2022-05-01")).await, ["FILE_ENDED"]);
        assert_eq!(ended.refused(&app, STREET, "veteranEnd", json!({ "endedOn": "2022-12-31", "reason": "又" })).await, ["FILE_ENDED"]);
        let refusals = app.data("demo-auditor", "{ viewer { account } }").await;
        assert_eq!(refusals["viewer"]["account"], "demo-auditor");
        minsheng::audit::service::verify(&app.app).await.expect("the chain is intact");
    }
}

both! {
    /// Services: not before registration, not closed without outcome and follow-up, not out of order.
    async fn services(stage: Stage) {
        let app = demo_copy(stage).await;
        let id = registered(&app, "SELF_EMPLOYED_SOLDIER", "1999-12-01", ((1970, 1978), 0)).await;
        let register = |on: &str, kind: &str, detail: Json| json!({ "veteran": id, "kind": kind, "registeredOn": on, "summary": "咨询", "detail": detail });
        assert_eq!(refused(&app, "serviceRegister", register("2022-02-28", "CONSULTATION", Json::Null)).await, ["BEFORE_REGISTRATION"]);
        assert_eq!(refused(&app, "serviceRegister", register("2023-01-01", "CONSULTATION", Json::Null)).await, ["FUTURE_DATE"]);
        let wrong = json!({ "training": { "hours": 0 } });
        assert_eq!(refused(&app, "serviceRegister", register("2022-05-01", "CONSULTATION", wrong)).await, ["HOURS", "WRONG_DETAIL"]);
        let answered = json!({ "consultation": { "answeredOn": "2022-04-01" } });
        assert_eq!(refused(&app, "serviceRegister", register("2022-05-01", "CONSULTATION", answered)).await, ["ANSWER_DATE"]);
        let mut event = Thing::of("serviceEvent", &doing(&app, STATION, "serviceRegister", register("2022-05-01", "CONSULTATION", Json::Null)).await);
        assert_eq!(event.refused(&app, STATION, "serviceClose", json!({})).await, ["NO_FOLLOW_UP", "NO_OUTCOME"]);
        for (name, rest) in [("serviceAssign", json!({ "handler": "李" })), ("serviceStart", json!({ "startedOn": "2022-05-02" })),
            ("serviceRefer", json!({ "reason": "x" })), ("serviceFollowUp", json!({ "followedUpOn": "2022-05-02", "note": "x" }))] {
            assert_eq!(event.refused(&app, STATION, name, rest).await, ["WRONG_STATE"], "{name}");
        }
        event.step(&app, STATION, "serviceAccept", json!({}), "ACCEPTED").await;
        assert_eq!(event.refused(&app, STATION, "serviceAccept", json!({})).await, ["WRONG_STATE"]);
        assert_eq!(event.refused(&app, STATION, "serviceAssign", json!({ "handler": " " })).await, ["TEXT"]);
        event.step(&app, STATION, "serviceAssign", json!({ "handler": "李" }), "ASSIGNED").await;
        assert_eq!(event.refused(&app, STATION, "serviceStart", json!({ "startedOn": "2022-04-30" })).await, ["START_DATE"]);
        event.step(&app, STATION, "serviceStart", json!({ "startedOn": "2022-05-02" }), "IN_SERVICE").await;
        let complete = |on: &str, minutes: i32, due: &str| json!({ "completedOn": on, "minutes": minutes, "outcome": "RESOLVED", "note": "答复", "followUpDue": due,
            "detail": { "consultation": { "topic": "政策", "channel": "PHONE", "answeredOn": "2022-05-02" } } });
        assert_eq!(event.refused(&app, STATION, "serviceComplete", complete("2022-05-01", 0, "2022-04-01")).await, ["ANSWER_DATE", "COMPLETION_DATE", "FOLLOW_UP_DATE", "MINUTES"]);
        event.step(&app, STATION, "serviceComplete", complete("2022-05-03", 20, "2022-05-30"), "COMPLETED").await;
        assert_eq!(event.refused(&app, STATION, "serviceClose", json!({})).await, ["NO_FOLLOW_UP"]);
        assert_eq!(event.refused(&app, STATION, "serviceWithdraw", json!({ "reason": "x" })).await, ["WRONG_STATE"]);
        let follow = |on: &str, score: i32| json!({ "followedUpOn": on, "note": "满意", "satisfaction": score });
        assert_eq!(event.refused(&app, STATION, "serviceFollowUp", follow("2022-05-01", 6)).await, ["FOLLOW_UP_DATE", "SATISFACTION"]);
        event.step(&app, STATION, "serviceFollowUp", follow("2022-05-10", 5), "FOLLOW_UP").await;
        event.step(&app, STATION, "serviceClose", json!({}), "CLOSED").await;
        assert_eq!(event.refused(&app, STATION, "serviceClose", json!({})).await, ["WRONG_STATE"]);
        let grant = json!({ "assistance": { "kind": "GRANT", "amount": "100.00", "source": "慈善", "visitor": "李" } });
        let mut event = Thing::of("serviceEvent", &doing(&app, STATION, "serviceRegister", register("2022-05-01", "ASSISTANCE", grant)).await);
        event.step(&app, STATION, "serviceAccept", json!({}), "ACCEPTED").await;
        event.step(&app, STATION, "serviceAssign", json!({ "handler": "李" }), "ASSIGNED").await;
        event.step(&app, STATION, "serviceStart", json!({ "startedOn": "2022-05-02" }), "IN_SERVICE").await;
        let blank = json!({ "assistance": { "visitor": "  ", "source": "源".repeat(501) } });
        assert_eq!(refused(&app, "serviceRegister", register("2022-05-01", "ASSISTANCE", blank)).await, ["TEXT"]);
        let keyless = json!({ "completedOn": "2022-05-03", "minutes": 9, "outcome": "RESOLVED", "note": "发放", "followUpDue": "2022-06-01" });
        assert_eq!(event.refused(&app, STATION, "serviceComplete", keyless).await, ["IDEMPOTENCY_KEY"]);
        let version = event.version;
        event.step(&app, STATION, "serviceRefer", json!({ "reason": "资金" }), "REFERRED_UP").await;
        assert_eq!(app.error(STATION, &format!(r#"mutation {{ serviceReturn(input: {{serviceEvent: "{}", version: {version}, note: "x"}}) {{ problems {{ code }} }} }}"#, event.id)).await.0, "FORBIDDEN");
        let file = Thing { field: "veteran", id: id.clone(), version: 1 };
        assert_eq!(file.refused(&app, STREET, "veteranEnd", json!({ "endedOn": "2022-12-31", "reason": "x" })).await, ["OPEN_SERVICES"]);
    }
}

both! {
    /// Benefits and cards: only who is entitled, once, in order, approved by another.
    async fn benefits(stage: Stage) {
        let app = demo_copy(stage).await;
        let id = registered(&app, "SELF_EMPLOYED_SOLDIER", "1999-12-01", ((1970, 1978), 0)).await;
        let register = |rest: Json| {
            let mut input = json!({ "veteran": id, "registeredOn": "2022-05-01" });
            input.as_object_mut().expect("an object").extend(rest.as_object().cloned().unwrap_or_default());
            input
        };
        let cases = [
            (json!({ "kind": "CHECK_UP" }), vec!["NOT_ENTITLED"]),
            (json!({ "kind": "MERIT_REPORT" }), vec!["HONOUR_LEVEL", "NOT_ENTITLED"]),
            (json!({ "kind": "REIMBURSEMENT", "claimedAmount": "0.00" }), vec!["CLAIMED", "NOT_ENTITLED"]),
            (json!({ "kind": "PENSION", "tier": "YF05" }), vec!["NOT_ENTITLED", "WRONG_PROGRAMME"]),
            (json!({ "kind": "PLAQUE", "tier": "YF05" }), vec!["TIER"]),
            (json!({ "kind": "PLAQUE", "registeredOn": "2022-01-01" }), vec!["BEFORE_REGISTRATION"]),
        ];
        for (rest, expected) in cases {
            assert_eq!(refused(&app, "benefitRegister", register(rest.clone())).await, expected, "{rest}");
        }
        let plaque = Thing::of("benefit", &doing(&app, STATION, "benefitRegister", register(json!({ "kind": "PLAQUE" }))).await);
        assert_eq!(refused(&app, "benefitRegister", register(json!({ "kind": "PLAQUE" }))).await, ["PLAQUE_EXISTS"], "one live plaque for a household");
        assert_eq!(plaque.refused(&app, STREET, "benefitApprove", json!({ "note": "x" })).await, ["NO_APPROVAL"]);
        assert_eq!(plaque.refused(&app, STATION, "plaqueReport", json!({ "missing": true, "reportedOn": "2022-06-01", "reason": "x" })).await, ["WRONG_STATE"]);
        assert_eq!(plaque.refused(&app, STATION, "benefitDeliver", json!({ "deliveredOn": "2022-04-01", "idempotencyKey": "k" })).await, ["DELIVERY_DATE"]);
        let file = Thing { field: "veteran", id: id.clone(), version: 1 };
        assert_eq!(file.refused(&app, STREET, "veteranEnd", json!({ "endedOn": "2022-12-31", "reason": "x" })).await, ["LIVE_PLAQUE"]);
        // Whoever else of the household is on the register, the plaque is the same.
        let query = r#"{ veterans(first: 100, filter: {unit: ["320613018205"]}) { nodes { id resident { household { number members { veteran { id } } } } } } }"#;
        let data = app.data(STREET, query).await;
        let nodes = data["veterans"]["nodes"].as_array().expect("nodes").clone();
        let shared = nodes.iter().find(|node| {
            let members = node["resident"]["household"]["members"].as_array().expect("members");
            members.iter().filter(|member| member["veteran"].is_object()).count() == 2
        });
        for member in shared.expect("two of a household")["resident"]["household"]["members"].as_array().expect("members") {
            let Some(id) = member["veteran"]["id"].as_str() else { continue };
            let input = json!({ "veteran": id, "kind": "PLAQUE", "registeredOn": "2022-05-01" });
            assert_eq!(refused(&app, "benefitRegister", input).await, ["PLAQUE_EXISTS"]);
        }
        let combat = registered(&app, "COMBAT", "1999-12-01", ((1970, 1978), 1)).await;
        let own = |rest: Json| {
            let mut input = json!({ "veteran": combat, "registeredOn": "2022-05-01" });
            input.as_object_mut().expect("an object").extend(rest.as_object().cloned().unwrap_or_default());
            input
        };
        assert_eq!(refused(&app, "benefitRegister", own(json!({ "kind": "PENSION", "tier": "YF01.G7.WAR" }))).await, ["TIER_OF_DISABILITY", "WRONG_PROGRAMME"]);
        let check_up = own(json!({ "kind": "CHECK_UP" }));
        Thing::of("benefit", &doing(&app, STATION, "benefitRegister", check_up.clone()).await);
        assert_eq!(refused(&app, "benefitRegister", check_up).await, ["ONCE_A_YEAR"]);
        let journey = Thing::of("benefit", &doing(&app, STREET, "benefitRegister", own(json!({ "kind": "RECUPERATION" }))).await);
        assert_eq!(journey.refused(&app, STREET, "benefitApprove", json!({ "note": "自批" })).await, ["SELF_APPROVAL"]);
        assert_eq!(journey.refused(&app, STREET, "benefitRefuse", json!({ "reason": "" })).await, ["TEXT"]);
        let pension = Thing::of("benefit", &doing(&app, STATION, "benefitRegister", own(json!({ "kind": "PENSION", "tier": "YF05" }))).await);
        let grant = json!({ "startMonth": "2022-05", "account": "6222021234567890", "holder": "本人", "idempotencyKey": "g" });
        assert_eq!(pension.refused(&app, STATION, "pensionGrant", grant.clone()).await, ["WRONG_STATE"], "not approved");
        let mut bad = grant;
        bad["account"] = json!("12ab");
        assert_eq!(pension.refused(&app, STATION, "pensionGrant", bad).await, ["ACCOUNT"]);
        let family = registered(&app, "ACTIVE_FAMILY", "2022-01-01", ((1970, 1978), 2)).await;
        let apply = |kind: &str| json!({ "veteran": family, "kind": kind, "appliedOn": "2022-05-01" });
        assert_eq!(refused(&app, "cardApply", apply("VETERAN")).await, ["NOT_ENTITLED"]);
        assert_eq!(refused(&app, "cardApply", apply("THREE_FAMILIES")).await, ["NOT_ENTITLED"]);
    }
}
