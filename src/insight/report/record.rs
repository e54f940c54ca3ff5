//! Recording what a report states.

use serde_json::json;

use super::{
    model::Indicator,
    rules::record::{Record, decide},
    store,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::Act,
        problem::Failure,
        write::{Audited, perform},
    },
};

/// Appends a reported indicator, or a correction of one; answers its row.
///
/// # Errors
/// A missing permission, what is wrong, or a fault.
pub async fn record(app: &App, viewer: &Viewer, new: Record) -> Result<Indicator, Failure> {
    const NAME: &str = "INDICATOR_RECORD";
    let actor = viewer.actor();
    let who = actor.name.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::IndicatorWrite), move |app, tx| {
        let (new, who) = (new.clone(), who.clone());
        Box::pin(async move {
            let in_force = store::in_force(tx, &new.code, new.year).await?;
            let row = decide(&new, in_force.as_ref(), (&who, app.clock.now(), app.clock.today()))?;
            let row = store::append(tx, row).await?;
            let detail = json!({ "code": row.code, "year": row.year, "value": row.value, "kind": row.kind,
                "supersedes": row.supersedes, "before": in_force.map(|before| before.value) });
            let act = Act { act: NAME, subject: format!("reported_indicator:{}", row.id), detail };
            Ok(Audited { value: row, act })
        })
    })
    .await
}
