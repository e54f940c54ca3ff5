//! Benefits and cards: every act, in the order of the office; one pension for a person however many approve at once.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        TestApp, demo_copy, items, text,
        veterans::{Thing, codes, doing, registered},
    },
};

async fn benefit(app: &TestApp, persona: &str, veteran: &str, rest: Json) -> Thing {
    let mut input = json!({ "veteran": veteran });
    input.as_object_mut().expect("an object").extend(rest.as_object().cloned().unwrap_or_default());
    Thing::of("benefit", &doing(app, persona, "benefitRegister", input).await)
}

both! {
    /// Plaque, check-up, recuperation, reimbursement and merit report.
    async fn benefits(stage: Stage) {
        let app = demo_copy(stage).await;
        let (station, street) = ("demo-veterans-longtan", "demo-veterans");
        let id = registered(&app, "COMBAT", "1999-12-01", ((1970, 1978), 0)).await;
        let mut plaque = benefit(&app, station, &id, json!({ "kind": "PLAQUE", "registeredOn": "2022-04-01" })).await;
        let deliver = |on: &str, key: &str| json!({ "deliveredOn": on, "idempotencyKey": key });
        plaque.step(&app, station, "benefitDeliver", deliver("2022-04-10", "p-1"), "DELIVERED").await;
        plaque.step(&app, station, "plaqueReport", json!({ "missing": false, "reportedOn": "2022-08-01", "reason": "台风损坏" }), "DAMAGED").await;
        assert_eq!(plaque.refused(&app, station, "plaqueReplace", json!({ "replacedOn": "2022-07-20" })).await, ["PLAQUE_DATE"]);
        plaque.step(&app, station, "plaqueReplace", json!({ "replacedOn": "2022-08-20" }), "DELIVERED").await;
        plaque.step(&app, station, "plaqueReport", json!({ "missing": true, "reportedOn": "2022-09-01", "reason": "遗失" }), "MISSING").await;
        plaque.step(&app, station, "plaqueRecover", json!({ "recoveredOn": "2022-10-01", "reason": "不再符合条件" }), "ENDED").await;
        benefit(&app, station, &id, json!({ "kind": "PLAQUE", "registeredOn": "2022-11-01" })).await;
        let mut check_up = benefit(&app, station, &id, json!({ "kind": "CHECK_UP", "registeredOn": "2022-05-01" })).await;
        check_up.step(&app, station, "benefitDeliver", json!({ "deliveredOn": "2022-06-01", "provider": "区人民医院", "idempotencyKey": "c-1" }), "DELIVERED").await;
        let mut journey = benefit(&app, station, &id, json!({ "kind": "RECUPERATION", "registeredOn": "2022-05-01" })).await;
        assert_eq!(journey.refused(&app, station, "benefitDeliver", deliver("2022-06-01", "r-0")).await, ["NOT_APPROVED"]);
        journey.step(&app, street, "benefitApprove", json!({ "note": "同意" }), "APPROVED").await;
        journey.step(&app, station, "benefitDeliver", deliver("2022-12-31", "r-1"), "DELIVERED").await;
        let claim = json!({ "kind": "REIMBURSEMENT", "registeredOn": "2022-07-01", "claimedAmount": "1200.00" });
        let mut claim = benefit(&app, station, &id, claim).await;
        assert_eq!(claim.refused(&app, street, "benefitApprove", json!({ "note": "同意", "amount": "1200.01" })).await, ["OVER_CLAIMED"]);
        claim.step(&app, street, "benefitApprove", json!({ "note": "按比例", "amount": "960.00" }), "APPROVED").await;
        claim.step(&app, station, "benefitDeliver", deliver("2022-12-31", "m-1"), "DELIVERED").await;
        let mut other = benefit(&app, station, &id, json!({ "kind": "REIMBURSEMENT", "registeredOn": "2022-08-01", "claimedAmount": "10.00" })).await;
        other.step(&app, station, "benefitRefuse", json!({ "reason": "票据不全" }), "REFUSED").await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on VeteranBenefit {{ amount claimedAmount approvedBy deliveredOn steps {{ act }} }} }} }}"#, claim.id);
        let data = app.data(street, &query).await["node"].take();
        assert_eq!((&data["amount"], &data["approvedBy"]), (&json!("960.00"), &json!("demo-veterans")));
        assert_eq!(data["steps"], json!([{ "act": "REGISTER" }, { "act": "APPROVE" }, { "act": "DELIVER" }]));
        let family = registered(&app, "ACTIVE_FAMILY", "2022-01-01", ((1970, 1978), 1)).await;
        let report = json!({ "kind": "MERIT_REPORT", "registeredOn": "2022-11-01", "honourLevel": "THIRD_CLASS", "documentReference": "喜报-9" });
        let mut report = benefit(&app, station, &family, report).await;
        report.step(&app, station, "benefitDeliver", deliver("2022-11-10", "h-1"), "DELIVERED").await;
    }
}

