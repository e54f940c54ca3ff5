//! The register, plans and payouts through the API alone, with what is refused on the way.

use entity::resident;
use minsheng::{
    kernel::{
        scope::{FindIn, Scope},
        time::Clock,
    },
    residents::model::ID_NUMBER,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{TestApp, act, demo_copy, items, text},
};

pub const COOP: &str = "demo-cooperative";
pub const BOARD: &str = "demo-supervisor";
pub const AGRI: &str = "demo-agri";
pub const PLAN: &str = "plan { id version state contentHash unitPrice carriedForward participants }";
pub const UNIT: &str = "distributingUnit { id version }";

/// What an input names and the version it was read at.
pub fn with(noun: &str, target: &Json, more: Json) -> Json {
    let mut input = json!({ noun: target["id"], "version": target["version"] });
    if let (Json::Object(input), Json::Object(more)) = (&mut input, more) {
        input.extend(more);
    }
    input
}

pub fn codes(payload: &Json) -> Vec<String> {
    items(&payload["problems"]).iter().map(|problem| text(&problem["code"]).to_owned()).collect()
}

/// Does an act on a plan that must succeed; answers the plan as it is then.
pub async fn done(app: &TestApp, persona: &str, name: &str, plan: &Json, more: Json) -> Json {
    let payload = act(app, persona, name, PLAN, with("plan", plan, more)).await;
    assert_eq!(payload["problems"], json!([]), "{name}");
    payload["plan"].clone()
}

/// Codes of the refusal of an act on a plan that must fail.
pub async fn refused(app: &TestApp, persona: &str, name: &str, plan: &Json, more: Json) -> Vec<String> {
    let payload = act(app, persona, name, PLAN, with("plan", plan, more)).await;
    assert!(payload["plan"].is_null(), "{name}: {payload}");
    codes(&payload)
}

/// Changes a register; answers the unit as it is then.
pub async fn changed(app: &TestApp, name: &str, unit: &Json, more: Json) -> Json {
    let payload = act(app, COOP, name, UNIT, with("distributingUnit", unit, more)).await;
    assert_eq!(payload["problems"], json!([]), "{name}");
    payload["distributingUnit"].clone()
}

pub async fn unchanged(app: &TestApp, name: &str, unit: &Json, more: Json) -> Vec<String> {
    let payload = act(app, COOP, name, UNIT, with("distributingUnit", unit, more)).await;
    assert!(payload["distributingUnit"].is_null(), "{name}: {payload}");
    codes(&payload)
}

pub fn at_noon(day: &str) -> Clock {
    Clock::Fixed(format!("{day}T04:00:00Z").parse().expect("an instant"))
}

/// Name and identity number of living people of the street.
pub async fn people(app: &TestApp, count: u64) -> Vec<(String, String)> {
    use resident::Column;
    let found = resident::Entity::find_in(&Scope::everything())
        .filter(Column::DiedOn.is_null())
        .filter(Column::BirthDate.lt("1990-01-01".parse::<chrono::NaiveDate>().expect("a date")))
        .filter(Column::IdNumberKind.eq(entity::vocab::IdNumberKind::Standard))
        .order_by_asc(Column::Id)
        .limit(count)
        .all(app.app.db.read())
        .await
        .expect("residents");
    let open = |row: resident::Model| (row.name, app.app.vault.open(ID_NUMBER, &row.id_number_cipher).expect("opens"));
    found.into_iter().map(open).collect()
}

pub async fn new_unit(app: &TestApp, number: &str, mode: &str, basis: &str, rounding: &str) -> Json {
    let collective = app.data(COOP, "{ collectives { id } }").await["collectives"][0]["id"].clone();
    let input = json!({ "collective": collective, "number": number, "kind": "SHARE_GROUP", "name": "新小组", "membershipMode": mode,
        "basis": basis, "rounding": rounding, "reserveRate": "30.00", "publicityDays": 7, "foundedOn": "2020-01-01" });
    let payload = act(app, COOP, "distributingUnitRegister", UNIT, input).await;
    assert_eq!(payload["problems"], json!([]));
    payload["distributingUnit"].clone()
}

