//! The hash chain of acts: what one act is, how it is linked, how the head is sealed.

use chrono::{DateTime, SecondsFormat, Utc};
use entity::{audit_act, audit_head, vocab::Role};
use sea_orm::{ActiveEnum, ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use serde_json::Value as Json;

use super::{
    app::App,
    fault::Fault,
    scope::{FindIn, Scope, Scoped},
    vault::digest,
};

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Account name, or `system` for the operator's own commands.
    pub name: String,
    /// The role the act was done in; none for the operator.
    pub role: Option<Role>,
}

impl Actor {
    /// The operator at the command line.
    #[must_use]
    pub fn system() -> Self {
        Self { name: "system".to_owned(), role: None }
    }
}

/// One act of office, to be chained in the transaction that does it.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Verb, e.g. `TOKEN_ISSUED`.
    pub act: &'static str,
    /// What it was done to, e.g. `account:3`.
    pub subject: String,
    /// Facts of the act; never a sensitive value.
    pub detail: Json,
}

impl Scoped for audit_act::Entity {
    fn within(_: &Scope, _: &str) -> sea_orm::sea_query::Cond {
        sea_orm::sea_query::Cond::all()
    }
}

impl Scoped for audit_head::Entity {
    fn within(_: &Scope, _: &str) -> sea_orm::sea_query::Cond {
        sea_orm::sea_query::Cond::all()
    }
}

/// Hash of an act: SHA-256 over all its columns, its number and the hash before it.
#[must_use]
pub fn hash_of(row: &audit_act::Model) -> [u8; 32] {
    let role = row.role.map(|role| role.to_value());
    let text = serde_json::json!([row.id, stamp(row.at), row.actor, role, row.act, row.subject, row.detail]);
    let mut bytes = row.prev_hash.clone();
    bytes.extend(text.to_string().into_bytes());
    digest(&bytes)
}

/// Keyed seal over the head: number and hash of the newest act.
#[must_use]
pub fn seal_of(app: &App, seq: i64, hash: &[u8]) -> Vec<u8> {
    let mut bytes = seq.to_be_bytes().to_vec();
    bytes.extend(hash);
    app.vault.mac("audit head", &bytes).to_vec()
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// Appends `act` to the chain inside the transaction of the act itself.
///
/// # Errors
/// The database refused; the transaction must then be rolled back.
pub async fn append<C: ConnectionTrait>(tx: &C, app: &App, actor: &Actor, act: Act) -> Result<(), Fault> {
    let head = audit_head::Entity::find_in(&Scope::everything()).one(tx).await?;
    let (seq, prev_hash) = head.map_or_else(|| (1, vec![0; 32]), |head| (head.seq + 1, head.hash));
    let mut row = audit_act::Model {
        id: seq,
        at: app.clock.now(),
        actor: actor.name.clone(),
        role: actor.role,
        act: act.act.to_owned(),
        subject: act.subject,
        detail: act.detail,
        prev_hash,
        hash: Vec::new(),
    };
    row.hash = hash_of(&row).to_vec();
    let head = audit_head::ActiveModel {
        id: Set(1),
        seq: Set(seq),
        hash: Set(row.hash.clone()),
        seal: Set(seal_of(app, seq, &row.hash)),
    };
    audit_act::ActiveModel::from(row).reset_all().insert(tx).await?;
    let columns = [audit_head::Column::Seq, audit_head::Column::Hash, audit_head::Column::Seal];
    let replace = OnConflict::column(audit_head::Column::Id).update_columns(columns).to_owned();
    audit_head::Entity::insert(head).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}
