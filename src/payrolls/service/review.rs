//! Review and approval of what was locked, by others than who made it; sending it back; giving it up.

use entity::vocab::{PaymentState, PayrollAct as Step, PayrollKind, PayrollState};
use serde::Serialize;
use serde_json::json;

use super::act::{PayrollAct, PlainAct, Situation};
use crate::{
    access::policy::Permission,
    kernel::{
        app::App,
        db::Executor,
        problem::{Failure, Problem, Reasons},
        scope::Scope,
    },
    payrolls::{
        model::{Changes, Line, LineChange, Payroll, PayrollFile},
        rules::content::content_hash,
        store,
    },
};

/// Adds reasons unless what was locked is still there, and is what the caller read.
pub(super) fn need_content(reasons: &mut Reasons, file: &PayrollFile, read: Option<&str>) {
    let hash = content_hash(&file.payroll, &file.lines);
    let same = file.payroll.content_hash.as_ref() == Some(&hash);
    reasons.need(same, "CONTENT_CHANGED", "payroll", "锁定之后明细被改动,原有复核和审批作废,请退回重新计算");
    if let Some(read) = read {
        let message = "内容校验值与现在的批次不符,请刷新后核对名册变化再办";
        reasons.need(!same || read == hash, "OTHER_CONTENT", "contentHash", message);
    }
    let control = file.control();
    let declared = control.count == file.payroll.declared_count && control.sum == file.payroll.declared_fen;
    reasons.need(declared, "CONTROL_TOTAL", "payroll", "笔数或金额与锁定时的申报数不符,请退回重新计算");
}

/// Signs the differences with last month.
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    /// Of what the caller read.
    pub content_hash: String,
    pub note: String,
}

impl PlainAct for Review {
    const NAME: &'static str = "PAYROLL_REVIEW";
    const PERMISSION: Permission = Permission::PayrollApprove;

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PayrollState::Locked], "只有已锁定的批次可以复核");
        reasons.done()?;
        let own = file.made_by(&situation.actor.name);
        reasons.need(!own, "SAME_PERSON", "payroll", "建立、计算或锁定批次的人不能复核,请换人办理");
        need_content(&mut reasons, file, Some(&self.content_hash));
        reasons.done()?;
        let payroll = Payroll { state: PayrollState::Reviewed, ..file.payroll.clone() };
        Ok(Changes::new(payroll, Step::Review, self.note.trim(), json!({})))
    }
}

/// Approves the content that was reviewed.
#[derive(Debug, Clone, Serialize)]
pub struct Approve {
    /// Of what the caller read.
    pub content_hash: String,
}

impl PlainAct for Approve {
    const NAME: &'static str = "PAYROLL_APPROVE";
    const PERMISSION: Permission = Permission::PayrollApprove;

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, name) = (situation.file, &situation.actor.name);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PayrollState::Reviewed], "只有已复核的批次可以审批");
        reasons.done()?;
        reasons
            .need(!file.made_by(name), "SAME_PERSON", "payroll", "建立、计算或锁定批次的人不能审批,请换人办理")
            .need(!file.reviewed_by(name), "SAME_PERSON", "payroll", "复核的人不能审批,请换人办理");
        need_content(&mut reasons, file, Some(&self.content_hash));
        reasons.done()?;
        let payroll = Payroll { state: PayrollState::Approved, ..file.payroll.clone() };
        let note = format!("同意发放 {} 笔 {} 元", payroll.declared_count, payroll.declared_fen);
        let detail = json!({ "count": payroll.declared_count, "sum": payroll.declared_fen.to_string() });
        Ok(Changes::new(payroll, Step::Approve, note, detail))
    }
}

/// Sends a payroll back to be calculated again; review and approval are void.
#[derive(Debug, Clone, Serialize)]
pub struct Reject {
    pub reason: String,
}

impl PlainAct for Reject {
    const NAME: &'static str = "PAYROLL_REJECT";
    const PERMISSION: Permission = Permission::PayrollApprove;

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        let states = [PayrollState::Locked, PayrollState::Reviewed, PayrollState::Approved];
        situation.need_state(&mut reasons, &states, "只有已锁定、已复核或已审批而未送银行的批次可以退回");
        reasons.need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明退回原因");
        reasons.done()?;
        let payroll = Payroll {
            state: PayrollState::Calculated,
            declared_count: 0,
            declared_fen: crate::kernel::money::Fen(0),
            content_hash: None,
            ..situation.file.payroll.clone()
        };
        Ok(Changes::new(payroll, Step::Reject, self.reason.trim(), json!({})))
    }
}

/// Gives up a payroll that was not sent; its lines are released.
#[derive(Debug, Clone, Serialize)]
pub struct Cancel {
    pub reason: String,
}

impl PayrollAct for Cancel {
    const NAME: &'static str = "PAYROLL_CANCEL";
    const PERMISSION: Permission = Permission::PayrollWrite;
    /// The payroll that its lines were returned from.
    type Facts = Option<Payroll>;

    async fn gather<C: Executor>(
        &self,
        _: &App,
        tx: &C,
        situation: &Situation<'_>,
    ) -> Result<Option<Payroll>, Failure> {
        match situation.file.payroll.source_id {
            Some(source) => Ok(store::read::payroll(tx, &Scope::everything(), source).await?),
            None => Ok(None),
        }
    }

    fn decide(&self, situation: &Situation<'_>, source: Option<Payroll>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_own(&mut reasons);
        let states = [PayrollState::Open, PayrollState::Calculated];
        situation.need_state(&mut reasons, &states, "只有未锁定的批次可以取消;已锁定的请先退回");
        reasons.need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明取消原因");
        let archived = source.as_ref().is_some_and(|one| one.state == PayrollState::Closed);
        reasons.need(!archived, "SOURCE_CLOSED", "payroll", "原批次已归档,重发批次不能取消,请办完或逐笔撤下");
        reasons.done()?;
        let payroll = Payroll { state: PayrollState::Cancelled, ..file.payroll.clone() };
        let mut changes = Changes::new(payroll, Step::Cancel, self.reason.trim(), json!({ "lines": file.lines.len() }));
        let again = file.payroll.kind == PayrollKind::FollowUp;
        changes.source = source.map(|old| (Payroll { state: PayrollState::PartlyReconciled, ..old.clone() }, old));
        for from in [PaymentState::Planned, PaymentState::Held, PaymentState::Excluded] {
            let lines: Vec<i64> = of_state(&file.lines, from).map(|line| line.id).collect();
            let releases = again;
            changes.line_changes.push(LineChange { releases, ..LineChange::new(from, PaymentState::Cancelled, lines) });
        }
        // The returned lines wait for another follow-up.
        let originals = file.lines.iter().filter_map(|line| line.reissue_of).collect();
        changes.line_changes.push(LineChange::new(PaymentState::Reissued, PaymentState::Returned, originals));
        Ok(changes)
    }
}

/// The lines that are in a state.
pub(super) fn of_state(lines: &[Line], state: PaymentState) -> impl Iterator<Item = &Line> {
    lines.iter().filter(move |line| line.state == state)
}
