//! Holding back or leaving out one entitlement of a payroll, and taking that back.

use entity::vocab::{PayrollAct as Step, PayrollDecisionKind, PayrollKind, PayrollState};
use serde::Serialize;
use serde_json::json;

use super::act::{PlainAct, Situation};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    payrolls::model::{Changes, Decision},
};

/// Decides on an entitlement; the next calculation follows it.
#[derive(Debug, Clone, Serialize)]
pub struct Decide {
    pub enrolment: i64,
    /// None takes the decision that stands back.
    pub kind: Option<PayrollDecisionKind>,
    pub reason: String,
}

impl PlainAct for Decide {
    const NAME: &'static str = "PAYROLL_DECIDE";
    const PERMISSION: Permission = Permission::PayrollWrite;

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let line = file.lines.iter().find(|line| line.enrolment_id == Some(self.enrolment));
        let stands = file.decisions.iter().find(|one| one.enrolment_id == self.enrolment);
        let mut reasons = Reasons::default();
        situation.need_own(&mut reasons);
        let remedy = "只有已计算而未锁定的批次可以调整明细;已锁定或已审批的请先退回";
        situation.need_state(&mut reasons, &[PayrollState::Calculated], remedy);
        let again = file.payroll.kind == PayrollKind::FollowUp;
        let remedy = "重发批次的明细已经审定,不能暂缓或剔除;不再发放的请取消批次后在原批次撤下";
        reasons
            .need(!again, "FOLLOW_UP", "payroll", remedy)
            .need(line.is_some(), "NOT_FOUND", "enrolment", "本批次没有这项待遇的明细,请核对标识")
            .need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明原因")
            .need(self.kind.is_some() || stands.is_some(), "NOTHING", "kind", "这项待遇没有暂缓或剔除的决定可以撤回");
        reasons.done()?;
        // What was calculated is void until it is calculated again.
        let payroll = crate::payrolls::model::Payroll { state: PayrollState::Open, ..file.payroll.clone() };
        let reference = line.map(|line| line.reference.clone()).unwrap_or_default();
        let note = format!("{reference}:{}", self.reason.trim());
        let detail = json!({ "line": reference, "kind": self.kind });
        let mut changes = Changes::new(payroll, Step::Decide, note, detail);
        changes.lifted = stands.map(|one| one.id);
        changes.decision = self.kind.map(|kind| Decision {
            id: 0,
            payroll_id: file.payroll.id,
            enrolment_id: self.enrolment,
            kind,
            reason: self.reason.trim().to_owned(),
            decided_on: situation.today,
            decided_by: situation.actor.name.clone(),
            lifted_on: None,
            lifted_by: None,
        });
        Ok(changes)
    }
}
