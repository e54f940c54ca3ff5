//! Guarded reads of residents.

use std::sync::Arc;

use super::{
    identity::IdentityNumber,
    model::{self, Units},
    store,
};
use crate::kernel::{app::App, fault::Fault, problem::Failure};

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
