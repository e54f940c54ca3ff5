//! Suspending, resuming and stopping an entitlement.

use chrono::NaiveDate;
use entity::vocab::{EnrolmentAct as Step, EnrolmentState, StopReason, StopRule};
use serde_json::json;

use super::{EnrolmentAct, Situation, Target};
use crate::{
    kernel::{
        problem::{Problem, Reasons},
        time::Month,
    },
    subsidies::{
        model::ProgrammeRecord,
        model_application::{Enrolment, Keeping, Kept},
        rules::month::last,
        service::application::{need_here, need_text},
    },
};

/// What an entitlement in `state` is from today on, by one step.
pub(super) fn kept(
    situation: &Situation<'_>,
    enrolment: Enrolment,
    (act, month): (Step, Option<Month>),
    note: &str,
) -> Keeping {
    let detail = json!({ "programme": situation.programme.row.code, "month": month });
    Keeping {
        enrolment,
        steps: vec![Kept { act, month, note: note.trim().to_owned() }],
        account: None,
        successor: None,
        done_on: situation.today,
        detail,
    }
}

/// Suspends; only an explicit resumption lifts it.
#[derive(Debug, Clone)]
pub struct Suspend {
    pub target: Target,
    pub reason: String,
}

impl EnrolmentAct for Suspend {
    const NAME: &'static str = "ENROLMENT_SUSPEND";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Keeping, Vec<Problem>> {
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[EnrolmentState::Active], "待遇已暂停");
        need_text(&mut reasons, &self.reason, "reason");
        reasons.done()?;
        let row = Enrolment { state: EnrolmentState::Suspended, ..situation.entitlement.enrolment.clone() };
        Ok(kept(situation, row, (Step::Suspend, None), &self.reason))
    }
}

/// Resumes; months that were missed are paid in arrears, by a decision of their own.
#[derive(Debug, Clone)]
pub struct Resume {
    pub target: Target,
    pub reason: String,
}

impl EnrolmentAct for Resume {
    const NAME: &'static str = "ENROLMENT_RESUME";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Keeping, Vec<Problem>> {
        let enrolment = &situation.entitlement.enrolment;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[EnrolmentState::Suspended], "待遇没有暂停");
        need_text(&mut reasons, &self.reason, "reason");
        need_here(&mut reasons, &situation.entitlement.person, "enrolment");
        let reviewed = enrolment.next_review_on.is_none_or(|due| due >= situation.today);
        reasons.need(reviewed, "REVIEW_DUE", "enrolment", "复核已到期,请先登记复核通过(enrolmentReview)再恢复");
        reasons.done()?;
        let row = Enrolment { state: EnrolmentState::Active, ..enrolment.clone() };
        Ok(kept(situation, row, (Step::Resume, None), &self.reason))
    }
}

/// Stops for good, because of what happened on a day.
#[derive(Debug, Clone)]
pub struct Stop {
    pub target: Target,
    pub reason: StopReason,
    /// The month of this day is payable, the next one is not.
    pub event_on: NaiveDate,
    pub note: String,
}

impl EnrolmentAct for Stop {
    const NAME: &'static str = "ENROLMENT_STOP";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Keeping, Vec<Problem>> {
        let person = &situation.entitlement.person;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[EnrolmentState::Active, EnrolmentState::Suspended], "");
        need_text(&mut reasons, &self.note, "note");
        reasons.not_future(self.event_on, situation.today, "eventOn");
        let registered = match self.reason {
            StopReason::Death => person.died_on,
            StopReason::MovedOut => person.moved_out_on,
            _ => None,
        };
        let agrees = registered.is_none_or(|day| day == self.event_on);
        let message = format!("与居民库登记的日期 {} 不一致,请核对", registered.unwrap_or(self.event_on));
        reasons.need(agrees, "EVENT_DATE", "eventOn", message);
        let stopped = stopped(&mut reasons, situation, self.reason, self.event_on);
        reasons.done()?;
        let month = stopped.end_month;
        Ok(kept(situation, stopped, (Step::Stop, month), &self.note))
    }
}

/// How the programme ends on a day.
fn stop_rule(programme: &ProgrammeRecord, day: NaiveDate) -> StopRule {
    programme.terms_in(Month::of(day)).map_or(StopRule::MonthAfterEvent, |terms| terms.row.stop_rule)
}

/// The entitlement stopped because of what happened on `event`, with a reason where there would be no month left.
pub(super) fn stopped(
    reasons: &mut Reasons,
    situation: &Situation<'_>,
    reason: StopReason,
    event: NaiveDate,
) -> Enrolment {
    let enrolment = &situation.entitlement.enrolment;
    let end = last(stop_rule(situation.programme, event), event);
    // Who died or left before the first month keeps that month on paper; the rules hold back its payment.
    let gone = matches!(reason, StopReason::Death | StopReason::MovedOut);
    let message = format!("不能早于起始月 {},请核对日期", enrolment.start_month);
    reasons.need(gone || end >= enrolment.start_month, "BEFORE_START", "eventOn", message);
    let planned = enrolment.end_month.map_or(end, |planned| planned.min(end));
    Enrolment {
        state: EnrolmentState::Stopped,
        stop_reason: Some(reason),
        end_month: Some(planned.max(enrolment.start_month)),
        next_review_on: None,
        ..enrolment.clone()
    }
}
