//! The only way to write: one audited transaction that a client's disconnect cannot cancel.

use std::{future::Future, pin::Pin, time::Duration};

use entity::idempotency;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IntoActiveModel, IsolationLevel,
    Iterable, PrimaryKeyToColumn, QueryFilter, SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sea_query::Cond,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

use super::{
    app::App,
    chain::{self, Act, Actor},
    fault::Fault,
    problem::Failure,
    scope::{FindIn, Scope, Scoped},
    vault::digest,
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

/// Runs an act of office called `act`: refuses what `permitted` refuses, does `work` in one audited
/// transaction as [`write()`] does, and chains a refusal as an act of its own.
///
/// # Errors
/// What was refused, or a fault.
pub async fn perform<T, F>(
    app: &App,
    actor: &Actor,
    act: &'static str,
    permitted: Result<(), Failure>,
    work: F,
) -> Result<T, Failure>
where
    T: Send + 'static,
    F: for<'a> Fn(&'a App, &'a DatabaseTransaction) -> Attempt<'a, T> + Send + Sync + 'static,
{
    let done = match permitted {
        Ok(()) => write(app, actor, work).await,
        Err(refused) => Err(refused),
    };
    match done {
        Ok(value) => Ok(value),
        Err(failure) => Err(chain_refusal(app, actor, act, failure).await),
    }
}

/// Lets out what an act called `act` has made, e.g. a document, once the act itself is chained; a refusal is chained as
/// [`perform()`] does it.
///
/// # Errors
/// Why nothing was made, or a fault: without an act in the chain nothing leaves.
pub async fn release<T>(
    app: &App,
    actor: &Actor,
    act: &'static str,
    made: Result<Audited<T>, Failure>,
) -> Result<T, Failure> {
    match made {
        Ok(Audited { value, act }) => {
            write(app, actor, move |_, _| {
                let act = act.clone();
                Box::pin(async move { Ok(Audited { value: (), act }) })
            })
            .await?;
            Ok(value)
        }
        Err(failure) => Err(chain_refusal(app, actor, act, failure).await),
    }
}

/// Chains that `act` was refused, with the codes of the reasons; a fault is no refusal. Answers what to tell the caller.
async fn chain_refusal(app: &App, actor: &Actor, act: &'static str, failure: Failure) -> Failure {
    let reasons: Vec<&'static str> = match &failure {
        Failure::Refused(refusal) => vec![refusal.code.as_str()],
        Failure::Problems(problems) => problems.iter().map(|problem| problem.code).collect(),
        Failure::Fault(_) => return failure,
    };
    let chained = write(app, actor, move |_, _| {
        let detail = json!({ "reasons": reasons });
        Box::pin(async move { Ok(Audited { value: (), act: Act { act: "REFUSED", subject: act.to_owned(), detail } }) })
    });
    chained.await.err().unwrap_or(failure)
}

/// Does `work` at most once per account and `key`: the same key with the same `body` answers what it
/// answered the first time, with another body it is refused.
///
/// # Errors
/// `IDEMPOTENCY_KEY_REUSED`, what `work` refuses, or a fault.
pub async fn once<T: Serialize + DeserializeOwned>(
    (app, tx): (&App, &DatabaseTransaction),
    (actor, act): (&Actor, &'static str),
    (key, body): (&str, &impl Serialize),
    work: impl Future<Output = Result<Audited<T>, Failure>>,
) -> Result<Audited<T>, Failure> {
    if key.trim().is_empty() || key.len() > 100 {
        return Err(Failure::problem(
            "IDEMPOTENCY_KEY",
            "idempotencyKey",
            "请给出 1 到 100 个字符的幂等键,每次新操作换一个",
        ));
    }
    let text = serde_json::to_string(&(act, body)).map_err(|err| Fault::Defect(err.to_string()))?;
    let body_digest = digest(text.as_bytes()).to_vec();
    let seen = idempotency::Entity::find_in(&Scope::everything())
        .filter(idempotency::Column::Account.eq(&actor.name))
        .filter(idempotency::Column::Key.eq(key));
    if let Some(seen) = seen.one(tx).await.map_err(Fault::from)? {
        if seen.body_digest != body_digest {
            return Err(Failure::problem(
                "IDEMPOTENCY_KEY_REUSED",
                "idempotencyKey",
                "这个幂等键已用于内容不同的操作,请换一个新的",
            ));
        }
        let value = serde_json::from_value(seen.answer).map_err(|err| Fault::Corrupt(err.to_string()))?;
        return Ok(Audited { value, act: Act { act: "REPLAYED", subject: act.to_owned(), detail: json!({}) } });
    }
    let done = work.await?;
    let answer = serde_json::to_value(&done.value).map_err(|err| Fault::Defect(err.to_string()))?;
    let row = idempotency::ActiveModel {
        id: NotSet,
        account: Set(actor.name.clone()),
        key: Set(key.to_owned()),
        act: Set(act.to_owned()),
        body_digest: Set(body_digest),
        answer: Set(answer),
        at: Set(app.clock.now()),
    };
    row.insert(tx).await.map_err(Fault::from)?;
    Ok(done)
}

impl Scoped for idempotency::Entity {
    fn within(_: &Scope, _: &str) -> Cond {
        Cond::all()
    }
}

/// Inserts a row under a key of the database's choice; answers the row.
///
/// # Errors
/// The database refused.
pub async fn add<M, A, C>(tx: &C, row: M) -> Result<M, Fault>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    <A as ActiveModelTrait>::Entity: EntityTrait<Model = M>,
    C: ConnectionTrait,
{
    let mut row = row.into_active_model().reset_all();
    if let Some(key) = <<A as ActiveModelTrait>::Entity as EntityTrait>::PrimaryKey::iter().next() {
        row.not_set(key.into_column());
    }
    Ok(row.insert(tx).await?)
}

/// Values bound in one statement; below the limit of both databases.
pub const BOUND_VALUES: usize = 15_000;

/// Inserts rows under keys of the database's choice, in as few statements as both databases take.
///
/// # Errors
/// The database refused.
pub async fn add_all<M, A, C>(tx: &C, rows: Vec<M>) -> Result<(), Fault>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    C: ConnectionTrait,
{
    let columns = <<A as ActiveModelTrait>::Entity as EntityTrait>::Column::iter().count().max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let batch = rows.by_ref().take(BOUND_VALUES / columns).map(|row| {
            let mut row = row.into_active_model().reset_all();
            if let Some(key) = <<A as ActiveModelTrait>::Entity as EntityTrait>::PrimaryKey::iter().next() {
                row.not_set(key.into_column());
            }
            row
        });
        <A as ActiveModelTrait>::Entity::insert_many(batch).exec_without_returning(tx).await?;
    }
    Ok(())
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

/// A conflict between transactions that a retry may win: serialisation failure, deadlock, or a unique constraint that
/// spoke before the conflict was found; the next attempt sees the row.
fn is_conflict(fault: &Fault) -> bool {
    let Fault::Db(err) = fault else { return false };
    let text = match err.as_ref() {
        DbErr::Exec(err) | DbErr::Query(err) | DbErr::Conn(err) => err.to_string(),
        other => other.to_string(),
    };
    ["could not serialize access", "deadlock detected", "duplicate key value", "database is locked"]
        .iter()
        .any(|word| text.contains(word))
}
