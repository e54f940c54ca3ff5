//! Reads and writes rollups of payment lines.

use std::collections::{BTreeMap, BTreeSet};

use entity::{payment_line, payment_rollup, payment_rollup_slice, resident};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryResult, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Query},
};

use crate::{
    kernel::{
        fault::Fault,
        filter::at,
        scope::{FindIn, Scope, Scoped},
        time::Month,
        write::add_all,
    },
    subsidies::model::rollup::{Rollup, RollupKey, RollupLine, packed, rolled_up, unpacked},
};

/// Lines of a programme in these months, added up.
pub async fn counted<C: ConnectionTrait>(
    db: &C,
    programme: i64,
    months: &BTreeSet<Month>,
) -> Result<BTreeMap<RollupKey, Rollup>, Fault> {
    use payment_line::Column;
    let mut select = Query::select();
    for column in [Column::TierId, Column::UnitId, Column::Month, Column::State, Column::PersonId, Column::AmountFen] {
        select.expr(at("l", column));
    }
    select
        .expr(at("r", resident::Column::HouseholdId))
        .from_as(payment_line::Entity, Alias::new("l"))
        .join_as(
            JoinType::InnerJoin,
            resident::Entity,
            Alias::new("r"),
            at("r", resident::Column::Id).eq(at("l", Column::PersonId)),
        )
        .cond_where(payment_line::Entity::within(&Scope::everything(), "l"))
        .and_where(at("l", Column::ProgrammeId).eq(programme))
        .and_where(at("l", Column::Month).is_in(months.iter().copied()));
    let rows = db.query_all(&select).await?;
    let lines = rows.iter().map(|row| line(programme, row)).collect::<Result<Vec<_>, Fault>>()?;
    Ok(rolled_up(lines))
}

fn line(programme: i64, row: &QueryResult) -> Result<RollupLine, Fault> {
    let key = RollupKey {
        programme,
        tier: row.try_get("", "tier_id")?,
        unit: row.try_get("", "unit_id")?,
        month: row.try_get("", "month")?,
        state: row.try_get("", "state")?,
    };
    Ok(RollupLine {
        key,
        person: row.try_get("", "person_id")?,
        household: row.try_get("", "household_id")?,
        amount: row.try_get("", "amount_fen")?,
    })
}

/// Adds a programme's lines in these months up again.
pub async fn refresh<C: ConnectionTrait>(tx: &C, programme: i64, months: &BTreeSet<Month>) -> Result<(), Fault> {
    if months.is_empty() {
        return Ok(());
    }
    let rows = counted(tx, programme, months).await?;
    let rows = rows.iter().map(|(key, rollup)| stored(*key, rollup)).collect::<Result<Vec<_>, Fault>>()?;
    {
        use payment_rollup::{Column, Entity};
        let old = Entity::delete_many().filter(Column::ProgrammeId.eq(programme));
        old.filter(Column::Month.is_in(months.iter().copied())).exec(tx).await?;
        add_all::<_, payment_rollup::ActiveModel, _>(tx, rows).await?;
    }
    mark(tx, programme, months).await
}

/// Notes that months were added up, under the next revision. Revisions become visible in order: two audited
/// transactions at one time conflict on the chain, and only one of them commits.
async fn mark<C: ConnectionTrait>(tx: &C, programme: i64, months: &BTreeSet<Month>) -> Result<(), Fault> {
    use payment_rollup_slice::{Column, Entity, Model};
    let last = Entity::find_in(&Scope::everything()).select_only().column_as(Column::Revision.max(), "last");
    let last: Option<Option<i64>> = last.into_tuple().one(tx).await?;
    let revision = last.flatten().unwrap_or_default() + 1;
    let old = Entity::delete_many().filter(Column::ProgrammeId.eq(programme));
    old.filter(Column::Month.is_in(months.iter().copied())).exec(tx).await?;
    let slices = months.iter().map(|month| Model { id: 0, programme_id: programme, month: *month, revision });
    add_all::<_, payment_rollup_slice::ActiveModel, _>(tx, slices.collect()).await
}

fn stored(key: RollupKey, rollup: &Rollup) -> Result<payment_rollup::Model, Fault> {
    Ok(payment_rollup::Model {
        id: 0,
        programme_id: key.programme,
        tier_id: key.tier,
        unit_id: key.unit,
        month: key.month,
        state: key.state,
        person_times: rollup.person_times,
        amount_fen: rollup.amount,
        largest_fen: rollup.largest,
        persons: packed(&rollup.persons)?,
        households: packed(&rollup.households)?,
    })
}

