//! What must not go wrong with a payroll: many who approve or export at once, a process that is killed at any moment.

use std::{
    collections::BTreeSet,
    fmt::Write,
    sync::{Arc, OnceLock},
    time::Duration,
};

use entity::{
    bank_result, payment_line, payroll, payroll_step,
    vocab::{PaymentState, PayrollAct, PayrollState},
};
use minsheng::{
    access::service::issue_token,
    audit::service::{Verdict, verify},
    kernel::{
        chain::Actor,
        id,
        scope::{FindIn, Scope},
        time::Clock,
    },
    subsidies::model::ACCOUNT_NUMBER,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        TestApp, demo_copy, demo_copy_at,
        dividends::at_noon,
        faults::{Server, at_once},
        items, open_at,
        payrolls::{APPROVER, FINANCE, MAKER, REVIEWER, approved, calculated, done, key, on},
        text,
    },
};

const ANSWER: &str = "{ payroll { id version state contentHash bankFile { id } } problems { code } }";

fn mutation(name: &str) -> &'static str {
    let ty = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    // A test may leak a few words.
    Box::leak(format!("mutation($input: {ty}!) {{ {name}(input: $input) {ANSWER} }}").into_boxed_str())
}

both! {
    /// 64 approvals of one payroll at once, each under a key of its own: one. 64 exports: one file, one sending. 64
    /// retries of one client: one act, the same answer.
    async fn one_of_64(stage: Stage) {
        let mut app = demo_copy(stage).await;
        app.app.clock = at_noon("2023-01-12");
        let payroll = calculated(&app, "TK02", "2023-01").await;
        let payroll = done(&app, MAKER, "payrollLock", &payroll, json!({})).await;
        let hash = json!({ "contentHash": payroll["contentHash"] });
        let payroll = done(&app, REVIEWER, "payrollReview", &payroll, hash.clone()).await;
        let other = approved(&app, &calculated(&app, "JT01", "2023-01").await).await;
        let app = Arc::new(app);
        let success = |answers: &[Json]| answers.iter().filter(|answer| answer["problems"] == json!([])).cloned().collect::<Vec<_>>();
        let approvals = at_once(&app, APPROVER, mutation("payrollApprove"), 64, |_| json!({ "input": on(&payroll, &key(), hash.clone()) })).await;
        let approved = success(&approvals);
        assert_eq!(approved.len(), 1);
        assert!(approvals.iter().filter(|answer| answer["payroll"].is_null()).all(|answer| answer["problems"][0]["code"] == "STALE_VERSION"));
        let payroll = approved[0]["payroll"].clone();
        let format = json!({ "format": "CSV" });
        let exports = at_once(&app, FINANCE, mutation("payrollExport"), 64, |_| json!({ "input": on(&payroll, &key(), format.clone()) })).await;
        assert_eq!(success(&exports).len(), 1);
        let retries = at_once(&app, FINANCE, mutation("payrollExport"), 64, |_| json!({ "input": on(&other, "the same", format.clone()) })).await;
        assert!(retries.iter().all(|answer| *answer == retries[0] && answer["payroll"]["state"] == "SENT"));
        let files = entity::stored_file::Entity::find_in(&Scope::everything()).all(app.app.db.read()).await.expect("files");
        assert_eq!(files.len(), 2, "one file for each payroll");
        let verdict = verify(&app.app).await.expect("verifies");
        assert!(matches!(verdict, Verdict::Intact { .. }), "{verdict}");
    }
}

