//! A person on the register of veterans and military-related persons; one row a person.

use sea_orm::entity::prelude::*;

use crate::vocab::{ContactClass, EmploymentStatus, HealthStatus, HousingStatus, RecordOrigin};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "veteran")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub resident_id: i64,
    /// Canonical record of the person.
    pub person_id: i64,
    /// Unit whose station keeps the file.
    pub unit_id: i64,
    pub registered_on: Date,
    /// Day the archive was set up (建档立卡).
    pub archive_on: Option<Date>,
    pub enlist_on: Option<Date>,
    pub discharge_on: Option<Date>,
    /// Sealed code name of the military unit.
    pub service_unit_cipher: Option<Vec<u8>>,
    pub rank: Option<String>,
    pub employment: EmploymentStatus,
    pub health: Option<HealthStatus>,
    pub housing: Option<HousingStatus>,
    pub hardship: bool,
    pub party_member: bool,
    pub contact_class: ContactClass,
    /// Day the file was closed.
    pub ended_on: Option<Date>,
    pub end_reason: Option<String>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
