//! Writes: audited, all or nothing, not lost under load; the chain shows every change.

use std::{sync::Arc, time::Duration};

use minsheng::{
    access::service::issue_token,
    audit::service::{Verdict, verify},
    kernel::{
        app::App,
        chain::{Act, Actor},
        problem::Failure,
        write::{Audited, write},
    },
};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use serde_json::json;

use crate::{
    both,
    support::{Stage, demo_copy, empty},
};

async fn run(app: &App, sql: &str) {
    app.db.owner().execute_unprepared(sql).await.unwrap_or_else(|err| panic!("{sql}: {err}"));
}

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}

async fn number(app: &App, sql: &str) -> i64 {
    let statement = Statement::from_string(app.db.backend(), sql.to_owned());
    let found = Number::find_by_statement(statement).one(app.db.read()).await.expect("reads");
    found.expect("a row").number
}

/// Reads a counter, waits, writes it back plus one: loses updates unless writes are serial.
async fn increment(app: &App) -> Result<(), Failure> {
    write(app, &Actor::system(), |app, tx| {
        Box::pin(async move {
            let statement = Statement::from_string(
                app.db.backend(),
                "SELECT CAST(declared_count AS BIGINT) AS number FROM payroll WHERE id = 1".to_owned(),
            );
            let before =
                Number::find_by_statement(statement).one(tx).await.map_err(minsheng::kernel::fault::Fault::from)?;
            let next = before.map_or(0, |row| row.number) + 1;
            tokio::time::sleep(Duration::from_millis(1)).await;
            tx.execute_unprepared(&format!("UPDATE payroll SET declared_count = {next} WHERE id = 1"))
                .await
                .map_err(minsheng::kernel::fault::Fault::from)?;
            Ok(Audited { value: (), act: Act { act: "TEST", subject: "payroll:1".to_owned(), detail: json!({}) } })
        })
    })
    .await
}

async fn with_counter(stage: Stage) -> Arc<App> {
    let app = Arc::new(empty(stage).await.app);
    run(
        &app,
        "INSERT INTO payroll (id, programme_id, month, kind, state, declared_count, declared_fen, origin, version) \
        VALUES (1, 1, 202301, 'REGULAR', 'OPEN', 0, 0, 'PLATFORM', 1)",
    )
    .await;
    app
}

both! {
    /// 64 writers at once: none lost, one act each, the chain intact.
    async fn sixty_four_writers_lose_nothing(stage: Stage) {
        let app = with_counter(stage).await;
        let acts = number(&app, "SELECT count(*) AS number FROM audit_act").await;
        let tasks: Vec<_> = (0..64).map(|_| { let app = Arc::clone(&app); tokio::spawn(async move { increment(&app).await }) }).collect();
        for task in tasks {
            task.await.expect("no panic").unwrap_or_else(|err| panic!("{err:?}"));
        }
        assert_eq!(number(&app, "SELECT CAST(declared_count AS BIGINT) AS number FROM payroll WHERE id = 1").await, 64);
        assert_eq!(number(&app, "SELECT count(*) AS number FROM audit_act").await, acts + 64);
        assert!(matches!(verify(&app).await.expect("reads"), Verdict::Intact { .. }));
    }
}

both! {
    /// A caller that goes away does not cancel its write half way.
    async fn a_client_that_disconnects_does_not_tear_a_write(stage: Stage) {
        let app = with_counter(stage).await;
        for wait in 0..20 {
            let one = Arc::clone(&app);
            let request = tokio::spawn(async move { increment(&one).await });
            tokio::time::sleep(Duration::from_micros(wait * 150)).await;
            request.abort();
            let _ = request.await;
        }
        increment(&app).await.expect("the database still writes");
        tokio::time::sleep(Duration::from_millis(300)).await;
        let count = number(&app, "SELECT CAST(declared_count AS BIGINT) AS number FROM payroll WHERE id = 1").await;
        let acts = number(&app, "SELECT count(*) AS number FROM audit_act WHERE act = 'TEST'").await;
        assert_eq!(count, acts, "every write is whole: value and act");
        assert!(matches!(verify(&app).await.expect("reads"), Verdict::Intact { .. }));
    }
}

