//! Reads of whole files: units, plans, the register on a day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::{
    distributing_unit, distribution_plan, holding, member, membership, payout_line, plan_objection, plan_step,
    plan_vote,
    vocab::{DistributionBasis, MembershipMode, PlanSource, PlanState},
    vote_threshold,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};

use crate::{
    dividends::model::{Participant, Plan, PlanFile, Roll, Threshold, Unit},
    kernel::{
        fault::Fault,
        filter::holds,
        scope::{FindIn, Scope},
    },
};

/// The unit with this key.
pub async fn unit<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<Unit>, Fault> {
    Ok(distributing_unit::Entity::find_in(scope).filter(distributing_unit::Column::Id.eq(id)).one(db).await?)
}

/// All thresholds of votes.
pub async fn thresholds<C: ConnectionTrait>(db: &C) -> Result<Vec<Threshold>, Fault> {
    Ok(vote_threshold::Entity::find_in(&Scope::everything()).all(db).await?)
}

/// A plan with its unit, lines, steps, votes and objections.
pub async fn file<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<PlanFile>, Fault> {
    let found = distribution_plan::Entity::find_in(scope).filter(distribution_plan::Column::Id.eq(id)).one(db).await?;
    let Some(plan) = found else { return Ok(None) };
    let owner = unit(db, scope, plan.distributing_unit_id).await?;
    let owner = owner.ok_or_else(|| Fault::Corrupt("plan without a unit".to_owned()))?;
    let lines = payout_line::Entity::find_in(scope).filter(payout_line::Column::PlanId.eq(id));
    let steps = plan_step::Entity::find_in(scope).filter(plan_step::Column::PlanId.eq(id));
    let votes = plan_vote::Entity::find_in(scope).filter(plan_vote::Column::PlanId.eq(id));
    let objections = plan_objection::Entity::find_in(scope).filter(plan_objection::Column::PlanId.eq(id));
    Ok(Some(PlanFile {
        plan,
        unit: owner,
        lines: lines.order_by_asc(payout_line::Column::Number).order_by_asc(payout_line::Column::Id).all(db).await?,
        steps: steps.order_by_asc(plan_step::Column::Id).all(db).await?,
        votes: votes.order_by_asc(plan_vote::Column::Id).all(db).await?,
        objections: objections.order_by_asc(plan_objection::Column::Id).all(db).await?,
    }))
}

/// Who takes part in a distribution by `basis` on a record date, and the unit's own shares. Where membership follows
/// the population, shares of those who have left do not take part. Days of death are not read here.
pub async fn roll<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    unit: &Unit,
    basis: DistributionBasis,
    on: NaiveDate,
) -> Result<Roll, Fault> {
    let spells = membership::Entity::find_in(scope).filter(membership::Column::DistributingUnitId.eq(unit.id));
    let spells = spells.filter(holds("membership", membership::Column::ValidFrom, membership::Column::ValidTo, on));
    let joined: BTreeSet<i64> = spells.all(db).await?.into_iter().map(|row| row.member_id).collect();
    let mut weights: BTreeMap<Option<i64>, i64> = BTreeMap::new();
    match basis {
        DistributionBasis::PerHead => weights.extend(joined.iter().map(|member| (Some(*member), 1))),
        DistributionBasis::PerShare => {
            use holding::{Column, Entity};
            let spells = Entity::find_in(scope).filter(Column::DistributingUnitId.eq(unit.id));
            let fixed = unit.membership_mode == MembershipMode::Static;
            for row in spells.filter(holds("holding", Column::ValidFrom, Column::ValidTo, on)).all(db).await? {
                if fixed || row.member_id.is_none_or(|member| joined.contains(&member)) {
                    *weights.entry(row.member_id).or_default() += row.shares;
                }
            }
        }
    }
    let members = member::Entity::find_in(scope).filter(member::Column::DistributingUnitId.eq(unit.id));
    let members = members.order_by_asc(member::Column::Number).all(db).await?;
    let participant = |member: member::Model| {
        let weight = *weights.get(&Some(member.id))?;
        Some(Participant { member, weight })
    };
    Ok(Roll {
        participants: members.into_iter().filter_map(participant).collect(),
        collective_shares: weights.get(&None).copied().unwrap_or_default(),
        died_on: BTreeMap::new(),
    })
}

/// The live plan of a unit for a year and source.
pub async fn live_plan<C: ConnectionTrait>(
    db: &C,
    unit: i64,
    year: i32,
    source: PlanSource,
) -> Result<Option<Plan>, Fault> {
    use distribution_plan::Column;
    let select = distribution_plan::Entity::find_in(&Scope::everything())
        .filter(Column::DistributingUnitId.eq(unit))
        .filter(Column::Year.eq(year))
        .filter(Column::Source.eq(source))
        .filter(Column::State.ne(PlanState::Cancelled));
    Ok(select.one(db).await?)
}

/// What a unit last distributed from a source before `year`.
pub async fn last_plan<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    unit: i64,
    year: i32,
    source: PlanSource,
) -> Result<Option<Plan>, Fault> {
    use distribution_plan::Column;
    let select = distribution_plan::Entity::find_in(scope)
        .filter(Column::DistributingUnitId.eq(unit))
        .filter(Column::Source.eq(source))
        .filter(Column::Year.lt(year))
        .filter(Column::State.is_in(DISTRIBUTED));
    Ok(select.order_by_desc(Column::Year).one(db).await?)
}

/// States in which a plan counts as distributed: what was approved, paid or held.
pub const DISTRIBUTED: [PlanState; 4] = [PlanState::Approved, PlanState::Paying, PlanState::Paid, PlanState::Closed];

/// Whether the collective has a unit with this number already.
pub async fn number_taken<C: ConnectionTrait>(db: &C, collective: i64, number: &str) -> Result<bool, Fault> {
    use distributing_unit::Column;
    let select = distributing_unit::Entity::find_in(&Scope::everything()).filter(Column::CollectiveId.eq(collective));
    Ok(select.filter(Column::Number.eq(number)).one(db).await?.is_some())
}
