//! Steps on one finding.

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    findings::{
        rules::workflow::{Step, take},
        store::{self, NewStep},
    },
    kernel::{
        app::App,
        chain::Act,
        problem::Failure,
        write::{Audited, perform},
    },
};

/// A step on the finding that was read at `version`.
#[derive(Debug, Clone)]
pub struct Order {
    pub finding: i64,
    pub version: i32,
    pub step: Step,
}

const fn name(step: &Step) -> (&'static str, Permission) {
    match step {
        Step::Assign { .. } => ("FINDING_ASSIGN", Permission::FindingManage),
        Step::Start { .. } => ("FINDING_START", Permission::FindingRectify),
        Step::Submit { .. } => ("FINDING_SUBMIT", Permission::FindingRectify),
        Step::Close { .. } => ("FINDING_CLOSE", Permission::FindingManage),
        Step::Reopen { .. } => ("FINDING_REOPEN", Permission::FindingManage),
        Step::Waive { .. } => ("FINDING_WAIVE", Permission::FindingManage),
        Step::Extend { .. } => ("FINDING_EXTEND", Permission::FindingManage),
    }
}

/// Takes a step today; answers the finding's key.
///
/// # Errors
/// `NOT_FOUND`, `STALE_VERSION`, what the workflow refuses, or a fault.
pub async fn step(app: &App, viewer: &Viewer, order: Order) -> Result<i64, Failure> {
    let (scope, actor) = (viewer.scope(), viewer.actor());
    let (name, permission) = name(&order.step);
    let who = actor.name.clone();
    perform(app, &actor, name, viewer.permit(permission), move |app, tx| {
        let (order, scope, who) = (order.clone(), scope.clone(), who.clone());
        Box::pin(async move {
            let today: NaiveDate = app.clock.today();
            let found = store::finding(tx, &scope, order.finding).await?;
            let (finding, history) = found.ok_or_else(|| Failure::not_found("finding"))?;
            if finding.version != order.version {
                return Err(Failure::stale());
            }
            let taken = take(&finding, &history, &order.step, &who, today)?;
            let detail = json!({ "from": finding.state, "to": taken.finding.state, "note": taken.note });
            let step = NewStep {
                act: taken.act,
                done_on: today,
                actor: who,
                note: taken.note,
                document: taken.document,
                deadline_on: taken.deadline_on,
            };
            store::add_step(tx, &finding, step).await?;
            if !store::update(tx, taken.finding, order.version).await? {
                return Err(Failure::stale());
            }
            Ok(Audited {
                value: finding.id,
                act: Act { act: name, subject: format!("finding:{}", finding.id), detail },
            })
        })
    })
    .await
}
