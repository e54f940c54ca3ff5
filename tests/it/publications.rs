//! Published lists: open to everybody while up, to the office afterwards, and never a way to a person.

use sea_orm::ConnectionTrait;
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        TestApp, act, demo_copy,
        dividends::{at_noon, codes, with},
        items, text,
    },
};

const STAFF: &str = "demo-staff";
const SECOND: &str = "demo-staff-2";
const LIST: &str = "publication { id version state entryCount digest intact publishedTo namePolicy amountsShown }";
const GUOQING: &str = "320613018202";

async fn created(app: &TestApp, programme: &str, unit: Option<&str>, month: Option<&str>) -> Json {
    let input = json!({ "programme": programme, "unit": unit, "month": month, "from": "2022-12-31" });
    act(app, STAFF, "publicationCreate", LIST, input).await
}

async fn number(app: &TestApp, statement: &str) -> i64 {
    let row =
        app.app.db.read().query_one_raw(sea_orm::Statement::from_string(app.app.db.backend(), statement.to_owned()));
    row.await.expect("a count").expect("a row").try_get_by_index(0).expect("a number")
}

const PUBLIC: &str = r#"{ publications(first: 10) { totalCount nodes { id state month programme { code } unit { code } publishedFrom publishedTo digest intact entryCount
    entries(first: 100) { totalCount nodes { number name unit { code } tier amount } } } } }"#;

