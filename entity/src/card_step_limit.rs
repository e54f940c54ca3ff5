//! Days within which a card leaves a state.

use sea_orm::entity::prelude::*;

use crate::vocab::CardState;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "card_step_limit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub state: CardState,
    pub days: i32,
    pub source: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
