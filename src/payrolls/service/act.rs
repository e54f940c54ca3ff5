//! How an act on a payroll is done: load the file, gather what else is asked, decide, write, chain the act.

use chrono::NaiveDate;
use entity::vocab::PayrollState;
use serde::Serialize;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::{Act, Actor},
        db::Executor,
        problem::{Failure, Problem, Reasons},
        scope::Scope,
        write::{Audited, once, perform},
    },
    payrolls::{
        model::{Changes, PayrollFile},
        store,
    },
    subsidies,
};

/// Which payroll an act is on, and the version the caller read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Target {
    pub payroll: i64,
    pub version: i32,
}

/// What an act decides on.
pub struct Situation<'a> {
    pub file: &'a PayrollFile,
    pub today: NaiveDate,
    pub actor: &'a Actor,
}

impl Situation<'_> {
    /// Adds a reason unless the payroll is in one of `states`.
    pub fn need_state(&self, reasons: &mut Reasons, states: &[PayrollState], remedy: &str) {
        reasons.need(states.contains(&self.file.payroll.state), "WRONG_STATE", "payroll", remedy);
    }

    /// Adds a reason for a record from before the platform.
    pub fn need_own(&self, reasons: &mut Reasons) {
        let own = self.file.payroll.origin == entity::vocab::RecordOrigin::Platform;
        reasons.need(own, "HISTORY", "payroll", "平台启用前的历史批次只供查询,不能办理");
    }
}

/// An act that is ordered: what it is done to, the key under which it happens at most once, what is done.
#[derive(Debug, Clone, Serialize)]
pub struct Order<A> {
    pub target: Target,
    pub idempotency_key: String,
    pub act: A,
}

/// An act of office on one payroll.
pub trait PayrollAct: Clone + Serialize + Send + Sync + 'static {
    /// Verb in the audit chain.
    const NAME: &'static str;
    /// Who may do it.
    const PERMISSION: Permission;
    /// What else than the payroll's own file it decides on.
    type Facts: Send;

    /// Reads (or, for a file, stores) what else it decides on, inside the transaction.
    fn gather<C: Executor>(
        &self,
        app: &App,
        tx: &C,
        situation: &Situation<'_>,
    ) -> impl Future<Output = Result<Self::Facts, Failure>> + Send;

    /// What it changes, or why it is refused.
    ///
    /// # Errors
    /// The reasons.
    fn decide(&self, situation: &Situation<'_>, facts: Self::Facts) -> Result<Changes, Vec<Problem>>;
}

/// An act that decides on the payroll's file alone.
pub trait PlainAct: Clone + Serialize + Send + Sync + 'static {
    /// Verb in the audit chain.
    const NAME: &'static str;
    /// Who may do it.
    const PERMISSION: Permission;

    /// What it changes, or why it is refused.
    ///
    /// # Errors
    /// The reasons.
    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>>;
}

impl<A: PlainAct> PayrollAct for A {
    const NAME: &'static str = A::NAME;
    const PERMISSION: Permission = A::PERMISSION;
    type Facts = ();

    async fn gather<C: Executor>(&self, _: &App, _: &C, _: &Situation<'_>) -> Result<(), Failure> {
        Ok(())
    }

    fn decide(&self, situation: &Situation<'_>, (): ()) -> Result<Changes, Vec<Problem>> {
        PlainAct::decide(self, situation)
    }
}

/// Does what is ordered for `viewer`; answers the payroll's key.
///
/// # Errors
/// What is missing or refused (`NOT_FOUND`, `STALE_VERSION`, the act's own problems), or a fault.
pub async fn act<A: PayrollAct>(app: &App, viewer: &Viewer, order: Order<A>) -> Result<i64, Failure> {
    let (actor, scope) = (viewer.actor(), viewer.scope());
    let who = actor.clone();
    perform(app, &actor, A::NAME, viewer.permit(A::PERMISSION), move |app, tx| {
        let (order, scope, actor) = (order.clone(), scope.clone(), who.clone());
        Box::pin(async move {
            let work = Box::pin(decide_and_write(app, tx, &order, &scope, &actor));
            Box::pin(once((app, tx), (&actor, A::NAME), (&order.idempotency_key, &order), work)).await
        })
    })
    .await
}

async fn decide_and_write<A: PayrollAct, C: Executor>(
    app: &App,
    tx: &C,
    order: &Order<A>,
    scope: &Scope,
    actor: &Actor,
) -> Result<Audited<i64>, Failure> {
    let (target, act) = (order.target, &order.act);
    let programmes = subsidies::service::programmes(app).await?;
    let file = store::read::file(tx, scope, target.payroll, &programmes).await?;
    let file = file.ok_or_else(|| Failure::not_found("payroll"))?;
    if file.payroll.version != target.version {
        return Err(Failure::stale());
    }
    let today = app.clock.today();
    let situation = Situation { file: &file, today, actor };
    let facts = act.gather(app, tx, &situation).await?;
    let changes = act.decide(&situation, facts)?;
    let detail = json!({ "programme": file.programme.row.code, "month": file.payroll.month, "from": file.payroll.state,
        "to": changes.payroll.state, "content": changes.payroll.content_hash, "facts": changes.detail });
    let months = changes.months(&file);
    if !store::write::apply(tx, &file, changes, (&actor.name, today)).await? {
        return Err(Failure::stale());
    }
    subsidies::service::rollup::refresh(tx, file.programme.row.id, &months).await?;
    let value = file.payroll.id;
    Ok(Audited { value, act: Act { act: A::NAME, subject: format!("payroll:{value}"), detail } })
}
