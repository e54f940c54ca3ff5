//! SQL of reported indicators.

use entity::reported_indicator;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, sea_query::Cond};

use super::model::Indicator;
use crate::kernel::{
    fault::Fault,
    scope::{FindIn, Scope, scoped},
    write,
};

scoped! {
    // Figures of the street as its report prints them.
    reported_indicator: |_, _| Cond::all();
}

/// Indicators of a year with their corrections, oldest first.
pub async fn of_year<C: ConnectionTrait>(db: &C, year: i32) -> Result<Vec<Indicator>, Fault> {
    use reported_indicator::{Column, Entity};
    let own = Entity::find_in(&Scope::everything()).filter(Column::Year.eq(year));
    Ok(own.order_by_asc(Column::Id).all(db).await?)
}

/// The indicator of a code and year that nothing corrects. A correction is always the younger row.
pub async fn in_force<C: ConnectionTrait>(db: &C, code: &str, year: i32) -> Result<Option<Indicator>, Fault> {
    use reported_indicator::{Column, Entity};
    let own = Entity::find_in(&Scope::everything()).filter(Column::Code.eq(code)).filter(Column::Year.eq(year));
    Ok(own.order_by_desc(Column::Id).one(db).await?)
}

/// Appends an indicator; answers its row.
pub async fn append<C: ConnectionTrait>(tx: &C, row: Indicator) -> Result<Indicator, Fault> {
    write::add(tx, row).await
}

/// Appends shipped indicators.
pub async fn append_all<C: ConnectionTrait>(tx: &C, rows: Vec<Indicator>) -> Result<(), Fault> {
    write::add_all(tx, rows).await
}