both! {
    /// A refused write leaves nothing, not even an act.
    async fn a_refusal_writes_nothing(stage: Stage) {
        let app = with_counter(stage).await;
        let refused = write(&app, &Actor::system(), |_, tx| {
            Box::pin(async move {
                tx.execute_unprepared("UPDATE payroll SET declared_count = 99").await.map_err(minsheng::kernel::fault::Fault::from)?;
                Err::<Audited<()>, _>(Failure::bad_input("payroll", "不行"))
            })
        }).await;
        assert!(matches!(refused, Err(Failure::Refused(_))));
        assert_eq!(number(&app, "SELECT CAST(declared_count AS BIGINT) AS number FROM payroll WHERE id = 1").await, 0);
        assert_eq!(number(&app, "SELECT count(*) AS number FROM audit_act WHERE act = 'TEST'").await, 0);
    }
}

both! {
    /// Verification finds a changed column, a gap, a cut tail and a replaced head.
    async fn the_chain_shows_every_change(stage: Stage) {
        let app = demo_copy(stage).await.app;
        for account in ["demo-staff", "demo-bi", "demo-auditor"] {
            issue_token(&app, &Actor::system(), account, 1).await.expect("a token");
        }
        let Verdict::Intact { acts, .. } = verify(&app).await.expect("reads") else { panic!("intact at first") };
        assert_eq!(acts, 6, "reference, rules, demo, three tokens");
        let broken = async |sql: &str, undo: &str| {
            run(&app, sql).await;
            let verdict = verify(&app).await.expect("reads");
            assert!(matches!(verdict, Verdict::Broken { .. }), "{sql}: {verdict}");
            if !undo.is_empty() {
                run(&app, undo).await;
                assert!(matches!(verify(&app).await.expect("reads"), Verdict::Intact { .. }), "{undo}");
            }
        };
        broken("UPDATE audit_act SET actor = 'x' WHERE id = 2", "UPDATE audit_act SET actor = 'system' WHERE id = 2").await;
        broken("UPDATE audit_act SET subject = 'x' WHERE id = 3", "UPDATE audit_act SET subject = 'demo' WHERE id = 3").await;
        broken("UPDATE audit_act SET role = 'BI' WHERE id = 3", "UPDATE audit_act SET role = NULL WHERE id = 3").await;
        broken("UPDATE audit_head SET seq = 5", "UPDATE audit_head SET seq = 6").await;
        broken("UPDATE audit_act SET id = 9 WHERE id = 6", "UPDATE audit_act SET id = 6 WHERE id = 9").await;
        broken("DELETE FROM audit_act WHERE id = 6", "").await;
        let (hash, prev) = ("hash", "prev_hash");
        run(&app, &format!("UPDATE audit_head SET seq = 5, {hash} = (SELECT {hash} FROM audit_act WHERE id = 5)")).await;
        let cut = verify(&app).await.expect("reads");
        assert!(matches!(cut, Verdict::Broken { .. }), "a head moved back without the key: {cut}, {prev}");
    }
}

both! {
    /// A token signs in until it expires, is revoked, or its account is disabled.
    async fn tokens_stop_at_once(stage: Stage) {
        use minsheng::access::service::authenticate;
        let app = demo_copy(stage).await.app;
        let token = issue_token(&app, &Actor::system(), "demo-staff", 1).await.expect("a token");
        assert_eq!(authenticate(&app, &token).await.expect("signs in").account().expect("an account").name, "demo-staff");
        let works = async |sql: &str| {
            run(&app, sql).await;
            authenticate(&app, &token).await.is_ok()
        };
        assert!(!works("UPDATE account SET disabled = TRUE WHERE name = 'demo-staff'").await);
        assert!(works("UPDATE account SET disabled = FALSE WHERE name = 'demo-staff'").await);
        assert!(!works("UPDATE access_token SET revoked_at = issued_at").await);
        assert!(works("UPDATE access_token SET revoked_at = NULL").await);
        let mut later = app.clone();
        later.clock = minsheng::kernel::time::Clock::Fixed("2023-01-02T04:00:00Z".parse().expect("an instant"));
        assert!(authenticate(&later, &token).await.is_err(), "expired");
        for wrong in ["", "msk_", "msk_AAAA", &token[..token.len() - 1]] {
            assert!(authenticate(&app, wrong).await.is_err(), "{wrong}");
        }
        assert!(issue_token(&app, &Actor::system(), "nobody", 1).await.is_err());
    }
}
