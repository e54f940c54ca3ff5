//! SQL of accounts and tokens.

use chrono::{DateTime, Utc};
use entity::{access_token, account};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Cond, Expr, ExprTrait, JoinType},
};

use crate::kernel::{
    fault::Fault,
    scope::{FindIn, Scope, Scoped},
};

impl Scoped for account::Entity {
    fn within(_: &Scope, _: &str) -> Cond {
        Cond::all()
    }
}

/// The live account behind a token digest at `now`: token neither revoked nor expired, account enabled.
pub async fn account_of_token<C: ConnectionTrait>(
    db: &C,
    digest: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<account::Model>, Fault> {
    let token = access_token::Entity::belongs_to(account::Entity)
        .from(access_token::Column::AccountId)
        .to(account::Column::Id)
        .into();
    let found = account::Entity::find_in(&Scope::everything())
        .join_rev(JoinType::InnerJoin, token)
        .filter(access_token::Column::Digest.eq(digest.to_vec()))
        .filter(access_token::Column::RevokedAt.is_null())
        .filter(access_token::Column::ExpiresAt.gt(now))
        .filter(Expr::col((account::Entity, account::Column::Disabled)).eq(false))
        .one(db)
        .await?;
    Ok(found)
}

/// The account called `name`.
pub async fn account_by_name<C: ConnectionTrait>(db: &C, name: &str) -> Result<Option<account::Model>, Fault> {
    let select = account::Entity::find_in(&Scope::everything()).filter(account::Column::Name.eq(name));
    Ok(select.one(db).await?)
}

/// All accounts, by name.
pub async fn accounts<C: ConnectionTrait>(db: &C) -> Result<Vec<account::Model>, Fault> {
    use sea_orm::QueryOrder;
    Ok(account::Entity::find_in(&Scope::everything()).order_by_asc(account::Column::Name).all(db).await?)
}

/// Stores a token's digest.
pub async fn insert_token<C: ConnectionTrait>(
    tx: &C,
    account_id: i64,
    digest: Vec<u8>,
    issued_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), Fault> {
    let row = access_token::ActiveModel {
        id: NotSet,
        account_id: Set(account_id),
        digest: Set(digest),
        issued_at: Set(issued_at),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}
