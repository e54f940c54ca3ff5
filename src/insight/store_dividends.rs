//! SQL of statistics of dividends.

use std::collections::BTreeMap;

use entity::{
    distributing_unit, payout_line,
    vocab::{DistributingUnitKind, MembershipReason, PayoutState},
};
use sea_orm::{
    ConnectionTrait, JoinType, QueryResult,
    sea_query::{Alias, CaseStatement, Cond, Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};

use super::dividends::{DividendCell, DividendDimension, DividendKey, Movement};
use crate::kernel::{
    fault::Fault,
    filter::at,
    plan::ROOT,
    scope::{Scope, Scoped},
};

/// Alias of the unit of a line.
const UNIT: &str = "u";

/// Lines within scope that meet `filter` (on the alias `ROOT`), with their units.
fn lines(scope: &Scope, filter: Cond) -> SelectStatement {
    use payout_line::Column;
    let unit = at(UNIT, distributing_unit::Column::Id).eq(at(ROOT, Column::DistributingUnitId));
    let mut select = Query::select();
    select
        .from_as(payout_line::Entity, Alias::new(ROOT))
        .join_as(JoinType::InnerJoin, distributing_unit::Entity, Alias::new(UNIT), unit)
        .cond_where(payout_line::Entity::within(scope, ROOT))
        .cond_where(filter);
    select
}

fn dimension(dimension: DividendDimension) -> (&'static str, SimpleExpr) {
    use payout_line::Column;
    match dimension {
        DividendDimension::Collective => ("by_collective", at(ROOT, Column::CollectiveId)),
        DividendDimension::UnitKind => ("by_kind", at(UNIT, distributing_unit::Column::Kind)),
        DividendDimension::DistributingUnit => ("by_unit", at(ROOT, Column::DistributingUnitId)),
        DividendDimension::Year => ("by_year", at(ROOT, Column::Year)),
        DividendDimension::State => ("by_state", at(ROOT, Column::State)),
        DividendDimension::UnclaimedReason => ("by_reason", at(ROOT, Column::Reason)),
    }
}

fn when(condition: impl Into<Cond>, value: SimpleExpr) -> SimpleExpr {
    Expr::Case(Box::new(CaseStatement::new().case(condition.into(), value)))
}

fn bigint(expr: SimpleExpr) -> SimpleExpr {
    Expr::expr(expr).if_null(0).cast_as(Alias::new("bigint"))
}

/// The statement for `dimensions`; pure, so that it can be looked at.
#[must_use]
pub fn statement(scope: &Scope, dimensions: &[DividendDimension], filter: Cond) -> SelectStatement {
    use payout_line::Column;
    let mut select = lines(scope, filter);
    for item in dimensions {
        let (name, expr) = dimension(*item);
        select.expr_as(expr, Alias::new(name)).add_group_by([Expr::col(Alias::new(name))]);
    }
    let own = || Cond::all().add(at(ROOT, Column::ParentId).is_null());
    let state = |state: PayoutState| Cond::all().add(at(ROOT, Column::State).eq(state));
    let amount = || at(ROOT, Column::AmountFen);
    select
        .expr_as(Expr::expr(when(own(), at(ROOT, Column::DistributingUnitId))).count_distinct(), Alias::new("units"))
        .expr_as(Expr::expr(when(own(), at(ROOT, Column::Id))).count(), Alias::new("lines"))
        .expr_as(Expr::expr(when(own(), at(ROOT, Column::MemberId))).count_distinct(), Alias::new("members"))
        .expr_as(Expr::expr(when(own(), at(ROOT, Column::PersonId))).count_distinct(), Alias::new("persons"))
        .expr_as(bigint(Expr::expr(when(own(), amount())).sum()), Alias::new("amount_fen"))
        .expr_as(bigint(Expr::expr(when(own(), amount())).max()), Alias::new("largest_fen"))
        .expr_as(bigint(Expr::expr(when(state(PayoutState::Paid), amount())).sum()), Alias::new("paid_fen"))
        .expr_as(Expr::expr(when(state(PayoutState::Unclaimed), at(ROOT, Column::Id))).count(), Alias::new("unclaimed"))
        .expr_as(bigint(Expr::expr(when(state(PayoutState::Unclaimed), amount())).sum()), Alias::new("unclaimed_fen"));
    select
}

/// Runs the statement for `dimensions`; without any, one cell.
pub async fn cells<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    dimensions: &[DividendDimension],
    filter: Cond,
) -> Result<Vec<DividendCell>, Fault> {
    let rows = db.query_all(&statement(scope, dimensions, filter)).await?;
    let mut cells = rows.iter().map(|row| cell(row, dimensions)).collect::<Result<Vec<_>, Fault>>()?;
    cells.sort_by_key(|cell| cell.key);
    Ok(cells)
}

