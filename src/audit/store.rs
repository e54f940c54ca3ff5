//! SQL of the chain.

use entity::{audit_act, audit_head};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::kernel::{
    fault::Fault,
    scope::{FindIn, Scope},
};

/// The next acts after number `after`, in order, at most `limit`.
pub async fn acts_after<C: ConnectionTrait>(db: &C, after: i64, limit: u64) -> Result<Vec<audit_act::Model>, Fault> {
    let select = audit_act::Entity::find_in(&Scope::everything()).filter(audit_act::Column::Id.gt(after));
    Ok(select.order_by_asc(audit_act::Column::Id).limit(limit).all(db).await?)
}

/// The sealed head, absent before the first act.
pub async fn head<C: ConnectionTrait>(db: &C) -> Result<Option<audit_head::Model>, Fault> {
    Ok(audit_head::Entity::find_in(&Scope::everything()).one(db).await?)
}
