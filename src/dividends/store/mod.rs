//! SQL of dividends; which of their rows exist for whom.

pub mod facts;
pub mod read;
pub mod register;
pub mod write;

use entity::{
    distributing_unit, distribution_plan, holding, member, membership, payout_line, plan_objection, plan_step,
    plan_vote, register_event, vote_threshold,
};
use sea_orm::sea_query::Cond;

use crate::kernel::scope::scoped;

scoped! {
    // The law is public.
    vote_threshold: |_, _| Cond::all();
    // Every row carries its collective, so that no join can widen what exists.
    distributing_unit: |scope, alias| scope.collectives.limit(alias, &[distributing_unit::Column::CollectiveId]);
    member: |scope, alias| scope.collectives.limit(alias, &[member::Column::CollectiveId]);
    register_event: |scope, alias| scope.collectives.limit(alias, &[register_event::Column::CollectiveId]);
    membership: |scope, alias| scope.collectives.limit(alias, &[membership::Column::CollectiveId]);
    holding: |scope, alias| scope.collectives.limit(alias, &[holding::Column::CollectiveId]);
    distribution_plan: |scope, alias| scope.collectives.limit(alias, &[distribution_plan::Column::CollectiveId]);
    plan_step: |scope, alias| scope.collectives.limit(alias, &[plan_step::Column::CollectiveId]);
    plan_vote: |scope, alias| scope.collectives.limit(alias, &[plan_vote::Column::CollectiveId]);
    plan_objection: |scope, alias| scope.collectives.limit(alias, &[plan_objection::Column::CollectiveId]);
    payout_line: |scope, alias| scope.collectives.limit(alias, &[payout_line::Column::CollectiveId]);
}
