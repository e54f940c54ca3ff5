//! The only way to write: one audited transaction that a client's disconnect cannot cancel.

use std::{future::Future, pin::Pin, time::Duration};

use sea_orm::{
    DatabaseTransaction, DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::{
    app::App,
    chain::{self, Act, Actor},
    fault::Fault,
    problem::Failure,
};

/// Attempts on PostgreSQL before a serialisation conflict becomes a fault. Every write extends one
/// chain, so under load most conflicts are with a neighbour and succeed soon after.
const ATTEMPTS: u32 = 40;

/// What a write must return: its value and the act that is chained in the same transaction.
pub struct Audited<T> {
    pub value: T,
    pub act: Act,
}

/// The future of one attempt.
pub type Attempt<'a, T> = Pin<Box<dyn Future<Output = Result<Audited<T>, Failure>> + Send + 'a>>;

/// Runs `work` in one transaction (`BEGIN IMMEDIATE` on SQLite, `SERIALIZABLE` with retry on
/// PostgreSQL), chains its act, commits. `work` may run several times and must not act outside.
///
/// # Errors
/// What `work` refused, in which case nothing is written; or a fault.
pub async fn write<T, F>(app: &App, actor: &Actor, work: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: for<'a> Fn(&'a App, &'a DatabaseTransaction) -> Attempt<'a, T> + Send + Sync + 'static,
{
    let (app, actor) = (app.clone(), actor.clone());
    let task = tokio::spawn(async move {
        let mut tries = 0;
        loop {
            tries += 1;
            match attempt(&app, &actor, &work).await {
                Err(Failure::Fault(fault)) if tries < ATTEMPTS && is_conflict(&fault) => {
                    tokio::time::sleep(Duration::from_millis(u64::from(tries.min(20)))).await;
                }
                done => return done,
            }
        }
    });
    task.await.map_err(|err| Fault::Defect(format!("write task: {err}")))?
}

async fn attempt<T, F>(app: &App, actor: &Actor, work: &F) -> Result<T, Failure>
where
    F: for<'a> Fn(&'a App, &'a DatabaseTransaction) -> Attempt<'a, T>,
{
    let options = match app.db.backend() {
        DbBackend::Sqlite => TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        },
        _ => {
            TransactionOptions { isolation_level: Some(IsolationLevel::Serializable), ..TransactionOptions::default() }
        }
    };
    #[expect(clippy::disallowed_methods, reason = "the one place that opens a write transaction")]
    let tx = app.db.write.begin_with_options(options).await.map_err(Fault::from)?;
    let done = match work(app, &tx).await {
        Ok(Audited { value, act }) => chain::append(&tx, app, actor, act).await.map(|()| value).map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(value) => {
            tx.commit().await.map_err(Fault::from)?;
            Ok(value)
        }
        Err(failure) => {
            tx.rollback().await.map_err(Fault::from)?;
            Err(failure)
        }
    }
}

/// A conflict between transactions that a retry may win: serialisation failure, deadlock, or two
/// writers that extended the audit chain from the same act.
fn is_conflict(fault: &Fault) -> bool {
    let Fault::Db(err) = fault else { return false };
    let text = match err.as_ref() {
        DbErr::Exec(err) | DbErr::Query(err) | DbErr::Conn(err) => err.to_string(),
        other => other.to_string(),
    };
    ["could not serialize access", "deadlock detected", "audit_act_", "database is locked"]
        .iter()
        .any(|word| text.contains(word))
}
