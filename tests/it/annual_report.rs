//! Figures of the annual report beside reported indicators.

use std::collections::BTreeMap;

use minsheng::kernel::vault::digest;
use sea_orm::ConnectionTrait;
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, act, count, demo, demo_copy, items, reasons, sql, text},
};

const FIELDS: &str = "code label domain unit computed reported difference agrees kind comparison definition phrase source \
    asOf hash drillDown records { id value supersedes recordedBy recordedOn }";

/// Figures of a year by code, as somebody sees them.
async fn figures(app: &TestApp, persona: &str, year: i32) -> BTreeMap<String, Json> {
    let query = format!("{{ annualReport(year: {year}) {{ figures {{ {FIELDS} }} }} }}");
    let data = app.data(persona, &query).await;
    let figures = items(&data["annualReport"]["figures"]);
    figures.iter().map(|figure| (text(&figure["code"]).to_owned(), figure.clone())).collect()
}

fn numbers(figure: &Json) -> Json {
    json!([figure["computed"], figure["reported"], figure["difference"], figure["agrees"]])
}

/// Code, computed, reported, difference, whether it agrees; of the report of 2022.
fn expected() -> Vec<(&'static str, Json)> {
    vec![
        ("SUBSIDY_PERSON_TIMES", json!(["57003", "57003", "0", true])),
        ("SUBSIDY_AMOUNT", json!(["6926100.00", "6926100.00", "0.00", true])),
        ("VETERANS_SERVED", json!(["1127", "1100", "27", true])),
        ("VETERAN_STATION_LEVELS", json!(["2", "2", "0", true])),
        ("VETERAN_STATIONS", json!(["13", null, null, null])),
        ("CAMPAIGN_COLLECTIVES", json!(["8", "8", "0", true])),
        ("CAMPAIGN_PROJECTS", json!(["373", "373", "0", true])),
        ("CAMPAIGN_FINDINGS", json!(["34", "34", "0", true])),
        ("CAMPAIGN_FINDINGS_CLOSED", json!(["34", "34", "0", true])),
        ("COOPERATIVES_DISTRIBUTED", json!(["1", "1", "0", true])),
        ("VILLAGER_GROUPS_DISTRIBUTED", json!(["111", "111", "0", true])),
        ("SHARE_GROUPS_DISTRIBUTED", json!(["20", "20", "0", true])),
        ("DIVIDEND_AMOUNT", json!(["14703000.00", "14703000.00", "0.00", true])),
        ("PARTICIPANTS_CHANGE", json!(["1868", "1868", "0", true])),
        ("MEDICAL_CIRCLE_MINUTES", json!(["15", "15", "0", true])),
        ("MILITARY_CIRCLE_MINUTES", json!(["10", "10", "0", null])),
        ("FAMILY_DOCTOR_ROOMS", json!(["2", "2", "0", true])),
        ("ELDERLY_CARE_CENTRES", json!(["0", "1", "-1", null])),
        ("STREET_CHILDREN_HOMES", json!(["0", "1", "-1", null])),
        ("UNITS_WITH_CHILDREN_HOME", json!(["5", "12", "-7", null])),
        ("DISABLED_HOME_STARS", json!(["3", "1", "2", null])),
        ("WORK_ORDERS", json!([null, "1471", null, null])),
        ("GRID_EVENTS", json!([null, "9440", null, null])),
        ("EVENT_AWARD", json!([null, "1000.00", null, null])),
        ("DISPUTES_MEDIATED", json!([null, "763", null, null])),
        ("DISPUTE_SUCCESS_RATE", json!([null, "100", null, null])),
        ("SAFETY_AUDIENCE", json!([null, "4000", null, null])),
        ("HARD_PETITION_RESOLUTION_RATE", json!([null, "80", null, null])),
    ]
}

