//! Payouts through the API alone: confirmed, returned, sent again, withdrawn, inherited.

use minsheng::kernel::scope::{FindIn, Scope};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        TestApp, act, demo_copy,
        dividends::{
            AGRI, BOARD, COOP, at_noon, changed, done, drafted, fen, figures, group, lines, money, people, published,
            published_of, refused, unchanged, with,
        },
        items, text,
    },
};

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
        assert_eq!(refused(&app, COOP, "payoutResend", &plan, resend(&sent[0], "r0")).await, ["WRONG_STATE"]);
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
    /// Money of a member who died goes to heirs, to the fen; the headline does not move.
    async fn heirs_share_a_line(stage: Stage) {
        let app = demo_copy(stage).await;
        let headline = "{ annualReport(year: 2022) { dividends { amount participants lines } } }";
        let before = app.data("demo-staff", headline).await;
        let query = r#"{ payoutLines(first: 1, filter: {unit: ["320613018205"], reason: [DECEASED_INHERITANCE_PENDING]}) { nodes { id amount plan { id version state } } } }"#;
        let line = app.data(COOP, query).await["payoutLines"]["nodes"][0].clone();
        let amount = fen(&line["amount"]);
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
