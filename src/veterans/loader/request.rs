//! Requests for lists of veterans.

use async_graphql::Context;
use chrono::{Datelike, NaiveDate};
use entity::{
    enrolment, veteran_benefit, veteran_category, veteran_contact,
    vocab::{BenefitKind, ProgrammeGroup},
};
use sea_orm::sea_query::{Cond, ExprTrait};

use super::{
    filter::VeteranFilter,
    filter_benefit::VeteranBenefitFilter,
    filter_service::{ServiceEventFilter, ServiceEventOrder},
};
use crate::{
    access::policy::Permission,
    assets::loader::request::day,
    kernel::{
        filter::{at, exists, holds},
        page::{Direction, KeyKind, Order, check_first},
        plan::{Args, ROOT, Request},
        problem::Failure,
        time::Date,
    },
    residents::loader::{filter::Asker, request::REGISTERED},
};

/// Latest first.
const LATEST_CONTACT: Order = Order { keys: &[("contacted_on", KeyKind::Date)], direction: Direction::Desc };
const LATEST_SERVICE: Order = Order { keys: &[("registered_on", KeyKind::Date)], direction: Direction::Desc };

type Window = (Option<i32>, Option<String>);

fn window(args: &Args) -> Result<Window, Failure> {
    Ok((args.get("first")?, args.get("after")?))
}

fn page(filter: Option<Cond>, order: Order, (first, after): Window) -> Result<Request, Failure> {
    Ok(Request { filter: filter.unwrap_or_else(Cond::all), order, first: Some(check_first(first)?), after })
}

/// A page of files, in the order of registration.
///
/// # Errors
/// What is wrong with an argument.
pub fn veterans(asker: Asker<'_>, filter: Option<&VeteranFilter>, window: Window) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::VeteranRead)?;
    page(filter.map(|filter| filter.condition(asker, ROOT, 0)).transpose()?, REGISTERED, window)
}

/// A page of services.
///
/// # Errors
/// What is wrong with an argument.
pub fn events(
    asker: Asker<'_>,
    (filter, order): (Option<&ServiceEventFilter>, Option<ServiceEventOrder>),
    window: Window,
) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::VeteranRead)?;
    let order = order.map_or(LATEST_SERVICE, ServiceEventOrder::keys);
    page(filter.map(|filter| filter.condition(asker, ROOT, 0)).transpose()?, order, window)
}

/// A page of services of one file, latest first.
///
/// # Errors
/// What is wrong with an argument.
pub fn event_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let filter = args.get::<ServiceEventFilter>("filter")?;
    events(Asker::of(ctx), (filter.as_ref(), args.get("orderBy")?), window(args)?)
}

/// A page of benefits.
///
/// # Errors
/// What is wrong with an argument.
pub fn benefits(asker: Asker<'_>, filter: Option<&VeteranBenefitFilter>, window: Window) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::VeteranRead)?;
    page(filter.map(|filter| filter.condition(asker, ROOT, 0)).transpose()?, REGISTERED, window)
}

/// A page of benefits of one file.
///
/// # Errors
/// What is wrong with an argument.
pub fn benefit_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    benefits(Asker::of(ctx), args.get("filter")?.as_ref(), window(args)?)
}

/// A page of contacts of one file, latest first.
///
/// # Errors
/// What is wrong with an argument.
pub fn contact_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    Asker::of(ctx).viewer.permit(Permission::VeteranRead)?;
    page(None, LATEST_CONTACT, window(args)?)
}

/// Categories held on the day asked for, or ever.
///
/// # Errors
/// What is wrong with an argument.
pub fn categories_on(_: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    use veteran_category::Column;
    let on = args.get::<Date>("on")?.map(|date| date.0);
    let filter = on.map_or_else(Cond::all, |day| holds(ROOT, Column::ValidFrom, Column::ValidTo, day));
    let order = Order { keys: &[("valid_from", KeyKind::Date)], direction: Direction::Asc };
    Ok(Request { filter, order, first: None, after: None })
}

