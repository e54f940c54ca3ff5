//! Reads of whole files: units, plans, the register on a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    distributing_unit, distribution_plan, holding, member, membership, payout_line, plan_objection, plan_step,
    plan_vote,
    vocab::{DistributionBasis, PlanState},
    vote_threshold,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, sea_query::Cond};

use crate::{
    dividends::model::{Participant, Plan, PlanFile, Roll, Threshold, Unit},
    kernel::{
        fault::Fault,
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

/// A condition that a spell holds on `day`.
pub fn holds(from: impl ColumnTrait, to: impl ColumnTrait, day: NaiveDate) -> Cond {
    Cond::all().add(from.lte(day)).add(Cond::any().add(to.is_null()).add(to.gt(day)))
}

/// Who takes part in a distribution by `basis` on a record date, and the unit's own shares. Days of death are not
/// read here.
pub async fn roll<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    unit: i64,
    basis: DistributionBasis,
    on: NaiveDate,
) -> Result<Roll, Fault> {
    let mut weights: BTreeMap<Option<i64>, i64> = BTreeMap::new();
    match basis {
        DistributionBasis::PerHead => {
            use membership::{Column, Entity};
            let spells = Entity::find_in(scope).filter(Column::DistributingUnitId.eq(unit));
            for row in spells.filter(holds(Column::ValidFrom, Column::ValidTo, on)).all(db).await? {
                weights.insert(Some(row.member_id), 1);
            }
        }
        DistributionBasis::PerShare => {
            use holding::{Column, Entity};
            let spells = Entity::find_in(scope).filter(Column::DistributingUnitId.eq(unit));
            for row in spells.filter(holds(Column::ValidFrom, Column::ValidTo, on)).all(db).await? {
                *weights.entry(row.member_id).or_default() += row.shares;
            }
        }
    }
    let members = member::Entity::find_in(scope).filter(member::Column::DistributingUnitId.eq(unit));
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
    source: entity::vocab::PlanSource,
) -> Result<Option<Plan>, Fault> {
    use distribution_plan::Column;
    let select = distribution_plan::Entity::find_in(&Scope::everything())
        .filter(Column::DistributingUnitId.eq(unit))
        .filter(Column::Year.eq(year))
        .filter(Column::Source.eq(source))
        .filter(Column::State.ne(PlanState::Cancelled));
    Ok(select.one(db).await?)
}

/// The distributed plan of a unit in a year, for comparison.
pub async fn plan_of_year<C: ConnectionTrait>(db: &C, scope: &Scope, unit: i64, year: i32) -> Result<Vec<Plan>, Fault> {
    use distribution_plan::Column;
    let select = distribution_plan::Entity::find_in(scope)
        .filter(Column::DistributingUnitId.eq(unit))
        .filter(Column::Year.eq(year))
        .filter(Column::State.is_in(DISTRIBUTED));
    Ok(select.order_by_asc(Column::Id).all(db).await?)
}

/// States in which a plan counts as distributed: what was approved, paid or held.
pub const DISTRIBUTED: [PlanState; 4] = [PlanState::Approved, PlanState::Paying, PlanState::Paid, PlanState::Closed];

/// Whether the collective has a unit with this number already.
pub async fn number_taken<C: ConnectionTrait>(db: &C, collective: i64, number: &str) -> Result<bool, Fault> {
    use distributing_unit::Column;
    let select = distributing_unit::Entity::find_in(&Scope::everything()).filter(Column::CollectiveId.eq(collective));
    Ok(select.filter(Column::Number.eq(number)).one(db).await?.is_some())
}
