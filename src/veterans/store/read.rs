//! Reads a person's file and the policy.

use chrono::NaiveDate;
use entity::{
    card_step_limit, contact_interval, enrolment, programme, resident, service_event, service_point, veteran,
    veteran_benefit, veteran_card, veteran_category, veteran_disability, veteran_entitlement, veteran_honour,
    veteran_step, vocab::ServicePointKind,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Cond, Query},
};

use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope, Scoped},
    },
    veterans::{
        model::{Benefit, File, Person, Policy, Veteran},
        service::Subject,
    },
};

/// The policy rows.
pub async fn policy<C: ConnectionTrait>(db: &C) -> Result<Policy, Fault> {
    let all = Scope::everything();
    Ok(Policy {
        intervals: contact_interval::Entity::find_in(&all)
            .order_by_asc(contact_interval::Column::ValidFrom)
            .all(db)
            .await?,
        limits: card_step_limit::Entity::find_in(&all).all(db).await?,
        entitlements: veteran_entitlement::Entity::find_in(&all)
            .order_by_asc(veteran_entitlement::Column::Id)
            .all(db)
            .await?,
    })
}

/// The file of a person.
pub async fn of_person<C: ConnectionTrait>(db: &C, scope: &Scope, person: i64) -> Result<Option<Veteran>, Fault> {
    Ok(veteran::Entity::find_in(scope).filter(veteran::Column::PersonId.eq(person)).one(db).await?)
}

/// The rows of `E` within scope that belong to a veteran, oldest first.
async fn parts<E, C>(
    db: &C,
    scope: &Scope,
    (column, id): (E::Column, E::Column),
    veteran: i64,
) -> Result<Vec<E::Model>, Fault>
where
    E: Scoped,
    E::Model: Send + Sync,
    C: ConnectionTrait,
{
    Ok(E::find_in(scope).filter(column.eq(veteran)).order_by_asc(id).all(db).await?)
}

async fn key_of<C: ConnectionTrait>(db: &C, scope: &Scope, subject: Subject) -> Result<Option<i64>, Fault> {
    Ok(match subject {
        Subject::Veteran(id) => Some(id),
        Subject::Event(id) => {
            use service_event::{Column, Entity};
            owner(db, Entity::find_in(scope).filter(Column::Id.eq(id)), Column::VeteranId).await?
        }
        Subject::Benefit(id) => {
            use veteran_benefit::{Column, Entity};
            owner(db, Entity::find_in(scope).filter(Column::Id.eq(id)), Column::VeteranId).await?
        }
        Subject::Card(id) => {
            use veteran_card::{Column, Entity};
            owner(db, Entity::find_in(scope).filter(Column::Id.eq(id)), Column::VeteranId).await?
        }
    })
}

async fn owner<E: EntityTrait, C: ConnectionTrait>(
    db: &C,
    select: Select<E>,
    column: E::Column,
) -> Result<Option<i64>, Fault> {
    Ok(select.select_only().column(column).into_tuple::<i64>().one(db).await?)
}

/// The whole file that `subject` is of; `pensions` are the codes of programmes that are regular pensions.
pub async fn file<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    subject: Subject,
    (pensions, today): (&[String], NaiveDate),
) -> Result<Option<File>, Fault> {
    let Some(id) = key_of(db, scope, subject).await? else { return Ok(None) };
    let found = veteran::Entity::find_in(scope).filter(veteran::Column::Id.eq(id)).one(db).await?;
    let Some(veteran) = found else { return Ok(None) };
    let everything = Scope::everything();
    let resident = resident::Entity::find_in(&everything).filter(resident::Column::Id.eq(veteran.resident_id));
    let Some(resident) = resident.one(db).await? else { return Ok(None) };
    let (steps, benefits) = (steps(db, scope, id).await?, benefits(db, scope, id, resident.household_id).await?);
    let (station, street_station) = stations(db, veteran.unit_id, today).await?;
    Ok(Some(File {
        person: Person { household: resident.household_id, birth_date: resident.birth_date, died_on: resident.died_on },
        categories: parts::<veteran_category::Entity, C>(
            db,
            scope,
            (veteran_category::Column::VeteranId, veteran_category::Column::Id),
            id,
        )
        .await?,
        disabilities: parts::<veteran_disability::Entity, C>(
            db,
            scope,
            (veteran_disability::Column::VeteranId, veteran_disability::Column::Id),
            id,
        )
        .await?,
        honours: parts::<veteran_honour::Entity, C>(
            db,
            scope,
            (veteran_honour::Column::VeteranId, veteran_honour::Column::Id),
            id,
        )
        .await?,
        cards: parts::<veteran_card::Entity, C>(
            db,
            scope,
            (veteran_card::Column::VeteranId, veteran_card::Column::Id),
            id,
        )
        .await?,
        events: parts::<service_event::Entity, C>(
            db,
            scope,
            (service_event::Column::VeteranId, service_event::Column::Id),
            id,
        )
        .await?,
        pensions: enrolments(db, veteran.person_id, pensions).await?,
        benefits,
        steps,
        station,
        street_station,
        veteran,
    }))
}

async fn steps<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Vec<veteran_step::Model>, Fault> {
    let columns = (veteran_step::Column::VeteranId, veteran_step::Column::Id);
    parts::<veteran_step::Entity, C>(db, scope, columns, id).await
}

/// The person's own benefits and the plaques of the household, whoever of it registered them.
async fn benefits<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64, household: i64) -> Result<Vec<Benefit>, Fault> {
    use veteran_benefit::Column;
    let own = Cond::any().add(Column::VeteranId.eq(id)).add(Column::HouseholdId.eq(household));
    // A household may straddle two stations: one plaque all the same.
    let scope = Scope { stations: crate::kernel::scope::Reach::All, ..scope.clone() };
    Ok(veteran_benefit::Entity::find_in(&scope).filter(own).order_by_asc(Column::Id).all(db).await?)
}

/// Entitlements of a person to the programmes with these codes.
async fn enrolments<C: ConnectionTrait>(db: &C, person: i64, codes: &[String]) -> Result<Vec<enrolment::Model>, Fault> {
    let mut programmes = Query::select();
    programmes
        .column(programme::Column::Id)
        .from(programme::Entity)
        .and_where(programme::Column::Code.is_in(codes.iter().cloned()))
        .cond_where(programme::Entity::within(&Scope::everything(), "programme"));
    let select = enrolment::Entity::find_in(&Scope::everything())
        .filter(enrolment::Column::PersonId.eq(person))
        .filter(enrolment::Column::ProgrammeId.in_subquery(programmes));
    Ok(select.order_by_asc(enrolment::Column::Id).all(db).await?)
}

/// Stations open today: the unit's own and the street's.
async fn stations<C: ConnectionTrait>(
    db: &C,
    unit: i64,
    today: NaiveDate,
) -> Result<(Option<i64>, Option<i64>), Fault> {
    use service_point::Column;
    let open = service_point::Entity::find_in(&Scope::everything())
        .filter(Column::Kind.eq(ServicePointKind::VeteranStation))
        .filter(Column::OpenedOn.lte(today))
        .filter(Cond::any().add(Column::ClosedOn.is_null()).add(Column::ClosedOn.gt(today)))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let own = open.iter().find(|point| !point.street_level && point.unit_id == unit).map(|point| point.id);
    Ok((own, open.iter().find(|point| point.street_level).map(|point| point.id)))
}
