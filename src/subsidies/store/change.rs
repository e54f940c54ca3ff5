//! Changes of programmes: proposals, and what they come to.

use chrono::NaiveDate;
use entity::{
    payroll, programme, programme_change, programme_exclusion, programme_standard, programme_version,
    vocab::{PayrollState, ProgrammeChangeState},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Cond, Expr, ExprTrait},
};

use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        time::Month,
        write::{add, add_all},
    },
    subsidies::model::{EndExclusion, NewExclusion},
};

/// States of a payroll that nothing may change under.
const FIRM: [PayrollState; 7] = [
    PayrollState::Locked,
    PayrollState::Reviewed,
    PayrollState::Approved,
    PayrollState::Sent,
    PayrollState::PartlyReconciled,
    PayrollState::Reconciled,
    PayrollState::Closed,
];

/// The last month of these programmes whose payroll is locked or further.
pub async fn locked<C: ConnectionTrait>(db: &C, programmes: &[i64]) -> Result<Option<Month>, Fault> {
    use payroll::Column;
    let select = payroll::Entity::find_in(&Scope::everything())
        .filter(Column::ProgrammeId.is_in(programmes.iter().copied()))
        .filter(Column::State.is_in(FIRM))
        .order_by_desc(Column::Month)
        .select_only()
        .column(Column::Month);
    Ok(select.into_tuple::<Month>().one(db).await?)
}

/// The change with this key.
pub async fn change<C: ConnectionTrait>(db: &C, id: i64) -> Result<Option<programme_change::Model>, Fault> {
    let select = programme_change::Entity::find_in(&Scope::everything()).filter(programme_change::Column::Id.eq(id));
    Ok(select.one(db).await?)
}

/// Stores a proposal; answers its key.
pub async fn propose<C: ConnectionTrait>(tx: &C, row: programme_change::Model) -> Result<i64, Fault> {
    Ok(add(tx, row).await?.id)
}

/// What was decided on a proposal.
pub struct Decision {
    pub state: ProgrammeChangeState,
    pub by: String,
    pub on: NaiveDate,
    pub note: Option<String>,
}

/// Decides a proposal if its version is still the one that was read. Says whether it was.
pub async fn decide<C: ConnectionTrait>(
    tx: &C,
    change: &programme_change::Model,
    decision: Decision,
) -> Result<bool, Fault> {
    use programme_change::Column;
    let row = programme_change::ActiveModel {
        state: Set(decision.state),
        decided_by: Set(Some(decision.by)),
        decided_on: Set(Some(decision.on)),
        note: Set(decision.note),
        version: Set(change.version + 1),
        ..Default::default()
    };
    let same = Cond::all()
        .add(Column::Id.eq(change.id))
        .add(Column::Version.eq(change.version))
        .add(Column::State.eq(ProgrammeChangeState::Proposed));
    Ok(programme_change::Entity::update_many().set(row).filter(same).exec(tx).await?.rows_affected == 1)
}

/// Counts a programme's version up if it is still the one that was read. Says whether it was.
pub async fn count_up<C: ConnectionTrait>(tx: &C, programme: &programme::Model) -> Result<bool, Fault> {
    use programme::Column;
    let done = programme::Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(programme.id))
        .filter(Column::Version.eq(programme.version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Stores a standard.
pub async fn add_standard<C: ConnectionTrait>(tx: &C, row: programme_standard::Model) -> Result<(), Fault> {
    add(tx, row).await.map(|_| ())
}

/// Stores conditions and settings.
pub async fn add_version<C: ConnectionTrait>(tx: &C, row: programme_version::Model) -> Result<(), Fault> {
    add(tx, row).await.map(|_| ())
}

/// Stores a relation between two programmes, in both orders.
pub async fn add_exclusion<C: ConnectionTrait>(
    tx: &C,
    (one, other): (i64, i64),
    new: &NewExclusion,
    (document, change): (&str, i64),
) -> Result<(), Fault> {
    let row = |programme_id, other_id| programme_exclusion::Model {
        id: 0,
        programme_id,
        other_id,
        kind: new.kind,
        level: new.level,
        cap_fen: new.cap,
        valid_from: new.valid_from,
        valid_to: None,
        document: Some(document.to_owned()),
        change_id: Some(change),
    };
    add_all(tx, vec![row(one, other), row(other, one)]).await
}

/// Ends the relation between two programmes that stands open, in both orders. Says whether there was one.
pub async fn end_exclusion<C: ConnectionTrait>(
    tx: &C,
    (one, other): (i64, i64),
    end: &EndExclusion,
) -> Result<bool, Fault> {
    use programme_exclusion::Column;
    let pair = |one: i64, other: i64| Cond::all().add(Column::ProgrammeId.eq(one)).add(Column::OtherId.eq(other));
    let done = programme_exclusion::Entity::update_many()
        .set(programme_exclusion::ActiveModel { valid_to: Set(Some(end.valid_to)), ..Default::default() })
        .filter(Cond::any().add(pair(one, other)).add(pair(other, one)))
        .filter(Column::ValidTo.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 2)
}
