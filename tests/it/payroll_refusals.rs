//! What a payroll refuses: out of turn, edited, changed since, twice.

use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::{
    both,
    support::{
        act, count, demo_copy,
        dividends::at_noon,
        items,
        payrolls::{
            APPROVER, FINANCE, MAKER, PAYROLL, REVIEWER, answer, approved, calculated, done, key, on, opened, payments,
            reconciled, refused, sent, total, upload,
        },
        programmes::enact,
        reasons, sql, text,
    },
};

both! {
    /// Who makes does not review, who reviews does not approve; what was read binds; nothing happens out of turn.
    async fn out_of_turn(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let no = |code: &str, path: &str| vec![(code.to_owned(), format!("input.{path}"))];
        let input = json!({ "programme": "ZLJ", "month": "2022-12", "idempotencyKey": key() });
        let answer = act(&app, MAKER, "payrollOpen", PAYROLL, input).await;
        assert_eq!(reasons(&answer), no("PAYROLL_EXISTS", "month"));
        for (programme, month, code) in [("ZLJ", "2023-03", "FUTURE_MONTH"), ("JS01", "2023-01", "NOT_PAID_THEN"), ("DBBY", "2023-01", "NOT_PAID_THEN")] {
            let input = json!({ "programme": programme, "month": month, "idempotencyKey": key() });
            assert_eq!(reasons(&act(&app, MAKER, "payrollOpen", PAYROLL, input).await), no(code, "month"), "{programme}");
        }
        // Before the standard exists: of a programme that pays by one, and of one that is triggered month by month.
        for (programme, month) in [("ZLJ", "2010-12"), ("WJ01", "2023-01")] {
            let input = json!({ "programme": programme, "month": month, "idempotencyKey": key() });
            assert_eq!(reasons(&act(&app, MAKER, "payrollOpen", PAYROLL, input).await), no("NO_STANDARD", "month"), "{programme}");
        }
        let input = json!({ "programme": "YF01", "month": "2023-01", "idempotencyKey": key() });
        assert_eq!(reasons(&act(&app, MAKER, "payrollOpen", PAYROLL, input).await)[0], no("NOT_PAID_HERE", "programme")[0]);
        let opened = opened(&app, "TK02", "2023-01").await;
        assert_eq!(refused(&app, MAKER, "payrollLock", &opened, json!({})).await, no("WRONG_STATE", "payroll"));
        let payroll = done(&app, MAKER, "payrollCalculate", &opened, json!({})).await;
        assert_eq!(refused(&app, MAKER, "payrollCalculate", &opened, json!({})).await, no("STALE_VERSION", "version"));
        let payroll = done(&app, MAKER, "payrollLock", &payroll, json!({})).await;
        let hash = json!({ "contentHash": payroll["contentHash"] });
        assert_eq!(refused(&app, MAKER, "payrollReview", &payroll, hash.clone()).await, no("SAME_PERSON", "payroll"));
        let other = json!({ "contentHash": "0".repeat(64) });
        assert_eq!(refused(&app, REVIEWER, "payrollReview", &payroll, other.clone()).await, no("OTHER_CONTENT", "contentHash"));
        assert_eq!(refused(&app, APPROVER, "payrollApprove", &payroll, hash.clone()).await, no("WRONG_STATE", "payroll"));
        let payroll = done(&app, REVIEWER, "payrollReview", &payroll, hash.clone()).await;
        assert_eq!(refused(&app, MAKER, "payrollApprove", &payroll, hash.clone()).await, no("SAME_PERSON", "payroll"), "one's own payroll");
        assert_eq!(refused(&app, REVIEWER, "payrollApprove", &payroll, hash.clone()).await, no("SAME_PERSON", "payroll"));
        assert_eq!(refused(&app, FINANCE, "payrollExport", &payroll, json!({ "format": "CSV" })).await, no("WRONG_STATE", "payroll"));
        let payroll = done(&app, APPROVER, "payrollApprove", &payroll, hash).await;
        // An approved payroll cannot be edited; sent back, it has to go the whole way again.
        let line = app.data(MAKER, &format!(r#"{{ node(id: "{}") {{ ... on Payroll {{ payments(first: 1) {{ nodes {{ id enrolment {{ id }} }} }} }} }} }}"#, text(&payroll["id"]))).await;
        let line = line["node"]["payments"]["nodes"][0].clone();
        let edit = json!({ "enrolment": line["enrolment"]["id"], "kind": "EXCLUDE", "reason": "核实中" });
        assert_eq!(refused(&app, MAKER, "payrollDecide", &payroll, edit.clone()).await, no("WRONG_STATE", "payroll"));
        assert_eq!(refused(&app, FINANCE, "payrollExport", &payroll, json!({ "format": "NONE" })).await, no("NOT_FOUND", "format"));
        let back = done(&app, REVIEWER, "payrollReject", &payroll, json!({ "reason": "一户存疑" })).await;
        assert_eq!((back["state"].as_str(), back["contentHash"].as_str()), (Some("CALCULATED"), None));
        let edited = done(&app, MAKER, "payrollDecide", &back, edit).await;
        let again = done(&app, MAKER, "payrollCalculate", &edited, json!({})).await;
        assert_eq!(total(&again, "EXCLUDED").0, total(&back, "EXCLUDED").0 + 1);
        let again = done(&app, MAKER, "payrollLock", &again, json!({})).await;
        assert_ne!(again["contentHash"], payroll["contentHash"]);
        let old = json!({ "contentHash": payroll["contentHash"] });
        assert_eq!(refused(&app, REVIEWER, "payrollReview", &again, old).await, no("OTHER_CONTENT", "contentHash"));
        for (persona, name, more) in [("demo-community", "payrollLock", json!({})), (FINANCE, "payrollLock", json!({})), (MAKER, "payrollExport", json!({ "format": "CSV" }))] {
            let ty = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
            let query = format!("mutation($input: {ty}!) {{ {name}(input: $input) {{ problems {{ code }} }} }}");
            let (_, body) = app.ask(persona, &query, json!({ "input": on(&again, &key(), more) })).await;
            assert_eq!(body["errors"][0]["extensions"]["code"], "FORBIDDEN", "{persona} {name}: {body}");
        }
    }
}

both! {
    /// Somebody who reached past the platform: an approved line that was changed is not sent.
    async fn an_edited_payroll_is_not_sent(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let payroll = approved(&app, &calculated(&app, "JT01", "2023-01").await).await;
        let statement = "UPDATE payment_line SET amount_fen = amount_fen + 100 WHERE id = (SELECT MAX(id) FROM payment_line)";
        sql(&app, statement).await;
        let found = refused(&app, FINANCE, "payrollExport", &payroll, json!({ "format": "CSV" })).await;
        let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, ["CONTENT_CHANGED", "CONTROL_TOTAL"]);
    }
}

both! {
    /// Facts that change between calculation and lock: the lock refuses, a new calculation follows them.
    async fn the_lock_looks_again(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let payroll = calculated(&app, "JT01", "2023-01").await;
        let line = app.data(MAKER, &format!(r#"{{ node(id: "{}") {{ ... on Payroll {{ payments(first: 1) {{ nodes {{ resident {{ id }} }} }} }} }} }}"#, text(&payroll["id"]))).await;
        let resident = minsheng::kernel::id::key(text(&line["node"]["payments"]["nodes"][0]["resident"]["id"]), "res");
        let db = app.app.db.owner();
        db.execute_unprepared(&format!("UPDATE resident SET died_on = '2022-12-20' WHERE id = {resident}")).await.expect("a death");
        db.execute_unprepared(&format!("INSERT INTO life_event (resident_id, kind, happened_on, month, recorded_on) VALUES ({resident}, 'DEATH', '2022-12-20', 202212, '2023-01-10')")).await.expect("an event");
        let found = refused(&app, MAKER, "payrollLock", &payroll, json!({})).await;
        assert_eq!(found, [("FACTS_CHANGED".to_owned(), "input.payroll".to_owned())]);
        let payroll = done(&app, MAKER, "payrollCalculate", &payroll, json!({})).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on Payroll {{ payments(filter: {{state: [EXCLUDED]}}) {{ nodes {{ state explain {{ sentence standard standardFrom facts {{ name value }} exclusion {{ rule text }} }} }} }} }} }} }}"#, text(&payroll["id"]));
        let left = app.data(MAKER, &query).await["node"]["payments"]["nodes"].clone();
        assert_eq!(items(&left).len(), 1);
        assert_eq!(left[0]["explain"]["exclusion"]["rule"], "S01");
        assert_eq!(left[0]["explain"]["standard"], "780.00");
        assert_eq!(left[0]["explain"]["standardFrom"], "2022-07-01");
        done(&app, MAKER, "payrollLock", &payroll, json!({})).await;
    }
}

