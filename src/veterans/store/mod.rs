//! SQL of veterans; which of their rows exist for whom.

pub mod facts;
pub mod read;
pub mod write;

use entity::{
    card_step_limit, contact_interval, service_event, veteran, veteran_benefit, veteran_card, veteran_category,
    veteran_contact, veteran_disability, veteran_entitlement, veteran_honour, veteran_step,
};
use sea_orm::sea_query::Cond;

use crate::kernel::scope::scoped;

scoped! {
    // Policy is public.
    contact_interval: |_, _| Cond::all();
    card_step_limit: |_, _| Cond::all();
    veteran_entitlement: |_, _| Cond::all();
    // Every row carries the unit of its station, so that no join can widen what exists.
    veteran: |scope, alias| scope.stations.limit(alias, &[veteran::Column::UnitId]);
    veteran_category: |scope, alias| scope.stations.limit(alias, &[veteran_category::Column::UnitId]);
    veteran_disability: |scope, alias| scope.stations.limit(alias, &[veteran_disability::Column::UnitId]);
    veteran_honour: |scope, alias| scope.stations.limit(alias, &[veteran_honour::Column::UnitId]);
    veteran_contact: |scope, alias| scope.stations.limit(alias, &[veteran_contact::Column::UnitId]);
    veteran_card: |scope, alias| scope.stations.limit(alias, &[veteran_card::Column::UnitId]);
    veteran_benefit: |scope, alias| scope.stations.limit(alias, &[veteran_benefit::Column::UnitId]);
    service_event: |scope, alias| scope.stations.limit(alias, &[service_event::Column::UnitId]);
    veteran_step: |scope, alias| scope.stations.limit(alias, &[veteran_step::Column::UnitId]);
}
