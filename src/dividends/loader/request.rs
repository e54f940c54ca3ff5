//! Requests for lists of dividends.

use async_graphql::Context;
use entity::holding;
use sea_orm::sea_query::Cond;

use super::{
    filter::{DistributingUnitFilter, DistributionPlanFilter},
    filter_line::{PayoutLineFilter, PayoutLineOrder, distributed},
    filter_register::{HoldingFilter, MemberFilter, RegisterEventFilter},
};
use crate::{
    access::policy::Permission,
    kernel::{
        filter::holds,
        page::{Direction, KeyKind, Order, check_first},
        plan::{Args, ROOT, Request},
        problem::Failure,
        time::Date,
    },
    residents::loader::{filter::Asker, request::REGISTERED},
};

/// By number within the unit.
const NUMBERED: Order = Order { keys: &[("number", KeyKind::Int)], direction: Direction::Asc };
/// By day of effect.
const EFFECTIVE: Order = Order { keys: &[("effective_on", KeyKind::Date)], direction: Direction::Asc };
/// Newest year first.
const NEWEST_YEAR: Order = Order { keys: &[("year", KeyKind::Int)], direction: Direction::Desc };

type Window = (Option<i32>, Option<String>);

fn window(args: &Args) -> Result<Window, Failure> {
    Ok((args.get("first")?, args.get("after")?))
}

fn page(filter: Option<Cond>, order: Order, (first, after): Window) -> Result<Request, Failure> {
    Ok(Request { filter: filter.unwrap_or_else(Cond::all), order, first: Some(check_first(first)?), after })
}

/// A page of distributing units.
///
/// # Errors
/// What is wrong with an argument.
pub fn units(asker: Asker<'_>, filter: Option<&DistributingUnitFilter>, window: Window) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::DividendRead)?;
    page(filter.map(|filter| filter.condition(asker, ROOT, 0)).transpose()?, REGISTERED, window)
}

/// A list of distributing units.
///
/// # Errors
/// What is wrong with an argument.
pub fn unit_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    units(Asker::of(ctx), args.get("filter")?.as_ref(), window(args)?)
}

/// A page of members, by unit and number when they are of one unit.
///
/// # Errors
/// What is wrong with an argument.
pub fn members(asker: Asker<'_>, filter: Option<&MemberFilter>, window: Window) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::DividendRead)?;
    page(filter.map(|filter| filter.condition(asker, ROOT, 0)).transpose()?, NUMBERED, window)
}

/// A list of members.
///
/// # Errors
/// What is wrong with an argument.
pub fn member_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    members(Asker::of(ctx), args.get("filter")?.as_ref(), window(args)?)
}

/// A page of holdings.
///
/// # Errors
/// What is wrong with an argument.
pub fn holdings(asker: Asker<'_>, filter: Option<&HoldingFilter>, window: Window) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::DividendRead)?;
    page(filter.map(|filter| filter.condition(asker, ROOT)).transpose()?, REGISTERED, window)
}

/// A list of holdings.
///
/// # Errors
/// What is wrong with an argument.
pub fn holding_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    holdings(Asker::of(ctx), args.get("filter")?.as_ref(), window(args)?)
}

/// What a member holds on the day asked for, or ever.
///
/// # Errors
/// What is wrong with an argument.
pub fn held(_: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let on = args.get::<Date>("on")?.map(|date| date.0);
    let filter =
        on.map_or_else(Cond::all, |day| holds(ROOT, holding::Column::ValidFrom, holding::Column::ValidTo, day));
    let order = Order { keys: &[("valid_from", KeyKind::Date)], direction: Direction::Asc };
    Ok(Request { filter, order, first: None, after: None })
}

/// A list of changes of the register, by day of effect.
///
/// # Errors
/// What is wrong with an argument.
pub fn event_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let asker = Asker::of(ctx);
    asker.viewer.permit(Permission::DividendRead)?;
    let filter = args.get::<RegisterEventFilter>("filter")?;
    page(filter.map(|filter| filter.condition(asker, ROOT)).transpose()?, EFFECTIVE, window(args)?)
}

/// A page of plans, newest year first.
///
/// # Errors
/// What is wrong with an argument.
pub fn plans(asker: Asker<'_>, filter: Option<&DistributionPlanFilter>, window: Window) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::DividendRead)?;
    page(filter.map(|filter| filter.condition(asker, ROOT, 0)).transpose()?, NEWEST_YEAR, window)
}

/// A list of plans.
///
/// # Errors
/// What is wrong with an argument.
pub fn plan_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    plans(Asker::of(ctx), args.get("filter")?.as_ref(), window(args)?)
}

/// Lines of plans that are approved, being paid or paid, unless a filter asks for others: what is only calculated, or
/// was given up, is nobody's money.
fn due(asker: Asker<'_>, filter: Option<&PayoutLineFilter>, request: Request) -> Request {
    if filter.is_some_and(PayoutLineFilter::names_plans) {
        return request;
    }
    Request { filter: request.filter.add(distributed(asker, ROOT)), ..request }
}

/// A page of payout lines.
///
/// # Errors
/// What is wrong with an argument.
pub fn lines(
    asker: Asker<'_>,
    filter: Option<&PayoutLineFilter>,
    order: Option<PayoutLineOrder>,
    window: Window,
) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::DividendRead)?;
    let condition = filter.map(|filter| filter.condition(asker, ROOT, 0)).transpose()?;
    let request = page(condition, order.map_or(REGISTERED, PayoutLineOrder::keys), window)?;
    Ok(due(asker, filter, request))
}

/// A list of payout lines.
///
/// # Errors
/// What is wrong with an argument.
pub fn line_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    lines(Asker::of(ctx), args.get("filter")?.as_ref(), args.get("orderBy")?, window(args)?)
}

/// All lines of a plan, whatever its state.
///
/// # Errors
/// What is wrong with an argument.
pub fn plan_line_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let asker = Asker::of(ctx);
    asker.viewer.permit(Permission::DividendRead)?;
    let filter = args.get::<PayoutLineFilter>("filter")?;
    let order = args.get::<PayoutLineOrder>("orderBy")?.map_or(REGISTERED, PayoutLineOrder::keys);
    page(filter.map(|filter| filter.condition(asker, ROOT, 0)).transpose()?, order, window(args)?)
}

/// A list without arguments but its window, in the order of registration.
///
/// # Errors
/// What is wrong with an argument.
pub fn registered_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    Asker::of(ctx).viewer.permit(Permission::DividendRead)?;
    page(None, REGISTERED, window(args)?)
}

/// Whoever may read dividends, everything of the parent in the order of registration.
///
/// # Errors
/// A missing permission.
pub fn own(ctx: &Context<'_>, _: &Args) -> Result<Request, Failure> {
    Asker::of(ctx).viewer.permit(Permission::DividendRead)?;
    Ok(Request { filter: Cond::all(), order: REGISTERED, first: None, after: None })
}
