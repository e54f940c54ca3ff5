//! SQL of statistics of payments that ask about people or single lines.

use entity::{payment_line, programme, resident};
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Alias, Cond, Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};

use super::model::{Cell, CellKey, Dimension, Figures, Question};
use crate::{
    insight::model::Quarter,
    kernel::{
        fault::Fault,
        filter::at,
        money::Fen,
        plan::ROOT,
        scope::{Scope, Scoped},
    },
};

/// Alias of the payments.
const LINE: &str = ROOT;
/// Alias of their programmes.
const PROGRAMME: &str = "g";

/// Alias of the persons.
const PERSON: &str = "h";

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
        // yyyymm to yyyyq, in whole numbers.
        Dimension::Quarter => {
            let number = Expr::expr(line(Column::Month).modulo(100)).add(2).div(3);
            vec![("line_quarter", Expr::expr(line(Column::Month).div(100)).mul(10).add(number))]
        }
        Dimension::State => vec![("line_state", line(Column::State))],
    }
}

/// The statement for `dimensions`; pure, so that it can be looked at.
#[must_use]
pub fn statement(scope: &Scope, dimensions: &[Dimension], filter: Cond, question: &Question) -> SelectStatement {
    let mut select = Query::select();
    select
        .from_as(Alias::new("payment_line"), Alias::new(LINE))
        .cond_where(payment_line::Entity::within(scope, LINE))
        .cond_where(filter);
    if dimensions.contains(&Dimension::Group) {
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
    if question.persons {
        select.expr_as(at(LINE, payment_line::Column::PersonId).count_distinct(), Alias::new("persons"));
    }
    if question.households {
        let on = at(PERSON, resident::Column::Id).eq(at(LINE, payment_line::Column::PersonId));
        select.join_as(sea_orm::JoinType::InnerJoin, resident::Entity, Alias::new(PERSON), on);
        select.expr_as(at(PERSON, resident::Column::HouseholdId).count_distinct(), Alias::new("households"));
    }
    select
}

/// Runs the statement for `dimensions`.
pub async fn cells<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    dimensions: &[Dimension],
    filter: Cond,
    question: &Question,
) -> Result<Vec<Cell>, Fault> {
    let rows = db.query_all(&statement(scope, dimensions, filter, question)).await?;
    let mut cells = rows.iter().map(|row| cell(row, dimensions, question)).collect::<Result<Vec<_>, Fault>>()?;
    cells.sort_by_key(|cell| cell.key);
    Ok(cells)
}

fn cell(row: &QueryResult, dimensions: &[Dimension], question: &Question) -> Result<Cell, Fault> {
    let mut key = CellKey::default();
    for item in dimensions {
        match item {
            Dimension::Programme => key.programme = Some(row.try_get("", "programme_id")?),
            Dimension::Tier => {
                key.programme = Some(row.try_get("", "programme_id")?);
                key.tier = Some(row.try_get("", "tier_id")?);
            }
            Dimension::Group => key.group = Some(row.try_get("", "group_code")?),
            Dimension::Unit => key.unit = Some(row.try_get("", "unit_id")?),
            Dimension::Month => key.month = Some(row.try_get("", "line_month")?),
            Dimension::Year => key.year = Some(row.try_get("", "line_year")?),
            Dimension::Quarter => key.quarter = Some(Quarter(row.try_get("", "line_quarter")?)),
            Dimension::State => key.state = Some(row.try_get("", "line_state")?),
        }
    }
    let distinct = |name: &str, wanted: bool| if wanted { row.try_get("", name).map(Some) } else { Ok(None) };
    let now = Figures {
        person_times: Some(row.try_get("", "person_times")?),
        persons: distinct("persons", question.persons)?,
        households: distinct("households", question.households)?,
        amount: Some(row.try_get::<Fen>("", "amount_fen")?),
    };
    Ok(Cell { key, now, ..Cell::default() })
}
