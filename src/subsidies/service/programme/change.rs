//! Changes of programmes: one person proposes, another puts in force or sends back.

use entity::{programme_change, vocab::ProgrammeChangeState};
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::Act,
        db::Executor,
        fault::Fault,
        problem::{Failure, Problem, Reasons},
        write::{Audited, perform},
    },
    subsidies::{
        model::{Part, ProgrammeRecord, Programmes, Proposal},
        rules::change::{Effect, Situation, check, effect},
        store::{self, change::Decision},
    },
};

/// Longest text of a document's number or a reason.
const TEXT: usize = 200;

/// Which proposal is meant, and the version that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeTarget {
    pub change: i64,
    pub version: i32,
}

/// Whether a text is there and not too long.
fn given(text: &str) -> bool {
    let length = text.trim().chars().count();
    length > 0 && length <= TEXT
}

/// Proposes a change; answers its key.
///
/// # Errors
/// What is missing or wrong, or a fault.
pub async fn propose(app: &App, viewer: &Viewer, proposal: Proposal) -> Result<i64, Failure> {
    const NAME: &str = "PROGRAMME_CHANGE_PROPOSE";
    let actor = viewer.actor();
    let who = actor.name.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::ProgrammeManage), move |app, tx| {
        let (proposal, who) = (proposal.clone(), who.clone());
        Box::pin(async move {
            let programmes = store::programmes(tx).await?;
            let programme = programmes.named(proposal.programme.trim()).cloned();
            let unknown = || Failure::problem("PROGRAMME", "programme", "没有这个项目代码,请用 programmes 查询");
            let programme = programme.ok_or_else(unknown)?;
            if programme.row.version != proposal.version {
                return Err(Failure::stale());
            }
            let mut reasons = Reasons::default();
            reasons
                .need(given(&proposal.document), "DOCUMENT", "document", "请写明所依据的文件(文号或档案号),至多 200 字")
                .need(given(&proposal.reason), "REASON", "reason", "请写明变更理由,至多 200 字");
            let mut problems = reasons.done().err().unwrap_or_default();
            let situation = situation(tx, &programme, &programmes, &proposal.part).await?;
            problems.extend(check(&proposal.part, &situation).err().unwrap_or_default());
            crate::kernel::problem::none_of(problems)?;
            let body = serde_json::to_value(&proposal.part).map_err(|err| Fault::Defect(err.to_string()))?;
            let row = programme_change::Model {
                id: 0,
                programme_id: programme.row.id,
                kind: proposal.part.kind(),
                valid_from: proposal.part.month(),
                body: body.clone(),
                document: proposal.document.trim().to_owned(),
                reason: proposal.reason.trim().to_owned(),
                state: ProgrammeChangeState::Proposed,
                proposed_by: who,
                proposed_on: app.clock.today(),
                decided_by: None,
                decided_on: None,
                note: None,
                version: 1,
            };
            let id = store::change::propose(tx, row).await?;
            let detail =
                json!({ "programme": programme.row.code, "change": body, "document": proposal.document.trim() });
            Ok(Audited { value: id, act: Act { act: NAME, subject: subject(id), detail } })
        })
    })
    .await
}

/// Puts a proposal of somebody else in force; answers its key.
///
/// # Errors
/// What is wrong, or a fault.
pub async fn approve(app: &App, viewer: &Viewer, target: ChangeTarget) -> Result<i64, Failure> {
    const NAME: &str = "PROGRAMME_CHANGE_APPROVE";
    let actor = viewer.actor();
    let who = actor.name.clone();
    let done = perform(app, &actor, NAME, viewer.permit(Permission::ProgrammeManage), move |app, tx| {
        let who = who.clone();
        Box::pin(async move {
            let change = open(tx, target).await?;
            if change.proposed_by == who {
                let message = "提出变更的人不能批准自己的变更,请换人办理";
                return Err(Failure::problem("SAME_PERSON", "change", message));
            }
            let programmes = store::programmes(tx).await?;
            let programme = programmes.get(change.programme_id).cloned();
            let programme = programme.ok_or_else(|| Fault::Corrupt("a change of no programme".to_owned()))?;
            let part = part_of(&change)?;
            let situation = situation(tx, &programme, &programmes, &part).await?;
            let effect = effect(&part, &situation, (Some(change.id), &change.document)).map_err(about_change)?;
            let decision =
                Decision { state: ProgrammeChangeState::InForce, by: who, on: app.clock.today(), note: None };
            let decided = store::change::decide(tx, &change, decision).await?;
            if !decided || !store(tx, (&programme, &programmes), &change, effect).await? {
                return Err(Failure::stale());
            }
            let detail = json!({ "programme": programme.row.code, "change": change.body });
            Ok(Audited { value: change.id, act: Act { act: NAME, subject: subject(change.id), detail } })
        })
    })
    .await?;
    app.forget_reference();
    Ok(done)
}

