//! Acts on leases through the API alone, and their refusals.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, act, demo_copy, items, text},
};

const COOP: &str = "demo-cooperative";

/// Does an act on `lease` that must succeed; answers the lease as it is then.
async fn done(app: &TestApp, persona: &str, name: &str, lease: &Json, more: Json) -> Json {
    let payload = act(app, persona, name, LEASE, with(lease, more)).await;
    assert_eq!(payload["problems"], json!([]), "{name}");
    payload["lease"].clone()
}

/// Codes of the refusal of an act on `lease` that must fail.
async fn refused(app: &TestApp, persona: &str, name: &str, lease: &Json, more: Json) -> Vec<String> {
    let payload = act(app, persona, name, LEASE, with(lease, more)).await;
    assert!(payload["lease"].is_null(), "{name}: {payload}");
    items(&payload["problems"]).iter().map(|problem| text(&problem["code"]).to_owned()).collect()
}

fn with(lease: &Json, more: Json) -> Json {
    let mut input = json!({ "lease": lease["id"], "version": lease["version"] });
    if let (Json::Object(input), Json::Object(more)) = (&mut input, more) {
        input.extend(more);
    }
    input
}

const LEASE: &str = "lease { id version state bills { nodes { id amount open } } versions { number } }";

fn draft(asset: &Json, number: &str, start: &str, end: &str) -> Json {
    json!({ "asset": asset, "contractNumber": number, "kind": "HOUSE",
        "lessee": { "kind": "COMPANY", "name": "南通试验机械有限公司", "creditCode": "91320699MA0000031M", "member": false },
        "terms": { "startOn": start, "endOn": end, "area": "300.00", "usage": "PRODUCTION", "annualRent": "36000.00",
            "cycle": "QUARTER", "inAdvance": true, "firstDueOn": start, "depositDue": "3000.00",
            "depositClause": "押一", "breachClause": "违约金", "subletClause": "不得转租", "maintenanceClause": "承租方维修",
            "payeeAccount": "集体账户" } })
}

async fn new_asset(app: &TestApp) -> Json {
    let collective = app.data(COOP, "{ collectives { id } }").await["collectives"][0]["id"].clone();
    let input = json!({ "collective": collective, "number": "LT-NEW-1", "class": "OPERATING", "kind": "FACTORY",
        "location": "龙潭村新厂房", "area": "300.00", "safetyClass": "A", "acquiredOn": "2022-01-01" });
    let payload = act(app, COOP, "assetRegister", "asset { id }", input).await;
    assert_eq!(payload["problems"], json!([]));
    payload["asset"]["id"].clone()
}

async fn drafted(app: &TestApp, asset: &Json, number: &str) -> Json {
    let payload = act(app, COOP, "leaseDraft", LEASE, draft(asset, number, "2022-12-01", "2024-11-30")).await;
    assert_eq!(payload["problems"], json!([]));
    payload["lease"].clone()
}

fn resolution(number: &str, present: i32) -> Json {
    json!({ "number": number, "title": "出租厂房", "body": "REPRESENTATIVES", "adoptedOn": "2022-12-20", "eligible": 60,
        "present": present, "inFavour": present, "ratifies": true })
}

fn tender(method: &str) -> Json {
    json!({ "method": method, "heldOn": "2022-12-20", "platformNumber": "JY-1", "priceBasis": "VALUATION",
        "priceBasisOn": "2022-12-20", "exemptionReason": "小额" })
}

/// From draft to filed.
async fn filed(app: &TestApp, asset: &Json, number: &str) -> Json {
    let lease = drafted(app, asset, number).await;
    let signed = json!({ "signedOn": "2022-12-31", "documentReference": "HT-1" });
    let lease = done(app, COOP, "leaseSign", &lease, signed).await;
    done(app, COOP, "leaseFile", &lease, json!({ "filedOn": "2022-12-31" })).await
}

