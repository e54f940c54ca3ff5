//! Running payrolls: January 2023 on the demo data, what changed since last month, how many statements it takes.

use serde_json::json;

use crate::{
    both,
    support::{
        count, demo, demo_copy,
        dividends::{at_noon, fen},
        items,
        payrolls::{
            FINANCE, MAKER, REVIEWER, YEAR, answer, approved, calculated, done, opened, payments, reconciled, refused,
            sent, total,
        },
        sql, text,
    },
};

/// Programmes that pay in January 2023.
const MONTHLY: [&str; 11] = ["DB01", "TK01", "TK02", "CJ01", "CJ02", "ZLJ", "ET01", "ET02", "YL01", "YL02", "JT01"];

both! {
    /// Every monthly programme goes from the roster to the archive through the API, by the right roles, with returns
    /// paid again; the control totals agree at every step, and 2022 stays what it was.
    async fn january_2023(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let before = app.data("demo-bi", YEAR).await;
        let mut person_times = 0;
        for programme in MONTHLY {
            let payroll = calculated(&app, programme, "2023-01").await;
            let (planned, sum) = total(&payroll, "PLANNED");
            let (left, _) = total(&payroll, "EXCLUDED");
            let entitled = format!("SELECT COUNT(*) FROM enrolment e JOIN programme p ON p.id = e.programme_id WHERE p.code = '{programme}'
                AND e.start_month <= 202301 AND (e.end_month IS NULL OR e.end_month >= 202301)");
            assert_eq!(planned + left, count(&app, &entitled).await, "{programme}");
            person_times += planned;
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
        assert_eq!(total["personTimes"], person_times, "a line that was paid again counts once");
        assert_eq!(app.data("demo-bi", YEAR).await, before, "2022 stays");
        let verdict = minsheng::audit::service::verify(&app.app).await.expect("verifies");
        assert!(matches!(verdict, minsheng::audit::service::Verdict::Intact { .. }), "{verdict}");
        assert_eq!(minsheng::subsidies::service::rollup::check(&app.app).await.expect("checks"), Vec::<String>::new());
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
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let mut counted = Vec::new();
        for (programme, people) in [("JT01", 1_000), ("YL02", 11_000)] {
            // Everybody in turn becomes entitled, to one account.
            let tier = "(SELECT MIN(t.id) FROM programme_tier t WHERE t.programme_id = p.id)";
            let statement = format!(
                "INSERT INTO enrolment (resident_id, person_id, programme_id, tier_id, unit_id, state, start_month, payee_account_id, origin, version)
                 SELECT r.id, r.person_id, p.id, {tier}, r.hukou_unit_id, 'ACTIVE', 202301, (SELECT MIN(id) FROM payee_account), 'HISTORY', 1
                 FROM resident r, programme p WHERE p.code = '{programme}' AND r.id = r.person_id AND r.died_on IS NULL
                   AND NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = r.id AND e.programme_id = p.id) ORDER BY r.id LIMIT {people}");
            sql(&app, &statement).await;
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
