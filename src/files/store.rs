//! SQL of files.

use entity::stored_file;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, sea_query::Cond};

use super::model::StoredFile;
use crate::kernel::{
    fault::Fault,
    scope::{FindIn, Scope, scoped},
    write::add,
};

scoped! {
    // Reached by acts only, which say who may.
    stored_file: |_, _| Cond::all();
}

/// Stores a file; answers its key.
pub async fn insert<C: ConnectionTrait>(tx: &C, file: StoredFile) -> Result<i64, Fault> {
    Ok(add(tx, file).await?.id)
}

/// The file with this key.
pub async fn find<C: ConnectionTrait>(db: &C, id: i64) -> Result<Option<StoredFile>, Fault> {
    let all = stored_file::Entity::find_in(&Scope::everything());
    Ok(all.filter(stored_file::Column::Id.eq(id)).one(db).await?)
}
