//! Objections to a list, answers, withdrawal.

use chrono::NaiveDate;
use entity::vocab::{ObjectionOutcome, PublicationState};
use serde_json::json;

use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        chain::{Act, Actor},
        problem::{Failure, Problem, Reasons},
        write::{Audited, perform},
    },
    publications::{
        model::{Answer, Changes, File, Objection, Publication},
        rules::state_on,
        store,
    },
};

/// The list an act is done to, and the version the caller read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    pub publication: i64,
    pub version: i32,
}

/// What is done to a list.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Somebody objects to the list, or to the entry with a number.
    Object { number: Option<i32>, raised_by: String, reason: String },
    /// An objection is answered.
    Answer { objection: i64, outcome: ObjectionOutcome, answer: String },
    /// The list is withdrawn before its time.
    Withdraw { reason: String },
}

impl Deed {
    const fn name(&self) -> &'static str {
        match self {
            Self::Object { .. } => "PUBLICATION_OBJECTION_RAISE",
            Self::Answer { .. } => "PUBLICATION_OBJECTION_ANSWER",
            Self::Withdraw { .. } => "PUBLICATION_WITHDRAW",
        }
    }

    const fn permission(&self) -> Permission {
        match self {
            Self::Object { .. } => Permission::PublicationObject,
            Self::Answer { .. } | Self::Withdraw { .. } => Permission::PublicationManage,
        }
    }

    fn decide(&self, file: &File, today: NaiveDate, actor: &Actor) -> Result<Changes, Vec<Problem>> {
        match self {
            Self::Object { number, raised_by, reason } => {
                object(file, today, actor, (*number, raised_by.trim(), reason.trim()))
            }
            Self::Answer { objection, outcome, answer } => {
                respond(file, today, actor, (*objection, *outcome, answer.trim()))
            }
            Self::Withdraw { reason } => withdraw(file, today, actor, reason.trim()),
        }
    }
}

/// Does `deed` for `viewer`; answers the key of the list.
///
/// # Errors
/// What is missing or refused, or a fault.
pub async fn act(app: &App, viewer: &Viewer, target: Target, deed: Deed) -> Result<i64, Failure> {
    let (actor, scope, name) = (viewer.actor(), viewer.scope(), deed.name());
    let who = actor.clone();
    perform(app, &actor, name, viewer.permit(deed.permission()), move |app, tx| {
        let (deed, scope, who) = (deed.clone(), scope.clone(), who.clone());
        Box::pin(async move {
            let file = store::file(tx, &scope, target.publication).await?;
            let file = file.ok_or_else(|| Failure::not_found("publication"))?;
            if file.publication.version != target.version {
                return Err(Failure::stale());
            }
            let changes = deed.decide(&file, app.clock.today(), &who)?;
            let detail = changes.detail.clone();
            if !store::apply(tx, &file.publication, changes).await? {
                return Err(Failure::stale());
            }
            let id = file.publication.id;
            Ok(Audited { value: id, act: Act { act: name, subject: format!("publication:{id}"), detail } })
        })
    })
    .await
}

/// Longest free text.
const TEXT: usize = 500;

fn need_text(reasons: &mut Reasons, text: &str, path: &str) {
    let given = (1..=TEXT).contains(&text.chars().count());
    reasons.need(given, "TEXT", path, format!("请填写,不超过 {TEXT} 个字"));
}

fn state(publication: &Publication, today: NaiveDate) -> PublicationState {
    state_on((publication.published_from, publication.published_to), publication.withdrawn_on, today)
}

fn object(
    file: &File,
    today: NaiveDate,
    actor: &Actor,
    (number, raised_by, reason): (Option<i32>, &str, &str),
) -> Result<Changes, Vec<Problem>> {
    let publication = &file.publication;
    let mut reasons = Reasons::default();
    let up = state(publication, today) == PublicationState::Published;
    let known = number.is_none_or(|number| (1..=publication.entry_count).contains(&number));
    reasons.need(up, "NOT_UP", "publication", "不在公示期内,异议请按信访程序办理").need(
        known,
        "ENTRY",
        "number",
        format!("名单只有第 1 到 {} 条", publication.entry_count),
    );
    need_text(&mut reasons, raised_by, "raisedBy");
    need_text(&mut reasons, reason, "reason");
    reasons.done()?;
    let objection = Objection {
        id: 0,
        publication_id: publication.id,
        unit_id: publication.unit_id,
        number,
        raised_on: today,
        raised_by: raised_by.to_owned(),
        recorded_by: actor.name.clone(),
        reason: reason.to_owned(),
        resolved_on: None,
        outcome: None,
        resolved_by: None,
        answer: None,
    };
    let detail = json!({ "number": number });
    Ok(Changes { publication: publication.clone(), objection: Some(objection), answer: None, detail })
}

fn respond(
    file: &File,
    today: NaiveDate,
    actor: &Actor,
    (objection, outcome, text): (i64, ObjectionOutcome, &str),
) -> Result<Changes, Vec<Problem>> {
    let found = file.objections.iter().find(|row| row.id == objection);
    let mut reasons = Reasons::default();
    reasons.need(found.is_some(), "NOT_FOUND", "objection", "本名单没有这项异议,请核对标识");
    if let Some(row) = found {
        let other = row.recorded_by != actor.name && file.publication.account != actor.name;
        reasons.need(row.outcome.is_none(), "ALREADY_ANSWERED", "objection", "这项异议已答复").need(
            other,
            "SAME_PERSON",
            "objection",
            "登记异议的人、发布名单的人不能答复,请换人办理",
        );
    }
    need_text(&mut reasons, text, "answer");
    reasons.done()?;
    let (by, text) = (actor.name.clone(), text.to_owned());
    let answer = Answer { objection, outcome, text, by, on: today };
    let detail = json!({ "outcome": outcome });
    Ok(Changes { publication: file.publication.clone(), objection: None, answer: Some(answer), detail })
}

fn withdraw(file: &File, today: NaiveDate, actor: &Actor, reason: &str) -> Result<Changes, Vec<Problem>> {
    let publication = &file.publication;
    let mut reasons = Reasons::default();
    let standing = matches!(state(publication, today), PublicationState::Planned | PublicationState::Published);
    reasons.need(standing, "WRONG_STATE", "publication", "名单已撤下,不必撤回");
    need_text(&mut reasons, reason, "reason");
    reasons.done()?;
    let publication = Publication {
        withdrawn_on: Some(today),
        withdrawn_by: Some(actor.name.clone()),
        withdraw_reason: Some(reason.to_owned()),
        ..publication.clone()
    };
    Ok(Changes { publication, objection: None, answer: None, detail: json!({}) })
}