/// Every programme and month that has lines.
pub async fn of_lines<C: ConnectionTrait>(db: &C) -> Result<BTreeMap<i64, BTreeSet<Month>>, Fault> {
    use payment_line::Column;
    let lines = payment_line::Entity::find_in(&Scope::everything()).select_only();
    Ok(by_programme(lines.column(Column::ProgrammeId).column(Column::Month).distinct().into_tuple().all(db).await?))
}

/// Every programme and month that was added up.
pub async fn of_slices<C: ConnectionTrait>(db: &C) -> Result<BTreeMap<i64, BTreeSet<Month>>, Fault> {
    use payment_rollup_slice::Column;
    let slices = payment_rollup_slice::Entity::find_in(&Scope::everything()).select_only();
    Ok(by_programme(slices.column(Column::ProgrammeId).column(Column::Month).into_tuple().all(db).await?))
}

fn by_programme(pairs: Vec<(i64, Month)>) -> BTreeMap<i64, BTreeSet<Month>> {
    let mut found: BTreeMap<i64, BTreeSet<Month>> = BTreeMap::new();
    for (programme, month) in pairs {
        found.entry(programme).or_default().insert(month);
    }
    found
}

/// Whether nothing was ever added up.
pub async fn none<C: ConnectionTrait>(db: &C) -> Result<bool, Fault> {
    Ok(payment_rollup_slice::Entity::find_in(&Scope::everything()).count(db).await? == 0)
}

/// A programme and month as it was last added up.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    pub programme: i64,
    pub month: Month,
    pub revision: i64,
    pub rollups: Vec<(RollupKey, Rollup)>,
}

/// Slices that changed after `revision`, all of one moment.
pub async fn since<C: ConnectionTrait>(db: &C, revision: i64) -> Result<Vec<Slice>, Fault> {
    use payment_rollup::Column;
    let slice = |column: payment_rollup_slice::Column| at("s", column);
    let mut select = Query::select();
    for column in [
        payment_rollup_slice::Column::ProgrammeId,
        payment_rollup_slice::Column::Month,
        payment_rollup_slice::Column::Revision,
    ] {
        select.expr(slice(column));
    }
    for column in [
        Column::TierId,
        Column::UnitId,
        Column::State,
        Column::PersonTimes,
        Column::AmountFen,
        Column::LargestFen,
        Column::Persons,
        Column::Households,
    ] {
        select.expr(at("u", column));
    }
    let same = Expr::expr(at("u", Column::ProgrammeId).eq(slice(payment_rollup_slice::Column::ProgrammeId)))
        .and(at("u", Column::Month).eq(slice(payment_rollup_slice::Column::Month)));
    select
        .from_as(payment_rollup_slice::Entity, Alias::new("s"))
        .join_as(JoinType::LeftJoin, payment_rollup::Entity, Alias::new("u"), same)
        .cond_where(payment_rollup_slice::Entity::within(&Scope::everything(), "s"))
        .and_where(slice(payment_rollup_slice::Column::Revision).gt(revision));
    let mut found: BTreeMap<(i64, Month), Slice> = BTreeMap::new();
    for row in db.query_all(&select).await? {
        let (programme, month) = (row.try_get("", "programme_id")?, row.try_get("", "month")?);
        let revision = row.try_get("", "revision")?;
        let slice = found.entry((programme, month));
        let slice = slice.or_insert(Slice { programme, month, revision, rollups: Vec::new() });
        slice.rollups.extend(rollup(programme, month, &row)?);
    }
    Ok(found.into_values().collect())
}

fn rollup(programme: i64, month: Month, row: &QueryResult) -> Result<Option<(RollupKey, Rollup)>, Fault> {
    let Some(unit) = row.try_get::<Option<i64>>("", "unit_id")? else { return Ok(None) };
    let key = RollupKey { programme, tier: row.try_get("", "tier_id")?, unit, month, state: row.try_get("", "state")? };
    let rollup = Rollup {
        person_times: row.try_get("", "person_times")?,
        amount: row.try_get("", "amount_fen")?,
        largest: row.try_get("", "largest_fen")?,
        persons: unpacked(&row.try_get::<Vec<u8>>("", "persons")?)?,
        households: unpacked(&row.try_get::<Vec<u8>>("", "households")?)?,
    };
    Ok(Some((key, rollup)))
}
