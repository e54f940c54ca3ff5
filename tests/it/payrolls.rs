//! Running payrolls: January 2023 on the demo data, what is refused, what changed since last month.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        act, demo, demo_copy,
        dividends::{at_noon, fen},
        items,
        payrolls::{
            APPROVER, FINANCE, MAKER, PAYROLL, REVIEWER, answer, approved, calculated, done, download_as, key, on,
            opened, reasons, reconciled, refused, sent, total, upload, upload_as,
        },
        text,
    },
};

/// Programmes that pay in January 2023, with the lines of December: what the roster then is, give or take who came
/// and went.
const MONTHLY: [(&str, i64); 11] = [
    ("DB01", 149),
    ("TK01", 21),
    ("TK02", 21),
    ("CJ01", 169),
    ("CJ02", 613),
    ("ZLJ", 2_020),
    ("ET01", 3),
    ("ET02", 9),
    ("YL01", 1_557),
    ("YL02", 36),
    ("JT01", 7),
];

const YEAR: &str = r#"{ subsidyStatistics(groupBy: [], filter: {monthFrom: "2022-01", monthTo: "2022-12"}) { total { personTimes persons amount } } }"#;

both! {
    /// Every monthly programme goes from the roster to the archive through the API, by the right roles, with returns
    /// paid again; the control totals agree at every step, and 2022 stays what it was.
    async fn january_2023(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let before = app.data("demo-bi", YEAR).await;
        for (programme, december) in MONTHLY {
            let payroll = calculated(&app, programme, "2023-01").await;
            let (planned, sum) = total(&payroll, "PLANNED");
            let (left, _) = total(&payroll, "EXCLUDED");
            assert!((planned + left - december).abs() <= 12, "{programme}: {planned} + {left} against {december}");
            let payroll = approved(&app, &payroll).await;
            assert_eq!((payroll["declaredCount"].as_i64(), fen(&payroll["declaredAmount"])), (Some(planned), sum), "{programme}");
            let (payroll, file) = sent(&app, &payroll).await;
            assert_eq!(total(&payroll, "SENT"), (planned, sum));
            let told: i64 = file.iter().map(|row| row["金额"].replace('.', "").parse::<i64>().expect("fen")).sum();
            assert_eq!((i64::try_from(file.len()).expect("few"), told), (planned, sum), "{programme}");
            // Every fiftieth line is over the bank's limit; the last one is answered a day later.
            let back = |number: usize| if number.is_multiple_of(50) { "1006" } else { "0000" };
            let (late, first) = file.split_last().expect("lines");
            let payroll = reconciled(&app, &payroll, &answer(first, &format!("{programme}-A"), back), "2023-01-12").await;
            assert_eq!(payroll["state"], "PARTLY_RECONCILED");
            assert_eq!(total(&payroll, "SENT").0, 1);
            let payroll = reconciled(&app, &payroll, &answer(std::slice::from_ref(late), &format!("{programme}-B"), |_| "0000"), "2023-01-12").await;
            let ((paid, paid_fen), (returned, returned_fen)) = (total(&payroll, "PAID"), total(&payroll, "RETURNED"));
            assert_eq!((paid + returned, paid_fen + returned_fen), (planned, sum), "paid + returned = approved");
            assert!(returned > 0);
            assert_eq!(payroll["state"], "PARTLY_RECONCILED", "a returned line is not final");
            let again = done(&app, MAKER, "payrollReissue", &payroll, json!({})).await;
            assert_eq!((again["kind"].as_str(), again["state"].as_str()), (Some("FOLLOW_UP"), Some("CALCULATED")));
            assert_eq!(total(&again, "PLANNED"), (returned, returned_fen));
            let (again, file) = sent(&app, &approved(&app, &again).await).await;
            let again = reconciled(&app, &again, &answer(&file, &format!("{programme}-C"), |_| "0000"), "2023-01-12").await;
            assert_eq!((again["state"].as_str(), total(&again, "PAID")), (Some("RECONCILED"), (returned, returned_fen)));
            let again = done(&app, MAKER, "payrollClose", &again, json!({})).await;
            assert_eq!(again["state"], "CLOSED");
            let query = format!(r#"{{ node(id: "{}") {{ ... on Payroll {{ id version state contentHash totals {{ state count amount }} followUps {{ id }} steps {{ act actor }} }} }} }}"#, text(&payroll["id"]));
            let payroll = app.data(MAKER, &query).await["node"].clone();
            assert_eq!((payroll["state"].as_str(), total(&payroll, "REISSUED")), (Some("RECONCILED"), (returned, returned_fen)));
            assert_eq!(payroll["followUps"][0]["id"], again["id"]);
            let payroll = done(&app, MAKER, "payrollClose", &payroll, json!({})).await;
            assert_eq!(payroll["state"], "CLOSED");
        }
        let month = r#"{ subsidyStatistics(groupBy: [], filter: {monthFrom: "2023-01", monthTo: "2023-01"}) { total { personTimes persons } } }"#;
        let total = app.data(MAKER, month).await["subsidyStatistics"]["total"].clone();
        assert!(total["personTimes"].as_i64().expect("lines") > 4_500, "a line that was paid again counts once: {total}");
        assert_eq!(app.data("demo-bi", YEAR).await, before, "2022 stays");
        let verdict = minsheng::audit::service::verify(&app.app).await.expect("verifies");
        assert!(matches!(verdict, minsheng::audit::service::Verdict::Intact { .. }), "{verdict}");
    }
}

both! {
    /// S4: what changes between the November and December rosters, with reasons.
    async fn s4_november_to_december(stage: Stage) {
        let app = demo(stage).await;
        let query = |programme: &str| format!(r#"{{ rosterDiff(programme: "{programme}", month: "2022-12") {{ previousMonth tiers {{ tier previousCount count added removed }}
            changes(first: 100) {{ tier kind reason explanation resident {{ id }} }} }} }}"#);
        let mut found = Vec::new();
        for programme in ["ZLJ", "CJ02", "DB01"] {
            let diff = app.data(MAKER, &query(programme)).await["rosterDiff"].clone();
            assert_eq!(diff["previousMonth"], "2022-11");
            for tier in items(&diff["tiers"]) {
                found.push((text(&tier["tier"]).to_owned(), tier["added"].as_i64(), tier["removed"].as_i64()));
            }
            for change in items(&diff["changes"]) {
                assert_ne!(change["reason"], "UNEXPLAINED", "{change}");
                assert!(!change["resident"].is_null() && !text(&change["explanation"]).is_empty());
            }
        }
        let expected = [("ZLJ.T80", 13, 12), ("ZLJ.T90", 3, 3), ("ZLJ.T100", 0, 0), ("CJ02", 3, 3), ("DB01", 2, 1)];
        let expected: Vec<_> = expected.into_iter().map(|(tier, added, removed)| (tier.to_owned(), Some(added), Some(removed))).collect();
        assert_eq!(found, expected);
        assert!(app.data(MAKER, r#"{ rosterDiff(programme: "ZLJ", month: "2024-01") { month } }"#).await["rosterDiff"].is_null());
        assert_eq!(app.error("demo-community", &query("ZLJ")).await.0, "FORBIDDEN");
    }
}

