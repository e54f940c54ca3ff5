//! SQL of statistics of veterans.

use chrono::NaiveDate;
use entity::{
    resident, service_event, veteran, veteran_category,
    vocab::{ServiceKind, ServiceState, VeteranCategory},
};
use sea_orm::{
    ConnectionTrait, JoinType, QueryResult,
    sea_query::{Alias, CaseStatement, Cond, Expr, ExprTrait, Func, Iden, Query, SelectStatement, SimpleExpr},
};

use super::veterans::{Served, VeteranCell, VeteranDimension, VeteranKey};
use crate::kernel::{
    fault::Fault,
    filter::{at, between, holds},
    plan::ROOT,
    scope::{Scope, Scoped},
};

/// Alias of the primary category of the person on the day.
const CATEGORY: &str = "c";
/// Alias of the person.
const PERSON: &str = "p";

/// Which rows count.
#[derive(Debug, Clone)]
pub struct Selection {
    /// Of the register and the categories.
    pub day: NaiveDate,
    /// Of services, both ends in.
    pub periods: Vec<(Option<NaiveDate>, Option<NaiveDate>)>,
    pub units: Option<Vec<i64>>,
    pub categories: Option<Vec<VeteranCategory>>,
    pub kinds: Option<Vec<ServiceKind>>,
}

impl Selection {
    /// Everything as of `day`.
    #[must_use]
    pub const fn of(day: NaiveDate) -> Self {
        Self { day, periods: Vec::new(), units: None, categories: None, kinds: None }
    }
}

/// `condition` then `value`; else nothing.
#[must_use]
pub fn when(condition: impl Into<Cond>, value: SimpleExpr) -> SimpleExpr {
    Expr::Case(Box::new(CaseStatement::new().case(condition.into(), value)))
}

/// A sum as a number of 64 bits, zero of no rows.
#[must_use]
pub fn bigint(expr: SimpleExpr) -> SimpleExpr {
    Expr::expr(expr).if_null(0).cast_as(Alias::new("bigint"))
}

/// The first `length` characters of a day: its year or month.
fn part_of_day(length: i32) -> SimpleExpr {
    let text = at(ROOT, service_event::Column::RegisteredOn).cast_as(Alias::new("text"));
    Func::cust(Alias::new("substr")).arg(text).arg(1).arg(length).into()
}

fn dimension(dimension: VeteranDimension, unit: SimpleExpr) -> (&'static str, SimpleExpr) {
    match dimension {
        VeteranDimension::Category => ("by_category", at(CATEGORY, veteran_category::Column::Category)),
        VeteranDimension::Unit => ("by_unit", unit),
        VeteranDimension::ServiceKind => ("by_kind", at(ROOT, service_event::Column::Kind)),
        VeteranDimension::Month => ("by_month", part_of_day(7)),
        VeteranDimension::Year => ("by_year", part_of_day(4)),
    }
}

fn group(select: &mut SelectStatement, by: &[VeteranDimension], unit: impl Iden + Copy + 'static) {
    for item in by {
        let (name, expr) = dimension(*item, at(ROOT, unit));
        select.expr_as(expr, Alias::new(name)).add_group_by([Expr::col(Alias::new(name))]);
    }
}

/// Joins the primary category on the day to the veteran in `own`, where it is grouped or filtered by.
fn with_category(
    select: &mut SelectStatement,
    scope: &Scope,
    (selection, by): (&Selection, &[VeteranDimension]),
    own: impl Iden + 'static,
) {
    use veteran_category::Column;
    if selection.categories.is_none() && !by.contains(&VeteranDimension::Category) {
        return;
    }
    let on = Cond::all()
        .add(at(CATEGORY, Column::VeteranId).eq(at(ROOT, own)))
        .add(at(CATEGORY, Column::IsPrimary).eq(true))
        .add(holds(CATEGORY, Column::ValidFrom, Column::ValidTo, selection.day))
        .add(veteran_category::Entity::within(scope, CATEGORY));
    select.join_as(JoinType::LeftJoin, veteran_category::Entity, Alias::new(CATEGORY), on);
    if let Some(categories) = &selection.categories {
        select.and_where(at(CATEGORY, Column::Category).is_in(categories.iter().copied()));
    }
}

/// Persons on the register on the day; pure, so that it can be looked at.
#[must_use]
pub fn register_statement(scope: &Scope, by: &[VeteranDimension], selection: &Selection) -> SelectStatement {
    use veteran::Column;
    let day = selection.day;
    let person = at(PERSON, resident::Column::Id).eq(at(ROOT, Column::ResidentId));
    let after = |expr: SimpleExpr| Cond::any().add(Expr::expr(expr.clone()).is_null()).add(Expr::expr(expr).gt(day));
    let mut select = Query::select();
    select
        .from_as(veteran::Entity, Alias::new(ROOT))
        .join_as(JoinType::InnerJoin, resident::Entity, Alias::new(PERSON), person)
        .cond_where(veteran::Entity::within(scope, ROOT))
        .cond_where(resident::Entity::within(scope, PERSON))
        .and_where(at(ROOT, Column::RegisteredOn).lte(day))
        .cond_where(after(at(ROOT, Column::EndedOn)))
        .cond_where(after(at(PERSON, resident::Column::DiedOn)));
    if let Some(units) = &selection.units {
        select.and_where(at(ROOT, Column::UnitId).is_in(units.iter().copied()));
    }
    with_category(&mut select, scope, (selection, by), Column::Id);
    group(&mut select, by, Column::UnitId);
    select.expr_as(at(ROOT, Column::PersonId).count_distinct(), Alias::new("persons"));
    select
}