both! {
    /// Idempotency: the same key answers the same, with another body it is refused.
    async fn a_key_is_used_once(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let input = |month: &str| json!({ "programme": "JT01", "month": month, "idempotencyKey": "the key" });
        let first = act(&app, MAKER, "payrollOpen", PAYROLL, input("2023-01")).await;
        assert_eq!(act(&app, MAKER, "payrollOpen", PAYROLL, input("2023-01")).await["payroll"]["id"], first["payroll"]["id"]);
        assert_eq!(reasons(&act(&app, MAKER, "payrollOpen", PAYROLL, input("2023-02")).await)[0].0, "IDEMPOTENCY_KEY_REUSED");
    }
}

both! {
    /// A person is paid once for a programme, tier and month, whatever path is tried: five that are refused.
    async fn five_paths_to_a_second_payment(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let (payroll, file) = sent(&app, &approved(&app, &calculated(&app, "JT01", "2023-01").await).await).await;
        // 1. A second regular payroll of the month.
        let input = json!({ "programme": "JT01", "month": "2023-01", "idempotencyKey": key() });
        assert_eq!(reasons(&act(&app, MAKER, "payrollOpen", PAYROLL, input).await)[0].0, "PAYROLL_EXISTS");
        // 2. Arrears for the same month, and for a month that history paid.
        let line = payments(&app, &payroll, "SENT").await[0].clone();
        let arrears = |month: &str| json!({ "programme": "JT01", "month": "2023-01", "reason": "补发", "idempotencyKey": key(), "arrears": [{ "enrolment": line["enrolment"]["id"], "month": month }] });
        for month in ["2023-01", "2022-12"] {
            let second = act(&app, MAKER, "payrollOpen", PAYROLL, arrears(month)).await;
            assert_eq!(second["problems"], json!([]), "{month}");
            assert_eq!((total(&second["payroll"], "PLANNED").0, total(&second["payroll"], "EXCLUDED").0), (0, 1));
            assert_eq!(payments(&app, &second["payroll"], "EXCLUDED").await[0]["explain"]["exclusion"]["rule"], "ALREADY_PAID");
            assert_eq!(refused(&app, MAKER, "payrollLock", &second["payroll"], json!({})).await[0].0, "NOTHING_TO_PAY");
        }
        // 3. The bank's answer twice.
        let payroll = reconciled(&app, &payroll, &answer(&file, "P-", |number| if number == 0 { "1006" } else { "0000" }), "2023-01-12").await;
        let twice = upload(&app, &answer(&file, "Q-", |_| "0000")).await;
        let after = done(&app, FINANCE, "payrollReconcile", &payroll, json!({ "file": twice, "settledOn": "2023-01-12" })).await;
        assert_eq!(total(&after, "PAID"), total(&payroll, "PAID"), "what has a result does not change");
        // 4. A returned line twice again.
        let again = done(&app, MAKER, "payrollReissue", &after, json!({})).await;
        let query = format!(r#"{{ node(id: "{}") {{ ... on Payroll {{ id version }} }} }}"#, text(&after["id"]));
        let now = app.data(MAKER, &query).await["node"].clone();
        assert_eq!(refused(&app, MAKER, "payrollReissue", &now, json!({})).await[0].0, "WRONG_STATE");
        assert_eq!(total(&again, "PLANNED").0, 1);
        // 5. A row written past every service: the unique index speaks.
        let statement = "INSERT INTO payment_line (payroll_id, reference, enrolment_id, resident_id, person_id, programme_id, tier_id, unit_id, payee_account_id, month, amount_fen, state, origin)
            SELECT payroll_id, reference || '-again', enrolment_id, resident_id, person_id, programme_id, tier_id, unit_id, payee_account_id, month, amount_fen, 'PLANNED', 'PLATFORM'
            FROM payment_line WHERE state = 'PAID' AND origin = 'PLATFORM' LIMIT 1";
        let refused = app.app.db.owner().execute_unprepared(statement).await.expect_err("the index refuses").to_string();
        assert!(refused.contains("payment_line_one_live") || refused.contains("UNIQUE"), "{refused}");
    }
}

both! {
    /// What a household may not draw together, and what may not come to more than a cap: who comes first is paid, the
    /// other is left out or cut; and the first can still be locked.
    async fn households_and_caps(stage: Stage) {
        let mut app = demo_copy(stage).await;
        let of = |code: &str| format!("(SELECT MIN(e.resident_id) FROM enrolment e JOIN programme p ON p.id = e.programme_id WHERE p.code = '{code}' AND e.state = 'ACTIVE' AND e.end_month IS NULL)");
        let (one, other) = (count(&app, &format!("SELECT {}", of("JT01"))).await, count(&app, &format!("SELECT {}", of("TK02"))).await);
        let home = count(&app, &format!("SELECT household_id FROM resident WHERE id = {other}")).await;
        sql(&app, &format!("UPDATE resident SET household_id = {home} WHERE id = {one}")).await;
        enact(&app, "JT01", json!({ "exclusion": { "other": "TK02", "kind": "EXCLUSIVE", "level": "HOUSEHOLD", "validFrom": "2023-01" } })).await;
        enact(&app, "ZLJ", json!({ "exclusion": { "other": "YL01", "kind": "CAP", "level": "PERSON", "cap": "70.00", "validFrom": "2023-01" } })).await;
        app.app.clock = at_noon("2023-01-12");
        let first = calculated(&app, "TK02", "2023-01").await;
        let second = calculated(&app, "JT01", "2023-01").await;
        let left = payments(&app, &second, "EXCLUDED").await;
        let left: Vec<_> = left.iter().filter(|line| line["explain"]["exclusion"]["rule"] == "EXCLUSIVE").collect();
        assert_eq!(left.len(), 1);
        assert_eq!(minsheng::kernel::id::key(text(&left[0]["resident"]["id"]), "res"), one);
        done(&app, MAKER, "payrollLock", &first, json!({})).await;
        done(&app, MAKER, "payrollLock", &second, json!({})).await;
        // 30.00 of home care leave 40.00 of the 70.00; where the line of care says 70.00, nothing.
        calculated(&app, "YL01", "2023-01").await;
        let (z, y) = ("JOIN programme z ON z.code = 'ZLJ'", "JOIN programme y ON y.id = l.programme_id AND y.code = 'YL01'");
        sql(&app, &format!("UPDATE payment_line SET amount_fen = 7000 WHERE id = (SELECT MIN(l.id) FROM payment_line l {y} {z}
            JOIN enrolment e ON e.person_id = l.person_id AND e.programme_id = z.id AND e.state = 'ACTIVE' AND e.end_month IS NULL
            WHERE l.month = 202301 AND l.state = 'PLANNED')")).await;
        let aged = calculated(&app, "ZLJ", "2023-01").await;
        let beside = |code: &str, state: &str| format!("FROM payment_line z JOIN programme p ON p.id = z.programme_id AND p.code = 'ZLJ'
            JOIN payment_line y ON y.person_id = z.person_id AND y.month = z.month AND y.state = 'PLANNED'
            JOIN programme q ON q.id = y.programme_id AND q.code = '{code}' WHERE z.month = 202301 AND z.state = '{state}'");
        let of = async |code: &str, state: &str| count(&app, &format!("SELECT COUNT(*) {}", beside(code, state))).await;
        assert_eq!(of("YL01", "EXCLUDED").await, 1);
        let cut = count(&app, &format!("SELECT COUNT(*) {} AND z.amount_fen = 4000", beside("YL01", "PLANNED"))).await;
        assert!(cut > 1_000, "{cut}");
        assert_eq!(of("YL01", "PLANNED").await, cut, "whoever is cut gets the rest of the cap");
        done(&app, MAKER, "payrollLock", &aged, json!({})).await;
    }
}
