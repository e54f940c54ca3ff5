//! How an act on a lease is done: load the file, decide on it, write the changes, chain the act.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::{
        model::{AssetFile, Changes, LeaseFile},
        store,
    },
    kernel::{
        app::App,
        chain::{Act, Actor},
        fault::Fault,
        problem::{Failure, Problem},
        write::{Audited, once, perform},
    },
};

pub use crate::kernel::problem::Reasons;

/// Which lease an act is on, and the version the caller read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Target {
    pub lease: i64,
    pub version: i32,
}

/// What an act decides on: the lease, its asset, the other leases on the asset, and the day.
pub struct Situation<'a> {
    pub file: &'a LeaseFile,
    pub asset: &'a AssetFile,
    pub others: &'a [LeaseFile],
    pub today: NaiveDate,
    pub actor: &'a Actor,
}

/// An act of office on one lease.
pub trait LeaseAct: Clone + Serialize + Send + Sync + 'static {
    /// Verb in the audit chain.
    const NAME: &'static str;
    /// Who may do it.
    const PERMISSION: Permission = Permission::LeaseWrite;

    /// The lease it is on.
    fn target(&self) -> Target;

    /// Key under which it happens at most once, for acts that move money.
    fn key(&self) -> Option<&str> {
        None
    }

    /// What it changes, or why it is refused.
    ///
    /// # Errors
    /// The reasons.
    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>>;
}

/// Does `act` for `viewer`; answers the lease's key.
///
/// # Errors
/// What is missing or refused (`NOT_FOUND`, `STALE_VERSION`, the act's own problems), or a fault.
pub async fn act<A: LeaseAct>(app: &App, viewer: &Viewer, act: A) -> Result<i64, Failure> {
    let (actor, scope) = (viewer.actor(), viewer.scope());
    let who = actor.clone();
    perform(app, &actor, A::NAME, viewer.permit(A::PERMISSION), move |app, tx| {
        let (act, scope, actor) = (act.clone(), scope.clone(), who.clone());
        Box::pin(async move {
            let work = async {
                let target = act.target();
                let found = store::files::leases(tx, &app.vault, &scope, Some(&[target.lease])).await?;
                let file = found.into_iter().next().ok_or_else(|| Failure::not_found("lease"))?;
                if file.version != target.version {
                    return Err(Failure::stale());
                }
                let asset = store::files::assets(tx, &scope, Some(&[file.asset])).await?;
                let asset = asset.into_iter().next().ok_or_else(|| Fault::Corrupt("lease without asset".to_owned()))?;
                let others = store::write::leases_on(tx, &scope, file.asset, file.id).await?;
                let others = store::files::leases(tx, &app.vault, &scope, Some(&others)).await?;
                let today = app.clock.today();
                let situation = Situation { file: &file, asset: &asset, others: &others, today, actor: &actor };
                let changes = act.decide(&situation)?;
                if let Some(receipt) = &changes.receipt
                    && store::write::receipt_taken(tx, file.collective, &receipt.number).await?
                {
                    return Err(Failure::problem("RECEIPT_NUMBER_TAKEN", "number", "本村已有这个收据编号,请换一个"));
                }
                if let Some(resolution) = &changes.resolution
                    && store::write::resolution_taken(tx, file.collective, &resolution.number).await?
                {
                    return Err(Failure::problem("RESOLUTION_NUMBER_TAKEN", "number", "本村已有这个决议编号,请换一个"));
                }
                let detail = json!({ "contract": file.contract_number, "facts": changes.detail });
                if !store::write::apply(tx, &file, changes, &actor.name).await? {
                    return Err(Failure::stale());
                }
                let subject = format!("lease:{}", file.id);
                Ok(Audited { value: file.id, act: Act { act: A::NAME, subject, detail } })
            };
            match act.key() {
                Some(key) => once((app, tx), (&actor, A::NAME), (key, &act), work).await,
                None => work.await,
            }
        })
    })
    .await
}
