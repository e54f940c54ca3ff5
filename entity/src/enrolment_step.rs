//! One step in keeping an entitlement; rows are only added.

use sea_orm::entity::prelude::*;

use crate::month::Month;
use crate::vocab::EnrolmentAct;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "enrolment_step")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub enrolment_id: i64,
    pub unit_id: i64,
    pub act: EnrolmentAct,
    pub done_on: Date,
    /// Month the step is about: first of an entitlement or tier, last of one that stopped.
    pub month: Option<Month>,
    /// Entitlement that follows this one, or that this one follows.
    pub related_id: Option<i64>,
    pub actor: String,
    pub note: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
