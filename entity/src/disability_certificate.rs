//! Disability certificate.

use sea_orm::entity::prelude::*;

use crate::vocab::DisabilityType;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "disability_certificate")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub resident_id: i64,
    /// Sealed 20-digit number.
    pub number_cipher: Vec<u8>,
    pub kind: DisabilityType,
    /// 1 (heaviest) to 4.
    pub grade: i32,
    pub issued_on: Date,
    /// Last day of validity.
    pub valid_until: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
