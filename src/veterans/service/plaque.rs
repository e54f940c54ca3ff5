//! Plaques after they were hung: reported, replaced, taken back.

use chrono::NaiveDate;
use entity::vocab::{BenefitKind, BenefitState, VeteranAct as Step};
use serde::Serialize;

use super::{
    act::{Situation, Target, VeteranAct, need_text},
    benefit::{in_state, stepped},
};
use crate::{
    kernel::problem::{Problem, Reasons},
    veterans::model::{Benefit, Changes},
};

fn check(reasons: &mut Reasons, situation: &Situation<'_>, benefit: &Benefit, (day, path): (NaiveDate, &str)) {
    let own = situation.file.steps.iter().filter(|step| step.benefit_id == Some(benefit.id));
    let last = own.map(|step| step.done_on).chain(benefit.delivered_on).max();
    reasons
        .not_future(day, situation.today, path)
        .need(benefit.kind == BenefitKind::Plaque, "NOT_A_PLAQUE", "benefit", "这不是光荣牌")
        .need(last.is_none_or(|last| day >= last), "PLAQUE_DATE", path, "日期不能早于上一步");
}

/// Takes down that a plaque is damaged or missing.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub target: Target,
    pub missing: bool,
    pub reported_on: NaiveDate,
    pub reason: String,
}

impl VeteranAct for Report {
    const NAME: &'static str = "PLAQUE_REPORT";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let benefit = in_state(situation, &[BenefitState::Delivered], "只有悬挂着的光荣牌可以报告破损或遗失")?;
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.reason, "reason");
        check(&mut reasons, situation, benefit, (self.reported_on, "reportedOn"));
        reasons.done()?;
        let state = if self.missing { BenefitState::Missing } else { BenefitState::Damaged };
        let reason = self.reason.trim().to_owned();
        Ok(stepped(Benefit { state, reason: Some(reason.clone()), ..benefit.clone() }, Step::Report, reason)
            .on(self.reported_on))
    }
}

/// Hangs a new plaque for a damaged or missing one.
#[derive(Debug, Clone, Serialize)]
pub struct Replace {
    pub target: Target,
    pub replaced_on: NaiveDate,
}

impl VeteranAct for Replace {
    const NAME: &'static str = "PLAQUE_REPLACE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let states = [BenefitState::Damaged, BenefitState::Missing];
        let benefit = in_state(situation, &states, "只有破损或遗失的光荣牌需要更换")?;
        let mut reasons = Reasons::default();
        check(&mut reasons, situation, benefit, (self.replaced_on, "replacedOn"));
        reasons.done()?;
        let new = Benefit { state: BenefitState::Delivered, reason: None, ..benefit.clone() };
        Ok(stepped(new, Step::Replace, format!("{} 更换", self.replaced_on)).on(self.replaced_on))
    }
}

/// Takes a plaque back: the household has no right to it any more.
#[derive(Debug, Clone, Serialize)]
pub struct Recover {
    pub target: Target,
    pub recovered_on: NaiveDate,
    pub reason: String,
}

impl VeteranAct for Recover {
    const NAME: &'static str = "PLAQUE_RECOVER";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let states = [BenefitState::Delivered, BenefitState::Damaged, BenefitState::Missing];
        let benefit = in_state(situation, &states, "没有悬挂的光荣牌可收回")?;
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.reason, "reason");
        check(&mut reasons, situation, benefit, (self.recovered_on, "recoveredOn"));
        reasons.done()?;
        let reason = self.reason.trim().to_owned();
        let new = Benefit {
            state: BenefitState::Ended,
            ended_on: Some(self.recovered_on),
            reason: Some(reason.clone()),
            ..benefit.clone()
        };
        Ok(stepped(new, Step::End, reason).on(self.recovered_on))
    }
}
