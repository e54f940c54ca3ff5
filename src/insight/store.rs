//! SQL that statistics share.

use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Cond, Expr, Query},
};

use crate::kernel::{
    fault::Fault,
    plan::ROOT,
    scope::{Scope, Scoped},
};

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
