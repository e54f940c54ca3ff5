//! Who is entitled and why; what is declared about residents.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocab::EligibilityVerdict;
use minsheng::{
    kernel::{scope::Scope, time::Month},
    subsidies::service,
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{act, demo, demo_copy, items, programmes::refused, reasons, text},
};

const FACT: &str = "residentFact { id version text value recordedBy withdrawnBy source validFrom }";

both! {
    /// S2 and S1 as the platform judges them: 23 people entitled to 尊老金 who do not draw it, 3 of them in 龙潭村, 2 of
    /// whom turned 80 in December 2022; few statements, however many people.
    async fn entitled_and_not_enrolled(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ eligibleNotEnrolled(programme: "ZLJ", asOf: "2022-12-31", first: 100) {
            totalCount nodes { hukouUnit { name } eligibility(programme: "ZLJ", asOf: "2022-12-31") { verdict tier } }
        } }"#;
        let (statements, data) = app.statements("demo-staff", query).await;
        let list = &data["eligibleNotEnrolled"];
        assert_eq!((&list["totalCount"], items(&list["nodes"]).len()), (&json!(23), 23));
        assert!(statements <= 16, "{statements} statements");
        let mut units: BTreeMap<&str, u32> = BTreeMap::new();
        for resident in items(&list["nodes"]) {
            assert_eq!(resident["eligibility"]["verdict"], "ELIGIBLE");
            *units.entry(text(&resident["hukouUnit"]["name"])).or_default() += 1;
        }
        let expected = BTreeMap::from([
            ("龙潭村", 3), ("龙湖佳苑社区", 4), ("隆兴佳园社区", 3), ("泽生社区", 2), ("通燧社区", 2), ("国庆村", 2),
            ("五星村", 2), ("八一村", 1), ("新闸村", 1), ("福利村", 1), ("爱国村", 1), ("白龙庙社区", 1),
        ]);
        assert_eq!(units, expected);

        let query = r#"{ eligibleNotEnrolled(programme: "ZLJ", asOf: "2022-12-31", unit: ["320613018205"]) {
            totalCount nodes { birthDate } } }"#;
        let own = app.data("demo-community", query).await;
        let born = items(&own["eligibleNotEnrolled"]["nodes"]);
        assert_eq!((born.len(), born.iter().filter(|one| text(&one["birthDate"]) >= "1942-12-01").count()), (3, 2));
        let all = r#"{ eligibleNotEnrolled(programme: "ZLJ", asOf: "2022-12-31") { totalCount } }"#;
        assert_eq!(app.data("demo-community", all).await["eligibleNotEnrolled"]["totalCount"], 3, "only one's own unit");
        assert_eq!(app.error("demo-bi", all).await.0, "FORBIDDEN");
    }
}

both! {
    /// S11: dibao households with a certified disabled member who has no CJ01: 3 persons, all of tier B; with reasons.
    async fn dibao_households_without_the_living_subsidy(stage: Stage) {
        let app = demo(stage).await;
        let data = app.data("demo-staff", r#"{ eligibleNotEnrolled(programme: "CJ01", asOf: "2022-12-31", first: 100) {
            totalCount nodes { id eligibility(programme: "CJ01", tier: "B", asOf: "2022-12-31") {
                verdict tier reasons { fact result found required sentence tier } missing
            } }
        } }"#).await;
        // Besides them one outside dibao whose household's income and parents make it tier D.
        let list = items(&data["eligibleNotEnrolled"]["nodes"]);
        let (mild, others): (Vec<&Json>, Vec<&Json>) =
            list.iter().map(|resident| &resident["eligibility"]).partition(|judged| judged["tier"] == "CJ01.B");
        assert_eq!((mild.len(), others.len()), (3, 1), "{list:?}");
        for judged in mild {
            assert_eq!((&judged["verdict"], &judged["missing"]), (&json!("ELIGIBLE"), &json!([])));
            assert!(items(&judged["reasons"]).iter().all(|reason| reason["result"] == "MET" && reason["found"].is_string()));
        }
        assert_eq!((&others[0]["tier"], &others[0]["verdict"]), (&json!("CJ01.D"), &json!("NOT_ELIGIBLE")), "asked of tier B");
        // A station may not see certificates, so it is not told who would be entitled by one.
        let question = r#"{ residents(first: 1) { nodes { eligibility(programme: "CJ02") { verdict } } } }"#;
        let (_, body) = app.ask("demo-veterans", question, json!({})).await;
        assert!(body["data"]["residents"]["nodes"][0]["eligibility"].is_null(), "{body}");
        assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN", "{body}");
    }
}

