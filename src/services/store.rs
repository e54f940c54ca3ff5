//! SQL of service points; which of their rows exist for whom.

use entity::{service_circle, service_point, service_point_hours, walking_assumption};
use sea_orm::sea_query::Cond;

use crate::kernel::scope::scoped;

scoped! {
    // Where and when the public is served is public.
    service_point: |_, _| Cond::all();
    service_point_hours: |_, _| Cond::all();
    walking_assumption: |_, _| Cond::all();
    service_circle: |_, _| Cond::all();
}
