//! Who distributes: a co-operative, a villager group, a share group of a collective.

use sea_orm::entity::prelude::*;

use crate::vocab::{DistributingUnitKind, DistributionBasis, MembershipMode, RecordOrigin, Rounding};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "distributing_unit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub collective_id: i64,
    /// Unique within the collective, e.g. `VG-001`.
    pub number: String,
    pub kind: DistributingUnitKind,
    pub name: String,
    pub membership_mode: MembershipMode,
    pub basis: DistributionBasis,
    pub rounding: Rounding,
    /// Share of net income that the articles put aside, in hundredths of a percent.
    pub reserve_points: i32,
    /// Fewest calendar days of publicity.
    pub publicity_days: i32,
    pub founded_on: Date,
    pub origin: RecordOrigin,
    /// Grows with every change of the register.
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
