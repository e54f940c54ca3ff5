//! Paying returned lines again, in a payroll of their own.

use entity::vocab::{PaymentState, PayrollAct as Step, PayrollKind, PayrollState};
use serde::Serialize;
use serde_json::json;

use super::{
    open::{blank, first_step},
    review::of_state,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::{Act, Actor},
        db::Executor,
        problem::{Failure, Reasons},
        scope::Scope,
        write::{Audited, once, perform},
    },
    payrolls::{
        model::{Changes, Line, LineChange, Payroll, months_of, settled},
        rules::calculate::again,
        service::act::Target,
        store,
    },
    subsidies,
};

/// Makes a follow-up payroll of returned lines.
#[derive(Debug, Clone, Serialize)]
pub struct Reissue {
    /// The payroll they were returned from.
    pub target: Target,
    /// All that wait when empty.
    pub lines: Vec<i64>,
    pub idempotency_key: String,
}

const NAME: &str = "PAYROLL_REISSUE";

/// Makes a follow-up payroll, calculated; answers its key.
///
/// # Errors
/// What is refused, or a fault.
pub async fn reissue(app: &App, viewer: &Viewer, command: Reissue) -> Result<i64, Failure> {
    let (actor, scope) = (viewer.actor(), viewer.scope());
    let who = actor.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::PayrollWrite), move |app, tx| {
        let (command, actor, scope) = (command.clone(), who.clone(), scope.clone());
        Box::pin(async move {
            let work = Box::pin(reissued(app, tx, &scope, (&command, &actor)));
            Box::pin(once((app, tx), (&actor, NAME), (&command.idempotency_key, &command), work)).await
        })
    })
    .await
}

async fn reissued<C: Executor>(
    app: &App,
    tx: &C,
    scope: &Scope,
    (command, actor): (&Reissue, &Actor),
) -> Result<Audited<i64>, Failure> {
    let programmes = subsidies::service::programmes(app).await?;
    let file = store::read::file(tx, scope, command.target.payroll, &programmes).await?;
    let file = file.ok_or_else(|| Failure::not_found("payroll"))?;
    if file.payroll.version != command.target.version {
        return Err(Failure::stale());
    }
    let waits = of_state(&file.lines, PaymentState::Returned);
    let lines: Vec<Line> =
        waits.filter(|line| command.lines.is_empty() || command.lines.contains(&line.id)).cloned().collect();
    let mut reasons = Reasons::default();
    let states = [PayrollState::Sent, PayrollState::PartlyReconciled];
    reasons
        .need(
            states.contains(&file.payroll.state),
            "WRONG_STATE",
            "payroll",
            "只有已送银行而未对完账的批次可以重发退汇",
        )
        .need(!lines.is_empty(), "NOTHING_RETURNED", "lines", "没有等待重发的退汇明细")
        .need(
            command.lines.is_empty() || lines.len() == command.lines.len(),
            "NOT_RETURNED",
            "lines",
            "有的明细不属于本批次或不在退汇状态,请核对",
        );
    reasons.done()?;
    let keys: Vec<i64> = lines.iter().map(|line| line.id).collect();
    let first = first_step(app, actor, Step::Open, format!("重发批次 {} 的退汇 {} 笔", file.payroll.id, keys.len()));
    let new = Payroll {
        source_id: Some(file.payroll.id),
        ..blank(file.payroll.programme_id, file.payroll.month, PayrollKind::FollowUp)
    };
    let new = store::write::open(tx, new, first).await?;
    let returned = store::roster::returned(tx, &Scope::everything(), lines).await?;
    let lines = again(&new, &returned)?;
    // The old lines give way first: one live line per person and month.
    let all = file.lines.iter().all(|line| settled(line) || keys.contains(&line.id));
    let state = if all { PayrollState::Reconciled } else { file.payroll.state };
    let note = format!("退汇 {} 笔转入重发批次", keys.len());
    let payroll = Payroll { state, ..file.payroll.clone() };
    let mut changes = Changes::new(payroll, Step::Reissue, note, json!({}));
    changes.line_changes = vec![LineChange::new(PaymentState::Returned, PaymentState::Reissued, keys.clone())];
    if !store::write::apply(tx, &file, changes, (&actor.name, app.clock.today())).await? {
        return Err(Failure::stale());
    }
    let months = months_of(&lines);
    let new = store::write::start(tx, new, lines).await?;
    subsidies::service::rollup::refresh(tx, new.programme_id, &months).await?;
    let detail = json!({ "source": file.payroll.id, "lines": keys.len() });
    let value = new.id;
    Ok(Audited { value, act: Act { act: NAME, subject: format!("payroll:{value}"), detail } })
}
