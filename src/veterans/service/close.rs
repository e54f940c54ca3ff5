//! A service from its outcome to its end.

use chrono::NaiveDate;
use entity::vocab::{ServiceOutcome, ServiceState, VeteranAct as Step};
use serde::Serialize;

use super::{
    act::{Situation, Target, VeteranAct, need_text},
    detail::{self, Detail},
    serve::{in_state, stepped},
};
use crate::{
    kernel::problem::{Problem, Reasons},
    veterans::model::{Changes, Event},
};

/// Longest duration: a working week.
const MOST_MINUTES: i32 = 40 * 60;

/// Ends the serving, with its outcome and the day of the follow-up.
#[derive(Debug, Clone, Serialize)]
pub struct Complete {
    pub target: Target,
    pub completed_on: NaiveDate,
    pub minutes: i32,
    pub outcome: ServiceOutcome,
    pub note: String,
    pub follow_up_due: NaiveDate,
    pub detail: Option<Detail>,
    /// Needed when money was given.
    pub idempotency_key: Option<String>,
}

impl VeteranAct for Complete {
    const NAME: &'static str = "SERVICE_COMPLETE";

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let event = in_state(situation, &[ServiceState::InService], "服务中的才能完成;上报的须先由街道站交回")?;
        let mut reasons = Reasons::default();
        let fits = self.detail.as_ref().is_none_or(|detail| detail.kind() == event.kind);
        let filled = self.detail.as_ref().map_or_else(|| event.clone(), |detail| detail.on(event));
        let started = event.started_on.unwrap_or(event.registered_on);
        need_text(&mut reasons, &self.note, "note");
        reasons
            .not_future(self.completed_on, situation.today, "completedOn")
            .need(self.completed_on >= started, "COMPLETION_DATE", "completedOn", "完成日不能早于开始日")
            .need((1..=MOST_MINUTES).contains(&self.minutes), "MINUTES", "minutes", "服务时长应在 1 到 2400 分钟之间")
            .need(self.follow_up_due >= self.completed_on, "FOLLOW_UP_DATE", "followUpDue", "回访期限不能早于完成日")
            .need(
                filled.answered_on.is_none_or(|day| day <= self.completed_on),
                "ANSWER_DATE",
                "detail.consultation.answeredOn",
                "答复日不能晚于完成日",
            )
            .need(fits, "WRONG_DETAIL", "detail", "明细与服务类别不符")
            .need(
                filled.amount_fen.is_none() || self.idempotency_key.is_some(),
                "IDEMPOTENCY_KEY",
                "idempotencyKey",
                "涉及资金的服务请给出幂等键",
            );
        detail::check(&mut reasons, &filled, situation.today);
        detail::need_complete(&mut reasons, &filled);
        reasons.done()?;
        let new = Event {
            state: ServiceState::Completed,
            completed_on: Some(self.completed_on),
            minutes: Some(self.minutes),
            outcome: Some(self.outcome),
            outcome_note: Some(self.note.trim().to_owned()),
            follow_up_due: Some(self.follow_up_due),
            ..filled
        };
        Ok(stepped(new, event.state, Step::Complete, self.note.trim()).on(self.completed_on))
    }
}

/// Asks the person how it was.
#[derive(Debug, Clone, Serialize)]
pub struct FollowUp {
    pub target: Target,
    pub followed_up_on: NaiveDate,
    pub note: String,
    /// 1 to 5.
    pub satisfaction: Option<i32>,
}

impl VeteranAct for FollowUp {
    const NAME: &'static str = "SERVICE_FOLLOW_UP";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let event = in_state(situation, &[ServiceState::Completed], "已完成的服务才能回访")?;
        let mut reasons = Reasons::default();
        let after = event.completed_on.is_none_or(|day| self.followed_up_on >= day);
        need_text(&mut reasons, &self.note, "note");
        reasons
            .not_future(self.followed_up_on, situation.today, "followedUpOn")
            .need(after, "FOLLOW_UP_DATE", "followedUpOn", "回访日不能早于完成日")
            .need(
                self.satisfaction.is_none_or(|score| (1..=5).contains(&score)),
                "SATISFACTION",
                "satisfaction",
                "满意度为 1 到 5",
            );
        reasons.done()?;
        let new = Event {
            state: ServiceState::FollowUp,
            followed_up_on: Some(self.followed_up_on),
            follow_up_note: Some(self.note.trim().to_owned()),
            satisfaction: self.satisfaction.or(event.satisfaction),
            ..event.clone()
        };
        Ok(stepped(new, event.state, Step::FollowUp, self.note.trim()).on(self.followed_up_on))
    }
}

/// Closes a service that has an outcome and was followed up.
#[derive(Debug, Clone, Serialize)]
pub struct Close {
    pub target: Target,
}

impl VeteranAct for Close {
    const NAME: &'static str = "SERVICE_CLOSE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let event = in_state(situation, &OPEN, "已办结或已撤回")?;
        let mut reasons = Reasons::default();
        reasons.need(event.outcome.is_some(), "NO_OUTCOME", "serviceEvent", "还没有服务结果,请先办理完成").need(
            event.followed_up_on.is_some(),
            "NO_FOLLOW_UP",
            "serviceEvent",
            "还没有回访,请先回访再办结",
        );
        reasons.done()?;
        let new = Event { state: ServiceState::Closed, closed_on: Some(situation.today), ..event.clone() };
        Ok(stepped(new, event.state, Step::Close, "办结"))
    }
}

/// Everything but closed and withdrawn.
const OPEN: [ServiceState; 7] = {
    use ServiceState::{Accepted, Assigned, Completed, FollowUp, InService, ReferredUp, Registered};
    [Registered, Accepted, Assigned, InService, ReferredUp, Completed, FollowUp]
};
