//! Ending a payroll: lines that are not paid in it after all, and the archive.

use entity::vocab::{PaymentState, PayrollAct as Step, PayrollState};
use serde::Serialize;
use serde_json::json;

use super::act::{PlainAct, Situation};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    payrolls::model::{Changes, LineChange, Payroll, settled},
};

/// Gives up a returned or held line in this payroll, by another person than who made it.
#[derive(Debug, Clone, Serialize)]
pub struct Withdraw {
    pub line: i64,
    pub reason: String,
}

impl PlainAct for Withdraw {
    const NAME: &'static str = "PAYROLL_WITHDRAW";
    const PERMISSION: Permission = Permission::PayrollApprove;

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let line = file.lines.iter().find(|line| line.id == self.line);
        let waits = |state| matches!(state, PaymentState::Returned | PaymentState::Held);
        let mut reasons = Reasons::default();
        situation.need_own(&mut reasons);
        let states = [PayrollState::Sent, PayrollState::PartlyReconciled];
        situation.need_state(&mut reasons, &states, "只有已送银行而未对完账的批次可以撤下明细");
        reasons
            .need(line.is_some_and(|one| waits(one.state)), "WRONG_STATE", "line", "只有被退回或暂缓的明细可以撤下")
            .need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明撤下原因")
            .need(
                !file.made_by(&situation.actor.name),
                "SAME_PERSON",
                "payroll",
                "建立、计算或锁定批次的人不能撤下明细",
            );
        reasons.done()?;
        let Some(line) = line else { return Err(Vec::new()) };
        let all = file.lines.iter().all(|one| settled(one) || one.id == line.id);
        let state = if all { PayrollState::Reconciled } else { file.payroll.state };
        let payroll = Payroll { state, ..file.payroll.clone() };
        let note = format!("{}:{}", line.reference, self.reason.trim());
        let detail = json!({ "line": line.reference, "amount": line.amount_fen.to_string() });
        let mut changes = Changes::new(payroll, Step::Withdraw, note, detail);
        changes.line_changes = vec![LineChange {
            note: Some(self.reason.trim().to_owned()),
            ..LineChange::new(line.state, PaymentState::Cancelled, vec![line.id])
        }];
        Ok(changes)
    }
}

/// Puts a reconciled payroll into the archive.
#[derive(Debug, Clone, Serialize)]
pub struct Close;

impl PlainAct for Close {
    const NAME: &'static str = "PAYROLL_CLOSE";
    const PERMISSION: Permission = Permission::PayrollWrite;

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PayrollState::Reconciled], "只有已对账的批次可以归档");
        let open = file.open_exceptions.len();
        let message = format!("还有 {open} 行回盘不符没有处理,请先逐行说明处理结果");
        reasons.need(open == 0, "EXCEPTIONS_OPEN", "payroll", message);
        super::review::need_content(&mut reasons, file, None);
        reasons.done()?;
        let payroll = Payroll { state: PayrollState::Closed, ..file.payroll.clone() };
        Ok(Changes::new(payroll, Step::Close, "归档", json!({})))
    }
}
