//! Acts on published lists.

pub mod act;
pub mod create;

use crate::{
    kernel::{app::App, fault::Fault, scope::Scope},
    publications::{rules::digest_of, store},
};

/// Whether the entries of a list are what its digest was made over.
///
/// # Errors
/// A fault.
pub async fn intact(app: &App, id: i64) -> Result<bool, Fault> {
    let db = app.db.read();
    let Some(file) = store::file(db, &Scope::everything(), id).await? else { return Ok(false) };
    let entries = store::entries(db, id).await?;
    let counted = i32::try_from(entries.len()).is_ok_and(|count| count == file.publication.entry_count);
    Ok(counted && digest_of(&file.publication, &entries) == file.publication.digest)
}
