//! Objections during publicity: recorded by one, answered by another.

use entity::vocab::{ObjectionOutcome, PlanAct as Step, PlanState};
use serde::Serialize;
use serde_json::json;

use super::act::{PlanAct, Situation, Target};
use crate::{
    access::policy::Permission,
    dividends::model::{Answer, Changes, Objection},
    kernel::problem::{Problem, Reasons},
};

/// Somebody objects to the plan, or to the line of one member, which is held until the objection is answered.
#[derive(Debug, Clone, Serialize)]
pub struct Raise {
    pub target: Target,
    pub member: Option<i64>,
    /// Who objects.
    pub raised_by: String,
    pub reason: String,
}

impl PlanAct for Raise {
    const NAME: &'static str = "OBJECTION_RAISE";
    const PERMISSION: Permission = Permission::DividendChallenge;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PlanState::Published], "只能对公示中的方案提出异议");
        let running = file.plan.publicity_from.is_some_and(|from| from <= today)
            && file.plan.publicity_to.is_some_and(|last| today <= last);
        let known = self.member.is_none_or(|member| file.own_lines().any(|line| line.member_id == member));
        reasons
            .need(running, "PUBLICITY_OVER", "plan", "不在公示期内,异议请按信访程序办理")
            .need(known, "NOT_FOUND", "member", "方案中没有这名成员")
            .need(!self.raised_by.trim().is_empty(), "WHO_MISSING", "raisedBy", "请写明提出人")
            .need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明异议内容");
        reasons.done()?;
        let objection = Objection {
            id: 0,
            plan_id: file.plan.id,
            collective_id: file.plan.collective_id,
            member_id: self.member,
            raised_on: today,
            raised_by: self.raised_by.trim().to_owned(),
            recorded_by: situation.actor.name.clone(),
            reason: self.reason.trim().to_owned(),
            resolved_on: None,
            outcome: None,
            resolved_by: None,
            answer: None,
        };
        let detail = json!({ "member": self.member });
        let mut changes = Changes::new(file.plan.clone(), Step::Object, objection.reason.clone(), detail);
        changes.objection = Some(objection);
        Ok(changes)
    }
}

/// An objection is answered by somebody other than who recorded it or made the plan.
#[derive(Debug, Clone, Serialize)]
pub struct Respond {
    pub target: Target,
    pub objection: i64,
    pub outcome: ObjectionOutcome,
    pub answer: String,
}

impl PlanAct for Respond {
    const NAME: &'static str = "OBJECTION_ANSWER";
    const PERMISSION: Permission = Permission::DividendApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, name) = (situation.file, &situation.actor.name);
        let found = file.objections.iter().find(|objection| objection.id == self.objection);
        let mut reasons = Reasons::default();
        reasons.need(found.is_some(), "NOT_FOUND", "objection", "本方案没有这项异议,请核对标识");
        if let Some(objection) = found {
            let own = situation.made_by_actor() || objection.recorded_by == *name;
            reasons.need(objection.outcome.is_none(), "ALREADY_ANSWERED", "objection", "这项异议已答复").need(
                !own,
                "SAME_PERSON",
                "objection",
                "登记异议的人、起草或测算方案的人不能答复,请换人办理",
            );
        }
        reasons.need(!self.answer.trim().is_empty(), "ANSWER_MISSING", "answer", "请写明答复意见");
        reasons.done()?;
        let text = self.answer.trim().to_owned();
        let mut changes =
            Changes::new(file.plan.clone(), Step::Answer, text.clone(), json!({ "outcome": self.outcome }));
        changes.answer = Some(Answer { objection: self.objection, outcome: self.outcome, text });
        Ok(changes)
    }
}
