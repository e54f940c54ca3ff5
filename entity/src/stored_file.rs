//! A file that was uploaded or made, sealed.

use sea_orm::entity::prelude::*;

use crate::vocab::StoredFileKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "stored_file")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: StoredFileKind,
    pub name: String,
    pub media_type: String,
    /// In bytes.
    pub size: i32,
    /// SHA-256 of the content, hexadecimal.
    pub digest: String,
    /// Sealed Base64 of the content.
    pub content_cipher: Vec<u8>,
    /// Who stored it.
    pub account: String,
    pub stored_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
