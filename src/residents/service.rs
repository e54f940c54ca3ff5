//! Guarded reads of residents.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    identity::IdentityNumber,
    model::{self, Units},
    store,
};
use crate::kernel::{app::App, db::Executor, fault::Fault, problem::Failure, scope::Scope};

pub use store::{on_veterans_register, veterans_only};

/// All units, from memory.
///
/// # Errors
/// A fault of the first read.
pub async fn units(app: &App) -> Result<Arc<Units>, Fault> {
    app.reference(async |app| store::units(app.db.read()).await).await
}

/// The blind index under which a person with this identity number is kept, in either form.
///
/// # Errors
/// A refusal that says what is wrong with the number, never repeating it.
pub fn index_of_id_number(app: &App, raw: &str) -> Result<Vec<u8>, Failure> {
    let number = IdentityNumber::parse(raw, app.clock.today());
    let number = number.map_err(|err| Failure::bad_input("idNumber", err))?;
    Ok(app.vault.index(model::ID_NUMBER, number.canonical()))
}

/// Days of death among `persons` (canonical records), wherever they live: who pays must know.
///
/// # Errors
/// A fault.
pub async fn deaths<C: Executor>(db: &C, persons: &[i64]) -> Result<BTreeMap<i64, NaiveDate>, Fault> {
    store::deaths(db, persons).await
}

/// The canonical record of the person with this blind index, wherever they live.
///
/// # Errors
/// A fault.
pub async fn record_of<C: Executor>(db: &C, index: &[u8]) -> Result<Option<entity::resident::Model>, Fault> {
    store::record_of(db, index).await
}

/// The canonical record of the person with this record, wherever they live.
///
/// # Errors
/// A fault.
pub async fn person_of<C: Executor>(db: &C, resident: i64) -> Result<Option<entity::resident::Model>, Fault> {
    store::person_of(db, resident).await
}

/// A record that exists within scope.
///
/// # Errors
/// A fault.
pub async fn resident<C: Executor>(db: &C, scope: &Scope, id: i64) -> Result<Option<entity::resident::Model>, Fault> {
    store::resident(db, scope, id).await
}

/// Records of the people with these keys within scope, by key.
///
/// # Errors
/// A fault.
pub async fn people<C: Executor>(
    db: &C,
    scope: &Scope,
    ids: &[i64],
) -> Result<BTreeMap<i64, entity::resident::Model>, Fault> {
    store::people(db, scope, ids).await
}
