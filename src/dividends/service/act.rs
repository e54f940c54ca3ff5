//! How an act on a plan is done: load the file, decide on it, write the changes, chain the act.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::vocab::PlanState;
use serde::Serialize;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    dividends::{
        model::{Changes, Outcome, PlanFile, Roll, Threshold},
        store,
    },
    kernel::{
        app::App,
        chain::{Act, Actor},
        db::Executor,
        fault::Fault,
        problem::{Failure, Problem, Reasons},
        scope::Scope,
        write::{Audited, once, perform},
    },
    residents,
};

/// Which plan an act is on, and the version the caller read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Target {
    pub plan: i64,
    pub version: i32,
}

/// What else than the plan's own file an act decides on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wants {
    /// The file alone.
    #[default]
    Nothing,
    /// The register on the record date.
    Roll,
    /// Who of the participants has died.
    Deaths,
    /// The present accounts of the members.
    Accounts,
}

/// What an act decides on.
pub struct Situation<'a> {
    pub file: &'a PlanFile,
    pub thresholds: &'a [Threshold],
    /// Filled as the act wants.
    pub roll: &'a Roll,
    /// Sealed accounts by member.
    pub accounts: &'a BTreeMap<i64, Vec<u8>>,
    pub today: NaiveDate,
    pub actor: &'a Actor,
}

impl Situation<'_> {
    /// Adds a reason unless the plan is in one of `states`.
    pub fn need_state(&self, reasons: &mut Reasons, states: &[PlanState], remedy: &str) {
        reasons.need(states.contains(&self.file.plan.state), "WRONG_STATE", "plan", remedy);
    }
}

/// An act of office on one plan.
pub trait PlanAct: Clone + Serialize + Send + Sync + 'static {
    /// Verb in the audit chain.
    const NAME: &'static str;
    /// Who may do it.
    const PERMISSION: Permission = Permission::DividendWrite;
    /// What else it decides on.
    const WANTS: Wants = Wants::Nothing;

    /// The plan it is on.
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

/// Does `act` for `viewer`.
///
/// # Errors
/// What is missing or refused (`NOT_FOUND`, `STALE_VERSION`, the act's own problems), or a fault.
pub async fn act<A: PlanAct>(app: &App, viewer: &Viewer, act: A) -> Result<Outcome, Failure> {
    let (actor, scope) = (viewer.actor(), viewer.scope());
    let who = actor.clone();
    perform(app, &actor, A::NAME, viewer.permit(A::PERMISSION), move |app, tx| {
        let (act, scope, actor) = (act.clone(), scope.clone(), who.clone());
        Box::pin(async move {
            let work = Box::pin(decide_and_write(app, tx, &act, &scope, &actor));
            match act.key() {
                Some(key) => Box::pin(once((app, tx), (&actor, A::NAME), (key, &act), work)).await,
                None => work.await,
            }
        })
    })
    .await
}

async fn decide_and_write<A: PlanAct, C: Executor>(
    app: &App,
    tx: &C,
    act: &A,
    scope: &Scope,
    actor: &Actor,
) -> Result<Audited<Outcome>, Failure> {
    let target = act.target();
    let file = store::read::file(tx, scope, target.plan).await?.ok_or_else(|| Failure::not_found("plan"))?;
    if file.plan.version != target.version {
        return Err(Failure::stale());
    }
    let thresholds = store::read::thresholds(tx).await?;
    let (mut roll, mut accounts) = (Roll::default(), BTreeMap::new());
    match A::WANTS {
        Wants::Nothing => {}
        Wants::Roll => roll = roll_of(tx, scope, &file).await?,
        Wants::Deaths => roll.died_on = deaths_of(tx, &file).await?,
        Wants::Accounts => accounts = store::register::accounts(tx, scope, file.unit.id).await?,
    }
    let today = app.clock.today();
    let situation =
        Situation { file: &file, thresholds: &thresholds, roll: &roll, accounts: &accounts, today, actor };
    let mut changes = act.decide(&situation)?;
    let exceptions = std::mem::take(&mut changes.exceptions);
    let detail = json!({ "unit": file.unit.number, "year": file.plan.year, "from": file.plan.state,
        "to": changes.plan.state, "content": changes.plan.content_hash, "facts": changes.detail });
    if !store::write::apply(tx, &file, changes, (&actor.name, today)).await? {
        return Err(Failure::stale());
    }
    let subject = format!("plan:{}", file.plan.id);
    let value = Outcome { plan: file.plan.id, exceptions };
    Ok(Audited { value, act: Act { act: A::NAME, subject, detail } })
}

async fn roll_of<C: Executor>(tx: &C, scope: &Scope, file: &PlanFile) -> Result<Roll, Fault> {
    let plan = &file.plan;
    let mut roll = store::read::roll(tx, scope, plan.distributing_unit_id, plan.basis, plan.record_date).await?;
    let persons: Vec<i64> = roll.participants.iter().map(|one| one.member.person_id).collect();
    roll.died_on = residents::service::deaths(tx, &persons).await?;
    Ok(roll)
}

async fn deaths_of<C: Executor>(tx: &C, file: &PlanFile) -> Result<BTreeMap<i64, NaiveDate>, Fault> {
    let persons: Vec<i64> = file.lines.iter().filter_map(|line| line.person_id).collect();
    residents::service::deaths(tx, &persons).await
}
