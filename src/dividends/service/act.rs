//! How an act on a plan is done: load the file, decide on it, write the changes, chain the act.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::vocab::{PlanAct as PlanStep, PlanState};
use serde::Serialize;
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    dividends::{
        model::{Changes, Line, Outcome, Plan, PlanFile, Roll, Step, Threshold},
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
pub struct Wants {
    /// The register on the record date, with who of it has died.
    pub roll: bool,
    /// Who of those on the plan's lines has died.
    pub deaths: bool,
    /// The present accounts of the members.
    pub accounts: bool,
}

impl Wants {
    /// The file alone.
    pub const NOTHING: Self = Self { roll: false, deaths: false, accounts: false };
    /// For calculating.
    pub const ROLL: Self = Self { roll: true, ..Self::NOTHING };
    /// For paying.
    pub const DEATHS: Self = Self { deaths: true, ..Self::NOTHING };
    /// For paying again.
    pub const DEATHS_AND_ACCOUNTS: Self = Self { deaths: true, accounts: true, ..Self::NOTHING };
}

/// What an act decides on.
pub struct Situation<'a> {
    pub file: &'a PlanFile,
    /// What the unit last distributed from the same source before.
    pub before: Option<&'a Plan>,
    pub thresholds: &'a [Threshold],
    /// Filled as the act wants.
    pub roll: &'a Roll,
    /// Records of the persons whom the act names, by blind index.
    pub people: &'a BTreeMap<Vec<u8>, entity::resident::Model>,
    /// Sealed accounts by member.
    pub accounts: &'a BTreeMap<i64, Vec<u8>>,
    pub today: NaiveDate,
    pub actor: &'a Actor,
}

impl Situation<'_> {
    /// Whether the actor drafted, revised or calculated the plan.
    #[must_use]
    pub fn made_by_actor(&self) -> bool {
        let (plan, name) = (&self.file.plan, &self.actor.name);
        let making = |step: &Step| {
            matches!(step.act, PlanStep::Draft | PlanStep::Revise | PlanStep::Calculate) && step.actor == *name
        };
        plan.drafted_by == *name || plan.calculated_by.as_ref() == Some(name) || self.file.steps.iter().any(making)
    }

    /// Whether the actor divided what `line` is a part of.
    #[must_use]
    pub fn divided_by_actor(&self, line: &Line) -> bool {
        let dividing = |step: &Step| {
            step.act == PlanStep::Inherit && step.document == line.document && step.actor == self.actor.name
        };
        self.file.steps.iter().any(dividing)
    }

    /// Whether who is paid by `line` has died.
    #[must_use]
    pub fn dead(&self, line: &Line) -> bool {
        line.person_id.is_some_and(|person| self.roll.died_on.contains_key(&person))
    }

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
    const WANTS: Wants = Wants::NOTHING;

    /// The plan it is on.
    fn target(&self) -> Target;

    /// Key under which it happens at most once, for acts that move money.
    fn key(&self) -> Option<&str> {
        None
    }

    /// Blind indexes of identity numbers that it names; who may do the act learns whether they are on record, and
    /// an attempt is chained.
    fn people(&self) -> Vec<&[u8]> {
        Vec::new()
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
    let plan = &file.plan;
    let before = store::read::last_plan(tx, scope, plan.distributing_unit_id, plan.year, plan.source).await?;
    let thresholds = store::read::thresholds(tx).await?;
    let (mut roll, mut accounts) = (Roll::default(), BTreeMap::new());
    if A::WANTS.roll {
        roll = roll_of(tx, scope, &file).await?;
    }
    if A::WANTS.deaths {
        roll.died_on = deaths_of(tx, &file).await?;
    }
    if A::WANTS.accounts {
        accounts = store::register::accounts(tx, scope, file.unit.id).await?;
    }
    let mut people = BTreeMap::new();
    for index in act.people() {
        if let Some(row) = residents::service::record_of(tx, index).await? {
            people.insert(index.to_vec(), row);
        }
    }
    let today = app.clock.today();
    let situation = Situation {
        file: &file,
        before: before.as_ref(),
        thresholds: &thresholds,
        roll: &roll,
        people: &people,
        accounts: &accounts,
        today,
        actor,
    };
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
    let mut roll = store::read::roll(tx, scope, &file.unit, plan.basis, plan.record_date).await?;
    let persons: Vec<i64> = roll.participants.iter().map(|one| one.member.person_id).collect();
    roll.died_on = residents::service::deaths(tx, &persons).await?;
    Ok(roll)
}

async fn deaths_of<C: Executor>(tx: &C, file: &PlanFile) -> Result<BTreeMap<i64, NaiveDate>, Fault> {
    let persons: Vec<i64> = file.lines.iter().filter_map(|line| line.person_id).collect();
    residents::service::deaths(tx, &persons).await
}
