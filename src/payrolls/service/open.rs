//! Opening a payroll: the regular one of a month, or one of arrears.

use std::collections::BTreeSet;

use entity::{
    money::Fen,
    vocab::{PayrollAct as Step, PayrollKind, PayrollState, ProgrammeGroup, RecordOrigin},
};
use serde::Serialize;
use serde_json::json;

use super::calculate::{Roster, planned};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::{Act, Actor},
        db::Executor,
        problem::{Failure, Reasons},
        time::Month,
        write::{Audited, once, perform},
    },
    payrolls::{
        model::{Payroll, Wanted, months_of},
        rules::calculate::{has_standard, pays_in},
        store,
    },
    subsidies,
};

/// Opens a payroll.
#[derive(Debug, Clone, Serialize)]
pub struct Open {
    /// Code of the programme.
    pub programme: String,
    pub month: Month,
    /// For arrears: what is paid afterwards. Empty for the regular payroll of the month.
    pub arrears: Vec<Wanted>,
    /// Why arrears are paid.
    pub reason: String,
    pub idempotency_key: String,
}

const NAME: &str = "PAYROLL_OPEN";

/// Opens a payroll; answers its key.
///
/// # Errors
/// What is refused, or a fault.
pub async fn open(app: &App, viewer: &Viewer, command: Open) -> Result<i64, Failure> {
    let actor = viewer.actor();
    let who = actor.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::PayrollWrite), move |app, tx| {
        let (command, actor) = (command.clone(), who.clone());
        Box::pin(async move {
            let work = Box::pin(opened(app, tx, &command, &actor));
            Box::pin(once((app, tx), (&actor, NAME), (&command.idempotency_key, &command), work)).await
        })
    })
    .await
}

/// A payroll of the platform as it begins.
#[must_use]
pub fn blank(programme: i64, month: Month, kind: PayrollKind) -> Payroll {
    Payroll {
        id: 0,
        programme_id: programme,
        month,
        kind,
        state: PayrollState::Open,
        declared_count: 0,
        declared_fen: Fen(0),
        paid_on: None,
        source_id: None,
        content_hash: None,
        sent_on: None,
        bank_format_id: None,
        file_id: None,
        origin: RecordOrigin::Platform,
        version: 1,
    }
}

/// The first step of a payroll.
#[must_use]
pub fn first_step(app: &App, actor: &Actor, act: Step, note: String) -> crate::payrolls::model::Step {
    crate::payrolls::model::Step {
        id: 0,
        payroll_id: 0,
        act,
        done_on: app.clock.today(),
        actor: actor.name.clone(),
        note,
        content_hash: None,
    }
}

async fn opened<C: Executor>(app: &App, tx: &C, command: &Open, actor: &Actor) -> Result<Audited<i64>, Failure> {
    let programmes = subsidies::service::programmes(app).await?;
    let programme = programmes.0.iter().find(|one| one.row.code == command.programme);
    let programme = programme.ok_or_else(|| Failure::not_found("programme"))?;
    let (month, this_month) = (command.month, Month::of(app.clock.today()));
    let regular = command.arrears.is_empty();
    let distinct: BTreeSet<Wanted> = command.arrears.iter().copied().collect();
    let mut reasons = Reasons::default();
    reasons
        .need(month <= this_month.plus(1), "FUTURE_MONTH", "month", "最多提前一个月建立发放批次")
        .need(
            programme.row.group != ProgrammeGroup::Veteran,
            "NOT_PAID_HERE",
            "programme",
            "优抚项目由退役军人事务部门发放,街道不建批次",
        )
        .need(!regular || pays_in(programme, month), "NOT_PAID_THEN", "month", "这个项目在该月不发放,请核对月份")
        .need(
            !regular || !pays_in(programme, month) || has_standard(programme, month),
            "NO_STANDARD",
            "month",
            format!("{month} 没有生效的标准,请先登记标准;不能发放标准施行之前的月份"),
        )
        .need(distinct.len() == command.arrears.len(), "TWICE", "arrears", "同一待遇同一月份写了两次")
        .need(
            command.arrears.iter().all(|one| one.month <= month),
            "FUTURE_MONTH",
            "arrears",
            "补发的月份不能晚于批次月份",
        )
        .need(regular || !command.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明补发原因")
        .need(command.arrears.len() <= 1_000, "TOO_MANY", "arrears", "一个补发批次最多 1000 笔,请分批");
    if regular && let Some(other) = store::read::regular(tx, programme.row.id, month).await? {
        let message = format!("该项目该月已有正常批次(第 {} 版),请在原批次办理", other.version);
        reasons.need(false, "PAYROLL_EXISTS", "month", message);
    }
    reasons.done()?;
    let kind = if regular { PayrollKind::Regular } else { PayrollKind::Arrears };
    let step = first_step(app, actor, Step::Open, command.reason.trim().to_owned());
    let mut payroll = store::write::open(tx, blank(programme.row.id, month, kind), step).await?;
    let mut count = 0;
    if !regular {
        let roster = Roster::chosen(app, tx, &payroll, programme, &command.arrears).await?;
        let lines = planned(&payroll, programme, roster, &[])?;
        count = lines.len();
        let months = months_of(&lines);
        payroll = store::write::start(tx, payroll, lines).await?;
        subsidies::service::rollup::refresh(tx, payroll.programme_id, &months).await?;
    }
    let detail = json!({ "programme": command.programme, "month": month, "kind": kind, "lines": count });
    let value = payroll.id;
    Ok(Audited { value, act: Act { act: NAME, subject: format!("payroll:{value}"), detail } })
}
