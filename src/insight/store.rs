//! SQL that statistics share.

use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect,
    sea_query::{Alias, Cond, Expr, Query},
};

use crate::kernel::{
    fault::Fault,
    plan::ROOT,
    scope::{FindIn, Scope, Scoped},
};

/// Keys in one statement.
const KEYS: usize = 5_000;

/// Keys of the rows of `E` within scope that meet `condition` on the table aliased [`ROOT`].
pub async fn matching<E: Scoped, C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    condition: Cond,
) -> Result<Vec<i64>, Fault> {
    let mut select = Query::select();
    select
        .expr(Expr::col((Alias::new(ROOT), Alias::new("id"))))
        .from_as(Alias::new(E::default().table_name()), Alias::new(ROOT))
        .cond_where(E::within(scope, ROOT))
        .cond_where(condition);
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Units of hukou of residents within scope, by resident.
pub async fn hukou_units<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    residents: &[i64],
) -> Result<Vec<(i64, i64)>, Fault> {
    use entity::resident::{Column, Entity};
    let mut found = Vec::with_capacity(residents.len());
    for keys in residents.chunks(KEYS) {
        let select = Entity::find_in(scope).filter(Column::Id.is_in(keys.iter().copied())).select_only();
        found.extend(select.column(Column::Id).column(Column::HukouUnitId).into_tuple::<(i64, i64)>().all(db).await?);
    }
    Ok(found)
}
