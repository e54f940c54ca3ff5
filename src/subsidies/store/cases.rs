//! Reads and writes applications.

use chrono::NaiveDate;
use entity::{
    agent_authorisation, application, application_objection, application_step, application_step_limit, enrolment,
    enrolment_step, payee_account, resident,
    vocab::{ApplicationState, EnrolmentAct, EnrolmentState},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Cond,
};

use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        time::Month,
        write::add,
    },
    residents,
    subsidies::model_application::{Account, Application, Changes, Enrolment, File, Person, StepLimits},
};

/// The limits of states.
pub async fn limits<C: ConnectionTrait>(db: &C) -> Result<StepLimits, Fault> {
    Ok(StepLimits(application_step_limit::Entity::find_in(&Scope::everything()).all(db).await?))
}

/// The file of an application within scope.
pub async fn file<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<File>, Fault> {
    use application_objection::Column as Objection;
    let found = application::Entity::find_in(scope).filter(application::Column::Id.eq(id)).one(db).await?;
    let Some(application) = found else { return Ok(None) };
    let Some(person) = residents::service::person_of(db, application.resident_id).await? else { return Ok(None) };
    let objections = application_objection::Entity::find_in(scope).filter(Objection::ApplicationId.eq(id));
    Ok(Some(File {
        objections: objections.order_by_asc(Objection::Id).all(db).await?,
        enrolments: of_person(db, person.id).await?,
        household: of_household(db, &person).await?,
        application,
        person,
    }))
}

/// All entitlements of a person, wherever: what excludes what does not stop at a border.
pub async fn of_person<C: ConnectionTrait>(db: &C, person: i64) -> Result<Vec<Enrolment>, Fault> {
    use enrolment::Column;
    let own = enrolment::Entity::find_in(&Scope::everything()).filter(Column::PersonId.eq(person));
    Ok(own.order_by_asc(Column::Id).all(db).await?)
}

/// All entitlements of the others in a person's household.
async fn of_household<C: ConnectionTrait>(db: &C, person: &Person) -> Result<Vec<Enrolment>, Fault> {
    use resident::Column as Record;
    let members = resident::Entity::find_in(&Scope::everything())
        .filter(Record::HouseholdId.eq(person.household_id))
        .filter(Record::PersonId.ne(person.id))
        .select_only()
        .column(Record::PersonId)
        .into_query();
    let others = enrolment::Entity::find_in(&Scope::everything());
    let others = others.filter(enrolment::Column::PersonId.in_subquery(members));
    Ok(others.order_by_asc(enrolment::Column::Id).all(db).await?)
}

/// Entitlements to a programme in `month`, of a unit or of all; what is suspended is not paid.
pub async fn roster<C: ConnectionTrait>(
    db: &C,
    programme: i64,
    unit: Option<i64>,
    month: Month,
) -> Result<Vec<Enrolment>, Fault> {
    use enrolment::Column;
    let mut entitled = enrolment::Entity::find_in(&Scope::everything())
        .filter(Column::ProgrammeId.eq(programme))
        .filter(Column::State.ne(EnrolmentState::Suspended))
        .filter(Column::StartMonth.lte(month))
        .filter(Cond::any().add(Column::EndMonth.is_null()).add(Column::EndMonth.gte(month)));
    if let Some(unit) = unit {
        entitled = entitled.filter(Column::UnitId.eq(unit));
    }
    Ok(entitled.order_by_asc(Column::UnitId).order_by_asc(Column::Id).all(db).await?)
}

/// Applications for a programme that are in publicity on `day`, of a unit or of all.
pub async fn in_publicity<C: ConnectionTrait>(
    db: &C,
    programme: i64,
    unit: Option<i64>,
    day: NaiveDate,
) -> Result<Vec<Application>, Fault> {
    use application::Column;
    let mut found = application::Entity::find_in(&Scope::everything())
        .filter(Column::ProgrammeId.eq(programme))
        .filter(Column::State.eq(ApplicationState::Publicity))
        .filter(Column::PublicityTo.gte(day));
    if let Some(unit) = unit {
        found = found.filter(Column::UnitId.eq(unit));
    }
    Ok(found.order_by_asc(Column::UnitId).order_by_asc(Column::Id).all(db).await?)
}

/// Whether a person has an undecided application for a programme.
pub async fn is_open<C: ConnectionTrait>(db: &C, person: i64, programme: i64) -> Result<bool, Fault> {
    use application::Column;
    let decided = [ApplicationState::Confirmed, ApplicationState::Rejected, ApplicationState::Withdrawn];
    let open = application::Entity::find_in(&Scope::everything())
        .filter(Column::ResidentId.eq(person))
        .filter(Column::ProgrammeId.eq(programme))
        .filter(Column::State.is_not_in(decided));
    Ok(open.one(db).await?.is_some())
}