both! {
    /// B15: computed beside reported, for staff and for BI alike; BI is never shown the way to rows.
    async fn computed_beside_reported(stage: Stage) {
        let app = demo(stage).await;
        for persona in ["demo-staff", "demo-bi", "demo-finance", "demo-agri", "demo-auditor"] {
            let figures = figures(&app, persona, 2022).await;
            for (code, numbers_of) in expected() {
                let figure = figures.get(code).unwrap_or_else(|| panic!("{persona} has no {code}"));
                assert_eq!(numbers(figure), numbers_of, "{code} as {persona}");
                assert_eq!((text(&figure["asOf"]), text(&figure["hash"]).len()), ("2022-12-31", 64), "{code}");
                assert!(text(&figure["definition"]).chars().count() > 10, "{code}");
            }
            let shown = |code: &str| figures[code]["drillDown"].is_string();
            match persona {
                "demo-bi" => {
                    assert!(figures.values().all(|figure| figure["drillDown"].is_null()), "never for BI");
                    assert!(figures.values().flat_map(|figure| items(&figure["records"])).all(|one| one["recordedBy"].is_null()));
                }
                "demo-finance" => assert!(shown("SUBSIDY_AMOUNT") && shown("DIVIDEND_AMOUNT") && !shown("VETERANS_SERVED")
                    && !shown("CAMPAIGN_PROJECTS")),
                "demo-agri" => assert!(!shown("SUBSIDY_AMOUNT") && shown("DIVIDEND_AMOUNT") && shown("CAMPAIGN_FINDINGS")),
                _ => assert!(shown("SUBSIDY_AMOUNT") && shown("VETERANS_SERVED") && shown("CAMPAIGN_PROJECTS")),
            }
        }
    }
}

both! {
    /// The words of the report, their source, and in which domain a figure stands.
    async fn figures_quote_the_report(stage: Stage) {
        let app = demo(stage).await;
        let figures = figures(&app, "demo-bi", 2022).await;
        let one = &figures["SUBSIDY_PERSON_TIMES"];
        assert_eq!((text(&one["phrase"]), text(&one["domain"])), ("共向57003人次特殊人群补贴补助692.61万元", "SUBSIDIES"));
        assert_eq!((text(&figures["VETERANS_SERVED"]["comparison"]), text(&one["unit"])), ("MORE_THAN", "人次"));
        assert_eq!((text(&figures["WORK_ORDERS"]["domain"]), text(&figures["ELDERLY_CARE_CENTRES"]["kind"])), ("INDICATORS", "TARGET"));
        let year_before = self::figures(&app, "demo-staff", 2021).await;
        assert_eq!(numbers(&year_before["SUBSIDY_PERSON_TIMES"]), json!(["54707", null, null, null]));
        for absent in ["CAMPAIGN_PROJECTS", "PARTICIPANTS_CHANGE", "WORK_ORDERS", "ELDERLY_CARE_CENTRES"] {
            assert!(!year_before.contains_key(absent), "{absent} of 2021");
        }
    }
}

/// How many rows a drill-down counts.
fn rows(data: &Json) -> i64 {
    let list = data.as_object().and_then(|data| data.values().next()).expect("a list");
    match list {
        Json::Array(nodes) => nodes.iter().map(|node| node["results"]["totalCount"].as_i64().expect("a count")).sum(),
        list => list["totalCount"].as_i64().unwrap_or(-1),
    }
}

both! {
    /// Every drill-down runs as it is, and lists as many rows as its figure counts.
    async fn drill_downs_list_what_was_counted(stage: Stage) {
        let app = demo(stage).await;
        let same = ["SUBSIDY_PERSON_TIMES", "VETERANS_SERVED", "VETERAN_STATIONS", "MERIT_REPORTS", "PLAQUES", "CHECK_UPS",
            "RECUPERATIONS", "CAMPAIGN_PROJECTS", "CAMPAIGN_FINDINGS", "CAMPAIGN_FINDINGS_CLOSED", "COOPERATIVES_DISTRIBUTED",
            "VILLAGER_GROUPS_DISTRIBUTED", "SHARE_GROUPS_DISTRIBUTED", "FAMILY_DOCTOR_ROOMS", "UNITS_WITH_CHILDREN_HOME"];
        for persona in ["demo-staff", "demo-finance", "demo-agri", "demo-auditor"] {
            for (code, figure) in figures(&app, persona, 2022).await {
                let Some(query) = figure["drillDown"].as_str() else { continue };
                let (_, body) = app.ask(persona, query, json!({ "first": 2 })).await;
                assert!(body.get("errors").is_none(), "{code} as {persona}: {body}");
                if same.contains(&code.as_str()) {
                    let computed: i64 = text(&figure["computed"]).parse().expect("a number");
                    assert_eq!(rows(&body["data"]), computed, "{code} as {persona}: {query}");
                }
            }
        }
        let figures = figures(&app, "demo-staff", 2022).await;
        let query = text(&figures["SUBSIDY_PERSON_TIMES"]["drillDown"]);
        let page = app.data("demo-staff", query).await;
        assert_eq!((&page["subsidyPayments"]["totalCount"], items(&page["subsidyPayments"]["nodes"]).len()), (&json!(57_003), 20));
        let after = page["subsidyPayments"]["pageInfo"]["endCursor"].clone();
        let next = app.data_with("demo-staff", query, json!({ "first": 1, "after": after })).await;
        assert_ne!(next["subsidyPayments"]["nodes"][0], page["subsidyPayments"]["nodes"][0]);
        let lines = app.data("demo-staff", text(&figures["DIVIDEND_AMOUNT"]["drillDown"])).await;
        assert_eq!(lines["payoutLines"]["totalCount"], 16_906);
        let bridge = app.data("demo-staff", text(&figures["PARTICIPANTS_CHANGE"]["drillDown"])).await;
        assert_eq!(bridge["participantsBridge"]["total"], 1_868);
    }
}

