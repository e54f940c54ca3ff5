//! SQL of coverage: how many people live where.

use chrono::NaiveDate;
use entity::{household, residency, resident, vocab::ResidencyKind};
use sea_orm::{
    ConnectionTrait, Iden, JoinType, QueryResult,
    sea_query::{Alias, Cond, ExprTrait, Query, SelectStatement},
};

use super::coverage::Building;
use crate::kernel::{
    fault::Fault,
    filter::{at, holds},
    location::Location,
    plan::ROOT,
    scope::{Reach, Scope, Scoped},
};

/// Aliases of the person who lives there and of the household.
const PERSON: &str = "p";
const HOUSEHOLD: &str = "h";

/// Canonical persons by unit of residence and building on `day`, alive and in the street; of units within `reach`, and of
/// these everybody: what is counted are figures. Pure, so that it can be looked at.
#[must_use]
pub fn statement(reach: &Reach, day: NaiveDate) -> SelectStatement {
    use residency::Column;
    let everything = Scope::everything();
    let not_by =
        |column: resident::Column| Cond::any().add(at(PERSON, column).is_null()).add(at(PERSON, column).gt(day));
    let person = at(PERSON, resident::Column::Id).eq(at(ROOT, Column::ResidentId));
    let household = at(HOUSEHOLD, household::Column::Id).eq(at(PERSON, resident::Column::HouseholdId));
    let mut select = Query::select();
    select
        .from_as(residency::Entity, Alias::new(ROOT))
        .join_as(JoinType::InnerJoin, resident::Entity, Alias::new(PERSON), person)
        .join_as(JoinType::InnerJoin, household::Entity, Alias::new(HOUSEHOLD), household)
        .cond_where(residency::Entity::within(&everything, ROOT))
        .cond_where(resident::Entity::within(&everything, PERSON))
        .cond_where(household::Entity::within(&everything, HOUSEHOLD))
        .cond_where(reach.limit(ROOT, &[Column::UnitId]))
        .and_where(at(ROOT, Column::Kind).eq(ResidencyKind::Residence))
        .cond_where(holds(ROOT, Column::ValidFrom, Column::ValidTo, day))
        .and_where(at(PERSON, resident::Column::Id).eq(at(PERSON, resident::Column::PersonId)))
        .cond_where(not_by(resident::Column::DiedOn))
        .cond_where(not_by(resident::Column::MovedOutOn))
        .expr_as(at(PERSON, resident::Column::Id).count_distinct(), Alias::new("residents"));
    group(&mut select, ROOT, Column::UnitId, "unit");
    group(&mut select, HOUSEHOLD, household::Column::Latitude, "latitude");
    group(&mut select, HOUSEHOLD, household::Column::Longitude, "longitude");
    select
}

fn group(select: &mut SelectStatement, alias: &str, column: impl Iden + Copy + 'static, name: &'static str) {
    select.expr_as(at(alias, column), Alias::new(name)).add_group_by([at(alias, column)]);
}

/// Runs the statement.
pub async fn buildings<C: ConnectionTrait>(db: &C, reach: &Reach, day: NaiveDate) -> Result<Vec<Building>, Fault> {
    db.query_all(&statement(reach, day)).await?.iter().map(building).collect()
}

fn building(row: &QueryResult) -> Result<Building, Fault> {
    let place = row.try_get::<Option<i32>>("", "latitude")?.zip(row.try_get::<Option<i32>>("", "longitude")?);
    Ok(Building {
        unit: row.try_get("", "unit")?,
        place: place.map(|(latitude, longitude)| Location::new(latitude, longitude)),
        residents: row.try_get("", "residents")?,
    })
}