pub fn joining(person: &(String, String), account: Option<&str>) -> Json {
    json!({ "idNumber": person.1, "name": person.0, "reason": "FOUNDING", "account": account, "effectiveOn": "2020-01-01",
        "evidence": "CY-1", "resolution": "JY-1" })
}

/// Keys of the members of a unit by number.
pub async fn members(app: &TestApp, unit: &Json) -> Vec<Json> {
    let query = format!(
        r#"{{ node(id: "{}") {{ ... on DistributingUnit {{ members(first: 50) {{ nodes {{ id }} }} }} }} }}"#,
        text(&unit["id"])
    );
    let nodes = app.data(COOP, &query).await["node"]["members"]["nodes"].clone();
    items(&nodes).iter().map(|member| member["id"].clone()).collect()
}

pub fn figures(distributable: &str) -> Json {
    figures_on("2022-12-31", distributable)
}

pub fn figures_on(record_date: &str, distributable: &str) -> Json {
    json!({ "recordDate": record_date, "netIncome": "100000.00", "opening": "0.00", "losses": "0.00", "reserve": "30000.00",
        "distributable": distributable })
}

pub async fn drafted(app: &TestApp, unit: &Json, figures: Json) -> Json {
    let input = json!({ "distributingUnit": unit["id"], "year": 2022, "source": "INVESTMENT", "figures": figures });
    let payload = act(app, COOP, "planDraft", PLAN, input).await;
    assert_eq!(payload["problems"], json!([]));
    payload["plan"].clone()
}

pub fn vote(plan: &Json, present: i32, in_favour: i32) -> Json {
    json!({ "contentHash": plan["contentHash"], "resolution": "FP-1", "body": "GROUP_ASSEMBLY", "heldOn": "2022-12-31",
        "eligible": 90, "present": present, "inFavour": in_favour })
}

/// From calculated to published on 2022-12-31, for seven days.
pub async fn published(app: &TestApp, plan: &Json) -> Json {
    let plan = done(app, BOARD, "planCheck", plan, json!({ "note": "账实相符" })).await;
    let plan = done(app, AGRI, "planReview", &plan, json!({ "note": "同意" })).await;
    let plan = done(app, COOP, "planVote", &plan, vote(&plan, 60, 31)).await;
    done(app, COOP, "planPublish", &plan, json!({ "from": "2022-12-31", "days": 7 })).await
}

