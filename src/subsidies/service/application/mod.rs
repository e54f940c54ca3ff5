//! How an act on an application is done: load the file, decide on it, write the changes, chain the act.

pub mod check;
pub mod confirm;
pub mod draft;
pub mod end;
pub mod objection;
pub mod review;

use chrono::{Datelike, NaiveDate};
use entity::vocab::{ApplicationState, ConditionResult, EligibilityVerdict};
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
        time::Month,
        write::{Audited, perform},
    },
    residents,
    subsidies::{
        model::{ProgrammeRecord, Programmes},
        model_application::{Application, Changes, File, Person, ended},
        rules::deadline::due_on,
        store,
    },
};

/// The application an act is done to, and the version the caller read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    pub application: i64,
    pub version: i32,
}

/// What an act decides on.
pub struct Situation<'a> {
    pub file: &'a File,
    pub programme: &'a ProgrammeRecord,
    pub programmes: &'a Programmes,
    pub today: NaiveDate,
    pub actor: &'a Actor,
    /// Number of the next receipt, for the act that gives one.
    pub receipt: Option<String>,
    /// For the act that asks: why the applicant is not entitled, by what is on record. What nobody knows is left to
    /// whoever decides.
    pub unfit: Option<String>,
}

impl Situation<'_> {
    /// Adds a reason unless the application is in one of `states`.
    pub fn need_state(&self, reasons: &mut Reasons, states: &[ApplicationState], message: &str) {
        reasons.need(states.contains(&self.file.application.state), "WRONG_STATE", "application", message);
    }

    /// Adds a reason when the application is decided or given up.
    pub fn need_undecided(&self, reasons: &mut Reasons) {
        let open = !ended(self.file.application.state);
        reasons.need(open, "WRONG_STATE", "application", "申请已办结,不能再办;情况有变请重新申请");
    }

    /// The application as it is in `state` from today on.
    #[must_use]
    pub fn moved(&self, state: ApplicationState) -> Application {
        Application { state, state_since: self.today, ..self.file.application.clone() }
    }
}

/// Longest free text.
const TEXT: usize = 500;

/// Adds a reason unless `text` is given and not too long.
pub(super) fn need_text(reasons: &mut Reasons, text: &str, path: &str) {
    let given = (1..=TEXT).contains(&text.trim().chars().count());
    reasons.need(given, "TEXT", path, format!("请填写,不超过 {TEXT} 个字"));
}

/// Adds reasons when the person is dead or has left the street.
pub(super) fn need_here(reasons: &mut Reasons, person: &Person, path: &str) {
    reasons.need(person.died_on.is_none(), "DEAD", path, "本人已登记死亡,请作不予确认或撤回").need(
        person.moved_out_on.is_none(),
        "MOVED_OUT",
        path,
        "本人户籍已迁出本街道,请到迁入地申请",
    );
}

/// An act of office on one application.
pub trait ApplicationAct: Clone + Send + Sync + 'static {
    /// Verb in the audit chain.
    const NAME: &'static str;
    /// Who may do it.
    const PERMISSION: Permission;
    /// Whether it gives a receipt.
    const NUMBERED: bool = false;

    /// Whether it asks for the judgement of eligibility.
    const JUDGED: bool = false;

    /// What it is done to.
    fn target(&self) -> Target;

    /// What it changes, or why it is refused.
    ///
    /// # Errors
    /// The reasons.
    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>>;
}

/// Does `act` for `viewer`; answers the key of the application.
///
/// # Errors
/// What is missing or refused (`NOT_FOUND`, `STALE_VERSION`, the act's own problems), or a fault.
pub async fn act<A: ApplicationAct>(app: &App, viewer: &Viewer, act: A) -> Result<i64, Failure> {
    let (actor, scope) = (viewer.actor(), viewer.scope());
    let who = actor.clone();
    perform(app, &actor, A::NAME, viewer.permit(A::PERMISSION), move |app, tx| {
        let (act, scope, actor) = (act.clone(), scope.clone(), who.clone());
        Box::pin(async move { decide_and_write(app, tx, &act, &scope, &actor).await })
    })
    .await
}

async fn decide_and_write<A: ApplicationAct, C: Executor>(
    app: &App,
    tx: &C,
    act: &A,
    scope: &Scope,
    actor: &Actor,
) -> Result<Audited<i64>, Failure> {
    let (target, today) = (act.target(), app.clock.today());
    let file = store::cases::file(tx, scope, target.application).await?;
    let file = file.ok_or_else(|| Failure::not_found("application"))?;
    if file.application.version != target.version {
        return Err(Failure::stale());
    }
    let (programmes, limits) = (super::programmes(app).await?, super::limits(app).await?);
    let missing = || Fault::Corrupt("an application for no programme".to_owned());
    let programme = programmes.get(file.application.programme_id).ok_or_else(missing)?;
    let receipt = if A::NUMBERED { Some(next_receipt(app, tx, &file.application).await?) } else { None };
    let unfit = if A::JUDGED { unfit(tx, scope, programme, (&file.application, today)).await? } else { None };
    let situation = Situation { file: &file, programme, programmes: &programmes, today, actor, receipt, unfit };
    let changes = act.decide(&situation)?;
    let before = &file.application;
    let due = due_on(&limits, before.state, before.state_since, before.publicity_to);
    let due = due.filter(|_| changes.application.state != before.state);
    let done = store::cases::apply(tx, &file, changes, due, (&actor.name, today)).await?;
    let done = done.ok_or_else(Failure::stale)?;
    let detail =
        json!({ "to": done.application.state, "enrolment": done.application.enrolment_id, "facts": done.detail });
    let act = Act { act: A::NAME, subject: format!("application:{}", before.id), detail };
    Ok(Audited { value: before.id, act })
}

/// What speaks against the applicant's entitlement next month, when it surely begins; none where nothing does.
async fn unfit<C: Executor>(
    tx: &C,
    scope: &Scope,
    programme: &ProgrammeRecord,
    (application, today): (&Application, NaiveDate),
) -> Result<Option<String>, Fault> {
    let day = Month::of(today).plus(1).last_day().unwrap_or(today);
    let judged = super::judge(tx, scope, programme, &[application.resident_id], day).await?;
    let outcome = judged.first().map(|judgement| judgement.of(application.tier_id));
    let against = outcome.filter(|outcome| outcome.verdict == EligibilityVerdict::NotEligible).map(|outcome| {
        let failed = outcome.reasons.iter().filter(|reason| reason.result == ConditionResult::NotMet);
        failed.map(|reason| reason.sentence.clone()).collect::<Vec<_>>().join(";")
    });
    Ok(against)
}

/// Receipts are numbered per year and unit: `SQ2022-205-00001`.
async fn next_receipt<C: Executor>(app: &App, tx: &C, application: &Application) -> Result<String, Fault> {
    let unit = residents::service::units(app).await?.get(application.unit_id);
    let code = unit.map(|unit| unit.code.chars().skip(9).collect::<String>()).unwrap_or_default();
    store::cases::next_receipt(tx, &format!("SQ{}-{code}-", app.clock.today().year())).await
}