async fn hashes(app: &TestApp, persona: &str) -> (String, BTreeMap<String, String>) {
    let data = app.data(persona, "{ annualReport(year: 2022) { asOf hash figures { code hash } } }").await;
    let report = &data["annualReport"];
    assert_eq!(report["asOf"], "2022-12-31");
    let one = |figure: &Json| (text(&figure["code"]).to_owned(), text(&figure["hash"]).to_owned());
    (text(&report["hash"]).to_owned(), items(&report["figures"]).iter().map(one).collect())
}

both! {
    /// A hash can be computed by anybody, stays while nothing changes, and changes with a payment.
    async fn hashes_are_reproducible(stage: Stage) {
        let app = demo_copy(stage).await;
        let before = hashes(&app, "demo-staff").await;
        assert_eq!(hashes(&app, "demo-staff").await, before, "stable");
        let programmes = app.data("demo-bi", "{ programmes { code inHeadline } }").await;
        let mut codes: Vec<String> = items(&programmes["programmes"])
            .iter()
            .filter(|programme| programme["inHeadline"] == true)
            .map(|programme| format!("\"{}\"", text(&programme["code"])))
            .collect();
        codes.sort();
        let text = format!("minsheng.report-figure.v1\ncode=SUBSIDY_PERSON_TIMES\nyear=2022\nasOf=2022-12-31\ndefinition=1\n\
            computed=57003\nreported=57003\nfilter={{programme: [{}], monthFrom: \"2022-01\", monthTo: \"2022-12\", state: [PAID]}}",
            codes.join(", "));
        assert_eq!(before.1["SUBSIDY_PERSON_TIMES"], hex::encode(digest(text.as_bytes())), "{text}");
        assert_eq!(hashes(&app, "demo-bi").await.1["SUBSIDY_PERSON_TIMES"], before.1["SUBSIDY_PERSON_TIMES"]);

        sql(&app, "UPDATE payment_line SET state = 'RETURNED' WHERE id = (SELECT min(id) FROM payment_line \
            WHERE state = 'PAID' AND month = 202207)").await;
        minsheng::subsidies::service::rollup::rebuild(&app.app).await.expect("added up again");
        let after = hashes(&app, "demo-staff").await;
        assert_ne!(after.0, before.0);
        let changed: Vec<&String> = after.1.iter().filter(|(code, hash)| before.1[*code] != **hash).map(|(code, _)| code).collect();
        assert_eq!(changed, ["SUBSIDY_AMOUNT", "SUBSIDY_PERSON_TIMES"]);
        let figures = figures(&app, "demo-staff", 2022).await;
        assert_eq!(numbers(&figures["SUBSIDY_PERSON_TIMES"]), json!(["57002", "57003", "-1", false]));
    }
}

fn work_orders(value: &str) -> Json {
    json!({ "code": "WORK_ORDERS", "year": 2022, "label": "指挥中心处置工单", "unit": "件", "value": value,
        "phrase": "指挥中心处置工单1472件", "source": "天生港镇街道2022年度工作总结(更正)" })
}

