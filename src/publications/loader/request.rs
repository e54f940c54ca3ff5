//! Requests for lists and their entries.

use async_graphql::Context;
use entity::vocab::PublicationState;
use sea_orm::sea_query::Cond;

use super::filter::{PublicationFilter, in_state};
use crate::{
    access::policy::Permission,
    kernel::{
        page::{Direction, KeyKind, Order, check_first},
        plan::{Args, ROOT, Request},
        problem::Failure,
    },
    residents::loader::filter::Asker,
};

/// Newest first.
const NEWEST: Order = Order { keys: &[("published_from", KeyKind::Date)], direction: Direction::Desc };
/// By running number.
const NUMBERED: Order = Order { keys: &[("number", KeyKind::Int)], direction: Direction::Asc };

/// A page of lists: for those who may not read the archive, signed in or not, those that are up today; none for those who
/// get figures only.
///
/// # Errors
/// A missing permission, or what is wrong with an argument.
pub fn publications(
    asker: Asker<'_>,
    filter: Option<&PublicationFilter>,
    (first, after): (Option<i32>, Option<String>),
) -> Result<Request, Failure> {
    if asker.viewer.figures_only() {
        asker.viewer.permit(Permission::PublicationRead)?;
    }
    let mut cond = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT))?;
    if !asker.viewer.may(Permission::PublicationRead) {
        cond = cond.add(in_state(ROOT, PublicationState::Published, asker.today));
    }
    Ok(Request { filter: cond, order: NEWEST, first: Some(check_first(first)?), after })
}

/// A page of the entries of a list.
///
/// # Errors
/// What is wrong with an argument.
pub fn entry_list(_: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let (first, after) = (args.get("first")?, args.get("after")?);
    Ok(Request { filter: Cond::all(), order: NUMBERED, first: Some(check_first(first)?), after })
}
