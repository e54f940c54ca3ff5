//! Requests for pages of residents and households.

use entity::resident;
use sea_orm::sea_query::{Alias, Cond, ExprTrait, Query};

use super::filter::{Asker, HouseholdFilter, ResidentFilter, ResidentOrder};
use crate::kernel::{
    filter::at,
    page::{Direction, Order, check_first},
    plan::{ROOT, Request},
    problem::Failure,
    scope::{Scope, Scoped},
};

/// The order in which rows were registered.
pub const REGISTERED: Order = Order { keys: &[], direction: Direction::Asc };

/// A page of residents.
///
/// # Errors
/// What is wrong with an argument.
pub fn residents(
    asker: Asker<'_>,
    filter: Option<&ResidentFilter>,
    order: Option<ResidentOrder>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT, 0))?;
    let order = order.map_or(REGISTERED, ResidentOrder::keys);
    Ok(Request { filter, order, first: Some(check_first(first)?), after })
}

/// A page of households.
///
/// # Errors
/// What is wrong with an argument.
pub fn households(
    asker: Asker<'_>,
    filter: Option<&HouseholdFilter>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT, 0))?;
    Ok(Request { filter, order: REGISTERED, first: Some(check_first(first)?), after })
}

/// Records of the person who has a record under this blind index: the canonical one, or any.
#[must_use]
pub fn by_id_number(index: &[u8], canonical: bool) -> Request {
    let mut persons = Query::select();
    persons
        .expr(at("n", resident::Column::PersonId))
        .from_as(Alias::new("resident"), Alias::new("n"))
        .and_where(at("n", resident::Column::IdNumberIndex).eq(index.to_vec()))
        .cond_where(resident::Entity::within(&Scope::everything(), "n"));
    let column = if canonical { resident::Column::Id } else { resident::Column::PersonId };
    let filter = Cond::all().add(at(ROOT, column).in_subquery(persons));
    Request { filter, order: REGISTERED, first: Some(1), after: None }
}
