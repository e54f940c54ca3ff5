//! The register and the services: every act, in the order of the office.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        demo_copy, items, text,
        veterans::{Thing, doing, registered, stranger},
    },
};

both! {
    /// From the registration to the end of a file: particulars, categories, disability, honours, contacts.
    async fn the_register(stage: Stage) {
        let app = demo_copy(stage).await;
        let id = registered(&app, "SELF_EMPLOYED_SOLDIER", "1999-12-01", ((1970, 1978), 0)).await;
        let station = "demo-veterans-longtan";
        let mut file = Thing { field: "veteran", id: id.clone(), version: 1 };
        let mut step = async |persona: &str, name: &str, rest: Json| {
            let done = doing(&app, persona, name, file.input(rest)).await;
            file = Thing::of("veteran", &done);
        };
        step(station, "veteranRevise", json!({ "particulars": { "hardship": true, "contactClass": "KEY", "employment": "UNEMPLOYED" } })).await;
        let grant = json!({ "category": "DISABLED", "validFrom": "2022-06-01", "primary": true, "documentReference": "TY-2022-07" });
        step(station, "categoryGrant", grant).await;
        let assess = json!({ "grade": 8, "cause": "DUTY", "certificate": "苏军F012345", "issuedOn": "2022-06-01", "reviewOn": "2024-06-01", "validFrom": "2022-06-01" });
        step(station, "disabilityAssess", assess).await;
        let assess = json!({ "grade": 7, "cause": "DUTY", "certificate": "苏军F012346", "issuedOn": "2022-10-01", "validFrom": "2022-10-01" });
        step(station, "disabilityAssess", assess).await;
        step(station, "honourRecord", json!({ "level": "THIRD_CLASS", "awardedOn": "1998-09-20", "authority": "73011部队政治部" })).await;
        step(station, "categoryEnd", json!({ "category": "SELF_EMPLOYED_SOLDIER", "validTo": "2022-12-01" })).await;
        let contact = json!({ "veteran": id, "contactedOn": "2022-12-20", "channel": "VISIT", "visitor": "王站长", "content": "了解生活情况" });
        let done = doing(&app, station, "contactRecord", contact).await;
        assert_eq!(done["problems"], json!([]));
        let query = format!(r#"{{ node(id: "{id}") {{ ... on Veteran {{ hardship contactClass employment serviceYears serviceUnit {{ masked }}
            categories {{ category primary validFrom validTo documentReference }} old: categories(on: "2022-05-31") {{ category primary }}
            disabilities {{ grade validFrom validTo certificate {{ masked }} }} honours {{ level authority }}
            entitlements(asOf: "2022-12-31") {{ kind programme {{ code }} }}
            contactPlan(from: "2022-11-01", asOf: "2022-12-31") {{ from state contactedOn }} lastContact {{ channel visitor }} }} }} }}"#);
        let data = app.data("demo-veterans", &query).await["node"].take();
        assert_eq!(data["serviceYears"], 4, "a part of a year counts as one");
        assert_eq!(data["categories"], json!([
            { "category": "SELF_EMPLOYED_SOLDIER", "primary": true, "validFrom": "1999-12-01", "validTo": "2022-06-01", "documentReference": null },
            { "category": "SELF_EMPLOYED_SOLDIER", "primary": false, "validFrom": "2022-06-01", "validTo": "2022-12-01", "documentReference": null },
            { "category": "DISABLED", "primary": true, "validFrom": "2022-06-01", "validTo": null, "documentReference": "TY-2022-07" },
        ]));
        assert_eq!(data["old"], json!([{ "category": "SELF_EMPLOYED_SOLDIER", "primary": true }]), "any day can be asked for");
        assert_eq!((&data["disabilities"][0]["validTo"], &data["disabilities"][1]["grade"]), (&json!("2022-10-01"), &json!(7)));
        assert!(!data.to_string().contains("73011部队\"}") && !data.to_string().contains("F012345"), "sealed and masked: {data}");
        assert!(items(&data["entitlements"]).iter().any(|one| one["programme"]["code"] == "YF01"), "{data}");
        assert_eq!(data["contactPlan"], json!([{ "from": "2022-11-01", "state": "MISSED", "contactedOn": null },
            { "from": "2022-12-01", "state": "DONE", "contactedOn": "2022-12-20" }]));
        let file = Thing { field: "veteran", id: id.clone(), version: file.version };
        let end = file.input(json!({ "endedOn": "2022-12-31", "reason": "迁出本街道" }));
        assert_eq!(app.error(station, &format!(r#"mutation {{ veteranEnd(input: {{veteran: "{id}", version: 1, endedOn: "2022-12-31", reason: "x"}}) {{ problems {{ code }} }} }}"#)).await.0, "FORBIDDEN");
        let ended = Thing::of("veteran", &doing(&app, "demo-veterans", "veteranEnd", end).await);
        Thing::of("veteran", &doing(&app, "demo-veterans", "veteranReopen", ended.input(json!({ "reason": "误终止" }))).await);
        let (number, name) = stranger(&app, (1970, 1978), 1).await;
        let plain = json!({ "idNumber": number, "name": name, "category": "ACTIVE_FAMILY", "categoryFrom": "2022-09-01", "registeredOn": "2022-12-01", "particulars": {} });
        let done = doing(&app, station, "veteranRegister", plain).await;
        let mut file = Thing::of("veteran", &done);
        let done = doing(&app, station, "veteranArchive", file.input(json!({ "archiveOn": "2022-12-02" }))).await;
        file = Thing::of("veteran", &done);
        assert_eq!(file.version, 2);
        minsheng::audit::service::verify(&app.app).await.expect("the chain is intact");
    }
}

both! {
    /// A service from registration through the street's station to its end, step by step; each kind with its own fields.
    async fn services(stage: Stage) {
        let app = demo_copy(stage).await;
        let station = "demo-veterans-longtan";
        let id = registered(&app, "SELF_EMPLOYED_SOLDIER", "1999-12-01", ((1970, 1978), 0)).await;
        let register = json!({ "veteran": id, "kind": "ASSISTANCE", "registeredOn": "2022-12-01", "summary": "家庭困难,申请帮扶",
            "detail": { "assistance": { "kind": "GRANT", "visitor": "王站长" } } });
        let mut event = Thing::of("serviceEvent", &doing(&app, station, "serviceRegister", register).await);
        event.step(&app, station, "serviceAccept", json!({}), "ACCEPTED").await;
        event.step(&app, station, "serviceAssign", json!({ "handler": "李干事" }), "ASSIGNED").await;
        event.step(&app, station, "serviceAssign", json!({ "handler": "赵干事" }), "ASSIGNED").await;
        event.step(&app, station, "serviceStart", json!({ "startedOn": "2022-12-02" }), "IN_SERVICE").await;
        event.step(&app, station, "serviceRefer", json!({ "reason": "需街道资金" }), "REFERRED_UP").await;
        let at = async || app.data("demo-veterans", &format!(r#"{{ node(id: "{}") {{ ... on ServiceEvent {{ station {{ name streetLevel }} }} }} }}"#, event.id)).await["node"]["station"].take();
        assert_eq!(at().await, json!({ "name": "天生港镇街道退役军人服务站", "streetLevel": true }));
        event.step(&app, "demo-veterans", "serviceReturn", json!({ "note": "同意帮扶 800 元" }), "IN_SERVICE").await;
        let complete = json!({ "completedOn": "2022-12-10", "minutes": 60, "outcome": "RESOLVED", "note": "已发放", "followUpDue": "2022-12-31",
            "detail": { "assistance": { "amount": "800.00", "source": "街道帮扶资金" } }, "idempotencyKey": "svc-1" });
        let first = doing(&app, station, "serviceComplete", event.input(complete.clone())).await;
        let again = doing(&app, station, "serviceComplete", event.input(complete)).await;
        assert_eq!(first, again, "the same key answers the same and happens once");
        event = Thing::of("serviceEvent", &first);
        event.step(&app, station, "serviceFollowUp", json!({ "followedUpOn": "2022-12-20", "note": "本人满意", "satisfaction": 5 }), "FOLLOW_UP").await;
        event.step(&app, station, "serviceClose", json!({}), "CLOSED").await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on ServiceEvent {{ kind state handler minutes outcome satisfaction closedOn followUpOverdue station {{ name }}
            detail {{ ... on AssistanceDetail {{ kind amount source visitor }} }} steps {{ act actor }} }} }} }}"#, event.id);
        let data = app.data("demo-staff", &query).await["node"].take();
        assert_eq!(data["detail"], json!({ "kind": "GRANT", "amount": "800.00", "source": "街道帮扶资金", "visitor": "王站长" }), "civil affairs sees the aid");
        let acts: Vec<&str> = items(&data["steps"]).iter().map(|step| text(&step["act"])).collect();
        assert_eq!(acts, ["REGISTER", "ACCEPT", "ASSIGN", "ASSIGN", "START", "REFER", "RETURN", "COMPLETE", "FOLLOW_UP", "CLOSE"]);
        assert_eq!((&data["closedOn"], &data["station"]["name"]), (&json!("2022-12-31"), &json!("龙潭村退役军人服务站")));

        let kinds = [
            ("TRAINING", json!({ "training": { "course": "电工", "hours": 40, "result": "合格" } })),
            ("EMPLOYMENT", json!({ "employment": { "employer": "某机械公司", "position": "质检", "result": "HIRED", "employedFrom": "2022-12-15" } })),
            ("CONSULTATION", json!({ "consultation": { "topic": "优待证", "channel": "PHONE", "answeredOn": "2022-12-02" } })),
            ("PREFERENTIAL", json!({ "preferential": { "kind": "CONDOLENCE", "period": "2022年八一" } })),
        ];
        for (kind, detail) in kinds {
            let register = json!({ "veteran": id, "kind": kind, "registeredOn": "2022-12-01", "summary": "服务", "atStreet": true });
            let mut event = Thing::of("serviceEvent", &doing(&app, "demo-veterans", "serviceRegister", register).await);
            event.step(&app, "demo-veterans", "serviceAccept", json!({}), "ACCEPTED").await;
            event.step(&app, "demo-veterans", "serviceAssign", json!({ "handler": "李干事" }), "ASSIGNED").await;
            event.step(&app, "demo-veterans", "serviceStart", json!({ "startedOn": "2022-12-01" }), "IN_SERVICE").await;
            let bare = json!({ "completedOn": "2022-12-20", "minutes": 30, "outcome": "RESOLVED", "note": "完成", "followUpDue": "2022-12-31" });
            assert_eq!(event.refused(&app, "demo-veterans", "serviceComplete", bare.clone()).await, ["DETAIL_MISSING"], "{kind}");
            let mut full = bare;
            full["detail"] = detail;
            event.step(&app, "demo-veterans", "serviceComplete", full, "COMPLETED").await;
        }
        let before = app.data("demo-veterans", "{ veteranStatistics(groupBy: [], filter: {year: 2022}) { total { services } } }").await;
        let register = json!({ "veteran": id, "kind": "CONSULTATION", "registeredOn": "2022-12-05", "summary": "登记有误" });
        let mut event = Thing::of("serviceEvent", &doing(&app, station, "serviceRegister", register).await);
        event.step(&app, station, "serviceWithdraw", json!({ "reason": "重复登记" }), "WITHDRAWN").await;
        let after = app.data("demo-veterans", "{ veteranStatistics(groupBy: [], filter: {year: 2022}) { total { services } } }").await;
        assert_eq!(before, after, "what was withdrawn does not count");
    }
}