/// A published plan of a villager group of the demo.
pub async fn published_of(app: &TestApp, number: &str) -> Json {
    let query = format!(r#"{{ distributingUnits(filter: {{number: ["{number}"]}}) {{ nodes {{ id version }} }} }}"#);
    let unit = app.data(COOP, &query).await["distributingUnits"]["nodes"][0].clone();
    let plan = drafted(app, &unit, figures_on("2022-10-31", "70000.00")).await;
    let plan = done(app, COOP, "planCalculate", &plan, json!({})).await;
    published(app, &plan).await
}

pub async fn lines(app: &TestApp, plan: &Json) -> Vec<Json> {
    let query = format!(
        r#"{{ node(id: "{}") {{ ... on DistributionPlan {{ lines(first: 50, orderBy: {{field: NUMBER}}) {{ nodes {{ id number amount state reason reference account {{ masked }} parent {{ number }} }} }} }} }} }}"#,
        text(&plan["id"])
    );
    items(&app.data(COOP, &query).await["node"]["lines"]["nodes"]).clone()
}

/// A group of four, two with a card of their own and one without; answers unit and members.
pub async fn group(app: &TestApp) -> (Json, Vec<Json>) {
    let people = people(app, 4).await;
    let mut unit = new_unit(app, "NEW-1", "DYNAMIC", "PER_HEAD", "LARGEST_REMAINDER").await;
    let accounts = [Some("6299990000000000012"), Some("6299990000000000020"), Some("6299997654321094"), None];
    for (person, account) in people.iter().zip(accounts) {
        unit = changed(app, "memberJoin", &unit, joining(person, account)).await;
    }
    let ids = members(app, &unit).await;
    (unit, ids)
}

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
    /// Payout: what is held, returned, sent again, ended and closed; a paid line never changes.
    async fn paid_returned_and_sent_again(stage: Stage) {
        let mut app = demo_copy(stage).await;
        let (unit, ids) = group(&app).await;
        let plan = drafted(&app, &unit, figures("10000.01")).await;
        let plan = done(&app, COOP, "planCalculate", &plan, json!({})).await;
        let plan = published(&app, &plan).await;
        let about = json!({ "member": ids[1], "raisedBy": "村民甲", "reason": "其户口已迁出" });
        let plan = done(&app, COOP, "objectionRaise", &plan, about).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on DistributionPlan {{ objections {{ nodes {{ id }} }} }} }} }}"#, text(&plan["id"]));
        let objections = app.data(COOP, &query).await["node"]["objections"]["nodes"].clone();
        app.app.clock = at_noon("2023-01-07");
        let approved = done(&app, AGRI, "planApprove", &plan, json!({ "contentHash": plan["contentHash"], "idempotencyKey": "a1" })).await;

        // Payout: one held by an objection, one without a card.
        let plan = done(&app, COOP, "planPay", &approved, json!({ "idempotencyKey": "p1" })).await;
        let sent = lines(&app, &plan).await;
        let states: Vec<(&str, Option<&str>)> = sent.iter().map(|line| (text(&line["state"]), line["reason"].as_str())).collect();
        assert_eq!(states, [("SENT", None), ("UNCLAIMED", Some("DISPUTED")), ("SENT", None), ("UNCLAIMED", Some("NO_BANK_CARD"))]);
        assert_eq!(refused(&app, COOP, "planSettle", &plan, json!({})).await, ["PAYMENTS_OPEN"]);
        let result = |reference: &Json, account: &str, amount: &str| json!({ "reference": reference, "account": account, "amount": amount });
        let good = result(&sent[0]["reference"], "6299990000000000012", "2500.01");
        let mut back = result(&sent[2]["reference"], "6299997654321094", "2500.00");
        back["returned"] = json!("ACCOUNT_CLOSED");
        let rows = json!({ "idempotencyKey": "c1", "results": [
            result(&json!("FH-NONE"), "6299990000000000012", "1.00"),
            result(&sent[0]["reference"], "6299990000000000012", "2500.00"),
            result(&sent[0]["reference"], "6299990000000000020", "2500.01"),
            good, good,
            result(&sent[3]["reference"], "6299990000000000012", "2500.00"),
            back,
        ] });
        let answer = "plan { id version state } exceptions { row code path }";
        let confirmed = act(&app, COOP, "payoutConfirm", answer, with("plan", &plan, rows.clone())).await;
        let exceptions: Vec<(i64, &str)> = items(&confirmed["exceptions"]).iter().map(|one| (one["row"].as_i64().expect("a row"), text(&one["code"]))).collect();
        assert_eq!(exceptions, [(0, "UNKNOWN_REFERENCE"), (1, "WRONG_AMOUNT"), (2, "WRONG_ACCOUNT"), (4, "REFERENCE_TWICE"), (5, "NOT_SENT")]);
        assert_eq!(act(&app, COOP, "payoutConfirm", answer, with("plan", &plan, rows)).await["exceptions"], confirmed["exceptions"], "a replay");
        let plan = confirmed["plan"].clone();
        let once_more = json!({ "idempotencyKey": "c2", "results": [good] });
        let again = act(&app, COOP, "payoutConfirm", answer, with("plan", &plan, once_more)).await;
        assert_eq!(again["exceptions"][0]["code"], "NOT_SENT", "a paid line never changes");
        let plan = again["plan"].clone();

        // Sent again under a new reference.
        let resend = |line: &Json, key: &str| json!({ "line": line["id"], "idempotencyKey": key });
        assert_eq!(refused(&app, COOP, "payoutResend", &plan, resend(&sent[0], "r0")).await, ["WRONG_STATE", "SAME_ACCOUNT"][..1]);
        assert_eq!(refused(&app, COOP, "payoutResend", &plan, resend(&sent[1], "r1")).await, ["OPEN_OBJECTION"]);
        assert_eq!(refused(&app, COOP, "payoutResend", &plan, resend(&sent[2], "r2")).await, ["SAME_ACCOUNT"]);
        assert_eq!(refused(&app, COOP, "payoutResend", &plan, resend(&sent[3], "r3")).await, ["NO_ACCOUNT"]);
        let bad = json!({ "member": ids[3], "account": "12ab" });
        assert_eq!(unchanged(&app, "memberAccountSet", &unit, bad).await, ["ACCOUNT"]);
        let unit = changed(&app, "memberAccountSet", &unit, json!({ "member": ids[3], "account": "6299 9900 0000 0000 012" })).await;
        changed(&app, "memberAccountSet", &unit, json!({ "member": ids[2], "account": "6299990000000000020" })).await;
        let plan = done(&app, COOP, "payoutResend", &plan, resend(&sent[3], "r3")).await;
        let plan = done(&app, COOP, "payoutResend", &plan, resend(&sent[2], "r2")).await;
        let now = lines(&app, &plan).await;
        assert_eq!(text(&now[2]["reference"]), format!("{}/2", text(&sent[2]["reference"])));
        let rows = json!({ "idempotencyKey": "c3", "results": [result(&now[2]["reference"], "6299990000000000020", "2500.00"),
            result(&now[3]["reference"], "6299990000000000012", "2500.00")] });
        let confirmed = act(&app, COOP, "payoutConfirm", answer, with("plan", &plan, rows)).await;
        assert_eq!((&confirmed["exceptions"], &confirmed["problems"]), (&json!([]), &json!([])));
        let plan = done(&app, COOP, "planSettle", &confirmed["plan"], json!({})).await;
        assert_eq!(refused(&app, AGRI, "planClose", &plan, json!({ "report": " " })).await, ["DOCUMENT_MISSING"]);
        let plan = done(&app, AGRI, "planClose", &plan, json!({ "report": "BG-1" })).await;
        assert_eq!(plan["state"], "CLOSED");

        // The disputed line stays on the ledger until the objection is answered, and is paid even then.
        let answer = json!({ "objection": objections[0]["id"], "outcome": "REJECTED", "answer": "户口仍在本组" });
        let plan = done(&app, AGRI, "objectionAnswer", &plan, answer).await;
        done(&app, COOP, "payoutResend", &plan, resend(&sent[1], "r1")).await;
        let acts = format!(r#"{{ node(id: "{}") {{ ... on DistributionPlan {{ steps(first: 50) {{ nodes {{ act }} }} }} }} }}"#, text(&plan["id"]));
        let steps = app.data(COOP, &acts).await;
        let acts: Vec<&str> = items(&steps["node"]["steps"]["nodes"]).iter().map(|step| text(&step["act"])).collect();
        assert_eq!(acts, ["DRAFT", "CALCULATE", "CHECK", "REVIEW", "VOTE", "PUBLISH", "OBJECT", "APPROVE", "PAY", "CONFIRM", "CONFIRM", "RESEND", "RESEND",
            "CONFIRM", "SETTLE", "CLOSE", "ANSWER", "RESEND"]);
        let verdict = minsheng::audit::service::verify(&app.app).await.expect("verifies");
        assert!(matches!(verdict, minsheng::audit::service::Verdict::Intact { .. }), "{verdict}");
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
        let grounds = |more: Json| {
            let mut input = json!({ "effectiveOn": "2022-02-01", "evidence": "CY-2", "resolution": "JY-2" });
            if let (Json::Object(input), Json::Object(more)) = (&mut input, more) {
                input.extend(more);
            }
            input
        };
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
    /// Money of a member who died goes to heirs, to the fen; the headline does not move.
    async fn heirs_share_a_line(stage: Stage) {
        let app = demo_copy(stage).await;
        let headline = "{ annualReport(year: 2022) { dividends { amount participants lines } } }";
        let before = app.data("demo-staff", headline).await;
        let query = r#"{ payoutLines(first: 1, filter: {unit: ["320613018205"], reason: [DECEASED_INHERITANCE_PENDING]}) { nodes { id amount plan { id version state } } } }"#;
        let line = app.data(COOP, query).await["payoutLines"]["nodes"][0].clone();
        let amount = fen(&line["amount"]);
        let money = |fen: i64| format!("{}.{:02}", fen / 100, fen % 100);
        let divide = |first: i64, second: i64, key: &str| json!({ "line": line["id"], "documentReference": "GZ-1", "idempotencyKey": key, "heirs": [
            { "name": "长子", "amount": money(first), "account": "6299990000000000012" }, { "name": "次女", "amount": money(second) }] });
        let resend = json!({ "line": line["id"], "idempotencyKey": "r0" });
        assert!(refused(&app, COOP, "payoutResend", &line["plan"], resend).await.contains(&"INHERITANCE_PENDING".to_owned()));
        assert_eq!(refused(&app, COOP, "payoutInherit", &line["plan"], divide(amount / 2, 1, "h0")).await, ["SPLIT_SUM"]);
        assert_eq!(refused(&app, COOP, "payoutInherit", &line["plan"], divide(amount, 0, "h0")).await, ["AMOUNT"]);
        let plan = done(&app, COOP, "payoutInherit", &line["plan"], divide(amount / 3, amount - amount / 3, "h1")).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on PayoutLine {{ state heirs {{ id name amount state reason explain }} }} }} }}"#, text(&line["id"]));
        let divided = app.data(COOP, &query).await["node"].clone();
        assert_eq!(divided["state"], "INHERITED");
        assert_eq!(items(&divided["heirs"]).iter().map(|heir| fen(&heir["amount"])).sum::<i64>(), amount);
        assert_eq!((&divided["heirs"][0]["reason"], &divided["heirs"][1]["reason"]), (&json!("DECEASED_INHERITANCE_PENDING"), &json!("NO_BANK_CARD")));
        let again = refused(&app, COOP, "payoutInherit", &plan, divide(amount / 3, amount - amount / 3, "h2")).await;
        assert_eq!(again, ["WRONG_STATE"]);
        assert_eq!(app.data("demo-staff", headline).await, before);
        let unclaimed = "{ annualReport(year: 2022) { dividends { unclaimedLines unclaimedAmount } } }";
        let left = app.data("demo-staff", unclaimed).await["annualReport"]["dividends"].clone();
        // Both parts wait until somebody else has looked at the documents.
        assert_eq!((left["unclaimedLines"].as_i64(), fen(&left["unclaimedAmount"])), (Some(47), 4_128_000));
    }
}