/// Sends a proposal back, or takes back one's own; answers its key.
///
/// # Errors
/// What is wrong, or a fault.
pub async fn reject(app: &App, viewer: &Viewer, target: ChangeTarget, reason: &str) -> Result<i64, Failure> {
    const NAME: &str = "PROGRAMME_CHANGE_REJECT";
    let (actor, reason) = (viewer.actor(), reason.trim().to_owned());
    let who = actor.name.clone();
    perform(app, &actor, NAME, viewer.permit(Permission::ProgrammeManage), move |app, tx| {
        let (reason, who) = (reason.clone(), who.clone());
        Box::pin(async move {
            let change = open(tx, target).await?;
            if !given(&reason) {
                return Err(Failure::problem("REASON", "reason", "请写明退回的理由,至多 200 字"));
            }
            let detail = json!({ "reason": reason });
            let (state, on) = (ProgrammeChangeState::Rejected, app.clock.today());
            if !store::change::decide(tx, &change, Decision { state, by: who, on, note: Some(reason) }).await? {
                return Err(Failure::stale());
            }
            Ok(Audited { value: change.id, act: Act { act: NAME, subject: subject(change.id), detail } })
        })
    })
    .await
}

/// What the change is about.
///
/// # Errors
/// A fault when the stored body does not parse.
pub fn part_of(change: &programme_change::Model) -> Result<Part, Fault> {
    let part = serde_json::from_value(change.body.clone());
    part.map_err(|err| Fault::Corrupt(format!("body of change {}: {err}", change.id)))
}

fn subject(change: i64) -> String {
    format!("programme_change:{change}")
}

/// The proposal that is meant, undecided and as the caller read it.
async fn open<C: Executor>(tx: &C, target: ChangeTarget) -> Result<programme_change::Model, Failure> {
    let found = store::change::change(tx, target.change).await?;
    let change = found.ok_or_else(|| Failure::not_found("change"))?;
    if change.version != target.version {
        return Err(Failure::stale());
    }
    let waiting = change.state == ProgrammeChangeState::Proposed;
    let decided = || Failure::problem("DECIDED", "change", "这项变更已批准或已退回,不能再次决定");
    if waiting { Ok(change) } else { Err(decided()) }
}

/// What a change is decided on.
pub(super) async fn situation<'a, C: Executor>(
    db: &C,
    programme: &'a ProgrammeRecord,
    programmes: &'a Programmes,
    part: &Part,
) -> Result<Situation<'a>, Fault> {
    let other = part.other().and_then(|code| programmes.named(code.trim())).map(|other| other.row.id);
    let about: Vec<i64> = [Some(programme.row.id), other].into_iter().flatten().collect();
    Ok(Situation { programme, programmes, locked: store::change::locked(db, &about).await? })
}

/// Reasons found again at approval are about the change as a whole.
fn about_change(problems: Vec<Problem>) -> Vec<Problem> {
    problems.into_iter().map(|problem| Problem::new(problem.code, "change", problem.message)).collect()
}

/// Stores what a change comes to and counts the programmes up. Says whether they were as they had been read.
async fn store<C: Executor>(
    tx: &C,
    (programme, programmes): (&ProgrammeRecord, &Programmes),
    change: &programme_change::Model,
    effect: Effect,
) -> Result<bool, Fault> {
    let own = programme.row.id;
    let mut counted = vec![&programme.row];
    match effect {
        Effect::Standard(row) => store::change::add_standard(tx, row).await?,
        Effect::Version(row) => store::change::add_version(tx, *row).await?,
        Effect::Exclusion(other, new) => {
            counted.extend(programmes.get(other).map(|other| &other.row));
            store::change::add_exclusion(tx, (own, other), &new, (&change.document, change.id)).await?;
        }
        Effect::ExclusionEnd(other, end) => {
            counted.extend(programmes.get(other).map(|other| &other.row));
            if !store::change::end_exclusion(tx, (own, other), &end).await? {
                return Ok(false);
            }
        }
    }
    for row in counted {
        if !store::change::count_up(tx, row).await? {
            return Ok(false);
        }
    }
    Ok(true)
}
