//! The yearly review of an entitlement.

use chrono::NaiveDate;
use entity::vocab::{EnrolmentAct as Step, EnrolmentState, ReviewOutcome, StopReason};

use super::{
    EnrolmentAct, Situation, Target,
    suspend::{kept, stopped},
};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    subsidies::{
        model_application::{Enrolment, Keeping},
        service::application::{confirm::next_review, need_here, need_text},
    },
};

/// What a review came to. A community reports it; stopping is the street's.
#[derive(Debug, Clone)]
pub struct Review {
    pub target: Target,
    pub reviewed_on: NaiveDate,
    pub outcome: ReviewOutcome,
    /// Of a stop; that the review failed when absent.
    pub stop_reason: Option<StopReason>,
    pub finding: String,
}

impl EnrolmentAct for Review {
    const NAME: &'static str = "ENROLMENT_REVIEW";

    fn permission(&self) -> Permission {
        if self.outcome == ReviewOutcome::Stop { Permission::EnrolmentWrite } else { Permission::EnrolmentReport }
    }

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Keeping, Vec<Problem>> {
        let enrolment = &situation.entitlement.enrolment;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[EnrolmentState::Active, EnrolmentState::Suspended], "");
        need_text(&mut reasons, &self.finding, "finding");
        let next = next_review(situation.programme, self.reviewed_on);
        let begun = enrolment.start_month.first_day().is_none_or(|first| self.reviewed_on >= first);
        reasons
            .not_future(self.reviewed_on, situation.today, "reviewedOn")
            .need(begun, "BEFORE_START", "reviewedOn", "复核日不能早于享受起始月")
            .need(next.is_some(), "NO_REVIEW", "enrolment", "这一项目不需要复核");
        let reason = self.stop_reason.is_none() || self.outcome == ReviewOutcome::Stop;
        reasons.need(reason, "STOP_REASON", "stopReason", "只有停发才填停发原因");
        if self.outcome == ReviewOutcome::Passed {
            need_here(&mut reasons, &situation.entitlement.person, "enrolment");
        }
        let (row, step) = match self.outcome {
            // A suspension is lifted by whoever resumes, not by a review.
            ReviewOutcome::Passed => {
                (Enrolment { next_review_on: next, ..enrolment.clone() }, (Step::ReviewPassed, None))
            }
            ReviewOutcome::Suspend => {
                (Enrolment { state: EnrolmentState::Suspended, ..enrolment.clone() }, (Step::ReviewFailed, None))
            }
            ReviewOutcome::Stop => {
                let reason = self.stop_reason.unwrap_or(StopReason::ReviewFailed);
                let row = stopped(&mut reasons, situation, reason, self.reviewed_on);
                let month = row.end_month;
                (row, (Step::ReviewFailed, month))
            }
        };
        reasons.done()?;
        Ok(kept(situation, row, step, &self.finding))
    }
}
