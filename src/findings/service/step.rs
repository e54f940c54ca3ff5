//! Steps on one finding.

use chrono::NaiveDate;
use entity::vocab::RuleDomain;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    findings::{
        rules::workflow::{Step, take},
        service::{
            rule_table,
            run::{managing, permit_managing},
        },
        store::{self, NewStep},
    },
    kernel::{
        app::App,
        chain::Act,
        fault::Fault,
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

const fn name(step: &Step) -> &'static str {
    match step {
        Step::Assign { .. } => "FINDING_ASSIGN",
        Step::Start { .. } => "FINDING_START",
        Step::Submit { .. } => "FINDING_SUBMIT",
        Step::Close { .. } => "FINDING_CLOSE",
        Step::Reopen { .. } => "FINDING_REOPEN",
        Step::Waive { .. } => "FINDING_WAIVE",
        Step::Extend { .. } => "FINDING_EXTEND",
    }
}

/// Whether the step is the rectifier's.
const fn rectifies(step: &Step) -> bool {
    matches!(step, Step::Start { .. } | Step::Submit { .. })
}

/// Refuses who may take the step on no finding at all.
fn permit(viewer: &Viewer, step: &Step) -> Result<(), Failure> {
    if rectifies(step) && !viewer.may(Permission::SubsidyFindingManage) {
        return viewer.permit(Permission::FindingRectify);
    }
    permit_managing(viewer)
}

/// Refuses who may not take the step on findings of this domain. The street puts right what is its own.
fn permit_on(viewer: &Viewer, domain: RuleDomain, step: &Step) -> Result<(), Failure> {
    let streets = domain == RuleDomain::Subsidy && viewer.may(managing(domain));
    let needed = if rectifies(step) && !streets { Permission::FindingRectify } else { managing(domain) };
    viewer.permit(needed)
}

/// Takes a step today; answers the finding's key.
///
/// # Errors
/// `NOT_FOUND`, `STALE_VERSION`, what the workflow refuses, or a fault.
pub async fn step(app: &App, viewer: &Viewer, order: Order) -> Result<i64, Failure> {
    let (scope, actor) = (viewer.scope(), viewer.actor());
    let (name, permitted) = (name(&order.step), permit(viewer, &order.step));
    let (who, table, viewer) = (actor.name.clone(), rule_table(app).await?, viewer.clone());
    perform(app, &actor, name, permitted, move |app, tx| {
        let (order, scope, who) = (order.clone(), scope.clone(), who.clone());
        let (table, viewer) = (table.clone(), viewer.clone());
        Box::pin(async move {
            let today: NaiveDate = app.clock.today();
            let found = store::finding(tx, &scope, order.finding).await?;
            let (finding, history) = found.ok_or_else(|| Failure::not_found("finding"))?;
            let rule = table.by_key(finding.rule_id);
            let rule = rule.ok_or_else(|| Fault::Corrupt("finding without a rule".to_owned()))?;
            permit_on(&viewer, rule.domain, &order.step)?;
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
