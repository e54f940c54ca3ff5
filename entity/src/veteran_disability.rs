//! An assessed disability of a serviceman over a time.

use sea_orm::entity::prelude::*;

use crate::vocab::DisabilityCause;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "veteran_disability")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub veteran_id: i64,
    pub unit_id: i64,
    /// 1 (heaviest) to 10.
    pub grade: i32,
    pub cause: DisabilityCause,
    /// Sealed number of the certificate.
    pub certificate_cipher: Vec<u8>,
    pub issued_on: Date,
    pub review_on: Option<Date>,
    pub valid_from: Date,
    /// First day without it.
    pub valid_to: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
