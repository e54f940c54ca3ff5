//! Objections during publicity: recorded by the community, answered by the street.

use entity::vocab::{ApplicationAct as Step, ApplicationState, ObjectionOutcome};
use serde_json::json;

use super::{ApplicationAct, Situation, Target, need_text};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    subsidies::model_application::{Answer, Changes, Objection},
};

/// Somebody objects.
#[derive(Debug, Clone)]
pub struct Raise {
    pub target: Target,
    /// Who objects.
    pub raised_by: String,
    pub reason: String,
}

impl ApplicationAct for Raise {
    const NAME: &'static str = "APPLICATION_OBJECTION_RAISE";
    const PERMISSION: Permission = Permission::ApplicationWrite;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (application, today) = (&situation.file.application, situation.today);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[ApplicationState::Publicity], "只能对公示中的申请提出异议");
        let begun = application.publicity_from.is_none_or(|from| from <= today);
        let running = begun && application.publicity_to.is_none_or(|last| today <= last);
        reasons.need(running, "PUBLICITY_OVER", "application", "不在公示期内,异议请按信访程序办理");
        need_text(&mut reasons, &self.raised_by, "raisedBy");
        need_text(&mut reasons, &self.reason, "reason");
        reasons.done()?;
        let objection = Objection {
            id: 0,
            application_id: application.id,
            unit_id: application.unit_id,
            raised_on: today,
            raised_by: self.raised_by.trim().to_owned(),
            recorded_by: situation.actor.name.clone(),
            reason: self.reason.trim().to_owned(),
            resolved_on: None,
            outcome: None,
            resolved_by: None,
            answer: None,
        };
        let mut changes = Changes::new(application.clone(), Step::Object, objection.reason.clone(), json!({}));
        changes.objection = Some(objection);
        Ok(changes)
    }
}

/// An objection is answered by somebody other than who recorded it.
#[derive(Debug, Clone)]
pub struct Respond {
    pub target: Target,
    pub objection: i64,
    pub outcome: ObjectionOutcome,
    pub answer: String,
}

impl ApplicationAct for Respond {
    const NAME: &'static str = "APPLICATION_OBJECTION_ANSWER";
    const PERMISSION: Permission = Permission::ApplicationDecide;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let found = situation.file.objections.iter().find(|objection| objection.id == self.objection);
        let mut reasons = Reasons::default();
        reasons.need(found.is_some(), "NOT_FOUND", "objection", "本申请没有这项异议,请核对标识");
        if let Some(objection) = found {
            let other = objection.recorded_by != situation.actor.name;
            reasons.need(objection.outcome.is_none(), "ALREADY_ANSWERED", "objection", "这项异议已答复").need(
                other,
                "SAME_PERSON",
                "objection",
                "登记异议的人不能答复,请换人办理",
            );
        }
        need_text(&mut reasons, &self.answer, "answer");
        reasons.done()?;
        let text = self.answer.trim().to_owned();
        let application = situation.file.application.clone();
        let mut changes = Changes::new(application, Step::Answer, text.clone(), json!({ "outcome": self.outcome }));
        changes.answer = Some(Answer { objection: self.objection, outcome: self.outcome, text });
        Ok(changes)
    }
}