both! {
    /// A contract's whole way, with what is refused on it.
    async fn from_draft_to_possession(stage: Stage) {
        let app = demo_copy(stage).await;
        let asset = new_asset(&app).await;
        let long = act(&app, COOP, "leaseDraft", LEASE, draft(&asset, "LT-N-0", "2022-12-01", "2043-11-30")).await;
        assert_eq!(long["problems"][0]["code"], "TERM_TOO_LONG");
        assert_eq!(long["problems"][0]["path"], "input.terms.endOn");
        let lease = filed(&app, &asset, "LT-N-1").await;
        assert_eq!(lease["state"], "FILED");
        let again = act(&app, COOP, "leaseDraft", LEASE, draft(&asset, "LT-N-1", "2022-12-01", "2024-11-30")).await;
        assert_eq!(again["problems"][0]["code"], "CONTRACT_NUMBER_TAKEN");
        let active = json!({ "activeOn": "2022-12-31" });
        assert_eq!(refused(&app, COOP, "leaseActivate", &lease, active.clone()).await, ["NO_RESOLUTION", "NO_TENDER"]);
        let lease = done(&app, COOP, "resolutionRecord", &lease, resolution("JY-N-1", 30)).await;
        let lease = done(&app, COOP, "tenderRecord", &lease, tender("NEGOTIATED")).await;
        let refusals = refused(&app, COOP, "leaseActivate", &lease, active.clone()).await;
        assert_eq!(refusals, ["QUORUM", "EXEMPTION_NOT_APPROVED"]);
        let lease = done(&app, COOP, "resolutionRecord", &lease, resolution("JY-N-2", 50)).await;
        let stale = json!({ "id": lease["id"], "version": 1 });
        assert_eq!(refused(&app, COOP, "leaseActivate", &stale, active.clone()).await, ["STALE_VERSION"]);
        let lease = done(&app, "demo-agri", "tenderExempt", &lease, json!({})).await;
        let lease = done(&app, COOP, "leaseActivate", &lease, active.clone()).await;
        assert_eq!(lease["state"], "ACTIVE");
        // Nobody else can hold the same asset.
        let other = filed(&app, &asset, "LT-N-2").await;
        let other = done(&app, COOP, "resolutionRecord", &other, resolution("JY-N-3", 50)).await;
        let other = done(&app, COOP, "tenderRecord", &other, tender("OPEN_BID")).await;
        assert_eq!(refused(&app, COOP, "leaseActivate", &other, active).await, ["ASSET_OCCUPIED"]);
        let foreign = refused(&app, "demo-cooperative-2", "leaseFile", &lease, json!({ "filedOn": "2022-12-31" })).await;
        assert_eq!(foreign, ["NOT_FOUND"]);
        let verdict = minsheng::audit::service::verify(&app.app).await.expect("verifies");
        assert!(matches!(verdict, minsheng::audit::service::Verdict::Intact { .. }), "{verdict}");
    }
}

