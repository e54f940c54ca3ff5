//! Requests for lists of assets, leases, bills and receipts.

use async_graphql::Context;
use chrono::NaiveDate;
use entity::lease_terms;
use sea_orm::sea_query::{Cond, ExprTrait};

use super::{
    filter::{AssetFilter, LeaseFilter},
    filter_rent::{ReceiptFilter, RentBillFilter},
    order::{LeaseOrder, RentBillOrder},
};
use crate::{
    access::policy::Permission,
    kernel::{
        app::App,
        filter::at,
        page::{Direction, KeyKind, Order, check_first},
        plan::{Args, ROOT, Request},
        problem::Failure,
        time::Date,
    },
    residents::loader::{filter::Asker, request::REGISTERED},
};

/// The day asked for, or today.
#[must_use]
pub fn day(ctx: &Context<'_>, as_of: Option<Date>) -> NaiveDate {
    as_of.map_or_else(|| ctx.data_unchecked::<App>().clock.today(), |date| date.0)
}

/// Oldest due date first.
const OLDEST_DUE: Order = Order { keys: &[("due_on", KeyKind::Date)], direction: Direction::Asc };
/// Newest first.
const NEWEST_PAID: Order = Order { keys: &[("paid_on", KeyKind::Date)], direction: Direction::Desc };

/// A list of leases.
///
/// # Errors
/// What is wrong with an argument.
pub fn lease_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let filter = args.get::<LeaseFilter>("filter")?;
    leases(ctx, filter.as_ref(), args.get("orderBy")?, args.get("first")?, args.get("after")?)
}

/// The request for a page of leases.
///
/// # Errors
/// What is wrong with an argument.
pub fn leases(
    ctx: &Context<'_>,
    filter: Option<&LeaseFilter>,
    order: Option<LeaseOrder>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let asker = Asker::of(ctx);
    asker.viewer.permit(Permission::LeaseRead)?;
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, day(ctx, filter.as_of), ROOT, 0))?;
    Ok(Request { filter, order: order.map_or(REGISTERED, LeaseOrder::keys), first: Some(check_first(first)?), after })
}

/// A list of assets.
///
/// # Errors
/// What is wrong with an argument.
pub fn asset_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let filter = args.get::<AssetFilter>("filter")?;
    assets(ctx, filter.as_ref(), args.get("first")?, args.get("after")?)
}

/// The request for a page of assets.
///
/// # Errors
/// What is wrong with an argument.
pub fn assets(
    ctx: &Context<'_>,
    filter: Option<&AssetFilter>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let asker = Asker::of(ctx);
    asker.viewer.permit(Permission::LeaseRead)?;
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, day(ctx, filter.as_of), ROOT, 0))?;
    Ok(Request { filter, order: REGISTERED, first: Some(check_first(first)?), after })
}

/// A list of bills, oldest due date first.
///
/// # Errors
/// What is wrong with an argument.
pub fn bill_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let filter = args.get::<RentBillFilter>("filter")?;
    bills(ctx, filter.as_ref(), args.get("orderBy")?, args.get("first")?, args.get("after")?)
}

/// The request for a page of bills, oldest due date first.
///
/// # Errors
/// What is wrong with an argument.
pub fn bills(
    ctx: &Context<'_>,
    filter: Option<&RentBillFilter>,
    order: Option<RentBillOrder>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let asker = Asker::of(ctx);
    asker.viewer.permit(Permission::LeaseRead)?;
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, day(ctx, filter.as_of), ROOT, 0))?;
    Ok(Request {
        filter,
        order: order.map_or(OLDEST_DUE, RentBillOrder::keys),
        first: Some(check_first(first)?),
        after,
    })
}

/// A list of receipts, newest first.
///
/// # Errors
/// What is wrong with an argument.
pub fn receipt_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let filter = args.get::<ReceiptFilter>("filter")?;
    receipts(ctx, filter.as_ref(), args.get("first")?, args.get("after")?)
}

/// The request for a page of receipts, newest first.
///
/// # Errors
/// What is wrong with an argument.
pub fn receipts(
    ctx: &Context<'_>,
    filter: Option<&ReceiptFilter>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let asker = Asker::of(ctx);
    asker.viewer.permit(Permission::LeaseRead)?;
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT, 0))?;
    Ok(Request { filter, order: NEWEST_PAID, first: Some(check_first(first)?), after })
}

/// The version of the terms to read on the day asked for.
///
/// # Errors
/// What is wrong with an argument.
pub fn terms_on(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    use lease_terms::Column;
    let day = day(ctx, args.get("asOf")?);
    let begun = Cond::any().add(at(ROOT, Column::EffectiveFrom).lte(day)).add(at(ROOT, Column::Number).eq(1));
    let open = Cond::any().add(at(ROOT, Column::EffectiveTo).is_null()).add(at(ROOT, Column::EffectiveTo).gt(day));
    Ok(Request { filter: Cond::all().add(begun).add(open), order: REGISTERED, first: None, after: None })
}

/// Everything within scope, as registered.
#[must_use]
pub fn everything() -> Request {
    Request { filter: Cond::all(), order: REGISTERED, first: None, after: None }
}