both! {
    /// A correction is a record of its own; what it corrects stays, and can be corrected once.
    async fn corrections_append(stage: Stage) {
        let app = demo_copy(stage).await;
        let noun = "indicator { id value supersedes recordedBy }";
        let before = hashes(&app, "demo-bi").await;
        let refused = act(&app, "demo-staff", "indicatorRecord", noun, work_orders("1472")).await;
        assert_eq!(reasons(&refused), [("ALREADY_RECORDED".to_owned(), "input.code".to_owned())]);
        let first = figures(&app, "demo-staff", 2022).await["WORK_ORDERS"]["records"][0]["id"].clone();
        let mut input = work_orders("1472");
        input["supersedes"] = first.clone();
        let done = act(&app, "demo-staff", "indicatorRecord", noun, input.clone()).await;
        assert_eq!((&done["problems"], &done["indicator"]["supersedes"]), (&json!([]), &first));
        assert_eq!(done["indicator"]["recordedBy"], "demo-staff");
        let again = act(&app, "demo-staff-2", "indicatorRecord", noun, input).await;
        assert_eq!(reasons(&again), [("NOT_IN_FORCE".to_owned(), "input.supersedes".to_owned())]);

        let figure = figures(&app, "demo-bi", 2022).await["WORK_ORDERS"].clone();
        assert_eq!((&figure["reported"], items(&figure["records"]).len()), (&json!("1472"), 2));
        assert_eq!(figure["records"][1]["value"], "1471", "what was corrected stays");
        assert_ne!(hashes(&app, "demo-bi").await.0, before.0);
        assert_eq!(count(&app, "SELECT count(*) FROM reported_indicator WHERE code = 'WORK_ORDERS'").await, 2);
        assert_eq!(count(&app, "SELECT count(*) FROM audit_act WHERE act = 'INDICATOR_RECORD'").await, 1);
        let refusals = "SELECT count(*) FROM audit_act WHERE act = 'REFUSED' AND subject = 'INDICATOR_RECORD'";
        assert_eq!(count(&app, refusals).await, 2);
    }
}

both! {
    /// Another year, a new figure; wrong input is refused with every reason; the unit is that of the computed figure.
    async fn other_years_are_recorded(stage: Stage) {
        let app = demo_copy(stage).await;
        let noun = "indicator { code value unit roundedTo }";
        let input = json!({ "code": "SUBSIDY_AMOUNT", "year": 2021, "label": "补贴补助金额", "unit": "元", "value": "6583900.00",
            "roundedTo": "100.00", "phrase": "补贴补助658.39万元", "source": "2021年度工作总结" });
        let done = act(&app, "demo-staff", "indicatorRecord", noun, input.clone()).await;
        assert_eq!(done["indicator"], json!({ "code": "SUBSIDY_AMOUNT", "value": "6583900.00", "unit": "元", "roundedTo": "100" }));
        let figure = figures(&app, "demo-bi", 2021).await["SUBSIDY_AMOUNT"].clone();
        assert_eq!(numbers(&figure), json!(["6583912.00", "6583900.00", "12.00", true]), "658.39万 agrees");
        let mut wrong = input;
        wrong["unit"] = json!("万元");
        wrong["value"] = json!("658.391");
        wrong["year"] = json!(2023);
        let codes: Vec<String> = reasons(&act(&app, "demo-staff", "indicatorRecord", noun, wrong).await)
            .into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["YEAR", "UNIT", "VALUE"]);
        let denied = "mutation { indicatorRecord(input: {code: \"A_B\", year: 2022, label: \"x\", unit: \"件\", value: \"1\", \
            phrase: \"x\", source: \"x\"}) { problems { code } } }";
        for persona in ["demo-bi", "demo-auditor", "demo-agri", "demo-finance"] {
            let (code, message) = app.error(persona, denied).await;
            assert!(code == "FORBIDDEN" && message.contains("INDICATOR_WRITE"), "{persona}: {message}");
        }
    }
}

both! {
    /// The table itself keeps a single line of corrections.
    async fn constraints_keep_one_line(stage: Stage) {
        let app = demo_copy(stage).await;
        let row = |code: &str, year: i32, supersedes: &str| format!("INSERT INTO reported_indicator (code, year, label, unit, value, \
            rounded_to, comparison, kind, phrase, source, recorded_by, recorded_at, supersedes) VALUES ('{code}', {year}, 'x', '件', \
            100, 1, 'EXACT', 'ACTUAL', 'x', 'x', 'x', '2022-12-31 00:00:00+00:00', {supersedes})");
        let own = "(SELECT min(id) FROM reported_indicator WHERE code = 'WORK_ORDERS')";
        let db = app.app.db.owner();
        assert!(db.execute_unprepared(&row("WORK_ORDERS", 2022, "NULL")).await.is_err(), "a second first");
        assert!(db.execute_unprepared(&row("GRID_EVENTS", 2022, own)).await.is_err(), "of another code");
        assert!(db.execute_unprepared(&row("WORK_ORDERS", 2021, own)).await.is_err(), "of another year");
        db.execute_unprepared(&row("WORK_ORDERS", 2022, own)).await.expect("a correction");
        assert!(db.execute_unprepared(&row("WORK_ORDERS", 2022, own)).await.is_err(), "corrected twice");
    }
}