both! {
    /// S12: the list of 尊老金 for 国庆村, names by policy: the public gets no id, no account, no certificate, no resident; when its
    /// days are over the public gets nothing, and the office the archive.
    async fn s12_a_list_for_the_public(stage: Stage) {
        let mut app = demo_copy(stage).await;
        assert_eq!(app.data("", PUBLIC).await["publications"]["totalCount"], 0);
        let payload = created(&app, "ZLJ", Some(GUOQING), Some("2022-12")).await;
        assert_eq!(payload["problems"], json!([]));
        let list = payload["publication"].clone();
        assert_eq!((&list["state"], &list["publishedTo"], &list["namePolicy"], &list["amountsShown"], &list["intact"]),
            (&json!("PUBLISHED"), &json!("2023-01-09"), &json!("FULL"), &json!(false), &json!(true)));
        let expected = number(&app, "SELECT COUNT(*) FROM enrolment e JOIN programme p ON p.id = e.programme_id JOIN unit u ON u.id = e.unit_id \
            JOIN resident r ON r.id = e.person_id WHERE p.code = 'ZLJ' AND u.code = '320613018202' AND e.state <> 'SUSPENDED' AND e.start_month <= 202212 \
            AND (e.end_month IS NULL OR e.end_month >= 202212) AND (r.died_on IS NULL OR r.died_on >= '2022-12-01')").await;
        assert!(expected > 20, "{expected}");

        // Nobody is signed in.
        let (_, body) = app.ask("", PUBLIC, json!({})).await;
        let seen = &body["data"]["publications"]["nodes"][0];
        assert_eq!((&seen["entries"]["totalCount"], &seen["entryCount"]), (&json!(expected), &json!(expected)));
        assert_eq!(seen["digest"], list["digest"]);
        for (entry, at) in items(&seen["entries"]["nodes"]).iter().zip(1..) {
            assert_eq!((&entry["number"], &entry["unit"]["code"], &entry["amount"]), (&json!(at), &json!(GUOQING), &Json::Null));
            assert!(text(&entry["tier"]).starts_with("ZLJ.T"), "{entry}");
        }
        let printed = body.to_string();
        for secret in ["res_", "enr_", "****", "6299", "320699"] {
            assert!(!printed.contains(secret), "{secret} in {printed}");
        }
        // Nothing leads on from an entry, and nothing else is open.
        for query in [
            "{ publications { nodes { entries { nodes { resident { id } } } } } }",
            "{ publications { nodes { entries { nodes { idNumber } } } } }",
            "{ residents { totalCount } }",
            "{ enrolments { totalCount } }",
            "{ applications { totalCount } }",
            "{ publications { nodes { unit { collective { id } } } } }",
        ] {
            let (_, body) = app.ask("", query, json!({})).await;
            assert!(body["errors"].is_array(), "{query}: {body}");
        }
        let (code, _) = app.error("", &format!(r#"{{ node(id: "{}") {{ id }} }}"#, text(&list["id"]))).await;
        assert_eq!(code, "UNAUTHENTICATED");
        for field in ["objections { id }", "publishedBy", "withdrawnBy"] {
            let (code, _) = app.error("", &format!("{{ publications {{ nodes {{ {field} }} }} }}")).await;
            assert_eq!(code, "UNAUTHENTICATED", "{field}");
        }
        // A community reads the archive of its own lists only.
        assert_eq!(app.data("demo-community", "{ publications { totalCount } }").await["publications"]["totalCount"], 0);

        // The clock takes it down.
        app.app.clock = at_noon("2023-01-09");
        assert_eq!(app.data("", PUBLIC).await["publications"]["totalCount"], 1, "its last day");
        app.app.clock = at_noon("2023-01-10");
        assert_eq!(app.data("", PUBLIC).await["publications"]["totalCount"], 0);
        let asked = r#"{ publications(filter: {state: [TAKEN_DOWN, PLANNED, WITHDRAWN]}) { totalCount } }"#;
        assert_eq!(app.error("demo-bi", PUBLIC).await.0, "FORBIDDEN", "figures only");
        for persona in ["", "demo-veterans", "demo-admin", "demo-finance"] {
            assert_eq!(app.data(persona, asked).await["publications"]["totalCount"], 0, "{persona}");
        }
        let archive = app.data(STAFF, PUBLIC).await;
        assert_eq!((&archive["publications"]["nodes"][0]["state"], &archive["publications"]["nodes"][0]["intact"]), (&json!("TAKEN_DOWN"), &json!(true)));
        assert_eq!(app.data("demo-auditor", asked).await["publications"]["totalCount"], 1);
        // What was published is what it was: later registrations do not change it, and a changed row shows.
        let sql = "UPDATE publication_entry SET name = 'x' WHERE number = 2";
        app.app.db.owner().execute_unprepared(sql).await.expect("a change behind the platform's back");
        assert_eq!(app.data(STAFF, PUBLIC).await["publications"]["nodes"][0]["intact"], false);
    }
}

both! {
    /// What may not be published, and how lists are objected to and withdrawn.
    async fn lists_are_refused_objected_to_and_withdrawn(stage: Stage) {
        let mut app = demo_copy(stage).await;
        for programme in ["ET01", "ET02", "CJ01", "CJ02", "JS01", "YL02"] {
            let payload = created(&app, programme, None, Some("2022-12")).await;
            assert_eq!(codes(&payload), ["NOT_PUBLIC"], "{programme}");
            assert_eq!(payload["problems"][0]["path"], "input.programme");
        }
        let base = json!({ "programme": "ZLJ", "unit": GUOQING, "month": "2022-12", "from": "2022-12-31" });
        let input = |field: &str, value: Json| {
            let mut input = base.clone();
            input[field] = value;
            input
        };
        for (field, value, code) in [
            ("programme", json!("XX"), "PROGRAMME"),
            ("unit", json!("000000000000"), "UNIT"),
            ("from", json!("2022-12-30"), "FROM"),
            ("days", json!(4), "DAYS"),
            ("days", json!(31), "DAYS"),
            ("month", json!("2023-01"), "MONTH"),
            ("month", json!("2001-01"), "NOBODY"),
        ] {
            let payload = act(&app, STAFF, "publicationCreate", LIST, input(field, value.clone())).await;
            assert_eq!(codes(&payload), [code], "{field} {value}");
        }
        let payload = act(&app, STAFF, "publicationCreate", LIST, input("days", json!(10))).await;
        let list = payload["publication"].clone();
        assert_eq!(list["publishedTo"], "2023-01-16");
        assert_eq!(codes(&act(&app, STAFF, "publicationCreate", LIST, base.clone()).await), ["ALREADY_PUBLISHED"]);
        // Applications in publicity; amounts where the policy says so.
        let cases = created(&app, "DB01", None, None).await;
        assert_eq!(cases["problems"], json!([]));
        assert_eq!(cases["publication"]["amountsShown"], true);
        let dibao = created(&app, "DB01", Some("320613018205"), Some("2022-12")).await["publication"].clone();
        let amounts = app.data("", r#"{ publications(filter: {unit: ["320613018205"], programme: ["DB01"]}) { nodes { entries(first: 100) { nodes { name amount } } } } }"#).await;
        let entries = &amounts["publications"]["nodes"][0]["entries"]["nodes"];
        assert!(items(entries).iter().all(|entry| entry["amount"].is_string()), "{entries}");

        // Objections: by one, answered by another who did not publish.
        let object = json!({ "number": 1, "raisedBy": "村民", "reason": "有车" });
        let far = json!({ "number": 9999, "raisedBy": " ", "reason": "有车" });
        let done = async |persona: &str, name: &str, list: &Json, more: Json| act(&app, persona, name, LIST, with("publication", list, more)).await;
        assert_eq!(codes(&done("demo-community", "publicationObjectionRaise", &list, object.clone()).await), ["NOT_FOUND"], "another unit's");
        assert_eq!(codes(&done("demo-community", "publicationObjectionRaise", &dibao, far).await), ["ENTRY", "TEXT"]);
        let raised = done("demo-community", "publicationObjectionRaise", &dibao, object.clone()).await["publication"].clone();
        let query = format!(r#"{{ node(id: "{}") {{ ... on Publication {{ objections {{ id number outcome recordedBy }} }} }} }}"#, text(&dibao["id"]));
        let objection = app.data(STAFF, &query).await["node"]["objections"][0].clone();
        assert_eq!((&objection["number"], &objection["recordedBy"]), (&json!(1), &json!("demo-community")));
        let answer = json!({ "objection": objection["id"], "outcome": "REJECTED", "answer": "核查不实" });
        assert_eq!(codes(&done(STAFF, "publicationObjectionAnswer", &raised, answer.clone()).await), ["SAME_PERSON"], "who published");
        assert_eq!(codes(&done(SECOND, "publicationObjectionAnswer", &dibao, answer.clone()).await), ["STALE_VERSION"]);
        let answered = done(SECOND, "publicationObjectionAnswer", &raised, answer.clone()).await["publication"].clone();
        assert_eq!(codes(&done(SECOND, "publicationObjectionAnswer", &answered, answer).await), ["ALREADY_ANSWERED"]);
        assert_eq!(codes(&done(SECOND, "publicationWithdraw", &answered, json!({ "reason": "" })).await), ["TEXT"]);
        let withdrawn = done(SECOND, "publicationWithdraw", &answered, json!({ "reason": "金额有误" })).await["publication"].clone();
        assert_eq!(withdrawn["state"], "WITHDRAWN");
        assert_eq!(codes(&done(SECOND, "publicationWithdraw", &withdrawn, json!({ "reason": "x" })).await), ["WRONG_STATE"]);
        let public = app.data("", r#"{ publications(filter: {unit: ["320613018205"]}) { totalCount } }"#).await;
        assert_eq!(public["publications"]["totalCount"], 0, "withdrawn lists are nobody's");
        let again = created(&app, "DB01", Some("320613018205"), Some("2022-12")).await;
        assert_eq!(again["problems"], json!([]), "a withdrawn list may be published anew");
        app.app.clock = at_noon("2023-02-01");
        let late = act(&app, "demo-community", "publicationObjectionRaise", LIST, with("publication", &again["publication"], object)).await;
        assert_eq!(codes(&late), ["NOT_UP"]);
    }
}