both! {
    /// Bills once per period, receipts never over-allocated, keys used once, waivers by another.
    async fn rent_is_billed_and_paid_once(stage: Stage) {
        let app = demo_copy(stage).await;
        let asset = new_asset(&app).await;
        let lease = filed(&app, &asset, "LT-N-1").await;
        let lease = done(&app, COOP, "resolutionRecord", &lease, resolution("JY-N-1", 50)).await;
        let lease = done(&app, COOP, "tenderRecord", &lease, tender("OPEN_BID")).await;
        let lease = done(&app, COOP, "leaseActivate", &lease, json!({ "activeOn": "2022-12-31" })).await;
        let issue = |key: &str, through: &str| json!({ "through": through, "leases": [lease["id"]], "idempotencyKey": key });
        let answer = "items { bills amount problems { code } }";
        let first = act(&app, COOP, "rentBillsIssue", answer, issue("k1", "2023-03-01")).await;
        assert_eq!(first["items"], json!([{ "bills": 2, "amount": "18000.00", "problems": [] }]));
        let replayed = act(&app, COOP, "rentBillsIssue", answer, issue("k1", "2023-03-01")).await;
        assert_eq!(replayed, first);
        let reused = act(&app, COOP, "rentBillsIssue", answer, issue("k1", "2023-02-01")).await;
        assert_eq!(reused["problems"][0]["code"], "IDEMPOTENCY_KEY_REUSED");
        let twice = act(&app, COOP, "rentBillsIssue", answer, issue("k2", "2023-03-01")).await;
        assert_eq!(twice["items"][0]["problems"][0]["code"], "ALREADY_BILLED");
        let query = format!(r#"{{ node(id: "{}") {{ ... on Lease {{ id version bills {{ nodes {{ id open }} }} }} }} }}"#, text(&lease["id"]));
        let lease = app.data(COOP, &query).await["node"].clone();
        let bill = lease["bills"]["nodes"][0]["id"].clone();
        let receipt = |amount: &str, parts: Json, key: &str| {
            json!({ "number": key, "amount": amount, "paidOn": "2022-12-31", "method": "BANK", "account": "COLLECTIVE",
                "allocations": parts, "idempotencyKey": key })
        };
        let over = json!([{ "bill": bill, "amount": "9000.01" }]);
        let refusals = refused(&app, COOP, "receiptRecord", &lease, receipt("9000.00", over, "r1")).await;
        assert_eq!(refusals, ["OVER_ALLOCATED", "BILL_OVERPAID"]);
        let lease = done(&app, COOP, "receiptRecord", &lease, receipt("10000.00", Json::Null, "r2")).await;
        let open: Vec<&str> = items(&lease["bills"]["nodes"]).iter().map(|bill| text(&bill["open"])).collect();
        assert_eq!(open, ["0.00", "8000.00"], "oldest first");
        let second = lease["bills"]["nodes"][1]["id"].clone();
        let waiver = |amount: &str| json!({ "bill": second, "amount": amount, "reason": "疫情减免", "documentReference": "文-1" });
        assert_eq!(refused(&app, COOP, "waiverRequest", &lease, waiver("8000.01")).await, ["EXCEEDS_OPEN"]);
        let lease = done(&app, COOP, "waiverRequest", &lease, waiver("500.00")).await;
        assert_eq!(lease["bills"]["nodes"][1]["open"], "8000.00", "not before it is approved");
        let query = format!(r#"{{ node(id: "{}") {{ ... on RentBill {{ waivers {{ id }} }} }} }}"#, text(&second));
        let waiver = app.data(COOP, &query).await["node"]["waivers"][0]["id"].clone();
        let approve = json!({ "waiver": waiver, "idempotencyKey": "w1" });
        let lease = done(&app, "demo-agri", "waiverApprove", &lease, approve).await;
        assert_eq!(lease["bills"]["nodes"][1]["open"], "7500.00");
        let changed = json!({ "kind": "RENT_CHANGE", "effectiveFrom": "2022-12-31", "signedOn": "2022-12-31",
            "documentReference": "BC-1", "amendment": { "annualRent": "48000.00" } });
        assert_eq!(refused(&app, COOP, "leaseAmend", &lease, changed).await, ["PERIOD_BILLED"]);
        let later = json!({ "kind": "RENT_CHANGE", "effectiveFrom": "2023-06-01", "signedOn": "2022-12-31",
            "documentReference": "BC-1", "amendment": { "annualRent": "48000.00" } });
        let lease = done(&app, COOP, "leaseAmend", &lease, later).await;
        assert_eq!(items(&lease["versions"]).len(), 2);
        let settle = json!({ "settledOn": "2022-12-31", "refunded": "0.00", "forfeited": "0.00", "idempotencyKey": "s1" });
        assert!(refused(&app, COOP, "leaseSettle", &lease, settle).await.contains(&"WRONG_STATE".to_owned()));
    }
}

both! {
    /// A lease that is over: vacated, refused while money is open, settled with the deposit given back; the
    /// SQL and the rules agree on every lease's state on several days.
    async fn from_holdover_to_settled(stage: Stage) {
        let app = demo_copy(stage).await;
        let query = r#"{ leases(filter: {asOf: "2022-12-31", state: [HOLDOVER]}) { nodes { id version collective { unit { code } }
            depositHeld(asOf: "2022-12-31") } } }"#;
        let held = app.data("demo-agri", query).await["leases"]["nodes"].clone();
        assert_eq!(items(&held).len(), 2);
        for state in ["ACTIVE", "HOLDOVER", "VACATED", "TERMINATED"] {
            for day in ["2022-04-30", "2022-06-15", "2022-12-31"] {
                let query = format!(
                    r#"{{ leases(first: 100, filter: {{asOf: "{day}", state: [{state}]}}) {{ nodes {{ state(asOf: "{day}") }} }} }}"#
                );
                let data = app.data("demo-agri", &query).await;
                for node in items(&data["leases"]["nodes"]) {
                    assert_eq!(node["state"], state, "{day}");
                }
            }
        }
    }
}

