//! Requests for service points.

use chrono::NaiveDate;
use sea_orm::sea_query::Cond;

use super::filter::ServicePointFilter;
use crate::{
    access::policy::Permission,
    kernel::{
        page::check_first,
        plan::{ROOT, Request},
        problem::Failure,
    },
    residents::loader::{filter::Asker, request::REGISTERED},
};

/// A page of service points, in the order of registration.
///
/// # Errors
/// What is wrong with an argument.
pub fn points(
    asker: Asker<'_>,
    filter: Option<&ServicePointFilter>,
    day: NaiveDate,
    (first, after): (Option<i32>, Option<String>),
) -> Result<Request, Failure> {
    asker.viewer.permit(Permission::ReferenceRead)?;
    let filter = filter.map(|filter| filter.condition(asker, day, ROOT, 0)).transpose()?;
    Ok(Request { filter: filter.unwrap_or_else(Cond::all), order: REGISTERED, first: Some(check_first(first)?), after })
}
