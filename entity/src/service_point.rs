//! A place where residents are served.

use sea_orm::entity::prelude::*;

use crate::vocab::ServicePointKind;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "service_point")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: ServicePointKind,
    pub name: String,
    /// Unit it stands in.
    pub unit_id: i64,
    /// It serves the whole street.
    pub street_level: bool,
    pub address: String,
    /// Millionths of a degree north.
    pub latitude: i32,
    /// Millionths of a degree east.
    pub longitude: i32,
    /// Third party that runs it.
    pub operator: Option<String>,
    /// Rating, 1 to 5.
    pub star: Option<i32>,
    /// First day of service; in the future while it is planned.
    pub opened_on: Date,
    /// First day without service.
    pub closed_on: Option<Date>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
