//! Begins and ends entitlements.

use entity::{
    enrolment, payee_account,
    vocab::{AccountKind, EnrolmentState, RecordOrigin, StopReason},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    kernel::{fault::Fault, time::Month, write::add},
    subsidies::model::NewEnrolment,
};

/// Stores an entitlement with its account; answers its key.
pub async fn enrol<C: ConnectionTrait>(tx: &C, new: NewEnrolment) -> Result<i64, Fault> {
    let account = payee_account::Model {
        id: 0,
        number_cipher: new.account,
        number_index: new.account_index,
        holder_name: new.holder,
        kind: AccountKind::Personal,
    };
    let row = enrolment::Model {
        id: 0,
        resident_id: new.resident,
        person_id: new.person,
        programme_id: new.programme,
        tier_id: new.tier,
        unit_id: new.unit,
        state: EnrolmentState::Active,
        start_month: new.start,
        end_month: None,
        stop_reason: None,
        payee_account_id: add(tx, account).await?.id,
        next_review_on: None,
        assessed_income_fen: None,
        amount_fen: None,
        origin: RecordOrigin::Platform,
        version: 1,
    };
    Ok(add(tx, row).await?.id)
}

/// Ends an entitlement that lasts.
pub async fn stop<C: ConnectionTrait>(tx: &C, id: i64, end: Month, reason: StopReason) -> Result<(), Fault> {
    use enrolment::Column;
    let ended = enrolment::ActiveModel {
        state: Set(EnrolmentState::Stopped),
        end_month: Set(Some(end)),
        stop_reason: Set(Some(reason)),
        ..Default::default()
    };
    let done = enrolment::Entity::update_many()
        .set(ended)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::State.ne(EnrolmentState::Stopped))
        .exec(tx)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::Corrupt("the entitlement had ended".to_owned())) }
}
