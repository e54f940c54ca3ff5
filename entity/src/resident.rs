//! A record of a person. Two records of one person share `person_id` until somebody merges them.

use sea_orm::entity::prelude::*;

use crate::vocab::{HouseholdRole, HukouKind, IdNumberKind, RecordOrigin, Sex};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "resident")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Canonical record of the same person; its own id for a canonical record.
    pub person_id: i64,
    pub household_id: i64,
    pub household_role: HouseholdRole,
    pub name: String,
    /// Full pinyin without tones, lower case.
    pub name_pinyin: String,
    /// Pinyin initials, lower case.
    pub name_initials: String,
    pub sex: Sex,
    /// GB/T 3304 code.
    pub nation: String,
    pub birth_date: Date,
    /// Sealed identity number as registered.
    pub id_number_cipher: Vec<u8>,
    /// Blind index of the canonical 18-character key.
    pub id_number_index: Vec<u8>,
    pub id_number_kind: IdNumberKind,
    pub phone_cipher: Option<Vec<u8>>,
    pub hukou_kind: HukouKind,
    /// Current, or last, hukou unit in the street.
    pub hukou_unit_id: i64,
    /// Current, or last, residence unit.
    pub residence_unit_id: i64,
    pub died_on: Option<Date>,
    /// Day the hukou left the street.
    pub moved_out_on: Option<Date>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