both! {
    /// S14: the July batches against the finance office's figure.
    async fn s14_july_batches(stage: Stage) {
        let app = demo(stage).await;
        let query = r#"{ payrolls(filter: {monthFrom: "2022-07", monthTo: "2022-07"}, first: 100) { nodes { programme { code inHeadline } totals { state count amount } } } }"#;
        let (mut count, mut sum) = (0, 0);
        for payroll in items(&app.data(FINANCE, query).await["payrolls"]["nodes"]) {
            if payroll["programme"]["inHeadline"] == true {
                let (lines, fen) = total(payroll, "PAID");
                count += lines;
                sum += fen;
            }
        }
        assert_eq!((count, sum), (4_580, 50_610_500));
    }
}

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
        for (programme, month) in [("ZLJ", "2010-12"), ("WJ01", "2023-01"), ("YF01", "2021-06")] {
            let input = json!({ "programme": programme, "month": month, "idempotencyKey": key() });
            assert_eq!(reasons(&act(&app, MAKER, "payrollOpen", PAYROLL, input).await), no("NO_STANDARD", "month"), "{programme}");
        }
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
        use sea_orm::ConnectionTrait;
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let payroll = approved(&app, &calculated(&app, "JT01", "2023-01").await).await;
        let sql = "UPDATE payment_line SET amount_fen = amount_fen + 100 WHERE id = (SELECT MAX(id) FROM payment_line)";
        app.app.db.owner().execute_unprepared(sql).await.expect("edits");
        let found = refused(&app, FINANCE, "payrollExport", &payroll, json!({ "format": "CSV" })).await;
        let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, ["CONTENT_CHANGED", "CONTROL_TOTAL"]);
    }
}

