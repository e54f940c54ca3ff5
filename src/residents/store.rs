//! SQL of residents and units; which of their rows exist for whom.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use entity::{disability_certificate, household, life_event, residency, resident, unit, unit_code, veteran};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Cond, Iden},
};

use super::{
    model::{DatedCode, UnitRecord, Units},
    reference::UnitSeed,
};
use crate::kernel::{
    fault::Fault,
    filter::exists,
    scope::{FindIn, Reach, Scope, scoped},
};

scoped! {
    // The division is public.
    unit: |_, _| Cond::all();
    unit_code: |_, _| Cond::all();
    household: |scope, alias| if veterans_only(scope) {
        with_a_veteran(scope, alias)
    } else {
        scope.units.limit(alias, &[household::Column::UnitId])
    };
    // A community works for those whose hukou it keeps and for those who live there.
    resident: |scope, alias| if veterans_only(scope) {
        on_veterans_register(scope, (alias, resident::Column::PersonId))
    } else {
        scope.units.limit(alias, &[resident::Column::HukouUnitId, resident::Column::ResidenceUnitId])
    };
    // Parts of a resident's file, reached through a resident within scope.
    residency: |_, _| Cond::all();
    life_event: |_, _| Cond::all();
    disability_certificate: |_, _| Cond::all();
}

/// Whether of all people only veterans exist: a station needs nobody else's file.
#[must_use]
pub fn veterans_only(scope: &Scope) -> bool {
    scope.units == Reach::Nothing && scope.stations != Reach::Nothing
}

/// The person in a column is on the register of a station within scope.
pub fn on_veterans_register(scope: &Scope, (alias, person): (&str, impl Iden + 'static)) -> Cond {
    let (inner, column) = (format!("{alias}_vs"), veteran::Column::PersonId);
    Cond::all().add(exists::<veteran::Entity>(scope, &inner, column, (alias, person), Cond::all()))
}

fn with_a_veteran(scope: &Scope, alias: &str) -> Cond {
    let (inner, parent) = (format!("{alias}_rs"), (alias, household::Column::Id));
    Cond::all().add(exists::<resident::Entity>(scope, &inner, resident::Column::HouseholdId, parent, Cond::all()))
}

/// All units with their dated codes.
pub async fn units<C: ConnectionTrait>(db: &C) -> Result<Units, Fault> {
    let scope = Scope::everything();
    let rows = unit::Entity::find_in(&scope).order_by_asc(unit::Column::Code).all(db).await?;
    let codes = unit_code::Entity::find_in(&scope).order_by_asc(unit_code::Column::ValidFrom).all(db).await?;
    let record = |row: unit::Model| {
        let own = codes.iter().filter(|code| code.unit_id == row.id);
        let codes =
            own.map(|code| DatedCode { code: code.code.clone(), valid_from: code.valid_from, valid_to: code.valid_to });
        Arc::new(UnitRecord { id: row.id, codes: codes.collect(), code: row.code, name: row.name, kind: row.kind })
    };
    Ok(Units(rows.into_iter().map(record).collect()))
}

/// Whether the units have been seeded.
pub async fn has_units<C: ConnectionTrait>(db: &C) -> Result<bool, Fault> {
    Ok(unit::Entity::find_in(&Scope::everything()).one(db).await?.is_some())
}

/// Seeds the units with their dated codes; keys follow the order.
pub async fn insert_units<C: ConnectionTrait>(tx: &C, units: Vec<UnitSeed>) -> Result<(), Fault> {
    for unit in units {
        let row = unit::ActiveModel { id: NotSet, code: Set(unit.code), name: Set(unit.name), kind: Set(unit.kind) };
        let key = row.insert(tx).await?.id;
        let codes = unit.codes.into_iter().map(|dated| unit_code::ActiveModel {
            id: NotSet,
            unit_id: Set(key),
            code: Set(dated.code),
            valid_from: Set(dated.valid_from),
            valid_to: Set(dated.valid_to),
        });
        unit_code::Entity::insert_many(codes).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Keys in one `IN` list.
const KEYS: usize = 5_000;

/// Days of death among canonical records.
pub async fn deaths<C: ConnectionTrait>(db: &C, persons: &[i64]) -> Result<BTreeMap<i64, NaiveDate>, Fault> {
    let mut found = BTreeMap::new();
    for keys in persons.chunks(KEYS) {
        let select = resident::Entity::find_in(&Scope::everything())
            .filter(resident::Column::Id.is_in(keys.iter().copied()))
            .filter(resident::Column::DiedOn.is_not_null())
            .select_only()
            .columns([resident::Column::Id, resident::Column::DiedOn]);
        found.extend(select.into_tuple::<(i64, NaiveDate)>().all(db).await?);
    }
    Ok(found)
}

/// The canonical record of the person with this blind index.
pub async fn record_of<C: ConnectionTrait>(db: &C, index: &[u8]) -> Result<Option<resident::Model>, Fault> {
    let everywhere = Scope::everything();
    let known = resident::Entity::find_in(&everywhere).filter(resident::Column::IdNumberIndex.eq(index.to_vec()));
    let Some(known) = known.order_by_asc(resident::Column::Id).one(db).await? else { return Ok(None) };
    Ok(resident::Entity::find_in(&everywhere).filter(resident::Column::Id.eq(known.person_id)).one(db).await?)
}

/// A record within scope.
pub async fn resident<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<resident::Model>, Fault> {
    Ok(resident::Entity::find_in(scope).filter(resident::Column::Id.eq(id)).one(db).await?)
}

/// The canonical record of the person with this record.
pub async fn person_of<C: ConnectionTrait>(db: &C, id: i64) -> Result<Option<resident::Model>, Fault> {
    let everywhere = Scope::everything();
    let Some(record) = resident(db, &everywhere, id).await? else { return Ok(None) };
    if record.person_id == record.id {
        return Ok(Some(record));
    }
    resident(db, &everywhere, record.person_id).await
}

/// Records with these keys within scope, by key.
pub async fn people<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    ids: &[i64],
) -> Result<BTreeMap<i64, resident::Model>, Fault> {
    let mut found = BTreeMap::new();
    for keys in ids.chunks(KEYS) {
        let select = resident::Entity::find_in(scope).filter(resident::Column::Id.is_in(keys.iter().copied()));
        found.extend(select.all(db).await?.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}
