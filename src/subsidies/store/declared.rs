//! Facts that somebody declared about residents.

use chrono::NaiveDate;
use entity::{resident, resident_fact, vocab::EligibilityFact};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Cond, Expr, ExprTrait},
};

use crate::kernel::{
    fault::Fault,
    scope::{FindIn, Scope},
    write::add,
};

/// The resident with this key, within scope.
pub async fn resident<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<resident::Model>, Fault> {
    Ok(resident::Entity::find_in(scope).filter(resident::Column::Id.eq(id)).one(db).await?)
}

/// Whether the fact was declared from that day on and stands.
pub async fn exists<C: ConnectionTrait>(
    db: &C,
    person: i64,
    fact: EligibilityFact,
    from: NaiveDate,
) -> Result<bool, Fault> {
    use resident_fact::Column;
    let select = resident_fact::Entity::find_in(&Scope::everything())
        .filter(Column::PersonId.eq(person))
        .filter(Column::Fact.eq(fact))
        .filter(Column::ValidFrom.eq(from))
        .filter(Column::WithdrawnOn.is_null());
    Ok(select.one(db).await?.is_some())
}

/// The declared fact with this key, within scope.
pub async fn fact<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<resident_fact::Model>, Fault> {
    Ok(resident_fact::Entity::find_in(scope).filter(resident_fact::Column::Id.eq(id)).one(db).await?)
}

/// Stores a declared fact; answers its key.
pub async fn record<C: ConnectionTrait>(tx: &C, row: resident_fact::Model) -> Result<i64, Fault> {
    Ok(add(tx, row).await?.id)
}

/// Withdraws a declared fact if its version is still the one that was read. Says whether it was.
pub async fn withdraw<C: ConnectionTrait>(
    tx: &C,
    row: &resident_fact::Model,
    (by, on, reason): (String, NaiveDate, String),
) -> Result<bool, Fault> {
    use resident_fact::Column;
    let withdrawn = resident_fact::ActiveModel {
        withdrawn_by: Set(Some(by)),
        withdrawn_on: Set(Some(on)),
        withdraw_reason: Set(Some(reason)),
        ..Default::default()
    };
    let same = Cond::all().add(Column::Id.eq(row.id)).add(Column::Version.eq(row.version));
    let done = resident_fact::Entity::update_many()
        .set(withdrawn)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(same.add(Column::WithdrawnOn.is_null()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}
