//! The community's part: acceptance with a receipt, the household visit, its finding.

use entity::vocab::{ApplicationAct as Step, ApplicationState};
use serde_json::json;

use super::{ApplicationAct, Situation, Target, need_here, need_text};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    subsidies::model_application::{Application, Changes},
};

/// Accepts an application: it has a receipt and a deadline from now on.
#[derive(Debug, Clone)]
pub struct Accept {
    pub target: Target,
}

impl ApplicationAct for Accept {
    const NAME: &'static str = "APPLICATION_ACCEPT";
    const PERMISSION: Permission = Permission::ApplicationWrite;
    const NUMBERED: bool = true;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[ApplicationState::Draft], "只能受理草稿状态的申请");
        need_here(&mut reasons, &situation.file.person, "application");
        reasons.done()?;
        let application =
            Application { receipt: situation.receipt.clone(), ..situation.moved(ApplicationState::Accepted) };
        let note = format!("受理编号 {}", application.receipt.as_deref().unwrap_or_default());
        let detail = json!({ "receipt": application.receipt });
        Ok(Changes::new(application, Step::Accept, note, detail))
    }
}

/// Begins the check of the community: who visits, when.
#[derive(Debug, Clone)]
pub struct Visit {
    pub target: Target,
    pub note: String,
}

impl ApplicationAct for Visit {
    const NAME: &'static str = "APPLICATION_VISIT";
    const PERMISSION: Permission = Permission::ApplicationWrite;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[ApplicationState::Accepted], "受理之后才开始初核");
        need_text(&mut reasons, &self.note, "note");
        reasons.done()?;
        let application = situation.moved(ApplicationState::CommunityCheck);
        Ok(Changes::new(application, Step::Visit, self.note.trim(), json!({})))
    }
}

/// The finding of the household visit; the street decides on it, whatever it is.
#[derive(Debug, Clone)]
pub struct Check {
    pub target: Target,
    pub passed: bool,
    pub finding: String,
}

impl ApplicationAct for Check {
    const NAME: &'static str = "APPLICATION_CHECK";
    const PERMISSION: Permission = Permission::ApplicationWrite;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[ApplicationState::CommunityCheck], "请先登记开始初核(applicationVisit)");
        need_text(&mut reasons, &self.finding, "finding");
        reasons.done()?;
        let application =
            Application { check_passed: Some(self.passed), ..situation.moved(ApplicationState::SubdistrictReview) };
        Ok(Changes::new(application, Step::Check, self.finding.trim(), json!({ "passed": self.passed })))
    }
}
