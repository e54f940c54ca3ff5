//! A step of a service, a benefit or a card; append-only.

use sea_orm::entity::prelude::*;

use crate::vocab::VeteranAct;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "veteran_step")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub veteran_id: i64,
    pub unit_id: i64,
    pub event_id: Option<i64>,
    pub benefit_id: Option<i64>,
    pub card_id: Option<i64>,
    pub act: VeteranAct,
    pub done_on: Date,
    pub actor: String,
    pub note: String,
    pub document: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