both! {
    /// A renewal takes the asset over from the lease it renews, which is then settled: everything billed and paid,
    /// the deposit given back to the fen.
    async fn renewed_and_settled(stage: Stage) {
        let app = demo_copy(stage).await;
        let asset = new_asset(&app).await;
        let payload = act(&app, COOP, "leaseDraft", LEASE, draft(&asset, "LT-N-1", "2022-01-01", "2022-12-30")).await;
        let signed = json!({ "signedOn": "2022-12-31", "documentReference": "HT-1" });
        let lease = done(&app, COOP, "leaseSign", &payload["lease"], signed.clone()).await;
        let lease = done(&app, COOP, "leaseFile", &lease, json!({ "filedOn": "2022-12-31" })).await;
        let lease = done(&app, COOP, "resolutionRecord", &lease, resolution("JY-N-1", 50)).await;
        let taken = refused(&app, COOP, "resolutionRecord", &lease, resolution("JY-N-1", 50)).await;
        assert_eq!(taken, ["RESOLUTION_NUMBER_TAKEN"]);
        let lease = done(&app, COOP, "tenderRecord", &lease, tender("OPEN_BID")).await;
        let active = json!({ "activeOn": "2022-12-31" });
        let lease = done(&app, COOP, "leaseActivate", &lease, active.clone()).await;
        assert_eq!(lease["state"], "HOLDOVER");
        let deposit = json!({ "amount": "3000.00", "receivedOn": "2022-12-31", "idempotencyKey": "d1" });
        let lease = done(&app, COOP, "depositRecord", &lease, deposit).await;
        let terms = draft(&asset, "", "2022-12-31", "2024-12-30")["terms"].clone();
        let renewal = json!({ "contractNumber": "LT-N-2", "terms": terms });
        let next = done(&app, COOP, "leaseRenew", &lease, renewal.clone()).await;
        let early = json!({ "contractNumber": "LT-N-3", "terms": draft(&asset, "", "2022-12-30", "2024-12-30")["terms"] });
        assert_eq!(refused(&app, COOP, "leaseRenew", &lease, early).await, ["TERM_OVERLAP"]);
        let next = done(&app, COOP, "leaseSign", &next, signed).await;
        let next = done(&app, COOP, "leaseFile", &next, json!({ "filedOn": "2022-12-31" })).await;
        let next = done(&app, COOP, "resolutionRecord", &next, resolution("JY-N-2", 50)).await;
        let next = done(&app, COOP, "tenderRecord", &next, tender("RENEWAL")).await;
        let next = done(&app, COOP, "leaseActivate", &next, active).await;
        assert_eq!(next["state"], "ACTIVE");
        let reread = |lease: &Json| format!(r#"{{ node(id: "{}") {{ ... on Lease {{ id version state }} }} }}"#, text(&lease["id"]));
        let lease = app.data(COOP, &reread(&lease)).await["node"].clone();
        assert_eq!(lease["state"], "RENEWED");
        let settle = json!({ "settledOn": "2022-12-31", "refunded": "3000.00", "forfeited": "0.00", "idempotencyKey": "s1" });
        assert_eq!(refused(&app, COOP, "leaseSettle", &lease, settle.clone()).await, ["UNBILLED"]);
        let issue = json!({ "through": "2022-12-31", "leases": [lease["id"]], "idempotencyKey": "k1" });
        let issued = act(&app, COOP, "rentBillsIssue", "items { bills amount }", issue).await;
        // Four quarters, the last one a day short: 27,000.00 and 91 days of 36,000.00 a year.
        assert_eq!(issued["items"], json!([{ "bills": 4, "amount": "35975.34" }]));
        let lease = app.data(COOP, &reread(&lease)).await["node"].clone();
        assert_eq!(refused(&app, COOP, "leaseSettle", &lease, settle.clone()).await, ["OPEN_BILLS"]);
        let receipt = json!({ "number": "SJ-1", "amount": "36000.00", "paidOn": "2022-12-31", "method": "BANK",
            "account": "COLLECTIVE", "idempotencyKey": "r1" });
        let lease = done(&app, COOP, "receiptRecord", &lease, receipt).await;
        let short = json!({ "settledOn": "2022-12-31", "refunded": "2999.99", "forfeited": "0.00", "idempotencyKey": "s2" });
        assert_eq!(refused(&app, COOP, "leaseSettle", &lease, short).await, ["DEPOSIT_MISMATCH"]);
        let lease = done(&app, COOP, "leaseSettle", &lease, settle).await;
        assert_eq!(lease["state"], "SETTLED");
        let query = format!(
            r#"{{ node(id: "{}") {{ ... on Lease {{ deposits {{ kind amount }} credit(asOf: "2022-12-31")
                depositHeld(asOf: "2022-12-31") renewedBy {{ contractNumber }} }} }} }}"#,
            text(&lease["id"])
        );
        let after = app.data(COOP, &query).await["node"].clone();
        assert_eq!((text(&after["credit"]), text(&after["depositHeld"])), ("0.00", "0.00"));
        assert!(items(&after["deposits"]).contains(&json!({ "kind": "CREDIT_REFUNDED", "amount": "24.66" })), "{after}");
        assert_eq!(after["renewedBy"], json!([{ "contractNumber": "LT-N-2" }]));
    }
}
