//! SQL of recoveries.

use entity::{payment_line, recovery, recovery_receipt};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use crate::{
    kernel::{
        fault::Fault,
        scope::{FindIn, Scope},
        write::add,
    },
    payrolls::model::{Line, Receipt, Recovery},
};

/// The line with this key.
pub async fn line<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<Line>, Fault> {
    Ok(payment_line::Entity::find_in(scope).filter(payment_line::Column::Id.eq(id)).one(db).await?)
}

/// The recovery with this key.
pub async fn find<C: ConnectionTrait>(db: &C, scope: &Scope, id: i64) -> Result<Option<Recovery>, Fault> {
    Ok(recovery::Entity::find_in(scope).filter(recovery::Column::Id.eq(id)).one(db).await?)
}

/// The recovery of a line.
pub async fn of_line<C: ConnectionTrait>(db: &C, line: i64) -> Result<Option<Recovery>, Fault> {
    let all = recovery::Entity::find_in(&Scope::everything());
    Ok(all.filter(recovery::Column::LineId.eq(line)).one(db).await?)
}

/// Whether a voucher stands for another receipt.
pub async fn voucher_used<C: ConnectionTrait>(db: &C, voucher: &str) -> Result<bool, Fault> {
    let all = recovery_receipt::Entity::find_in(&Scope::everything());
    Ok(all.filter(recovery_receipt::Column::Voucher.eq(voucher)).one(db).await?.is_some())
}

/// Stores a new recovery; answers its key.
pub async fn insert<C: ConnectionTrait>(tx: &C, recovery: Recovery) -> Result<i64, Fault> {
    Ok(add(tx, recovery).await?.id)
}

/// Stores what came in.
pub async fn insert_receipt<C: ConnectionTrait>(tx: &C, receipt: Receipt) -> Result<(), Fault> {
    add(tx, receipt).await?;
    Ok(())
}

/// Compare-and-set on the version.
pub async fn update<C: ConnectionTrait>(tx: &C, old: &Recovery, new: &Recovery) -> Result<bool, Fault> {
    let mut row = new.clone().into_active_model().reset_all();
    row.id = NotSet;
    row.version = Set(old.version + 1);
    let done = recovery::Entity::update_many()
        .set(row)
        .filter(recovery::Column::Id.eq(old.id))
        .filter(recovery::Column::Version.eq(old.version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}
