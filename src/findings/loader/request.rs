//! Requests for lists of findings.

use async_graphql::Context;
use sea_orm::sea_query::Cond;

use super::filter::{FindingFilter, FindingOrder};
use crate::{
    access::policy::Permission,
    assets::loader::request::day,
    kernel::{
        page::{Direction, KeyKind, Order, check_first},
        plan::{Args, ROOT, Request},
        problem::Failure,
    },
    residents::loader::{filter::Asker, request::REGISTERED},
};

/// A list of findings.
///
/// # Errors
/// What is wrong with an argument.
pub fn finding_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let filter = args.get::<FindingFilter>("filter")?;
    findings(ctx, filter.as_ref(), args.get("orderBy")?, args.get("first")?, args.get("after")?)
}

/// The request for a page of findings.
///
/// # Errors
/// What is wrong with an argument.
pub fn findings(
    ctx: &Context<'_>,
    filter: Option<&FindingFilter>,
    order: Option<FindingOrder>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let asker = Asker::of(ctx);
    asker.viewer.permit(Permission::FindingRead)?;
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, day(ctx, filter.as_of), ROOT, 0))?;
    let order = order.map_or(REGISTERED, FindingOrder::keys);
    Ok(Request { filter, order, first: Some(check_first(first)?), after })
}

/// A page of campaigns, newest year first.
///
/// # Errors
/// What is wrong with an argument.
pub fn campaigns(first: Option<i32>, after: Option<String>) -> Result<Request, Failure> {
    let order = Order { keys: &[("year", KeyKind::Int)], direction: Direction::Desc };
    Ok(Request { filter: Cond::all(), order, first: Some(check_first(first)?), after })
}

/// A list of campaign results, by day.
///
/// # Errors
/// What is wrong with an argument.
pub fn result_list(_: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let order = Order { keys: &[("inspected_on", KeyKind::Date)], direction: Direction::Asc };
    let first = Some(check_first(args.get("first")?)?);
    Ok(Request { filter: Cond::all(), order, first, after: args.get("after")? })
}
