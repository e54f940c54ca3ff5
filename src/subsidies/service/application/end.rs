//! Applications that come to nothing.

use entity::vocab::{ApplicationAct as Step, ApplicationState};
use serde_json::json;

use super::{ApplicationAct, Situation, Target, need_text};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    subsidies::model_application::{Application, Changes},
};

/// The street rejects it.
#[derive(Debug, Clone)]
pub struct Reject {
    pub target: Target,
    pub reason: String,
}

impl ApplicationAct for Reject {
    const NAME: &'static str = "APPLICATION_REJECT";
    const PERMISSION: Permission = Permission::ApplicationDecide;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        let states = [ApplicationState::SubdistrictReview, ApplicationState::Publicity];
        situation.need_state(&mut reasons, &states, "只能对审核中或公示中的申请作不予确认");
        need_text(&mut reasons, &self.reason, "reason");
        reasons.done()?;
        Ok(closed(situation, ApplicationState::Rejected, Step::Reject, &self.reason))
    }
}

/// The applicant gives it up.
#[derive(Debug, Clone)]
pub struct Withdraw {
    pub target: Target,
    pub reason: String,
}

impl ApplicationAct for Withdraw {
    const NAME: &'static str = "APPLICATION_WITHDRAW";
    const PERMISSION: Permission = Permission::ApplicationWrite;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        situation.need_undecided(&mut reasons);
        need_text(&mut reasons, &self.reason, "reason");
        reasons.done()?;
        Ok(closed(situation, ApplicationState::Withdrawn, Step::Withdraw, &self.reason))
    }
}

fn closed(situation: &Situation<'_>, state: ApplicationState, step: Step, reason: &str) -> Changes {
    let reason = reason.trim().to_owned();
    let application = Application { reason: Some(reason.clone()), ..situation.moved(state) };
    Changes::new(application, step, reason, json!({}))
}
