//! Who draws a programme in a month.

use std::collections::BTreeSet;

use entity::{
    enrolment, resident,
    vocab::{EnrolmentState, ExclusionLevel},
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};

use super::circumstances::entitled;
use crate::{
    kernel::{
        fault::Fault,
        money::Fen,
        scope::{FindIn, Scope},
        time::Month,
    },
    subsidies::rules::what_if::Enrolled,
};

/// Entitlements to the programme in the month within scope, suspended ones left out.
pub async fn enrolled<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    programme: i64,
    month: Month,
) -> Result<Vec<Enrolled>, Fault> {
    use enrolment::Column;
    let select = enrolment::Entity::find_in(scope)
        .filter(Column::ProgrammeId.eq(programme))
        .filter(Column::State.ne(EnrolmentState::Suspended))
        .filter(entitled(month))
        .order_by_asc(Column::PersonId)
        .select_only()
        .columns([Column::PersonId, Column::TierId, Column::AssessedIncomeFen, Column::AmountFen]);
    let rows = select.into_tuple::<(i64, Option<i64>, Option<Fen>, Option<Fen>)>().all(db).await?;
    let row = |(person, tier, income, granted)| Enrolled { person, tier, income, granted };
    Ok(rows.into_iter().map(row).collect())
}

/// Persons who draw `one` while they, or at the level of the household somebody of it, draw `other` in the month.
pub async fn drawing_both<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    (one, other): (i64, i64),
    level: ExclusionLevel,
    month: Month,
) -> Result<Vec<i64>, Fault> {
    let (own, theirs) = (enrolled(db, scope, one, month).await?, enrolled(db, scope, other, month).await?);
    let own: BTreeSet<i64> = own.into_iter().map(|row| row.person).collect();
    let theirs: BTreeSet<i64> = theirs.into_iter().map(|row| row.person).collect();
    if level == ExclusionLevel::Person {
        return Ok(own.intersection(&theirs).copied().collect());
    }
    let homes = households(db, scope, own.union(&theirs).copied().collect()).await?;
    let of = |persons: &BTreeSet<i64>| -> BTreeSet<i64> {
        homes.iter().filter(|(person, _)| persons.contains(person)).map(|(_, home)| *home).collect()
    };
    let shared: BTreeSet<i64> = of(&own).intersection(&of(&theirs)).copied().collect();
    Ok(homes
        .iter()
        .filter(|(person, home)| own.contains(person) && shared.contains(home))
        .map(|(one, _)| *one)
        .collect())
}

async fn households<C: ConnectionTrait>(db: &C, scope: &Scope, persons: Vec<i64>) -> Result<Vec<(i64, i64)>, Fault> {
    use resident::Column;
    let mut found = Vec::new();
    for keys in persons.chunks(5_000) {
        let select = resident::Entity::find_in(scope).filter(Column::Id.is_in(keys.iter().copied()));
        let select = select.order_by_asc(Column::Id).select_only().columns([Column::Id, Column::HouseholdId]);
        found.extend(select.into_tuple::<(i64, i64)>().all(db).await?);
    }
    Ok(found)
}