both! {
    /// A pension becomes an entitlement and ends with it; V05 says so before and after.
    async fn pensions(stage: Stage) {
        let app = demo_copy(stage).await;
        let (station, street) = ("demo-veterans-longtan", "demo-veterans");
        let id = registered(&app, "COMBAT", "1999-12-01", ((1970, 1978), 0)).await;
        let gap = async || {
            let query = r#"{ veterans(filter: {asOf: "2022-12-31", pensionGap: true}) { totalCount } ruleHits(asOf: "2022-12-31", rules: ["V05"]) { explain } }"#;
            let data = app.data(street, query).await;
            (data["veterans"]["totalCount"].as_i64(), items(&data["ruleHits"]).len())
        };
        assert_eq!(gap().await, (Some(6), 6));
        let mut pension = benefit(&app, station, &id, json!({ "kind": "PENSION", "registeredOn": "2022-12-01", "tier": "YF05" })).await;
        pension.step(&app, street, "benefitApprove", json!({ "note": "区级核准" }), "APPROVED").await;
        let grant = json!({ "startMonth": "2022-12", "account": "6222 0212 3456 7890", "holder": "本人", "idempotencyKey": "y-1" });
        let first = doing(&app, station, "pensionGrant", pension.input(grant.clone())).await;
        assert_eq!(first, doing(&app, station, "pensionGrant", pension.input(grant)).await, "once");
        pension = Thing::of("benefit", &first);
        assert_eq!(gap().await, (Some(5), 5));
        let query = format!(r#"{{ node(id: "{id}") {{ ... on Veteran {{ pensions {{ state startMonth programme {{ code }} }}
            resident {{ enrolments {{ programme {{ code }} state }} }} }} }} }}"#);
        let data = app.data(street, &query).await["node"].take();
        assert_eq!(data["pensions"][0]["programme"]["code"], "YF05");
        assert_eq!(data["resident"]["enrolments"][0]["state"], "ACTIVE", "the same entitlement");
        let account = format!(r#"{{ node(id: "{id}") {{ ... on Veteran {{ pensions {{ account {{ masked holderName }} }} }} }} }}"#);
        assert_eq!(app.error(station, &account).await.0, "FORBIDDEN", "accounts are for who pays");
        let account = app.data("demo-staff", &account).await;
        assert_eq!(account["node"]["pensions"][0]["account"], json!({ "masked": "**** **** 7890", "holderName": "本人" }));
        let input = json!({ "veteran": id, "kind": "PENSION", "registeredOn": "2022-12-02", "tier": "YF05" });
        assert_eq!(codes(&doing(&app, station, "benefitRegister", input).await), ["PENSION_EXISTS"]);
        let file = Thing { field: "veteran", id: id.clone(), version: 1 };
        assert_eq!(file.refused(&app, street, "veteranEnd", json!({ "endedOn": "2022-12-31", "reason": "x" })).await, ["LIVE_PENSION"]);
        pension.step(&app, station, "pensionStop", json!({ "lastMonth": "2022-12", "reason": "VOLUNTARY" }), "ENDED").await;
        let data = app.data(street, &query).await["node"].take();
        assert_eq!(data["pensions"][0]["state"], "STOPPED");
    }
}

