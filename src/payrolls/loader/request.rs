//! Requests for pages of payrolls and recoveries.

use async_graphql::Context;
use entity::{payroll_step, vocab::PayrollAct};
use sea_orm::sea_query::{Cond, ExprTrait};

use super::filter::{PayrollFilter, RecoveryFilter};
use crate::{
    access::policy::Permission,
    kernel::{
        filter::at,
        page::check_first,
        plan::{Args, ROOT, Request},
        problem::Failure,
    },
    residents::loader::{filter::Asker, request::REGISTERED},
    subsidies::loader::request::NEWEST,
};

/// A page of payrolls.
///
/// # Errors
/// What is wrong with an argument.
pub fn payrolls(
    asker: Asker<'_>,
    filter: Option<&PayrollFilter>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT))?;
    Ok(Request { filter, order: NEWEST, first: Some(check_first(first)?), after })
}

/// A page of recoveries.
///
/// # Errors
/// What is wrong with an argument.
pub fn recoveries(
    asker: Asker<'_>,
    filter: Option<&RecoveryFilter>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Request, Failure> {
    let filter = filter.map_or(Ok(Cond::all()), |filter| filter.condition(asker, ROOT))?;
    Ok(Request { filter, order: REGISTERED, first: Some(check_first(first)?), after })
}

/// A page of a payroll's own rows, in the order they came.
///
/// # Errors
/// What is wrong with an argument.
pub fn registered(_: &Context<'_>, args: &Args) -> Result<Request, Failure> {
    let first = Some(check_first(args.get("first")?)?);
    Ok(Request { filter: Cond::all(), order: REGISTERED, first, after: args.get("after")? })
}

/// Who locked, reviewed and approved a payroll, in the order they did.
///
/// # Errors
/// A missing permission.
pub fn approvals(ctx: &Context<'_>, _: &Args) -> Result<Request, Failure> {
    Asker::of(ctx).viewer.permit(Permission::PayrollRead)?;
    let acts = [PayrollAct::Lock, PayrollAct::Review, PayrollAct::Approve];
    let filter = Cond::all().add(at(ROOT, payroll_step::Column::Act).is_in(acts));
    Ok(Request { filter, order: REGISTERED, first: None, after: None })
}
