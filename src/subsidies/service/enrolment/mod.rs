//! How an act on an entitlement is done: load it, decide on it, write the changes, chain the act.

pub mod change;
pub mod review;
pub mod suspend;

use chrono::NaiveDate;
use entity::vocab::{EnrolmentState, ProgrammeGroup};
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::{Act, Actor},
        db::Executor,
        fault::Fault,
        problem::{Failure, Problem, Reasons},
        scope::Scope,
        write::{Audited, perform},
    },
    subsidies::{
        model::ProgrammeRecord,
        model_application::{Entitlement, Keeping},
        store,
    },
};

/// The entitlement an act is done to, and the version the caller read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    pub enrolment: i64,
    pub version: i32,
}

/// What an act decides on.
pub struct Situation<'a> {
    pub entitlement: &'a Entitlement,
    pub programme: &'a ProgrammeRecord,
    pub today: NaiveDate,
}

impl Situation<'_> {
    /// Adds a reason unless the entitlement is in one of `states`. What has stopped never returns.
    pub fn need_state(&self, reasons: &mut Reasons, states: &[EnrolmentState], message: &str) {
        let message = match self.entitlement.enrolment.state {
            EnrolmentState::Stopped => "待遇已停发,不能再变更;重新符合条件的请重新申请",
            _ => message,
        };
        reasons.need(states.contains(&self.entitlement.enrolment.state), "WRONG_STATE", "enrolment", message);
    }
}

/// An act of office on one entitlement.
pub trait EnrolmentAct: Clone + Send + Sync + 'static {
    /// Verb in the audit chain.
    const NAME: &'static str;

    /// Who may do it.
    fn permission(&self) -> Permission {
        Permission::EnrolmentWrite
    }

    /// What it is done to.
    fn target(&self) -> Target;

    /// What it changes, or why it is refused.
    ///
    /// # Errors
    /// The reasons.
    fn decide(&self, situation: &Situation<'_>) -> Result<Keeping, Vec<Problem>>;
}

/// Does `act` for `viewer`; answers the key of the entitlement.
///
/// # Errors
/// What is missing or refused (`NOT_FOUND`, `STALE_VERSION`, the act's own problems), or a fault.
pub async fn act<A: EnrolmentAct>(app: &App, viewer: &Viewer, act: A) -> Result<i64, Failure> {
    let (actor, scope) = (viewer.actor(), viewer.scope());
    let who = actor.clone();
    perform(app, &actor, A::NAME, viewer.permit(act.permission()), move |app, tx| {
        let (act, scope, actor) = (act.clone(), scope.clone(), who.clone());
        Box::pin(async move { decide_and_write(app, tx, &act, &scope, &actor).await })
    })
    .await
}

async fn decide_and_write<A: EnrolmentAct, C: Executor>(
    app: &App,
    tx: &C,
    act: &A,
    scope: &Scope,
    actor: &Actor,
) -> Result<Audited<i64>, Failure> {
    let target = act.target();
    let found = store::keeping::entitlement(tx, scope, target.enrolment).await?;
    let entitlement = found.ok_or_else(|| Failure::not_found("enrolment"))?;
    let read = &entitlement.enrolment;
    if read.version != target.version {
        return Err(Failure::stale());
    }
    let programmes = super::programmes(app).await?;
    let missing = || Fault::Corrupt("an entitlement to no programme".to_owned());
    let programme = programmes.get(read.programme_id).ok_or_else(missing)?;
    if programme.row.group == ProgrammeGroup::Veteran {
        let message = "抚恤补助由退役军人服务站在优抚事项上办理";
        return Err(Failure::problem("VETERAN_PENSION", "enrolment", message));
    }
    let keeping = act.decide(&Situation { entitlement: &entitlement, programme, today: app.clock.today() })?;
    let detail = json!({ "to": keeping.enrolment.state, "facts": keeping.detail });
    if !store::keeping::apply(tx, read, keeping, &actor.name).await? {
        return Err(Failure::stale());
    }
    let act = Act { act: A::NAME, subject: format!("enrolment:{}", read.id), detail };
    Ok(Audited { value: read.id, act })
}