fn fen(money: &Json) -> i64 {
    text(money).replace('.', "").parse().expect("an amount")
}

/// The bank's answer to every line of a plan that is on its way: all paid, but `back` returned.
async fn results(app: &TestApp, plan: &Json, back: &[i32]) -> Json {
    use entity::payout_line::{Column, Entity};
    let key = minsheng::kernel::id::key(text(&plan["id"]), "dpl");
    let lines = Entity::find_in(&Scope::everything()).filter(Column::PlanId.eq(key));
    let lines =
        lines.filter(Column::State.eq(entity::vocab::PayoutState::Sent)).all(app.app.db.read()).await.expect("lines");
    let row = |line: entity::payout_line::Model| {
        let account = line.account_cipher.expect("an account");
        let account = app.app.vault.open(minsheng::dividends::model::ACCOUNT, &account).expect("opens");
        let returned = back.contains(&line.number).then_some("ACCOUNT_CLOSED");
        json!({ "reference": line.reference, "account": account, "amount": line.amount_fen.to_string(), "returned": returned })
    };
    lines.into_iter().map(row).collect()
}

async fn confirmed(app: &TestApp, plan: &Json, back: &[i32], key: &str) -> Json {
    let rows = json!({ "idempotencyKey": key, "results": results(app, plan, back).await });
    let payload =
        act(app, COOP, "payoutConfirm", "plan { id version state } exceptions { code }", with("plan", plan, rows))
            .await;
    assert_eq!((&payload["exceptions"], &payload["problems"]), (&json!([]), &json!([])));
    payload["plan"].clone()
}