both! {
    /// Facts that change between calculation and lock: the lock refuses, a new calculation follows them.
    async fn the_lock_looks_again(stage: Stage) {
        use sea_orm::ConnectionTrait;
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
    /// Rows of the bank's answer that do not fit are listed with their reasons; the others are taken; nothing is lost.
    async fn an_answer_with_faults(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let (payroll, file) = sent(&app, &approved(&app, &calculated(&app, "TK02", "2023-01").await).await).await;
        let good = answer(&file, "OK-", |_| "0000");
        let lines: Vec<&str> = good.lines().collect();
        let bad = [
            lines[0].to_owned(),
            lines[1].to_owned(),
            lines[1].replace("OK-0", "OK-X"),
            lines[2].replace(&file[1]["金额"], "9999.99"),
            lines[3].replace(&file[2]["账号"], "6299990000000000012"),
            lines[4].replace(&file[3]["明细编号"], "9-9-9"),
            lines[5].replace("OK-4", "OK-0"),
            lines[6].replace("0000", "7777"),
            lines[7].replace("OK-6", ""),
            lines[8].replace(&file[7]["金额"], "abc"),
        ]
        .join("\r\n");
        let payroll = reconciled(&app, &payroll, &bad, "2023-01-12").await;
        assert_eq!((payroll["state"].as_str(), total(&payroll, "PAID").0), (Some("PARTLY_RECONCILED"), 1));
        let query = format!(r#"{{ node(id: "{}") {{ ... on Payroll {{ id version exceptions(first: 50) {{ nodes {{ id row reference code message resolvedOn }} }} }} }} }}"#, text(&payroll["id"]));
        let node = app.data(FINANCE, &query).await["node"].clone();
        let listed: Vec<_> = items(&node["exceptions"]["nodes"]).iter().map(|one| (one["row"].as_i64().expect("a row"), text(&one["code"]).to_owned())).collect();
        let expected = [(2, "REFERENCE_TWICE"), (3, "WRONG_AMOUNT"), (4, "WRONG_ACCOUNT"), (5, "UNKNOWN_REFERENCE"), (6, "BANK_REFERENCE_USED"), (7, "UNKNOWN_RESULT"), (8, "BANK_REFERENCE_MISSING"), (9, "UNREADABLE")];
        assert_eq!(listed, expected.map(|(row, code)| (row, code.to_owned())));
        // The same file again does nothing.
        let file_id = upload(&app, &bad).await;
        let again = refused(&app, FINANCE, "payrollReconcile", &payroll, json!({ "file": file_id, "settledOn": "2023-01-12" })).await;
        assert_eq!(again, [("FILE_TWICE".to_owned(), "input.file".to_owned())]);
        // The right answer settles the rest; what was paid is not paid again.
        let payroll = reconciled(&app, &payroll, &answer(&file, "RE-", |_| "0000"), "2023-01-12").await;
        assert_eq!((payroll["state"].as_str(), total(&payroll, "PAID").0), (Some("RECONCILED"), i64::try_from(file.len()).expect("few")));
        assert_eq!(refused(&app, MAKER, "payrollClose", &payroll, json!({})).await, [("EXCEPTIONS_OPEN".to_owned(), "input.payroll".to_owned())]);
        let open = app.data(FINANCE, &query).await["node"]["exceptions"]["nodes"].clone();
        assert_eq!(items(&open).len(), 9, "and the line that was paid already");
        let mut payroll = payroll;
        for exception in items(&open) {
            payroll = done(&app, FINANCE, "payrollResolve", &payroll, json!({ "exception": exception["id"], "answer": "与银行核对,以第二份回盘为准" })).await;
        }
        assert_eq!(done(&app, MAKER, "payrollClose", &payroll, json!({})).await["state"], "CLOSED");
    }
}

both! {
    /// The fixed-width file in GB18030 goes out and comes back; files are for who handles them, and every reading is kept.
    async fn fixed_width_and_who_reads_files(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let payroll = approved(&app, &calculated(&app, "ET01", "2023-01").await).await;
        let payroll = done(&app, FINANCE, "payrollExport", &payroll, json!({ "format": "FIXED" })).await;
        let id = text(&payroll["bankFile"]["id"]).to_owned();
        for (persona, status) in [(MAKER, 403), ("demo-bi", 403), ("demo-auditor", 403), (FINANCE, 200)] {
            assert_eq!(download_as(&app, persona, &id).await.0, status, "{persona}");
        }
        assert_eq!(upload_as(&app, MAKER, b"x").await.0, 403);
        assert_eq!(upload_as(&app, FINANCE, b"").await.0, 400);
        assert_eq!(upload_as(&app, FINANCE, &vec![b'x'; 9 * 1024 * 1024]).await.0, 400);
        let (_, file) = download_as(&app, FINANCE, &id).await;
        let width = 8 + 40 + 18 + 32 + 15 + 60 + 24;
        let rows: Vec<&[u8]> = file.split(|byte| *byte == b'\n').filter(|row| !row.is_empty()).collect();
        assert_eq!(rows.len(), 3);
        let mut back = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            assert_eq!(row.strip_suffix(b"\r").expect("CRLF").len(), width);
            assert_eq!(&row[..8], format!("{:08}", number + 1).as_bytes());
            // Reference, account and amount as they came, paid, no reason, the bank's number.
            back.extend([&row[173..197], &row[66..98], &row[98..113], b"0000", &[b' '; 40]].concat());
            back.extend(format!("{:<32}\r\n", format!("FX-{number}")).into_bytes());
        }
        let (status, uploaded) = upload_as(&app, FINANCE, &back).await;
        assert_eq!(status, 201);
        let payroll = done(&app, FINANCE, "payrollReconcile", &payroll, json!({ "file": uploaded["id"], "settledOn": "2023-01-12" })).await;
        assert_eq!(payroll["state"], "RECONCILED");
        let illegible = upload(&app, "not the file").await;
        let (other, _) = sent(&app, &approved(&app, &calculated(&app, "ET02", "2023-01").await).await).await;
        let found = refused(&app, FINANCE, "payrollReconcile", &other, json!({ "file": illegible, "settledOn": "2023-01-12" })).await;
        assert_eq!(found, [("ILLEGIBLE".to_owned(), "input.file".to_owned())]);
    }
}

/// Lines of a payroll by state.
async fn payments(app: &crate::support::TestApp, payroll: &Json, state: &str) -> Vec<Json> {
    let query = format!(
        r#"{{ node(id: "{}") {{ ... on Payroll {{ payments(filter: {{state: [{state}]}}, first: 100) {{ nodes {{ id reference amount state month enrolment {{ id }} resident {{ id }} explain {{ sentence exclusion {{ rule }} }} approvals {{ act actor }} bankResult {{ bankReference }} recovery {{ state }} }} }} }} }} }}"#,
        text(&payroll["id"])
    );
    items(&app.data(MAKER, &query).await["node"]["payments"]["nodes"]).clone()
}

both! {
    /// A person is paid once for a programme, tier and month, whatever path is tried: five that are refused.
    async fn five_paths_to_a_second_payment(stage: Stage) {
        use sea_orm::ConnectionTrait;
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
        let sql = "INSERT INTO payment_line (payroll_id, reference, enrolment_id, resident_id, person_id, programme_id, tier_id, unit_id, payee_account_id, month, amount_fen, state, origin)
            SELECT payroll_id, reference || '-again', enrolment_id, resident_id, person_id, programme_id, tier_id, unit_id, payee_account_id, month, amount_fen, 'PLANNED', 'PLATFORM'
            FROM payment_line WHERE state = 'PAID' AND origin = 'PLATFORM' LIMIT 1";
        let refused = app.app.db.owner().execute_unprepared(sql).await.expect_err("the index refuses").to_string();
        assert!(refused.contains("payment_line_one_live") || refused.contains("UNIQUE"), "{refused}");
    }
}

both! {
    /// Arrears: one line per month at that month's standard; months outside the entitlement are refused.
    async fn arrears_by_month(stage: Stage) {
        use sea_orm::ConnectionTrait;
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        // A person of CJ02 whose history lacks May to August: the lines were never paid.
        let sql = "UPDATE payment_line SET state = 'CANCELLED' WHERE month BETWEEN 202205 AND 202208 AND enrolment_id = (SELECT MIN(e.id) FROM enrolment e
            JOIN programme p ON p.id = e.programme_id WHERE p.code = 'JT01' AND e.state = 'ACTIVE' AND e.start_month < 202101)";
        app.app.db.owner().execute_unprepared(sql).await.expect("edits");
        let query = r#"{ subsidyPayments(filter: {programme: ["JT01"], state: [CANCELLED]}) { nodes { enrolment { id } month } } }"#;
        let missing = app.data(MAKER, query).await["subsidyPayments"]["nodes"].clone();
        assert_eq!(items(&missing).len(), 4, "{missing}");
        let wanted: Vec<Json> = items(&missing).iter().map(|line| json!({ "enrolment": line["enrolment"]["id"], "month": line["month"] })).collect();
        let input = |arrears: Json, reason: &str| json!({ "programme": "JT01", "month": "2023-01", "reason": reason, "idempotencyKey": key(), "arrears": arrears });
        let early = json!([{ "enrolment": wanted[0]["enrolment"], "month": "1999-12" }]);
        assert_eq!(reasons(&act(&app, MAKER, "payrollOpen", PAYROLL, input(early, "补发")).await), [("NOT_ENTITLED".to_owned(), "input.arrears.0".to_owned())]);
        assert_eq!(reasons(&act(&app, MAKER, "payrollOpen", PAYROLL, input(json!(wanted), "")).await)[0].0, "REASON_MISSING");
        let answered = act(&app, MAKER, "payrollOpen", PAYROLL, input(json!(wanted), "账户错误,5 至 8 月未发")).await;
        let payroll = answered["payroll"].clone();
        assert_eq!(total(&payroll, "PLANNED"), (4, 2 * 75_000 + 2 * 78_000), "two months at the old standard");
        let (payroll, file) = sent(&app, &approved(&app, &payroll).await).await;
        let payroll = reconciled(&app, &payroll, &answer(&file, "AR-", |_| "0000"), "2023-01-12").await;
        assert_eq!(payroll["state"], "RECONCILED");
    }
}