both! {
    /// Of those who draw something in December 2022 nobody is judged not entitled, but for the cases that are planted:
    /// 4 persons of 90 in the tier of 80 (S05), and one who died in September and still draws it (S01).
    async fn those_who_draw_are_not_refused(stage: Stage) {
        let app = demo(stage).await.app;
        let programmes = service::programmes(&app).await.expect("programmes");
        let month = Month(202_212);
        let mut refused: BTreeMap<String, usize> = BTreeMap::new();
        for programme in &programmes.0 {
            let sql = format!(
                "SELECT resident_id, COALESCE(tier_id, 0) AS tier FROM enrolment WHERE programme_id = {} AND state = 'ACTIVE' \
                 AND start_month <= {} AND (end_month IS NULL OR end_month >= {})", programme.row.id, month.0, month.0,
            );
            let statement = Statement::from_string(app.db.backend(), sql);
            let rows = app.db.read().query_all_raw(statement).await.expect("reads");
            let rows: Vec<(i64, i64)> =
                rows.iter().map(|row| (row.try_get("", "resident_id").expect("a key"), row.try_get("", "tier").expect("a key"))).collect();
            let keys: Vec<i64> = rows.iter().map(|(resident, _)| *resident).collect::<BTreeSet<_>>().into_iter().collect();
            let day = month.last_day().expect("a month");
            let judged = service::judge(app.db.read(), &Scope::everything(), programme, &keys, day).await.expect("judges");
            let judged: BTreeMap<i64, _> = judged.into_iter().map(|one| (one.resident, one)).collect();
            for (resident, tier) in rows {
                let outcome = judged[&resident].of((tier != 0).then_some(tier));
                if outcome.verdict == EligibilityVerdict::NotEligible {
                    *refused.entry(programme.tier_code((tier != 0).then_some(tier))).or_default() += 1;
                }
            }
        }
        assert_eq!(refused, BTreeMap::from([("ZLJ.T80".to_owned(), 5)]));
    }
}

