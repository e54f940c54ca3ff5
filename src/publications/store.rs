//! SQL of published lists; which of their rows exist for whom.

use entity::{publication, publication_entry, publication_objection};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Cond,
};

use super::model::{Changes, Entry, File, Publication};
use crate::kernel::{
    fault::Fault,
    scope::{FindIn, Reach, Scope, scoped},
    time::Month,
    write::{add, add_all},
};

scoped! {
    // What is up is everybody's: `loader::request` says until when, for those who may not read the archive. A unit's
    // workers keep to the lists of their unit.
    publication: |scope, alias| match &scope.units {
        Reach::Only(_) => scope.units.limit(alias, &[publication::Column::UnitId]),
        Reach::All | Reach::Nothing => Cond::all(),
    };
    // Part of a list, reached through one that exists.
    publication_entry: |_, _| Cond::all();
    // Who objected is nobody's but the office's.
    publication_objection: |scope, alias| scope.units.limit(alias, &[publication_objection::Column::UnitId]);
}

/// A list within scope, for an act.
pub async fn file<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<File>, Fault> {
    use publication_objection::Column;
    let found = publication::Entity::find_in(scope).filter(publication::Column::Id.eq(id)).one(db).await?;
    let Some(publication) = found else { return Ok(None) };
    let objections = publication_objection::Entity::find_in(scope).filter(Column::PublicationId.eq(id));
    Ok(Some(File { publication, objections: objections.order_by_asc(Column::Id).all(db).await? }))
}

/// The entries of a list, by number.
pub async fn entries<C: ConnectionTrait>(db: &C, id: i64) -> Result<Vec<Entry>, Fault> {
    use publication_entry::Column;
    let own = publication_entry::Entity::find_in(&Scope::everything()).filter(Column::PublicationId.eq(id));
    Ok(own.order_by_asc(Column::Number).all(db).await?)
}

/// Whether the roster of a month has been published and not withdrawn.
pub async fn is_published<C: ConnectionTrait>(
    db: &C,
    programme: i64,
    unit: Option<i64>,
    month: Month,
) -> Result<bool, Fault> {
    use publication::Column;
    let unit = unit.map_or(Column::UnitId.is_null(), |unit| Column::UnitId.eq(unit));
    let found = publication::Entity::find_in(&Scope::everything())
        .filter(Column::ProgrammeId.eq(programme))
        .filter(unit)
        .filter(Column::Month.eq(month))
        .filter(Column::WithdrawnOn.is_null());
    Ok(found.one(db).await?.is_some())
}

/// Stores a list with its entries; answers its key.
pub async fn insert<C: ConnectionTrait>(tx: &C, publication: Publication, entries: Vec<Entry>) -> Result<i64, Fault> {
    let id = add(tx, publication).await?.id;
    add_all(tx, entries.into_iter().map(|entry| Entry { publication_id: id, ..entry }).collect()).await?;
    Ok(id)
}

/// Writes what an act changes; whether nothing was changed since it was read.
pub async fn apply<C: ConnectionTrait>(tx: &C, read: &Publication, changes: Changes) -> Result<bool, Fault> {
    use publication::Column;
    let row = Publication { version: read.version + 1, ..changes.publication };
    let mut row = row.into_active_model().reset_all();
    row.id = NotSet;
    let same = publication::Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(read.id))
        .filter(Column::Version.eq(read.version));
    if same.exec(tx).await?.rows_affected != 1 {
        return Ok(false);
    }
    if let Some(objection) = changes.objection {
        add(tx, objection).await?;
    }
    if let Some(answer) = changes.answer {
        let answered = publication_objection::ActiveModel {
            resolved_on: Set(Some(answer.on)),
            outcome: Set(Some(answer.outcome)),
            resolved_by: Set(Some(answer.by)),
            answer: Set(Some(answer.text)),
            ..Default::default()
        };
        let open = publication_objection::Entity::update_many()
            .set(answered)
            .filter(publication_objection::Column::Id.eq(answer.objection))
            .filter(publication_objection::Column::Outcome.is_null());
        return Ok(open.exec(tx).await?.rows_affected == 1);
    }
    Ok(true)
}
