//! What must not go wrong: many who approve at once, and a process that is killed at any moment.

use std::{sync::Arc, time::Duration};

use entity::{
    distribution_plan, payout_line,
    vocab::{PayoutState, PlanState},
};
use minsheng::{
    access::service::issue_token,
    audit::service::{Verdict, verify},
    kernel::{
        chain::Actor,
        scope::{FindIn, Scope},
        time::Clock,
    },
};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value as Json, json};

use crate::{
    both,
    support::{
        TestApp, demo_copy, demo_copy_at,
        dividends::{AGRI, COOP, at_noon, published_of},
        faults::{Server, at_once},
        items, open_at, text,
    },
};

const APPROVE: &str = "mutation($input: PlanApproveInput!) { planApprove(input: $input) { plan { id version state } problems { code } } }";
const ISSUE: &str = "mutation($input: SharesIssueInput!) { sharesIssue(input: $input) { distributingUnit { version } problems { code } } }";
const PAY: &str =
    "mutation($input: PlanPayInput!) { planPay(input: $input) { plan { id version state } problems { code } } }";

fn approval(plan: &Json, key: &str) -> Json {
    json!({ "input": { "plan": plan["id"], "version": plan["version"], "contentHash": plan["contentHash"], "idempotencyKey": key } })
}