/// The number that the next receipt of a year gets: `prefix` is what all of the year begin with.
pub async fn next_receipt<C: ConnectionTrait>(db: &C, prefix: &str) -> Result<String, Fault> {
    use application::Column;
    let last: Option<Option<String>> = application::Entity::find_in(&Scope::everything())
        .filter(Column::Receipt.starts_with(prefix))
        .order_by_desc(Column::Receipt)
        .select_only()
        .column(Column::Receipt)
        .into_tuple()
        .one(db)
        .await?;
    let last = last.flatten().and_then(|receipt| receipt.strip_prefix(prefix)?.parse::<u32>().ok());
    Ok(format!("{prefix}{:05}", last.unwrap_or_default() + 1))
}

/// Stores a new application; answers its key.
pub async fn enter<C: ConnectionTrait>(
    tx: &C,
    mut changes: Changes,
    (actor, today): (&str, NaiveDate),
) -> Result<i64, Fault> {
    if let Some(account) = changes.account.take() {
        let key = keep_account(tx, account, (changes.application.resident_id, today)).await?;
        changes.application.payee_account_id = Some(key);
    }
    let row = add(tx, changes.application.clone()).await?;
    let changes = Changes { application: row, ..changes };
    keep_step(tx, &changes, None, (actor, today)).await?;
    Ok(changes.application.id)
}

/// Writes what an act changes; nothing when the application was changed since it was read.
pub async fn apply<C: ConnectionTrait>(
    tx: &C,
    file: &File,
    mut changes: Changes,
    due_on: Option<NaiveDate>,
    (actor, today): (&str, NaiveDate),
) -> Result<Option<Changes>, Fault> {
    use application::Column;
    if let Some(account) = changes.account.take() {
        let key = keep_account(tx, account, (file.person.id, today)).await?;
        changes.application.payee_account_id = Some(key);
    }
    if let Some(enrolment) = changes.enrolment.take() {
        let row = add(tx, enrolment).await?;
        changes.application.enrolment_id = Some(row.id);
        let step = enrolment_step::Model {
            id: 0,
            enrolment_id: row.id,
            unit_id: row.unit_id,
            act: EnrolmentAct::Enrol,
            done_on: today,
            month: Some(row.start_month),
            related_id: None,
            actor: actor.to_owned(),
            note: changes.note.clone(),
        };
        add(tx, step).await?;
    }
    changes.application.version = file.application.version + 1;
    let mut row = changes.application.clone().into_active_model().reset_all();
    row.id = NotSet;
    let same = application::Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(file.application.id))
        .filter(Column::Version.eq(file.application.version));
    if same.exec(tx).await?.rows_affected != 1 {
        return Ok(None);
    }
    if let Some(objection) = changes.objection.take() {
        add(tx, objection).await?;
    }
    if let Some(answer) = &changes.answer {
        let answered = application_objection::ActiveModel {
            resolved_on: Set(Some(today)),
            outcome: Set(Some(answer.outcome)),
            resolved_by: Set(Some(actor.to_owned())),
            answer: Set(Some(answer.text.clone())),
            ..Default::default()
        };
        let open = application_objection::Entity::update_many()
            .set(answered)
            .filter(application_objection::Column::Id.eq(answer.objection))
            .filter(application_objection::Column::Outcome.is_null());
        if open.exec(tx).await?.rows_affected != 1 {
            return Ok(None);
        }
    }
    keep_step(tx, &changes, due_on, (actor, today)).await?;
    Ok(Some(changes))
}

async fn keep_step<C: ConnectionTrait>(
    tx: &C,
    changes: &Changes,
    due_on: Option<NaiveDate>,
    (actor, done_on): (&str, NaiveDate),
) -> Result<(), Fault> {
    let step = application_step::Model {
        id: 0,
        application_id: changes.application.id,
        unit_id: changes.application.unit_id,
        act: changes.act,
        state: changes.application.state,
        done_on,
        due_on,
        actor: actor.to_owned(),
        note: changes.note.clone(),
    };
    add(tx, step).await?;
    Ok(())
}

/// The key of an account, stored if it is not known with this holder; with the authorisation of somebody else to receive.
pub async fn keep_account<C: ConnectionTrait>(
    tx: &C,
    account: Account,
    (resident_id, today): (i64, NaiveDate),
) -> Result<i64, Fault> {
    use payee_account::Column;
    let known = payee_account::Entity::find_in(&Scope::everything())
        .filter(Column::NumberIndex.eq(account.index.clone()))
        .filter(Column::HolderName.eq(&account.holder))
        .filter(Column::Kind.eq(account.kind));
    let known = known.order_by_asc(Column::Id).one(tx).await?;
    let key = if let Some(row) = known {
        row.id
    } else {
        let row = payee_account::Model {
            id: 0,
            number_cipher: account.number,
            number_index: account.index,
            holder_name: account.holder,
            kind: account.kind,
        };
        add(tx, row).await?.id
    };
    if let Some(agent) = account.agent {
        let row = agent_authorisation::Model {
            id: 0,
            payee_account_id: key,
            resident_id,
            valid_from: today,
            valid_to: None,
            relation: Some(agent.relation),
            document: Some(agent.document),
        };
        add(tx, row).await?;
    }
    Ok(key)
}
