//! A service to a person on the register.

use sea_orm::entity::prelude::*;

use crate::money::Fen;
use crate::vocab::{
    AssistanceKind, ContactChannel, EmploymentResult, PreferentialKind, RecordOrigin, ServiceKind, ServiceOutcome,
    ServiceState,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "service_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub veteran_id: i64,
    /// Unit whose station keeps the file.
    pub unit_id: i64,
    /// Service point that serves now.
    pub station_id: i64,
    pub kind: ServiceKind,
    pub state: ServiceState,
    pub registered_on: Date,
    pub summary: String,
    /// Who serves.
    pub handler: Option<String>,
    pub started_on: Option<Date>,
    pub completed_on: Option<Date>,
    /// Duration.
    pub minutes: Option<i32>,
    pub outcome: Option<ServiceOutcome>,
    pub outcome_note: Option<String>,
    pub follow_up_due: Option<Date>,
    pub followed_up_on: Option<Date>,
    pub follow_up_note: Option<String>,
    pub closed_on: Option<Date>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    pub course: Option<String>,
    pub hours: Option<i32>,
    pub certificate: Option<String>,
    pub result: Option<String>,
    pub assistance_kind: Option<AssistanceKind>,
    /// Money given.
    pub amount_fen: Option<Fen>,
    /// Where the money or goods come from.
    pub source: Option<String>,
    pub visitor: Option<String>,
    pub employer: Option<String>,
    pub position: Option<String>,
    pub employment_result: Option<EmploymentResult>,
    pub employed_from: Option<Date>,
    pub topic: Option<String>,
    pub channel: Option<ContactChannel>,
    pub answered_on: Option<Date>,
    /// 1 to 5.
    pub satisfaction: Option<i32>,
    pub preferential_kind: Option<PreferentialKind>,
    pub period: Option<String>,
    pub origin: RecordOrigin,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
