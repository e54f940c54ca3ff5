//! A list as it was published; its entries never change.

use sea_orm::entity::prelude::*;

use crate::month::Month;
use crate::vocab::NamePolicy;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "publication")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub programme_id: i64,
    /// None for a list of the whole street.
    pub unit_id: Option<i64>,
    /// Month of the roster; none for a batch of applications.
    pub month: Option<Month>,
    pub published_from: Date,
    /// Last day.
    pub published_to: Date,
    pub name_policy: NamePolicy,
    pub with_amount: bool,
    pub entry_count: i32,
    /// SHA-256 over heading and entries, hexadecimal.
    pub digest: String,
    pub account: String,
    pub created_on: Date,
    pub withdrawn_on: Option<Date>,
    pub withdrawn_by: Option<String>,
    pub withdraw_reason: Option<String>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