/// What the database says of a payroll: every act on it wholly done or not at all.
async fn state_of(app: &TestApp, id: i64) -> PayrollState {
    let (db, all) = (app.app.db.read(), Scope::everything());
    let payroll = payroll::Entity::find_in(&all)
        .filter(payroll::Column::Id.eq(id))
        .one(db)
        .await
        .expect("reads")
        .expect("a payroll");
    let lines = payment_line::Entity::find_in(&all).filter(payment_line::Column::PayrollId.eq(id));
    let lines = lines.order_by_asc(payment_line::Column::Id).all(db).await.expect("lines");
    let payable: Vec<_> = lines.iter().filter(|line| line.exclusion.is_none()).collect();
    let states: BTreeSet<PaymentState> = payable.iter().map(|line| line.state).collect();
    let results = bank_result::Entity::find_in(&all)
        .filter(bank_result::Column::LineId.is_in(payable.iter().map(|line| line.id)));
    let results = results.all(db).await.expect("results").len();
    let steps = payroll_step::Entity::find_in(&all)
        .filter(payroll_step::Column::PayrollId.eq(id))
        .all(db)
        .await
        .expect("steps");
    let count = |act: PayrollAct| steps.iter().filter(|step| step.act == act).count();
    let done = [PayrollAct::Lock, PayrollAct::Review, PayrollAct::Approve, PayrollAct::Export, PayrollAct::Reconcile]
        .map(count);
    let (line, acts, settled) = match payroll.state {
        PayrollState::Calculated => (PaymentState::Planned, 0, 0),
        PayrollState::Locked => (PaymentState::Planned, 1, 0),
        PayrollState::Reviewed => (PaymentState::Planned, 2, 0),
        PayrollState::Approved => (PaymentState::Planned, 3, 0),
        PayrollState::Sent => (PaymentState::Sent, 4, 0),
        PayrollState::Reconciled => (PaymentState::Paid, 5, payable.len()),
        other => panic!("{other:?}"),
    };
    assert_eq!(states, BTreeSet::from([line]), "{:?}", payroll.state);
    assert_eq!(done, [0, 1, 2, 3, 4].map(|act| usize::from(act < acts)), "{:?}", payroll.state);
    assert_eq!((results, payroll.file_id.is_some()), (settled, acts >= 4));
    if acts > 0 {
        assert_eq!(
            payroll.content_hash.as_ref(),
            Some(&minsheng::payrolls::rules::content::content_hash(&payroll, &lines))
        );
        let sum: i64 = payable.iter().map(|line| line.amount_fen.0).sum();
        assert_eq!(
            (i64::from(payroll.declared_count), payroll.declared_fen.0),
            (i64::try_from(payable.len()).expect("few"), sum)
        );
    }
    payroll.state
}

/// The bank's answer to a payroll that is only calculated: everything is paid.
async fn answer_to(app: &TestApp, id: i64) -> String {
    let lines = payment_line::Entity::find_in(&Scope::everything()).filter(payment_line::Column::PayrollId.eq(id));
    let mut text = "明细编号,账号,金额,结果码,原因,银行流水号\r\n".to_owned();
    for line in lines.all(app.app.db.read()).await.expect("lines").iter().filter(|line| line.exclusion.is_none()) {
        let account =
            app.app.vault.open(ACCOUNT_NUMBER, line.account_cipher.as_ref().expect("an account")).expect("opens");
        let (reference, amount) = (&line.reference, line.amount_fen);
        write!(text, "{reference},{account},{amount},0000,,B-{reference}\r\n").expect("memory");
    }
    text
}

/// One payroll and what is sent to bring it from CALCULATED to RECONCILED.
struct Case {
    cycle: usize,
    id: i64,
    payroll: Json,
    answer: String,
    /// The answer once it is uploaded.
    file: OnceLock<String>,
}

