//! A change of a unit's register: members and shares follow from these alone. Append-only.

use sea_orm::entity::prelude::*;

use crate::vocab::{MembershipReason, RecordOrigin, RegisterEventKind, ShareClass};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "register_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    pub distributing_unit_id: i64,
    /// None for collective shares, which the unit itself holds.
    pub member_id: Option<i64>,
    pub kind: RegisterEventKind,
    /// Why somebody joined or left.
    pub reason: Option<MembershipReason>,
    pub class: Option<ShareClass>,
    /// Shares gained (or lost, below zero).
    pub shares: i64,
    /// First day on which the change holds.
    pub effective_on: Date,
    pub recorded_on: Date,
    pub recorded_by: String,
    /// Archive number of the evidence.
    pub evidence: String,
    /// Number of the unit's resolution.
    pub resolution: Option<String>,
    /// The other side of a transfer or inheritance.
    pub counterpart_id: Option<i64>,
    /// The event that a correction voids.
    pub corrects_id: Option<i64>,
    pub origin: RecordOrigin,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
