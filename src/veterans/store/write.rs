//! Writes what an act on a file changes.

use chrono::NaiveDate;
use entity::{service_event, veteran, veteran_benefit, veteran_card};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait,
    QueryFilter,
};

use crate::{
    kernel::{fault::Fault, write::add},
    veterans::model::{Category, Changes, File, Outcome, Record, Step, Veteran},
};

/// Stores a new file with its first category; answers its key.
pub async fn enter<C: ConnectionTrait>(tx: &C, veteran: Veteran, category: Category) -> Result<i64, Fault> {
    let id = add(tx, veteran).await?.id;
    add(tx, Category { veteran_id: id, ..category }).await?;
    Ok(id)
}

/// Writes `changes` of `file`; answers what they were done to, or nothing when a row was changed since it was read.
pub async fn apply<C: ConnectionTrait>(
    tx: &C,
    file: &File,
    changes: Changes,
    (actor, today): (&str, NaiveDate),
) -> Result<Option<Outcome>, Fault> {
    let mut outcome = Outcome { veteran: file.veteran.id, ..Outcome::default() };
    for record in changes.records {
        if !save(tx, record, &mut outcome).await? {
            return Ok(None);
        }
    }
    if let Some((act, note)) = changes.step {
        let step = Step {
            id: 0,
            veteran_id: file.veteran.id,
            unit_id: file.veteran.unit_id,
            event_id: outcome.event,
            benefit_id: outcome.benefit,
            card_id: outcome.card,
            act,
            done_on: changes.on.unwrap_or(today),
            actor: actor.to_owned(),
            note,
            document: None,
        };
        add(tx, step).await?;
    }
    Ok(Some(outcome))
}

/// Inserts a new row, or updates one, versioned rows by compare-and-set. Says whether it was stored.
async fn save<C: ConnectionTrait>(tx: &C, record: Record, outcome: &mut Outcome) -> Result<bool, Fault> {
    let stored = match record {
        Record::Veteran(row) => {
            let read = (row.id, row.version);
            versioned(tx, row, read, (veteran::Column::Id, veteran::Column::Version)).await?
        }
        Record::Card(row) => {
            let read = (row.id, row.version);
            outcome.card = versioned(tx, row, read, (veteran_card::Column::Id, veteran_card::Column::Version)).await?;
            outcome.card
        }
        Record::Benefit(row) => {
            let read = (row.id, row.version);
            let columns = (veteran_benefit::Column::Id, veteran_benefit::Column::Version);
            outcome.benefit = versioned(tx, row, read, columns).await?;
            outcome.benefit
        }
        Record::Event(row) => {
            let read = (row.id, row.version);
            outcome.event =
                versioned(tx, *row, read, (service_event::Column::Id, service_event::Column::Version)).await?;
            outcome.event
        }
        Record::Category(row) => Some(dated(tx, row.id, row).await?),
        Record::Disability(row) => Some(dated(tx, row.id, row).await?),
        Record::Honour(row) => Some(dated(tx, row.id, row).await?),
        Record::Contact(row) => Some(dated(tx, row.id, row).await?),
    };
    Ok(stored.is_some())
}

/// Inserts a row with key 0, or updates the one that was read with `id` at `version`; answers its key, or nothing when
/// it was changed since.
async fn versioned<M, A, C>(
    tx: &C,
    row: M,
    (id, version): (i64, i32),
    (key, counted): (<A::Entity as EntityTrait>::Column, <A::Entity as EntityTrait>::Column),
) -> Result<Option<i64>, Fault>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    A::Entity: EntityTrait<Model = M>,
    M: ModelTrait<Entity = A::Entity>,
    C: ConnectionTrait,
{
    if id == 0 {
        return Ok(add(tx, row).await?.get(key).unwrap::<Option<i64>>());
    }
    let mut row = row.into_active_model().reset_all();
    row.not_set(key);
    row.set(counted, (version + 1).into());
    let same = A::Entity::update_many().set(row).filter(key.eq(id)).filter(counted.eq(version));
    Ok((same.exec(tx).await?.rows_affected == 1).then_some(id))
}

/// Inserts a row with key 0, or updates the one with `id`.
async fn dated<M, A, C>(tx: &C, id: i64, row: M) -> Result<i64, Fault>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    A::Entity: EntityTrait<Model = M>,
    C: ConnectionTrait,
{
    if id == 0 {
        add(tx, row).await?;
    } else {
        row.into_active_model().reset_all().update(tx).await?;
    }
    Ok(id)
}
