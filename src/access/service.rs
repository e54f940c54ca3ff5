//! Signing in by token; issuing tokens.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use entity::account;
use serde_json::json;

use super::{
    store,
    viewer::{Account, Viewer},
};
use crate::kernel::{
    app::App,
    chain::{Act, Actor},
    fault::Fault,
    problem::Failure,
    vault::digest,
    write::{Audited, write},
};

/// Days a token is good for unless told otherwise.
pub const TOKEN_DAYS: i64 = 30;
/// Starts every token, so that a leaked one is recognised.
const TOKEN_PREFIX: &str = "msk_";

impl From<account::Model> for Account {
    fn from(row: account::Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            display_name: row.display_name,
            role: row.role,
            unit_id: row.unit_id,
            collective_id: row.collective_id,
        }
    }
}

/// The viewer behind a bearer token; rights are read now, not remembered.
///
/// # Errors
/// `UNAUTHENTICATED` when the token is unknown, expired or revoked or its account is disabled.
pub async fn authenticate(app: &App, token: &str) -> Result<Viewer, Failure> {
    if !token.starts_with(TOKEN_PREFIX) || token.len() > 100 {
        return Err(Failure::unauthenticated());
    }
    let found = store::account_of_token(app.db.read(), &digest(token.as_bytes()), app.clock.now()).await?;
    found.map(|row| Viewer(Some(row.into()))).ok_or_else(Failure::unauthenticated)
}

/// Issues a bearer token for the account called `name`, good for `days` days. The token itself is
/// shown once and never stored.
///
/// # Errors
/// No such account, or it is disabled.
pub async fn issue_token(app: &App, actor: &Actor, name: &str, days: i64) -> Result<String, Failure> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(|err| Fault::System(err.to_string()))?;
    let token = format!("{TOKEN_PREFIX}{}", URL_SAFE_NO_PAD.encode(secret));
    let digest = digest(token.as_bytes()).to_vec();
    let name = name.to_owned();
    write(app, actor, move |app, tx| {
        let (name, digest) = (name.clone(), digest.clone());
        Box::pin(async move {
            let account = store::account_by_name(tx, &name).await?;
            let account = account.filter(|row| !row.disabled);
            let account = account.ok_or_else(|| Failure::bad_input("account", "没有这个账号,或账号已停用"))?;
            let now = app.clock.now();
            let expires = now + Duration::days(days.clamp(1, 366));
            store::insert_token(tx, account.id, digest, now, expires).await?;
            let detail = json!({ "account": account.name, "expiresAt": expires.to_rfc3339() });
            let act = Act { act: "TOKEN_ISSUED", subject: format!("account:{}", account.id), detail };
            Ok(Audited { value: (), act })
        })
    })
    .await?;
    Ok(token)
}

/// The viewer of the account called `name`, without a token. For the operator and for tests.
///
/// # Errors
/// No such account, or it is disabled.
pub async fn viewer_named(app: &App, name: &str) -> Result<Viewer, Failure> {
    let found = store::account_by_name(app.db.read(), name).await?;
    let row = found.ok_or_else(|| Failure::bad_input("account", "没有这个账号,请核对名称"))?;
    if row.disabled {
        return Err(Failure::bad_input("account", "账号已停用,请改用在用的账号"));
    }
    Ok(Viewer(Some(row.into())))
}