/// Does what is left of a case; what was done before answers as it did. Ends early when the server dies.
async fn finish(address: &str, tokens: &[String; 4], case: &Case) -> Option<Json> {
    let [maker, reviewer, approver, finance] = tokens;
    let on = |version: i64, act: &str, more: Json| {
        let at = json!({ "id": case.payroll["id"], "version": case.payroll["version"].as_i64().expect("a version") + version });
        json!({ "input": on(&at, &format!("{act}-{}", case.cycle), more) })
    };
    let send = async |token: &String, name: &'static str, input: Json| -> Option<Json> {
        let answer = Server::act(address.to_owned(), token.clone(), mutation(name), input).await?;
        assert_eq!(answer["data"][name]["problems"], json!([]), "{name} of cycle {}: {answer}", case.cycle);
        Some(answer["data"][name]["payroll"].clone())
    };
    let locked = send(maker, "payrollLock", on(0, "lock", json!({}))).await?;
    let hash = json!({ "contentHash": locked["contentHash"] });
    send(reviewer, "payrollReview", on(1, "review", hash.clone())).await?;
    send(approver, "payrollApprove", on(2, "approve", hash)).await?;
    send(finance, "payrollExport", on(3, "export", json!({ "format": "CSV" }))).await?;
    let path = format!("/files?name=back-{}.csv", case.cycle);
    // A file uploaded twice is two files: the key is used with the first one only.
    let list = |file: &str| on(4, "reconcile", json!({ "file": file, "settledOn": Clock::System.today().to_string() }));
    let file = if let Some(file) = case.file.get() {
        file.clone()
    } else {
        let answer = Server::upload(address.to_owned(), finance.clone(), &path, &case.answer).await?;
        case.file.get_or_init(|| text(&answer["id"]).to_owned()).clone()
    };
    send(finance, "payrollReconcile", list(&file)).await
}

both! {
    /// kill -9 at fifty moments of lock, review, approval, export and the import of the bank's answer: no payment
    /// twice, all or nothing, and a retry with the same keys brings every payroll to its end once; the chain is intact.
    async fn killed_fifty_times(stage: Stage) {
        const CYCLES: usize = 50;
        let (folder, url) = demo_copy_at(stage).await;
        let mut app = open_at(&folder, &url).await;
        app.app.clock = Clock::System;
        let mut cases = Vec::new();
        for cycle in 0..CYCLES {
            let programme = if cycle % 2 == 0 { "JT01" } else { "TK02" };
            let month = format!("{}-{:02}", 2023 + cycle / 24, cycle / 2 % 12 + 1);
            let payroll = calculated(&app, programme, &month).await;
            let id = id::key(text(&payroll["id"]), "prl");
            cases.push(Case { cycle, id, answer: answer_to(&app, id).await, file: OnceLock::new(), payroll });
        }
        let mut tokens = Vec::new();
        for account in [MAKER, REVIEWER, APPROVER, FINANCE] {
            tokens.push(issue_token(&app.app, &Actor::system(), account, 30).await.expect("a token"));
        }
        let tokens: [String; 4] = tokens.try_into().expect("four");
        app.app.db.close().await.expect("closes");
        let mut seen = Vec::new();
        let mut server = Server::start(&folder, &url).await;
        for case in &cases {
            let address = server.address.clone();
            let mut dying = Box::pin(finish(&address, &tokens, case));
            // Moments spread over everything that is done in a cycle, in an order of no pattern.
            let moment = Duration::from_millis((case.cycle as u64 * 83) % 400);
            let _ = tokio::time::timeout(moment, &mut dying).await;
            server.kill();
            drop(dying);
            let app = open_at(&folder, &url).await;
            seen.push(state_of(&app, case.id).await);
            app.app.db.close().await.expect("closes");
            server = Server::start(&folder, &url).await;
            let end = finish(&server.address, &tokens, case).await.expect("answers");
            assert_eq!(end["state"], "RECONCILED", "cycle {}", case.cycle);
        }
        server.kill();
        let app = open_at(&folder, &url).await;
        for case in &cases {
            assert_eq!(state_of(&app, case.id).await, PayrollState::Reconciled);
        }
        let different: BTreeSet<String> = seen.iter().map(|state| format!("{state:?}")).collect();
        assert!(different.len() >= 3, "killed at {different:?}");
        let verdict = verify(&app.app).await.expect("verifies");
        assert!(matches!(verdict, Verdict::Intact { .. }), "{verdict}");
        assert_eq!(minsheng::subsidies::service::rollup::check(&app.app).await.expect("checks"), Vec::<String>::new());
        let query = r#"{ payrolls(filter: {state: [RECONCILED]}, first: 100) { nodes { id } totalCount } }"#;
        assert_eq!(items(&app.data(MAKER, query).await["payrolls"]["nodes"]).len(), CYCLES);
    }
}
