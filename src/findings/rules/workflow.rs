//! The closed loop: who may take which step, and what it changes.

use chrono::NaiveDate;
use entity::{
    finding, finding_step,
    money::Fen,
    vocab::{FindingAct, FindingState, Severity},
};

use crate::kernel::problem::Problem;

/// Days to rectify from the day a finding is assigned.
#[must_use]
pub const fn days_to_rectify(severity: Severity) -> u64 {
    match severity {
        Severity::High => 30,
        Severity::Medium => 60,
        Severity::Low | Severity::Info => 90,
    }
}

/// A step to take on a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Hand over to whoever must rectify; the deadline follows from the severity unless it is given.
    Assign { owner: String, deadline_on: Option<NaiveDate> },
    /// Begin to rectify.
    Start { measure: String },
    /// Report as rectified, with evidence.
    Submit { note: String, document: String, recovered: Fen, uplift: Fen },
    /// Verified.
    Close { note: String },
    /// Not rectified after all.
    Reopen { reason: String },
    /// Not a problem.
    Waive { reason: String },
    /// More time.
    Extend { deadline_on: NaiveDate, reason: String },
}

/// The finding after the step, and what to write down.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    pub finding: finding::Model,
    pub act: FindingAct,
    pub note: String,
    pub document: Option<String>,
    pub deadline_on: Option<NaiveDate>,
}

/// States a step may be taken from.
const fn from(step: &Step) -> &'static [FindingState] {
    use FindingState::{Assigned, Discovered, Rectifying, Reopened, Submitted};
    match step {
        Step::Assign { .. } => &[Discovered, Assigned],
        Step::Start { .. } => &[Assigned, Reopened],
        Step::Submit { .. } => &[Rectifying],
        Step::Close { .. } | Step::Reopen { .. } => &[Submitted],
        Step::Waive { .. } => &[Discovered, Assigned, Rectifying, Reopened, Submitted],
        Step::Extend { .. } => &[Assigned, Rectifying, Reopened],
    }
}

/// Decides `step` on `finding` with its `history` for `actor` on `day`.
///
/// # Errors
/// Why it is refused.
pub fn take(
    finding: &finding::Model,
    history: &[finding_step::Model],
    step: &Step,
    actor: &str,
    day: NaiveDate,
) -> Result<Taken, Vec<Problem>> {
    if !from(step).contains(&finding.state) {
        return Err(vec![Problem::new("WRONG_STATE", "finding", "问题当前的状态不能办理这一步,请刷新后再办")]);
    }
    let last = history.last().map(|step| step.done_on);
    if last.is_some_and(|last| day < last) {
        return Err(vec![Problem::new("DATE_ORDER", "on", "日期不能早于上一步的日期")]);
    }
    let mut new = finding::Model { version: finding.version + 1, ..finding.clone() };
    let (act, note, document, deadline_on) = match step {
        Step::Assign { owner, deadline_on } => assign(&mut new, owner, *deadline_on, day)?,
        Step::Start { measure } => {
            new.state = FindingState::Rectifying;
            (FindingAct::Start, said(measure, "measure", "请写明整改措施")?, None, None)
        }
        Step::Submit { note, document, recovered, uplift } => {
            new.state = FindingState::Submitted;
            let document = said(document, "documentReference", "申请销号须附证据档案号")?;
            if recovered.0 < 0 || uplift.0 < 0 {
                return Err(vec![Problem::new("AMOUNT", "recovered", "追回金额与租金提升不能为负")]);
            }
            (new.recovered_fen, new.uplift_fen) = (*recovered, *uplift);
            (FindingAct::Submit, note.trim().to_owned(), Some(document), None)
        }
        Step::Close { note } => {
            apart(finding, history, actor)?;
            (new.state, new.closed_on) = (FindingState::Closed, Some(day));
            (FindingAct::Close, note.trim().to_owned(), None, None)
        }
        Step::Reopen { reason } => {
            apart(finding, history, actor)?;
            new.state = FindingState::Reopened;
            (FindingAct::Reopen, said(reason, "reason", "请写明退回原因")?, None, None)
        }
        Step::Waive { reason } => {
            apart(finding, history, actor)?;
            (new.state, new.closed_on) = (FindingState::Waived, Some(day));
            (FindingAct::Waive, said(reason, "reason", "认定不构成问题须写明理由")?, None, None)
        }
        Step::Extend { deadline_on, reason } => {
            if finding.deadline_on.is_some_and(|old| *deadline_on <= old) {
                return Err(vec![Problem::new("DEADLINE", "deadlineOn", "新的期限应晚于原期限")]);
            }
            new.deadline_on = Some(*deadline_on);
            (FindingAct::Extend, said(reason, "reason", "请写明延期原因")?, None, Some(*deadline_on))
        }
    };
    Ok(Taken { finding: new, act, note, document, deadline_on })
}

type Written = (FindingAct, String, Option<String>, Option<NaiveDate>);

fn assign(
    new: &mut finding::Model,
    owner: &str,
    deadline_on: Option<NaiveDate>,
    day: NaiveDate,
) -> Result<Written, Vec<Problem>> {
    let owner = said(owner, "owner", "请给出责任人")?;
    let usual = day.checked_add_days(chrono::Days::new(days_to_rectify(new.severity))).unwrap_or(day);
    let deadline = deadline_on.unwrap_or(usual);
    if deadline < day {
        return Err(vec![Problem::new("DEADLINE", "deadlineOn", "整改期限不能早于交办日")]);
    }
    (new.state, new.owner, new.deadline_on) = (FindingState::Assigned, Some(owner.clone()), Some(deadline));
    Ok((FindingAct::Assign, format!("交办{owner}"), None, Some(deadline)))
}

fn said(text: &str, path: &str, message: &str) -> Result<String, Vec<Problem>> {
    let text = text.trim();
    if text.is_empty() { Err(vec![Problem::new("TEXT_MISSING", path, message)]) } else { Ok(text.to_owned()) }
}

/// Who verifies is neither finder, owner nor rectifier.
fn apart(finding: &finding::Model, history: &[finding_step::Model], actor: &str) -> Result<(), Vec<Problem>> {
    let did = |acts: &[FindingAct]| history.iter().any(|step| acts.contains(&step.act) && step.actor == actor);
    let refuse = |code, message| Err(vec![Problem::new(code, "finding", message)]);
    if did(&[FindingAct::Start, FindingAct::Submit]) || finding.owner.as_deref() == Some(actor) {
        return refuse("VERIFIER_RECTIFIED", "整改人(责任人)不能核验自己整改的问题,请由他人核验");
    }
    if did(&[FindingAct::Discover]) {
        return refuse("VERIFIER_FOUND", "发现人不能核验自己发现的问题,请由他人核验");
    }
    Ok(())
}