/// Services that count, with the primary category of the person where it is needed.
fn services(scope: &Scope, by: &[VeteranDimension], selection: &Selection) -> SelectStatement {
    use service_event::Column;
    let mut select = Query::select();
    let counts = Cond::all().add(at(ROOT, Column::State).ne(ServiceState::Withdrawn));
    let inside = |cond, (from, to): &(Option<NaiveDate>, Option<NaiveDate>)| {
        between(cond, ROOT, Column::RegisteredOn, *from, *to)
    };
    select
        .from_as(service_event::Entity, Alias::new(ROOT))
        .cond_where(service_event::Entity::within(scope, ROOT))
        .cond_where(selection.periods.iter().fold(counts, inside));
    if let Some(units) = &selection.units {
        select.and_where(at(ROOT, Column::UnitId).is_in(units.iter().copied()));
    }
    if let Some(kinds) = &selection.kinds {
        select.and_where(at(ROOT, Column::Kind).is_in(kinds.iter().copied()));
    }
    with_category(&mut select, scope, (selection, by), Column::VeteranId);
    group(&mut select, by, Column::UnitId);
    let given = Cond::all()
        .add(at(ROOT, Column::Kind).eq(ServiceKind::Assistance))
        .add(at(ROOT, Column::State).is_in([ServiceState::Completed, ServiceState::FollowUp, ServiceState::Closed]));
    let amount = when(given, at(ROOT, Column::AmountFen));
    select.expr_as(bigint(Expr::expr(amount).sum()), Alias::new("assistance_fen"));
    select
}

/// Services, persons served and money given; pure, so that it can be looked at.
#[must_use]
pub fn services_statement(scope: &Scope, by: &[VeteranDimension], selection: &Selection) -> SelectStatement {
    use service_event::Column;
    let mut select = services(scope, by, selection);
    select
        .expr_as(at(ROOT, Column::Id).count_distinct(), Alias::new("services"))
        .expr_as(at(ROOT, Column::VeteranId).count_distinct(), Alias::new("served"));
    select
}

fn key(row: &QueryResult, by: &[VeteranDimension]) -> Result<VeteranKey, Fault> {
    let mut key = VeteranKey::default();
    for item in by {
        match item {
            VeteranDimension::Category => key.category = Some(row.try_get("", "by_category")?),
            VeteranDimension::Unit => key.unit = Some(row.try_get("", "by_unit")?),
            VeteranDimension::ServiceKind => key.kind = Some(row.try_get("", "by_kind")?),
            VeteranDimension::Month => key.month = row.try_get::<String>("", "by_month")?.parse().ok(),
            VeteranDimension::Year => key.year = row.try_get::<String>("", "by_year")?.parse().ok(),
        }
    }
    Ok(key)
}

/// Persons on the register by `by`, which names dimensions of the register only.
pub async fn register<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    by: &[VeteranDimension],
    selection: &Selection,
) -> Result<Vec<VeteranCell>, Fault> {
    let cell = |row: &QueryResult| {
        Ok(VeteranCell { key: key(row, by)?, persons: Some(row.try_get("", "persons")?), ..VeteranCell::default() })
    };
    db.query_all(&register_statement(scope, by, selection)).await?.iter().map(cell).collect()
}

/// Day of the latest service.
pub async fn last_service<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Option<NaiveDate>, Fault> {
    use service_event::{Column, Entity};
    let mut select = Query::select();
    select
        .expr_as(at(ROOT, Column::RegisteredOn).max(), Alias::new("last"))
        .from_as(Entity, Alias::new(ROOT))
        .cond_where(Entity::within(scope, ROOT))
        .and_where(at(ROOT, Column::State).ne(ServiceState::Withdrawn));
    let row = db.query_one(&select).await?;
    Ok(row.map(|row| row.try_get("", "last")).transpose()?.flatten())
}

/// Services by `by`; without any, one cell.
pub async fn served<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    by: &[VeteranDimension],
    selection: &Selection,
) -> Result<Vec<VeteranCell>, Fault> {
    let cell = |row: &QueryResult| {
        Ok(VeteranCell {
            key: key(row, by)?,
            services: Some(row.try_get("", "services")?),
            served: Some(row.try_get("", "served")?),
            assistance: Some(row.try_get("", "assistance_fen")?),
            ..VeteranCell::default()
        })
    };
    db.query_all(&services_statement(scope, by, selection)).await?.iter().map(cell).collect()
}

/// Who was served, by everything that services are grouped by: what is judged before figures are shown.
pub async fn lines<C: ConnectionTrait>(db: &C, scope: &Scope, selection: &Selection) -> Result<Vec<Served>, Fault> {
    use VeteranDimension::{Category, Month, ServiceKind, Unit};
    let mut select = services(scope, &[Category, Unit, ServiceKind, Month], selection);
    let own = Alias::new("by_veteran");
    select.expr_as(at(ROOT, service_event::Column::VeteranId), own.clone()).add_group_by([Expr::col(own)]);
    let line = |row: &QueryResult| {
        Ok(Served {
            veteran: row.try_get("", "by_veteran")?,
            category: row.try_get("", "by_category")?,
            unit: row.try_get("", "by_unit")?,
            kind: row.try_get("", "by_kind")?,
            month: row
                .try_get::<String>("", "by_month")?
                .parse()
                .map_err(|_| Fault::Corrupt("service_event.registered_on".to_owned()))?,
            assistance: row.try_get("", "assistance_fen")?,
        })
    };
    db.query_all(&select).await?.iter().map(line).collect()
}
