//! Files to and from the bank, arrears, money that comes back.

use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        act, demo_copy,
        dividends::at_noon,
        items,
        payrolls::{
            FINANCE, MAKER, PAYROLL, REVIEWER, YEAR, answer, approved, calculated, done, download_as, key, reconciled,
            refused, sent, total, upload, upload_as,
        },
        reasons, sql, text,
    },
};

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

both! {
    /// Arrears: one line per month at that month's standard; months outside the entitlement are refused.
    async fn arrears_by_month(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        // A person of CJ02 whose history lacks May to August: the lines were never paid.
        let statement = "UPDATE payment_line SET state = 'CANCELLED' WHERE month BETWEEN 202205 AND 202208 AND enrolment_id = (SELECT MIN(e.id) FROM enrolment e
            JOIN programme p ON p.id = e.programme_id WHERE p.code = 'JT01' AND e.state = 'ACTIVE' AND e.start_month < 202101)";
        sql(&app, statement).await;
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