both! {
    /// What happens after the payout began: a member dies before the money came back, heirs without a card, heirs who
    /// are on record, an objection that is upheld too late to change the plan.
    async fn after_the_payout_began(stage: Stage) {
        let mut app = demo_copy(stage).await;
        let plan = published_of(&app, "VG-001").await;
        let of = |number: i64| format!(r#"{{ members(filter: {{unit: ["320613018205"], kind: [VILLAGER_GROUP], number: [{number}]}}) {{ nodes {{ id distributingUnit {{ number }} }} }} }}"#);
        let third = app.data(COOP, &of(3)).await;
        let third = items(&third["members"]["nodes"]).iter().find(|one| one["distributingUnit"]["number"] == "VG-001").expect("the third")["id"].clone();
        let plan = done(&app, COOP, "objectionRaise", &plan, json!({ "member": third, "raisedBy": "村民甲", "reason": "重复参加" })).await;
        app.app.clock = at_noon("2023-01-07");
        let plan = done(&app, AGRI, "planApprove", &plan, json!({ "contentHash": plan["contentHash"], "idempotencyKey": "a1" })).await;
        let plan = done(&app, COOP, "planPay", &plan, json!({ "idempotencyKey": "p1" })).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on DistributionPlan {{ objections {{ nodes {{ id }} }} }} }} }}"#, text(&plan["id"]));
        let objection = app.data(COOP, &query).await["node"]["objections"]["nodes"][0]["id"].clone();
        let upheld = json!({ "objection": objection, "outcome": "UPHELD", "answer": "确已在他组参加" });
        let plan = done(&app, AGRI, "objectionAnswer", &plan, upheld).await;
        let now = lines(&app, &plan).await;
        let resend = |line: &Json, key: &str| json!({ "line": line["id"], "idempotencyKey": key });
        assert_eq!(refused(&app, COOP, "payoutResend", &plan, resend(&now[2], "r1")).await, ["OPEN_OBJECTION"]);

        // What is not due goes back to the unit, once, by those who approve.
        let withdraw = |line: &Json, key: &str| json!({ "line": line["id"], "reason": "不应参加", "idempotencyKey": key });
        assert_eq!(refused(&app, AGRI, "payoutWithdraw", &plan, withdraw(&now[0], "w0")).await, ["WRONG_STATE", "NOT_UPHELD"]);
        let plan = done(&app, AGRI, "payoutWithdraw", &plan, withdraw(&now[2], "w1")).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on DistributionPlan {{ withdrawn }} }} }}"#, text(&plan["id"]));
        assert_eq!(app.data(COOP, &query).await["node"]["withdrawn"], now[2]["amount"]);
        assert!(refused(&app, AGRI, "payoutWithdraw", &plan, withdraw(&now[2], "w2")).await.contains(&"WRONG_STATE".to_owned()));

        // The first member's money comes back, and the member has died since.
        let plan = confirmed(&app, &plan, &[1], "c1").await;
        let died = "UPDATE resident SET died_on = '2023-01-05' WHERE id = (SELECT m.person_id FROM member m JOIN distributing_unit u \
            ON u.id = m.distributing_unit_id WHERE u.number = 'VG-001' AND m.number = 1)";
        app.app.db.owner().execute_unprepared(died).await.expect("a death");
        assert!(refused(&app, COOP, "payoutResend", &plan, resend(&now[0], "r2")).await.contains(&"INHERITANCE_PENDING".to_owned()));
        let plan = done(&app, COOP, "planSettle", &plan, json!({})).await;
        assert_eq!(lines(&app, &plan).await[0]["reason"], "DECEASED_INHERITANCE_PENDING");
        let heir = &people(&app, 1).await[0];
        let amount = fen(&now[0]["amount"]);
        let money = |fen: i64| format!("{}.{:02}", fen / 100, fen % 100);
        let divide = |name: &str, number: &str, key: &str| json!({ "line": now[0]["id"], "documentReference": "GZ-1", "idempotencyKey": key, "heirs": [
            { "name": name, "idNumber": number, "amount": money(amount - 1) },
            { "name": "次女", "amount": "0.01", "account": "6299990000000000012" }] });
        assert_eq!(refused(&app, COOP, "payoutInherit", &plan, divide("某某某", &heir.1, "h0")).await, ["NOT_REGISTERED"]);
        let input = json!({ "input": with("plan", &plan, divide(&heir.0, &heir.1, "h1")) });
        let probe = "mutation($input: PayoutInheritInput!) { payoutInherit(input: $input) { problems { code } } }";
        for number in [heir.1.clone(), "320699195001010019".to_owned()] {
            let mut input = input.clone();
            input["input"]["heirs"][0]["idNumber"] = json!(number);
            let (_, body) = app.ask("demo-bi", probe, input).await;
            assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN", "nothing can be probed: {body}");
        }
        let plan = done(&app, COOP, "payoutInherit", &plan, divide(&heir.0, &heir.1, "h1")).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on PayoutLine {{ state heirs {{ id state reason }} }} }} }}"#, text(&now[0]["id"]));
        let heirs = app.data(COOP, &query).await["node"]["heirs"].clone();
        assert_eq!((&heirs[0]["reason"], &heirs[1]["reason"]), (&json!("NO_BANK_CARD"), &json!("DECEASED_INHERITANCE_PENDING")));
        let to = |line: &Json, account: Option<&str>, key: &str| json!({ "line": line["id"], "account": account, "idempotencyKey": key });
        assert_eq!(refused(&app, COOP, "payoutResend", &plan, to(&heirs[1], None, "r3")).await, ["SAME_PERSON"]);
        let plan = done(&app, BOARD, "payoutResend", &plan, to(&heirs[1], None, "r3")).await;
        let plan = confirmed(&app, &plan, &[1], "c2").await;
        let after = app.data(COOP, &query).await["node"]["heirs"].clone();
        assert_eq!(after[1]["reason"], "RETURNED_BY_BANK", "returned after the end, hence on the ledger at once");
        assert_eq!(refused(&app, BOARD, "payoutResend", &plan, to(&heirs[0], None, "r4")).await, ["NO_ACCOUNT"]);
        assert_eq!(refused(&app, BOARD, "payoutResend", &plan, to(&heirs[1], None, "r5")).await, ["SAME_ACCOUNT"]);
        let plan = done(&app, BOARD, "payoutResend", &plan, to(&heirs[0], Some("6299990000000000020"), "r4")).await;
        let plan = done(&app, BOARD, "payoutResend", &plan, to(&heirs[1], Some("6299990000000000020"), "r5")).await;
        confirmed(&app, &plan, &[], "c3").await;
        let paid = app.data(COOP, &query).await["node"].clone();
        assert_eq!((&paid["state"], &paid["heirs"][0]["state"], &paid["heirs"][1]["state"]), (&json!("INHERITED"), &json!("PAID"), &json!("PAID")));
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
