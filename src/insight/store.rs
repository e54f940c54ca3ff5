//! SQL of statistics.

use entity::{payment_line, programme, vocab::ProgrammeGroup};
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Alias, Cond, Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};

use super::model::{Cell, CellKey, Dimension, SENSITIVE_GROUPS};
use crate::kernel::{
    fault::Fault,
    filter::at,
    money::Fen,
    plan::ROOT,
    scope::{Scope, Scoped},
};

/// Alias of the payments.
const LINE: &str = ROOT;
/// Alias of their programmes.
const PROGRAMME: &str = "g";

/// What to compute.
#[derive(Debug, Clone, Copy)]
pub struct Measures {
    pub persons: bool,
    pub sensitive: bool,
}

fn bigint(expr: SimpleExpr) -> SimpleExpr {
    expr.cast_as(Alias::new("bigint"))
}

fn dimension(dimension: Dimension) -> Vec<(&'static str, SimpleExpr)> {
    use payment_line::Column;
    let line = |column: Column| at(LINE, column);
    match dimension {
        Dimension::Programme => vec![("programme_id", line(Column::ProgrammeId))],
        Dimension::Tier => vec![("programme_id", line(Column::ProgrammeId)), ("tier_id", line(Column::TierId))],
        Dimension::Group => vec![("group_code", at(PROGRAMME, programme::Column::Group))],
        Dimension::Unit => vec![("unit_id", line(Column::UnitId))],
        Dimension::Month => vec![("line_month", line(Column::Month))],
        Dimension::Year => vec![("line_year", line(Column::Month).div(100))],
    }
}

/// The statement for `dimensions`; pure, so that it can be looked at.
#[must_use]
pub fn statement(scope: &Scope, dimensions: &[Dimension], filter: Cond, measures: Measures) -> SelectStatement {
    let mut select = Query::select();
    select
        .from_as(Alias::new("payment_line"), Alias::new(LINE))
        .cond_where(payment_line::Entity::within(scope, LINE))
        .cond_where(filter);
    if measures.sensitive || dimensions.contains(&Dimension::Group) {
        let on = at(PROGRAMME, programme::Column::Id).eq(at(LINE, payment_line::Column::ProgrammeId));
        select.join_as(sea_orm::JoinType::InnerJoin, Alias::new("programme"), Alias::new(PROGRAMME), on);
    }
    let mut named: Vec<(&str, SimpleExpr)> = dimensions.iter().flat_map(|item| dimension(*item)).collect();
    named.sort_by_key(|(name, _)| *name);
    named.dedup_by_key(|(name, _)| *name);
    for (name, expr) in named {
        select.expr_as(expr, Alias::new(name)).add_group_by([Expr::col(Alias::new(name))]);
    }
    select.expr_as(at(LINE, payment_line::Column::Id).count(), Alias::new("person_times"));
    let sum = Expr::expr(at(LINE, payment_line::Column::AmountFen)).sum();
    select.expr_as(bigint(Expr::expr(sum).if_null(0)), Alias::new("amount_fen"));
    if measures.persons {
        select.expr_as(at(LINE, payment_line::Column::PersonId).count_distinct(), Alias::new("persons"));
    }
    if measures.sensitive {
        let inside = at(PROGRAMME, programme::Column::Group).is_in(SENSITIVE_GROUPS);
        let flag = Expr::case(inside, 1).finally(0);
        select.expr_as(bigint(Expr::Case(Box::new(flag)).min().if_null(0)), Alias::new("all_sensitive"));
    }
    select
}

/// Runs the statement for `dimensions`.
pub async fn cells<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    dimensions: &[Dimension],
    filter: Cond,
    measures: Measures,
) -> Result<Vec<Cell>, Fault> {
    let rows = db.query_all(&statement(scope, dimensions, filter, measures)).await?;
    let mut cells = rows.iter().map(|row| cell(row, dimensions, measures)).collect::<Result<Vec<_>, Fault>>()?;
    cells.sort_by_key(|cell| cell.key);
    Ok(cells)
}

fn cell(row: &QueryResult, dimensions: &[Dimension], measures: Measures) -> Result<Cell, Fault> {
    let mut key = CellKey::default();
    for item in dimensions {
        match item {
            Dimension::Programme => key.programme = Some(row.try_get("", "programme_id")?),
            Dimension::Tier => {
                key.programme = Some(row.try_get("", "programme_id")?);
                key.tier = Some(row.try_get("", "tier_id")?);
            }
            Dimension::Group => key.group = Some(row.try_get::<ProgrammeGroup>("", "group_code")?),
            Dimension::Unit => key.unit = Some(row.try_get("", "unit_id")?),
            Dimension::Month => key.month = Some(row.try_get("", "line_month")?),
            Dimension::Year => key.year = Some(row.try_get("", "line_year")?),
        }
    }
    Ok(Cell {
        key,
        person_times: row.try_get("", "person_times")?,
        persons: if measures.persons { Some(row.try_get("", "persons")?) } else { None },
        amount: row.try_get::<Fen>("", "amount_fen")?,
        sensitive: measures.sensitive && row.try_get::<i64>("", "all_sensitive")? == 1,
        suppressed: false,
    })
}

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
