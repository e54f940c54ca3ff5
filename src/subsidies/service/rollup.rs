//! Rollups of payment lines: added up again in the transaction that changes the lines, rebuilt and checked on demand.

use std::collections::BTreeSet;

use serde_json::json;

pub use super::super::store::rollup::Slice;
use crate::{
    kernel::{
        app::App,
        chain::{Act, Actor},
        db::Executor,
        fault::Fault,
        problem::Failure,
        time::Month,
        write::{Audited, write},
    },
    subsidies::store::rollup as store,
};

/// Adds the lines of a programme in these months up again, inside the transaction that changed them.
///
/// # Errors
/// A fault.
pub async fn refresh<C: Executor>(tx: &C, programme: i64, months: &BTreeSet<Month>) -> Result<(), Fault> {
    store::refresh(tx, programme, months).await
}

/// Adds everything up again, inside a transaction; answers how many programme months there are.
///
/// # Errors
/// A fault.
pub async fn refresh_all<C: Executor>(tx: &C) -> Result<usize, Fault> {
    let mut slices = store::of_lines(tx).await?;
    // What was added up once and has no lines any more becomes empty.
    for (programme, months) in store::of_slices(tx).await? {
        slices.entry(programme).or_default().extend(months);
    }
    let mut count = 0;
    for (programme, months) in slices {
        for month in months {
            store::refresh(tx, programme, &BTreeSet::from([month])).await?;
            count += 1;
        }
    }
    Ok(count)
}

/// Adds everything up again as an act of the operator; answers how many programme months there are.
///
/// # Errors
/// A fault.
pub async fn rebuild(app: &App) -> Result<usize, Failure> {
    write(app, &Actor::system(), |_, tx| {
        Box::pin(async move {
            let value = refresh_all(tx).await?;
            let act = Act {
                act: "ROLLUPS_REBUILT",
                subject: "payment_rollup".to_owned(),
                detail: json!({ "slices": value }),
            };
            Ok(Audited { value, act })
        })
    })
    .await
}

/// Adds everything up at the start of a database that has lines from before there were rollups.
///
/// # Errors
/// A fault.
pub async fn seed(app: &App) -> Result<(), Failure> {
    if store::none(app.db.read()).await? && !store::of_lines(app.db.read()).await?.is_empty() {
        rebuild(app).await?;
    }
    Ok(())
}

/// Which rollups differ from the lines, in words; none when all agree.
///
/// # Errors
/// A fault.
pub async fn check(app: &App) -> Result<Vec<String>, Fault> {
    let db = app.db.read();
    let mut open = store::of_lines(db).await?;
    let mut wrong = Vec::new();
    for slice in store::since(db, 0).await? {
        if let Some(months) = open.get_mut(&slice.programme) {
            months.remove(&slice.month);
        }
        let counted = store::counted(db, slice.programme, &BTreeSet::from([slice.month])).await?;
        if counted != slice.rollups.into_iter().collect() {
            wrong.push(format!("programme {} month {}: not what the lines say", slice.programme, slice.month));
        }
    }
    for (programme, months) in open {
        wrong.extend(months.iter().map(|month| format!("programme {programme} month {month}: never added up")));
    }
    Ok(wrong)
}

/// What changed after `revision`, all of one moment.
///
/// # Errors
/// A fault.
pub async fn since(app: &App, revision: i64) -> Result<Vec<Slice>, Fault> {
    store::since(app.db.statistics(), revision).await
}