both! {
    /// Money is got back beside the figures: part by part, each voucher once, the rest written off by another person.
    async fn recoveries(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let before = app.data("demo-bi", YEAR).await;
        let query = r#"{ subsidyPayments(filter: {afterDeath: true, programme: ["ZLJ"], state: [PAID]}) { nodes { id amount } } }"#;
        let line = app.data(MAKER, query).await["subsidyPayments"]["nodes"][0].clone();
        let noun = "recovery { id version state recoveredAmount amount receipts { voucher } payment { id state } }";
        let open = |amount: &str| json!({ "payment": line["id"], "amount": amount, "reason": "死亡后发放", "idempotencyKey": key() });
        assert_eq!(reasons(&act(&app, MAKER, "recoveryOpen", noun, open("60.01")).await)[0].0, "AMOUNT");
        let first = open("60.00");
        let opened = act(&app, MAKER, "recoveryOpen", noun, first.clone()).await["recovery"].clone();
        assert_eq!(act(&app, MAKER, "recoveryOpen", noun, first).await["recovery"]["id"], opened["id"], "a retry");
        assert_eq!(reasons(&act(&app, MAKER, "recoveryOpen", noun, open("10.00")).await)[0].0, "RECOVERY_EXISTS");
        let receive = |recovery: &Json, amount: &str, voucher: &str| json!({ "recovery": recovery["id"], "version": recovery["version"], "amount": amount, "receivedOn": "2023-01-12", "voucher": voucher, "idempotencyKey": key() });
        let part = act(&app, FINANCE, "recoveryReceive", noun, receive(&opened, "20.00", "PZ-1")).await["recovery"].clone();
        assert_eq!((part["state"].as_str(), part["recoveredAmount"].as_str()), (Some("PARTIAL"), Some("20.00")));
        for (amount, voucher, code) in [("40.01", "PZ-2", "AMOUNT"), ("10.00", "PZ-1", "VOUCHER_USED"), ("10.00", " ", "VOUCHER_MISSING")] {
            assert_eq!(reasons(&act(&app, FINANCE, "recoveryReceive", noun, receive(&part, amount, voucher)).await)[0].0, code);
        }
        let write_off = json!({ "recovery": part["id"], "version": part["version"], "document": "HX-1", "idempotencyKey": key() });
        assert_eq!(reasons(&act(&app, MAKER, "recoveryWriteOff", noun, write_off.clone()).await)[0].0, "SAME_PERSON");
        let mut other = write_off;
        other["idempotencyKey"] = json!(key());
        let end = act(&app, REVIEWER, "recoveryWriteOff", noun, other).await["recovery"].clone();
        assert_eq!((end["state"].as_str(), end["payment"]["state"].as_str()), (Some("WRITTEN_OFF"), Some("PAID")));
        assert_eq!(app.data("demo-bi", YEAR).await, before, "the figures stay");
        let list = app.data("demo-community", "{ recoveries { nodes { id unit { code } } } }").await;
        assert!(items(&list["recoveries"]["nodes"]).iter().all(|one| one["unit"]["code"] == "320613018205"));
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
    /// A payroll that was given up releases its lines; the month can be run anew. A follow-up that was given up gives
    /// the returned lines back.
    async fn giving_up(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let first = calculated(&app, "JT01", "2023-01").await;
        let gone = done(&app, MAKER, "payrollCancel", &first, json!({ "reason": "名册有误" })).await;
        assert_eq!(gone["state"], "CANCELLED");
        let (payroll, file) = sent(&app, &approved(&app, &calculated(&app, "JT01", "2023-01").await).await).await;
        let back = |number: usize| if number < 2 { "1002" } else { "0000" };
        let payroll = reconciled(&app, &payroll, &answer(&file, "G-", back), "2023-01-12").await;
        let same = refused(&app, MAKER, "payrollReissue", &payroll, json!({})).await;
        assert_eq!(same[0].0, "SAME_ACCOUNT", "the bank knows no such account");
        let lines = payments(&app, &payroll, "RETURNED").await;
        let withdrawn = done(&app, REVIEWER, "payrollWithdraw", &payroll, json!({ "payment": lines[0]["id"], "reason": "本人放弃" })).await;
        assert_eq!(total(&withdrawn, "CANCELLED").0, 1);
        assert_eq!(refused(&app, MAKER, "payrollWithdraw", &withdrawn, json!({ "payment": lines[1]["id"], "reason": "本人放弃" })).await[0].0, "SAME_PERSON");
    }
}

both! {
    /// Calculating and locking takes a few statements per thousand lines, not one per line: counted at 1,000 and at
    /// 11,000 lines of one payroll.
    async fn a_few_statements_per_thousand_lines(stage: Stage) {
        use sea_orm::ConnectionTrait;
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let mut counted = Vec::new();
        for (programme, people) in [("JT01", 1_000), ("YL02", 11_000)] {
            // Everybody in turn becomes entitled, to one account.
            let tier = "(SELECT MIN(t.id) FROM programme_tier t WHERE t.programme_id = p.id)";
            let sql = format!(
                "INSERT INTO enrolment (resident_id, person_id, programme_id, tier_id, unit_id, state, start_month, payee_account_id, origin, version)
                 SELECT r.id, r.person_id, p.id, {tier}, r.hukou_unit_id, 'ACTIVE', 202301, (SELECT MIN(id) FROM payee_account), 'HISTORY', 1
                 FROM resident r, programme p WHERE p.code = '{programme}' AND r.id = r.person_id AND r.died_on IS NULL
                   AND NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = r.id AND e.programme_id = p.id) ORDER BY r.id LIMIT {people}");
            app.app.db.owner().execute_unprepared(&sql).await.expect("enrols");
            let payroll = opened(&app, programme, "2023-01").await;
            let before = app.app.db.statements();
            let payroll = done(&app, MAKER, "payrollCalculate", &payroll, json!({})).await;
            let lines: i64 = items(&payroll["totals"]).iter().map(|one| one["count"].as_i64().expect("a count")).sum();
            done(&app, MAKER, "payrollLock", &payroll, json!({})).await;
            assert!(lines >= people);
            counted.push((lines, app.app.db.statements() - before));
        }
        let [(few, first), (many, second)] = counted[..] else { panic!("two") };
        let thousands = u64::try_from((many - few) / 1_000).expect("more");
        assert!(second.saturating_sub(first) <= thousands * 6, "{counted:?}");
    }
}