/// First and last day of the contact plan that is asked for: the year of the day, by default up to today.
///
/// # Errors
/// What is wrong with an argument.
pub fn plan_days(
    ctx: &Context<'_>,
    from: Option<Date>,
    as_of: Option<Date>,
) -> Result<(NaiveDate, NaiveDate), Failure> {
    let until = day(ctx, as_of);
    let year = NaiveDate::from_ymd_opt(until.year(), 1, 1).unwrap_or(until);
    let from = from.map_or(year, |date| date.0);
    if (until - from).num_days() > 3_660 {
        return Err(Failure::bad_input("from", "一次至多查看十年的联系计划"));
    }
    Ok((from, until))
}

/// Contacts up to the day asked for that may fall into a period of the plan.
///
/// # Errors
/// What is wrong with an argument.
pub fn contact_plan(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    use veteran_contact::Column;
    let (from, until) = plan_days(ctx, args.get("from")?, args.get("asOf")?)?;
    let year = NaiveDate::from_ymd_opt(from.year(), 1, 1).unwrap_or(from);
    let filter = Cond::all().add(at(ROOT, Column::ContactedOn).gte(year)).add(at(ROOT, Column::ContactedOn).lte(until));
    let order = Order { direction: Direction::Asc, ..LATEST_CONTACT };
    Ok(Request { filter, order, first: None, after: None })
}

/// The latest contact by the day asked for: none is later, nor of the same day and registered later.
///
/// # Errors
/// What is wrong with an argument.
pub fn last_contact(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    use veteran_contact::Column;
    let until = day(ctx, args.get("asOf")?);
    let by_then = |alias: &str| Cond::all().add(at(alias, Column::ContactedOn).lte(until));
    let later = Cond::any().add(at("lc", Column::ContactedOn).gt(at(ROOT, Column::ContactedOn))).add(
        Cond::all()
            .add(at("lc", Column::ContactedOn).eq(at(ROOT, Column::ContactedOn)))
            .add(at("lc", Column::Id).gt(at(ROOT, Column::Id))),
    );
    let parent = (ROOT, Column::VeteranId);
    let scope = Asker::of(ctx).scope;
    let later = exists::<veteran_contact::Entity>(scope, "lc", Column::VeteranId, parent, by_then("lc").add(later));
    Ok(Request { filter: by_then(ROOT).add(later.not()), order: REGISTERED, first: None, after: None })
}

/// What veterans are paid, latest first.
///
/// # Errors
/// A missing permission.
pub fn pension_list(ctx: &Context<'_>, _: &Args) -> Result<Request, Failure> {
    let asker = Asker::of(ctx);
    asker.viewer.permit(Permission::VeteranRead)?;
    let programmes = asker.programmes.of_groups(&[ProgrammeGroup::Veteran]);
    let filter = Cond::all().add(at(ROOT, enrolment::Column::ProgrammeId).is_in(programmes));
    let order = Order { keys: &[("start_month", KeyKind::Int)], direction: Direction::Desc };
    Ok(Request { filter, order, first: None, after: None })
}

/// Plaques of a household, latest first.
///
/// # Errors
/// A missing permission.
pub fn plaque_list(ctx: &Context<'_>, _: &Args) -> Result<Request, Failure> {
    Asker::of(ctx).viewer.permit(Permission::VeteranRead)?;
    let filter = Cond::all().add(at(ROOT, veteran_benefit::Column::Kind).eq(BenefitKind::Plaque));
    let order = Order { keys: &[("registered_on", KeyKind::Date)], direction: Direction::Desc };
    Ok(Request { filter, order, first: None, after: None })
}

/// Whoever may read veterans, everything of the parent in the order of registration.
///
/// # Errors
/// A missing permission.
pub fn permitted(ctx: &Context<'_>, _: &Args) -> Result<Request, Failure> {
    Asker::of(ctx).viewer.permit(Permission::VeteranRead)?;
    Ok(Request { filter: Cond::all(), order: REGISTERED, first: None, after: None })
}