both! {
    /// 64 clients approve one plan at once: one succeeds. 64 retries of one client: one act, the same answer.
    async fn one_of_64_approves(stage: Stage) {
        let mut app = demo_copy(stage).await;
        let (first, second) = (published_of(&app, "VG-001").await, published_of(&app, "VG-002").await);
        app.app.clock = at_noon("2023-01-07");
        let app = Arc::new(app);
        let answers = at_once(&app, AGRI, APPROVE, 64, |number| approval(&first, &format!("k{number}"))).await;
        let done: Vec<&Json> = answers.iter().filter(|answer| answer["problems"] == json!([])).collect();
        assert_eq!(done.len(), 1, "one success");
        assert_eq!(done[0]["plan"]["state"], "APPROVED");
        for refused in answers.iter().filter(|answer| answer["plan"].is_null()) {
            assert_eq!(refused["problems"][0]["code"], "STALE_VERSION");
        }
        let retries = at_once(&app, AGRI, APPROVE, 64, |_| approval(&second, "the same")).await;
        assert!(retries.iter().all(|answer| *answer == retries[0] && answer["plan"]["state"] == "APPROVED"));
        let paid = at_once(&app, COOP, PAY, 16, |number| {
            let plan = &done[0]["plan"];
            json!({ "input": { "plan": plan["id"], "version": plan["version"], "idempotencyKey": format!("p{number}") } })
        })
        .await;
        assert_eq!(paid.iter().filter(|answer| answer["problems"] == json!([])).count(), 1);
        let steps = format!(r#"{{ nodes(ids: ["{}", "{}"]) {{ ... on DistributionPlan {{ steps(first: 50) {{ nodes {{ act }} }} }} }} }}"#, text(&first["id"]), text(&second["id"]));
        for plan in items(&app.data(AGRI, &steps).await["nodes"]) {
            let approved = items(&plan["steps"]["nodes"]).iter().filter(|step| step["act"] == "APPROVE");
            assert_eq!(approved.count(), 1);
        }
        let verdict = verify(&app.app).await.expect("verifies");
        assert!(matches!(verdict, Verdict::Intact { .. }), "{verdict}");
    }
}

both! {
    /// 32 changes of one register at once, all read at the same version: one is taken, and the register is its events.
    async fn one_of_32_changes_a_register(stage: Stage) {
        let app = demo_copy(stage).await;
        let query = r#"{ distributingUnits(filter: {kind: [VILLAGE_COOP]}) { nodes { id version members(first: 1) { nodes { id holdings { shares } } } } } }"#;
        let unit = app.data(COOP, query).await["distributingUnits"]["nodes"][0].clone();
        let app = Arc::new(app);
        let answers = at_once(&app, COOP, ISSUE, 32, |number| {
            json!({ "input": { "distributingUnit": unit["id"], "version": unit["version"], "member": unit["members"]["nodes"][0]["id"], "class": "POPULATION",
                "shares": number + 1, "effectiveOn": "2022-12-01", "evidence": "CY", "resolution": "JY" } })
        })
        .await;
        assert_eq!(answers.iter().filter(|answer| answer["problems"] == json!([])).count(), 1);
        assert!(answers.iter().filter(|answer| answer["distributingUnit"].is_null()).all(|answer| answer["problems"][0]["code"] == "STALE_VERSION"));
        let after = app.data(COOP, query).await["distributingUnits"]["nodes"][0].clone();
        let spells = |unit: &Json| items(&unit["members"]["nodes"][0]["holdings"]).len();
        assert_eq!(spells(&after), spells(&unit) + 1);
    }
}

/// What the database says of the plan: approved wholly or not at all, paid wholly or not at all, and nothing lost.
async fn state_of(app: &TestApp, id: i64) -> PlanState {
    let (db, all) = (app.app.db.read(), Scope::everything());
    let plan = distribution_plan::Entity::find_in(&all).filter(distribution_plan::Column::Id.eq(id));
    let plan = plan.one(db).await.expect("reads").expect("a plan");
    let lines =
        payout_line::Entity::find_in(&all).filter(payout_line::Column::PlanId.eq(id)).all(db).await.expect("lines");
    assert_eq!(
        lines.iter().map(|line| line.amount_fen.0).sum::<i64>() + plan.carried_forward_fen.0,
        plan.distributable_fen.0
    );
    let planned = lines.iter().filter(|line| line.state == PayoutState::Planned).count();
    let steps = entity::plan_step::Entity::find_in(&all)
        .filter(entity::plan_step::Column::PlanId.eq(id))
        .all(db)
        .await
        .expect("steps");
    let count = |act: entity::vocab::PlanAct| steps.iter().filter(|step| step.act == act).count();
    let (approvals, payments) = (count(entity::vocab::PlanAct::Approve), count(entity::vocab::PlanAct::Pay));
    let expected = match plan.state {
        PlanState::Published => (false, lines.len(), (0, 0)),
        PlanState::Approved => (true, lines.len(), (1, 0)),
        PlanState::Paying => (true, 0, (1, 1)),
        other => panic!("{other:?}"),
    };
    assert_eq!((plan.approved_by.is_some(), planned, (approvals, payments)), expected);
    plan.state
}

both! {
    /// kill -9 before the approval, right after its answer, right after that of the payout, and at nine moments in
    /// between: a plan is wholly approved or not at all, wholly sent or not at all; a retry with the same keys completes
    /// it once; the chain is intact.
    async fn killed_between_approval_and_payout(stage: Stage) {
        const CYCLES: u64 = 12;
        let (folder, url) = demo_copy_at(stage).await;
        let mut app = open_at(&folder, &url).await;
        let mut plans = Vec::new();
        for number in 1..=CYCLES {
            plans.push(published_of(&app, &format!("VG-{number:03}")).await);
        }
        app.app.clock = Clock::System;
        let mut tokens = Vec::new();
        for account in [AGRI, COOP] {
            tokens.push(issue_token(&app.app, &Actor::system(), account, 30).await.expect("a token"));
        }
        app.app.db.close().await.expect("closes");
        let mut seen = Vec::new();
        for (cycle, plan) in (0..).zip(&plans) {
            let server = Server::start(&folder, &url).await;
            let (address, tokens) = (server.address.clone(), tokens.clone());
            let (approve, id, version) = (approval(plan, &format!("a{cycle}")), plan["id"].clone(), plan["version"].as_i64().expect("a version"));
            let pay = json!({ "input": { "plan": id, "version": version + 1, "idempotencyKey": format!("p{cycle}") } });
            match cycle {
                // Nothing was sent yet.
                0 => server.kill(),
                1 => {
                    Server::act(address, tokens[0].clone(), APPROVE, approve.clone()).await.expect("approves");
                    server.kill();
                }
                2 => {
                    Server::act(address.clone(), tokens[0].clone(), APPROVE, approve.clone()).await.expect("approves");
                    Server::act(address, tokens[1].clone(), PAY, pay.clone()).await.expect("pays");
                    server.kill();
                }
                _ => {
                    let (tokens, approve, pay) = (tokens.clone(), approve.clone(), pay.clone());
                    let both = tokio::spawn(async move {
                        let approved = Server::act(address.clone(), tokens[0].clone(), APPROVE, approve).await;
                        if approved.is_some() {
                            Server::act(address, tokens[1].clone(), PAY, pay).await;
                        }
                    });
                    tokio::time::sleep(Duration::from_millis((cycle - 2) * 8)).await;
                    server.kill();
                    both.await.expect("ends");
                }
            }
            let app = open_at(&folder, &url).await;
            let key = minsheng::kernel::id::key(text(&id), "dpl");
            seen.push(state_of(&app, key).await);
            app.app.db.close().await.expect("closes");
            // The client never learned what happened: it sends both again.
            let server = Server::start(&folder, &url).await;
            let again = Server::act(server.address.clone(), tokens[0].clone(), APPROVE, approve).await.expect("answers");
            assert_eq!(again["data"]["planApprove"]["problems"], json!([]), "{again}");
            let again = Server::act(server.address.clone(), tokens[1].clone(), PAY, pay).await.expect("answers");
            assert_eq!(again["data"]["planPay"]["problems"], json!([]), "{again}");
            server.kill();
            let app = open_at(&folder, &url).await;
            assert_eq!(state_of(&app, key).await, PlanState::Paying);
            app.app.db.close().await.expect("closes");
        }
        assert_eq!(seen[..3], [PlanState::Published, PlanState::Approved, PlanState::Paying], "{seen:?}");
        let app = open_at(&folder, &url).await;
        let verdict = verify(&app.app).await.expect("verifies");
        assert!(matches!(verdict, Verdict::Intact { .. }), "{verdict}");
    }
}