both! {
    /// The card, from the application to the hand of the person, in the order of its steps.
    async fn cards(stage: Stage) {
        let app = demo_copy(stage).await;
        let (station, street) = ("demo-veterans-longtan", "demo-veterans");
        let id = registered(&app, "COMBAT", "1999-12-01", ((1970, 1978), 0)).await;
        let apply = json!({ "veteran": id, "kind": "VETERAN", "appliedOn": "2022-06-01" });
        let mut card = Thing::of("card", &doing(&app, station, "cardApply", apply.clone()).await);
        assert_eq!(codes(&doing(&app, station, "cardApply", apply).await), ["CARD_EXISTS"]);
        assert_eq!(card.refused(&app, street, "cardAdvance", json!({ "to": "PRINTED", "doneOn": "2022-06-02", "bank": "工商银行" })).await, ["WRONG_STATE"]);
        card.step(&app, street, "cardAdvance", json!({ "to": "ACCEPTED", "doneOn": "2022-06-03" }), "ACCEPTED").await;
        card.step(&app, street, "cardAdvance", json!({ "to": "REVIEWED", "doneOn": "2022-07-01" }), "REVIEWED").await;
        assert_eq!(card.refused(&app, street, "cardAdvance", json!({ "to": "PRINTED", "doneOn": "2022-06-02" })).await, ["BANK_MISSING", "STEP_DATE"]);
        card.step(&app, street, "cardAdvance", json!({ "to": "PRINTED", "doneOn": "2022-07-20", "bank": "工商银行" }), "PRINTED").await;
        card.step(&app, street, "cardAdvance", json!({ "to": "RECEIVED", "doneOn": "2022-08-01" }), "RECEIVED").await;
        assert_eq!(card.refused(&app, street, "cardAdvance", json!({ "to": "ISSUED", "doneOn": "2022-08-05" })).await, ["WRONG_STATE"]);
        let file = Thing { field: "veteran", id: id.clone(), version: 1 };
        assert_eq!(file.refused(&app, street, "veteranEnd", json!({ "endedOn": "2022-12-31", "reason": "x" })).await, ["OPEN_CARD"]);
        card.step(&app, station, "cardIssue", json!({ "doneOn": "2022-08-05", "number": "32061300012345678" }), "ISSUED").await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on VeteranCard {{ issuedOn bank number {{ masked }} waitingDays steps {{ act }} }} }} }}"#, card.id);
        let data = app.data(station, &query).await["node"].take();
        assert_eq!((&data["issuedOn"], &data["waitingDays"]), (&json!("2022-08-05"), &Json::Null));
        assert!(!text(&data["number"]["masked"]).contains("0001234"), "{data}");
        let acts: Vec<&str> = items(&data["steps"]).iter().map(|step| text(&step["act"])).collect();
        assert_eq!(acts, ["APPLY", "ACCEPT", "REVIEW", "PRINT", "RECEIVE", "ISSUE"]);
        let other = registered(&app, "PLACED_SOLDIER", "1999-12-01", ((1970, 1978), 1)).await;
        let apply = json!({ "veteran": other, "kind": "VETERAN", "appliedOn": "2022-06-01" });
        let mut card = Thing::of("card", &doing(&app, station, "cardApply", apply.clone()).await);
        card.step(&app, street, "cardRefuse", json!({ "reason": "正在服刑" }), "REFUSED").await;
        Thing::of("card", &doing(&app, station, "cardApply", apply).await);
    }
}

both! {
    /// Many clients at once: one plaque for the household, one pension, one version.
    async fn at_once(stage: Stage) {
        let app = demo_copy(stage).await;
        let station = "demo-veterans-longtan";
        let id = registered(&app, "COMBAT", "1999-12-01", ((1970, 1978), 0)).await;
        for (kind, tier) in [("PLAQUE", Json::Null), ("PENSION", json!("YF05"))] {
            let (app, id, tier) = (&app, &id, &tier);
            let attempts = (0..16).map(|_| async move {
                let input = json!({ "veteran": id, "kind": kind, "registeredOn": "2022-12-01", "tier": tier });
                doing(app, station, "benefitRegister", input).await["problems"] == json!([])
            });
            let done: Vec<bool> = futures_join(attempts).await;
            assert_eq!(done.into_iter().filter(|done| *done).count(), 1, "{kind}");
        }
        minsheng::audit::service::verify(&app.app).await.expect("the chain is intact");
    }
}

async fn futures_join<T>(attempts: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    futures_util::future::join_all(attempts).await
}
