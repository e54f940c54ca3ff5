//! How an act on a veteran's file is done: load the file, decide on it, write the changes, chain the act.

use chrono::NaiveDate;
use serde::Serialize;
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
        write::{Audited, once, perform},
    },
    subsidies::{
        self,
        model::{NewEnrolment, Programmes},
    },
    veterans::{
        model::{Benefit, Card, Changes, Event, File, Outcome, Pension, Policy, Record},
        store,
    },
};

/// What an act is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Subject {
    Veteran(i64),
    Event(i64),
    Benefit(i64),
    Card(i64),
}

/// What an act is done to, and the version the caller read; none for what is only added to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Target {
    pub subject: Subject,
    pub version: Option<i32>,
}

impl Target {
    /// Adds to the file of a veteran.
    #[must_use]
    pub const fn file(veteran: i64) -> Self {
        Self { subject: Subject::Veteran(veteran), version: None }
    }

    /// Changes `subject`, read at `version`.
    #[must_use]
    pub const fn read(subject: Subject, version: i32) -> Self {
        Self { subject, version: Some(version) }
    }
}

/// What an act decides on.
pub struct Situation<'a> {
    pub file: &'a File,
    /// The service, benefit or card that the act is on.
    pub event: Option<&'a Event>,
    pub benefit: Option<&'a Benefit>,
    pub card: Option<&'a Card>,
    pub policy: &'a Policy,
    pub programmes: &'a Programmes,
    pub today: NaiveDate,
    pub actor: &'a Actor,
}

impl Situation<'_> {
    /// Adds reasons unless the file is open and the person alive now.
    pub fn need_file(&self, reasons: &mut Reasons, path: &str) {
        reasons.need(self.file.veteran.ended_on.is_none(), "FILE_ENDED", path, "档案已终止,请街道站先恢复").need(
            self.file.person.died_on.is_none(),
            "DEAD",
            path,
            "本人已登记死亡,请作不予办理",
        );
    }

    /// Adds reasons unless the file is open, the person alive on `day`, and `day` neither future nor before registration.
    pub fn need_open(&self, reasons: &mut Reasons, day: NaiveDate, path: &str) {
        let veteran = &self.file.veteran;
        let message = format!("日期不能早于建档登记日 {}", veteran.registered_on);
        reasons
            .not_future(day, self.today, path)
            .need(day >= veteran.registered_on, "BEFORE_REGISTRATION", path, message)
            .need(veteran.ended_on.is_none(), "FILE_ENDED", "veteran", "档案已终止,请街道站先恢复")
            .need(self.file.person.died_on.is_none_or(|died| day <= died), "DEAD", path, "本人已于该日之前死亡");
    }
}

/// Longest free text.
pub(super) const TEXT: usize = 500;

/// Adds a reason unless `text` is given and not too long.
pub(super) fn need_text(reasons: &mut Reasons, text: &str, path: &str) {
    let given = (1..=TEXT).contains(&text.trim().chars().count());
    reasons.need(given, "TEXT", path, format!("请填写,不超过 {TEXT} 个字"));
}

/// An act of office on one file.
pub trait VeteranAct: Clone + Serialize + Send + Sync + 'static {
    /// Verb in the audit chain.
    const NAME: &'static str;
    /// Who may do it.
    const PERMISSION: Permission = Permission::VeteranWrite;

    /// What it is done to.
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
pub async fn act<A: VeteranAct>(app: &App, viewer: &Viewer, act: A) -> Result<Outcome, Failure> {
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

async fn decide_and_write<A: VeteranAct, C: Executor>(
    app: &App,
    tx: &C,
    act: &A,
    scope: &Scope,
    actor: &Actor,
) -> Result<Audited<Outcome>, Failure> {
    let target = act.target();
    let (policy, programmes) = (super::policy(app).await?, subsidies::service::programmes(app).await?);
    let file = store::read::file(tx, scope, target.subject, (&policy.pension_programmes(), app.clock.today())).await?;
    let file = file.ok_or_else(|| Failure::not_found(path(target.subject)))?;
    let named = |subject: Subject| target.subject == subject;
    let situation = Situation {
        event: file.events.iter().find(|row| named(Subject::Event(row.id))),
        benefit: file.benefits.iter().find(|row| named(Subject::Benefit(row.id))),
        card: file.cards.iter().find(|row| named(Subject::Card(row.id))),
        file: &file,
        policy: &policy,
        programmes: &programmes,
        today: app.clock.today(),
        actor,
    };
    let read = [
        situation.event.map(|row| row.version),
        situation.benefit.map(|row| row.version),
        situation.card.map(|row| row.version),
    ];
    let version = read.into_iter().flatten().next().unwrap_or(file.veteran.version);
    if target.version.is_some_and(|seen| seen != version) {
        return Err(Failure::stale());
    }
    let mut changes = act.decide(&situation)?;
    if let Some(pension) = changes.pension.take() {
        pay(tx, &file, &mut changes, pension).await?;
    }
    let (subject, detail) = (format!("veteran:{}", file.veteran.id), changes.detail.clone());
    let done = store::write::apply(tx, &file, changes, (&actor.name, situation.today)).await?;
    let value = done.ok_or_else(Failure::stale)?;
    let detail = json!({ "outcome": value, "facts": detail });
    Ok(Audited { value, act: Act { act: A::NAME, subject, detail } })
}

/// Begins or ends the entitlement behind a pension.
async fn pay<C: Executor>(tx: &C, file: &File, changes: &mut Changes, pension: Pension) -> Result<(), Fault> {
    let benefits = changes.records.iter_mut().filter_map(|record| match record {
        Record::Benefit(benefit) => Some(benefit),
        _ => None,
    });
    for benefit in benefits {
        match &pension {
            Pension::Grant { account, account_index, holder, start } => {
                let missing = || Fault::Corrupt("a pension without a programme".to_owned());
                let entitlement = NewEnrolment {
                    resident: file.veteran.resident_id,
                    person: file.veteran.person_id,
                    unit: file.veteran.unit_id,
                    programme: benefit.programme_id.ok_or_else(missing)?,
                    tier: benefit.tier_id,
                    start: *start,
                    account: account.clone(),
                    account_index: account_index.clone(),
                    holder: holder.clone(),
                };
                benefit.enrolment_id = Some(subsidies::service::enrol(tx, entitlement).await?);
            }
            Pension::Stop { enrolment, end, reason } => {
                subsidies::service::stop(tx, *enrolment, *end, *reason).await?;
            }
        }
    }
    Ok(())
}

const fn path(subject: Subject) -> &'static str {
    match subject {
        Subject::Veteran(_) => "veteran",
        Subject::Event(_) => "serviceEvent",
        Subject::Benefit(_) => "benefit",
        Subject::Card(_) => "card",
    }
}
