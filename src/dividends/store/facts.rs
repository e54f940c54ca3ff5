//! What the rules look at, one statement per table.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    distributing_unit, distribution_plan, holding, membership, payout_line, plan_vote, resident,
    vocab::{DistributionBasis, MembershipMode, PayoutState, PlanState, UnclaimedReason},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, JoinType, QueryFilter, QueryOrder,
    sea_query::{Alias, Cond, Expr, ExprTrait, Query, SelectStatement},
};

use crate::{
    dividends::model::{LineFacts, PlanFacts, Unit},
    kernel::{
        fault::Fault,
        filter::at,
        money::Fen,
        scope::{FindIn, Scope, Scoped},
    },
};

/// Every calculated plan within scope.
pub async fn plans<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<PlanFacts>, Fault> {
    use distribution_plan::Column;
    let calculated = distribution_plan::Entity::find_in(scope)
        .filter(Column::State.is_not_in([PlanState::Draft, PlanState::Cancelled]))
        .order_by_asc(Column::Id);
    let rows = calculated.all(db).await?;
    let units = distributing_unit::Entity::find_in(scope).all(db).await?;
    let units: BTreeMap<i64, Unit> = units.into_iter().map(|unit| (unit.id, unit)).collect();
    let mut lines = lines(db, scope).await?;
    let votes = plan_vote::Entity::find_in(scope).order_by_asc(plan_vote::Column::Id).all(db).await?;
    let counts = on_register(db, scope).await?;
    let facts = rows.into_iter().filter_map(|plan| {
        let own = votes
            .iter()
            .rfind(|vote| vote.plan_id == plan.id && Some(&vote.content_hash) == plan.content_hash.as_ref());
        Some(PlanFacts {
            unit: units.get(&plan.distributing_unit_id)?.clone(),
            lines: lines.remove(&plan.id).unwrap_or_default(),
            voted_on: own.map(|vote| vote.held_on),
            on_register: counts.get(&plan.id).copied().unwrap_or_default(),
            plan,
        })
    });
    Ok(facts.collect())
}

async fn lines<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<BTreeMap<i64, Vec<LineFacts>>, Fault> {
    use payout_line::Column;
    let mut select = Query::select();
    for column in [
        Column::PlanId,
        Column::Id,
        Column::Number,
        Column::PersonId,
        Column::AmountFen,
        Column::State,
        Column::Reason,
        Column::UnclaimedOn,
        Column::SettledOn,
        Column::ParentId,
    ] {
        select.column((Alias::new("t"), column));
    }
    let person = at("r", resident::Column::Id).eq(at("t", Column::PersonId));
    select
        .column((Alias::new("r"), resident::Column::DiedOn))
        .column((Alias::new("r"), resident::Column::PersonId))
        .from_as(payout_line::Entity, Alias::new("t"))
        .join_as(JoinType::LeftJoin, resident::Entity, Alias::new("r"), person)
        .cond_where(payout_line::Entity::within(scope, "t"))
        .order_by((Alias::new("t"), Column::Id), sea_orm::Order::Asc);
    let mut found: BTreeMap<i64, Vec<LineFacts>> = BTreeMap::new();
    for row in db.query_all(&select).await? {
        found.entry(row.try_get_by_index(0)?).or_default().push(LineFacts {
            id: row.try_get_by_index(1)?,
            number: row.try_get_by_index(2)?,
            // Two records may have turned out to be one person since.
            person: row.try_get_by_index::<Option<i64>>(11)?.or(row.try_get_by_index(3)?),
            amount: row.try_get_by_index::<Fen>(4)?,
            state: row.try_get_by_index::<PayoutState>(5)?,
            reason: row.try_get_by_index::<Option<UnclaimedReason>>(6)?,
            unclaimed_on: row.try_get_by_index::<Option<NaiveDate>>(7)?,
            settled_on: row.try_get_by_index::<Option<NaiveDate>>(8)?,
            part: row.try_get_by_index::<Option<i64>>(9)?.is_some(),
            died_on: row.try_get_by_index::<Option<NaiveDate>>(10)?,
        });
    }
    Ok(found)
}

/// Members or holders on each plan's record date.
async fn on_register<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<BTreeMap<i64, i64>, Fault> {
    let heads = counted::<membership::Entity>(
        scope,
        DistributionBasis::PerHead,
        (membership::Column::DistributingUnitId, membership::Column::MemberId),
        (membership::Column::ValidFrom, membership::Column::ValidTo),
    );
    let holders = counted::<holding::Entity>(
        scope,
        DistributionBasis::PerShare,
        (holding::Column::DistributingUnitId, holding::Column::MemberId),
        (holding::Column::ValidFrom, holding::Column::ValidTo),
    );
    let mut counts = BTreeMap::new();
    for statement in [heads, holders] {
        for row in db.query_all(&statement).await? {
            counts.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(counts)
}

fn counted<E: Scoped>(
    scope: &Scope,
    basis: DistributionBasis,
    (unit, member): (E::Column, E::Column),
    (from, to): (E::Column, E::Column),
) -> SelectStatement {
    use distribution_plan::Column;
    let record_date = || at("p", Column::RecordDate);
    let on = Cond::all()
        .add(at("s", unit).eq(at("p", Column::DistributingUnitId)))
        .add(at("s", from).lte(record_date()))
        .add(Cond::any().add(at("s", to).is_null()).add(at("s", to).gt(record_date())));
    let mut select = Query::select();
    select
        .column((Alias::new("p"), Column::Id))
        .expr(Expr::expr(at("s", member)).count_distinct())
        .from_as(distribution_plan::Entity, Alias::new("p"))
        .join_as(JoinType::InnerJoin, Alias::new(E::default().table_name()), Alias::new("s"), on)
        .cond_where(distribution_plan::Entity::within(scope, "p"))
        .and_where(at("p", Column::Basis).eq(basis))
        .group_by_col((Alias::new("p"), Column::Id));
    if basis == DistributionBasis::PerShare {
        select.cond_where(still_member());
    }
    select
}

/// The holder is a member on the record date, or the unit's register is static.
fn still_member() -> Cond {
    use distribution_plan::Column;
    let mut fixed = Query::select();
    fixed
        .expr(Expr::val(1))
        .from_as(distributing_unit::Entity, Alias::new("u"))
        .and_where(at("u", distributing_unit::Column::Id).eq(at("p", Column::DistributingUnitId)))
        .and_where(at("u", distributing_unit::Column::MembershipMode).eq(MembershipMode::Static));
    let mut joined = Query::select();
    joined
        .expr(Expr::val(1))
        .from_as(membership::Entity, Alias::new("m"))
        .and_where(at("m", membership::Column::MemberId).eq(at("s", holding::Column::MemberId)))
        .and_where(at("m", membership::Column::ValidFrom).lte(at("p", Column::RecordDate)))
        .cond_where(
            Cond::any()
                .add(at("m", membership::Column::ValidTo).is_null())
                .add(at("m", membership::Column::ValidTo).gt(at("p", Column::RecordDate))),
        );
    Cond::any().add(Expr::exists(fixed)).add(Expr::exists(joined))
}