both! {
    /// What no register holds is declared with its source, decides a verdict, and can be withdrawn.
    async fn declared_facts_decide(stage: Stage) {
        let app = demo_copy(stage).await;
        let certified = r#"{ residents(first: 1, filter: {
            hukouUnit: ["320613018205"], livingOn: "2022-12-31", registeredOn: "2022-12-31",
            disabilityCertificates: {some: {grade: [1, 2], validUntil: {from: "2023-06-01"}}},
            enrolments: {none: {programme: ["CJ02", "TK01"]}}
        }) { totalCount nodes { id eligibility(programme: "CJ02", asOf: "2022-12-31") { verdict missing } } } }"#;
        let data = app.data("demo-community", certified).await;
        let resident = if data["residents"]["totalCount"] == 0 {
            let any = r#"{ residents(first: 1, filter: { hukouUnit: ["320613018205"], livingOn: "2022-12-31", registeredOn: "2022-12-31",
                disabilityCertificates: {some: {grade: [1, 2], validUntil: {from: "2023-06-01"}}}
            }) { nodes { id eligibility(programme: "CJ02", asOf: "2022-12-31") { verdict missing } } } }"#;
            app.data("demo-community", any).await["residents"]["nodes"][0].clone()
        } else {
            data["residents"]["nodes"][0].clone()
        };
        assert_eq!(resident["eligibility"], json!({ "verdict": "UNKNOWN", "missing": ["NEEDS_LONG_TERM_CARE"] }));
        let say = async |persona: &str, changes: Json| {
            let mut input = json!({ "resident": resident["id"], "fact": "NEEDS_LONG_TERM_CARE", "value": "true",
                "validFrom": "2022-11-01", "source": "入户评估" });
            for (key, value) in changes.as_object().expect("changes") {
                input[key] = value.clone();
            }
            act(&app, persona, "residentFactRecord", FACT, input).await
        };
        for (changes, code, path) in [
            (json!({ "fact": "AGE", "value": "80" }), "NOT_DECLARED", "input.fact"),
            (json!({ "value": "PERHAPS" }), "VALUE", "input.value"),
            (json!({ "source": " " }), "SOURCE", "input.source"),
            (json!({ "validFrom": "2023-01-01" }), "FUTURE_DATE", "input.validFrom"),
            (json!({ "validTo": "2022-11-01" }), "VALID_TO", "input.validTo"),
            (json!({ "resident": "none" }), "NOT_FOUND", "input.resident"),
        ] {
            assert_eq!(reasons(&say("demo-community", changes).await), refused(code, path));
        }
        let told = say("demo-community", json!({})).await;
        let fact = &told["residentFact"];
        assert_eq!((&fact["text"], &fact["recordedBy"]), (&json!("需要长期照护:是"), &json!("demo-community")));
        assert_eq!(reasons(&say("demo-staff", json!({})).await), refused("FACT_EXISTS", "input.validFrom"));
        let verdicts = format!(r#"{{ node(id: {}) {{ ... on Resident {{
            before: eligibility(programme: "CJ02", asOf: "2022-10-31") {{ verdict }}
            now: eligibility(programme: "CJ02", asOf: "2022-12-31") {{ verdict reasons {{ fact found }} }}
            declaredFacts {{ text source withdrawReason }} }} }} }}"#, resident["id"]);
        let data = app.data("demo-staff", &verdicts).await;
        assert_eq!((&data["node"]["before"]["verdict"], &data["node"]["now"]["verdict"]), (&json!("UNKNOWN"), &json!("ELIGIBLE")));
        assert_eq!(items(&data["node"]["declaredFacts"]).len(), 1);
        assert_eq!(app.error("demo-finance", r#"mutation { residentFactRecord(input: {resident: "x", fact: CARE_LEVEL, value: "HALF",
            validFrom: "2022-01-01", source: "s"}) { problems { code } } }"#).await.0, "FORBIDDEN");

        let withdraw = async |version: i32, reason: &str| {
            let input = json!({ "residentFact": fact["id"], "version": version, "reason": reason });
            act(&app, "demo-staff", "residentFactWithdraw", FACT, input).await
        };
        assert_eq!(reasons(&withdraw(2, "误记").await), refused("STALE_VERSION", "input.version"));
        assert_eq!(reasons(&withdraw(1, "").await), refused("REASON", "input.reason"));
        assert_eq!(withdraw(1, "误记").await["residentFact"]["withdrawnBy"], "demo-staff");
        assert_eq!(reasons(&withdraw(2, "误记").await), refused("WITHDRAWN", "input.residentFact"));
        let data = app.data("demo-staff", &verdicts).await;
        assert_eq!(data["node"]["now"]["verdict"], "UNKNOWN");
        assert_eq!(data["node"]["declaredFacts"][0]["withdrawReason"], "误记");
        assert_eq!(reasons(&say("demo-staff", json!({ "value": "FALSE" })).await), [], "recorded again, rightly");
        let data = app.data("demo-staff", &verdicts).await;
        assert_eq!(data["node"]["now"]["verdict"], "NOT_ELIGIBLE");
        let elsewhere = r#"{ residents(first: 1, filter: {hukouUnit: ["320613018001"], livingOn: "2022-12-31"}) { nodes { id } } }"#;
        let other = app.data("demo-staff", elsewhere).await["residents"]["nodes"][0]["id"].clone();
        assert_eq!(reasons(&say("demo-community", json!({ "resident": other })).await), refused("NOT_FOUND", "input.resident"));
    }
}
