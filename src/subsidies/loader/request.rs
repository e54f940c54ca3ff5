//! Requests for pages of enrolments, payrolls and payments.

use async_graphql::Context;
use entity::{payment_line, resident, vocab::PaymentState};
use sea_orm::sea_query::{Cond, ExprTrait};

use super::{
    filter::{EnrolmentFilter, EnrolmentOrder, SubsidyPaymentFilter, SubsidyPaymentOrder},
    filter_application::{ApplicationFilter, ApplicationOrder},
    filter_change::ProgrammeChangeFilter,
};
use crate::{
    access::policy::Permission,
    kernel::{
        filter::at,
        page::{Direction, KeyKind, Order, check_first},
        plan::{Args, ROOT, Request},
        problem::Failure,
    },
    residents::loader::{filter::Asker, request::REGISTERED},
};

/// Newest month first.
pub const NEWEST: Order = Order { keys: &[("month", KeyKind::Int)], direction: Direction::Desc };

/// Reads the arguments of a list of payments.
///
/// # Errors
/// What is wrong with an argument.
pub fn payment_list(ctx: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let filter = args.get::<SubsidyPaymentFilter>("filter")?;
    let order = args.get::<SubsidyPaymentOrder>("orderBy")?;
    payments(Asker::of(ctx), filter.as_ref(), order, args.get("first")?, args.get("after")?)
}

/// The request for a page of payments.
///
/// # Errors
/// What is wrong with an argument.
pub fn payments(
    asker: Asker<'_>,
    filter: Option<&SubsidyPaymentFilter>,
    order: Option<SubsidyPaymentOrder>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::PaymentRead)?;
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT, 0))?;
    let order = order.map_or(NEWEST, SubsidyPaymentOrder::keys);
    Ok(Request { filter, order, first: Some(check_first(first)?), after })
}

/// A page of enrolments.
///
/// # Errors
/// What is wrong with an argument.
pub fn enrolments(
    asker: Asker<'_>,
    filter: Option<&EnrolmentFilter>,
    order: Option<EnrolmentOrder>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT, 0))?;
    let order = order.map_or(REGISTERED, EnrolmentOrder::keys);
    Ok(Request { filter, order, first: Some(check_first(first)?), after })
}

/// A page of applications.
///
/// # Errors
/// What is wrong with an argument.
pub fn applications(
    asker: Asker<'_>,
    filter: Option<&ApplicationFilter>,
    order: Option<ApplicationOrder>,
    (first, after): (Option<i32>, Option<String>),
) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::EnrolmentRead)?;
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT, 0))?;
    let order = order.map_or(REGISTERED, ApplicationOrder::keys);
    Ok(Request { filter, order, first: Some(check_first(first)?), after })
}

/// The condition on payments (aliased [`ROOT`]) that a statistic counts: those of the filter, and only the
/// finally paid ones (人次) unless the filter names states itself.
///
/// # Errors
/// What is wrong with the filter.
pub fn counted(asker: Asker<'_>, filter: &SubsidyPaymentFilter) -> Result<Cond, Failure> {
    let condition = filter.condition(asker, ROOT, 0)?;
    if filter.names_state() {
        return Ok(condition);
    }
    Ok(condition.add(at(ROOT, payment_line::Column::State).eq(PaymentState::Paid)))
}

/// Most people that a list of known keys pages over.
const KEYS: usize = 30_000;

/// A page of changes of programmes, newest first.
///
/// # Errors
/// What is wrong with an argument.
pub fn changes(
    asker: Asker<'_>,
    filter: Option<&ProgrammeChangeFilter>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT))?;
    let order = Order { keys: &[], direction: Direction::Desc };
    Ok(Request { filter, order, first: Some(check_first(first)?), after })
}

/// A page of the residents with these keys.
///
/// # Errors
/// What is wrong with an argument, or more people than one list takes.
pub fn among(residents: &[i64], first: Option<i32>, after: Option<String>) -> Result<Request, Failure> {
    if residents.len() > KEYS {
        return Err(Failure::bad_input("unit", format!("符合的超过 {KEYS} 人,请用 unit 缩小到若干单位")));
    }
    let filter = Cond::all().add(at(ROOT, resident::Column::Id).is_in(residents.iter().copied()));
    Ok(Request { filter, order: REGISTERED, first: Some(check_first(first)?), after })
}