fn cell(row: &QueryResult, dimensions: &[DividendDimension]) -> Result<DividendCell, Fault> {
    let mut key = DividendKey::default();
    for item in dimensions {
        let (name, _) = dimension(*item);
        match item {
            DividendDimension::Collective => key.collective = Some(row.try_get("", name)?),
            DividendDimension::UnitKind => key.kind = Some(row.try_get("", name)?),
            DividendDimension::DistributingUnit => key.unit = Some(row.try_get("", name)?),
            DividendDimension::Year => key.year = Some(row.try_get("", name)?),
            DividendDimension::State => key.state = Some(row.try_get("", name)?),
            DividendDimension::UnclaimedReason => key.reason = Some(row.try_get("", name)?),
        }
    }
    Ok(DividendCell {
        key,
        units: row.try_get("", "units")?,
        lines: row.try_get("", "lines")?,
        members: row.try_get("", "members")?,
        persons: row.try_get("", "persons")?,
        amount: row.try_get("", "amount_fen")?,
        largest: row.try_get("", "largest_fen")?,
        paid: row.try_get("", "paid_fen")?,
        unclaimed_lines: row.try_get("", "unclaimed")?,
        unclaimed: row.try_get("", "unclaimed_fen")?,
        suppressed: false,
        unclaimed_suppressed: false,
    })
}

/// The most lines that a person has in one year, among those that meet `filter`.
pub async fn shares<C: ConnectionTrait>(db: &C, scope: &Scope, filter: Cond) -> Result<i64, Fault> {
    use payout_line::Column;
    let mut each = lines(scope, filter);
    each.expr_as(at(ROOT, Column::Id).count(), Alias::new("lines"))
        .and_where(at(ROOT, Column::ParentId).is_null())
        .add_group_by([at(ROOT, Column::PersonId), at(ROOT, Column::Year)]);
    let mut most = Query::select();
    most.expr(Expr::col(Alias::new("lines")).max()).from_subquery(each, Alias::new("each"));
    let row = db.query_one(&most).await?;
    Ok(row.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten().unwrap_or_default())
}

/// Members on lines that meet `filter`, by kind of unit and `why`.
pub async fn movement<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: Cond,
    why: SimpleExpr,
) -> Result<Movement, Fault> {
    let mut select = lines(scope, filter);
    select
        .expr_as(at(UNIT, distributing_unit::Column::Kind), Alias::new("unit_kind"))
        .expr_as(why, Alias::new("why"))
        .expr_as(Expr::expr(at(ROOT, payout_line::Column::MemberId)).count_distinct(), Alias::new("members"))
        .add_group_by([Expr::col(Alias::new("unit_kind")), Expr::col(Alias::new("why"))]);
    let mut found = BTreeMap::new();
    for row in db.query_all(&select).await? {
        let kind: DistributingUnitKind = row.try_get("", "unit_kind")?;
        let why: Option<MembershipReason> = row.try_get("", "why")?;
        found.insert((kind, why), row.try_get("", "members")?);
    }
    Ok(Movement(found))
}
