//! Which category is entitled to which benefit, from a day on.

use sea_orm::entity::prelude::*;

use crate::vocab::{BenefitKind, VeteranCategory};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "veteran_entitlement")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: BenefitKind,
    pub category: VeteranCategory,
    /// Code of the programme, for pensions.
    pub programme: Option<String>,
    pub min_age: Option<i32>,
    pub valid_from: Date,
    /// First day without it.
    pub valid_to: Option<Date>,
    pub source: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
