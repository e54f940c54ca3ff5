//! Reads and writes entitlements as they are kept.

use chrono::NaiveDate;
use entity::{enrolment, enrolment_step, payment_line, vocab::PaymentState};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::cases::keep_account;
use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        time::Month,
        write::add,
    },
    residents,
    subsidies::model_application::{Enrolment, Entitlement, Keeping, Kept},
};

/// States of lines that are paid or may be.
const LIVE: [PaymentState; 5] =
    [PaymentState::Planned, PaymentState::Held, PaymentState::Sent, PaymentState::Paid, PaymentState::Returned];

/// An entitlement within scope.
pub async fn entitlement<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<Entitlement>, Fault> {
    use payment_line::Column;
    let found = enrolment::Entity::find_in(scope).filter(enrolment::Column::Id.eq(id)).one(db).await?;
    let Some(enrolment) = found else { return Ok(None) };
    let Some(person) = residents::service::person_of(db, enrolment.resident_id).await? else { return Ok(None) };
    let paid_until: Option<Month> = payment_line::Entity::find_in(&Scope::everything())
        .filter(Column::PersonId.eq(enrolment.person_id))
        .filter(Column::ProgrammeId.eq(enrolment.programme_id))
        .filter(Column::State.is_in(LIVE))
        .order_by_desc(Column::Month)
        .select_only()
        .column(Column::Month)
        .into_tuple()
        .one(db)
        .await?;
    Ok(Some(Entitlement { enrolment, person, paid_until }))
}

/// Writes what an act changes; whether nothing was changed since it was read.
pub async fn apply<C: ConnectionTrait>(
    tx: &C,
    read: &Enrolment,
    mut keeping: Keeping,
    actor: &str,
) -> Result<bool, Fault> {
    use enrolment::Column;
    if let Some(account) = keeping.account.take() {
        keeping.enrolment.payee_account_id = keep_account(tx, account, (read.resident_id, keeping.done_on)).await?;
    }
    keeping.enrolment.version = read.version + 1;
    let mut row = keeping.enrolment.clone().into_active_model().reset_all();
    row.id = NotSet;
    let same = enrolment::Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(read.id))
        .filter(Column::Version.eq(read.version));
    if same.exec(tx).await?.rows_affected != 1 {
        return Ok(false);
    }
    let successor = match keeping.successor.take() {
        Some(row) => Some(add(tx, row).await?),
        None => None,
    };
    for kept in keeping.steps {
        let related = successor.as_ref().map(|row| row.id);
        keep(tx, (&keeping.enrolment, related), kept, (actor, keeping.done_on)).await?;
    }
    if let Some(row) = successor {
        let kept =
            Kept {
                act: entity::vocab::EnrolmentAct::Enrol, month: Some(row.start_month), note: "变更档次".to_owned()
            };
        keep(tx, (&row, Some(read.id)), kept, (actor, keeping.done_on)).await?;
    }
    Ok(true)
}

async fn keep<C: ConnectionTrait>(
    tx: &C,
    (row, related_id): (&Enrolment, Option<i64>),
    kept: Kept,
    (actor, done_on): (&str, NaiveDate),
) -> Result<(), Fault> {
    let step = enrolment_step::Model {
        id: 0,
        enrolment_id: row.id,
        unit_id: row.unit_id,
        act: kept.act,
        done_on,
        month: kept.month,
        related_id,
        actor: actor.to_owned(),
        note: kept.note,
    };
    add(tx, step).await?;
    Ok(())
}
