//! Paying an approved plan out, and closing it.

use std::collections::BTreeMap;

use entity::vocab::{PayoutState, PlanAct as Step, PlanState, UnclaimedReason};
use serde::Serialize;
use serde_json::json;

use super::act::{PlanAct, Situation, Target, Wants};
use crate::{
    access::policy::Permission,
    dividends::model::{Changes, Line, LineChange, Plan},
    kernel::problem::{Problem, Reasons},
};

/// Sends every line that can be sent to the bank; the others go to the ledger of what is unclaimed, with the reason.
#[derive(Debug, Clone, Serialize)]
pub struct Pay {
    pub target: Target,
    pub idempotency_key: String,
}

/// Why a line cannot be sent.
fn hindrance(situation: &Situation<'_>, line: &Line) -> Option<UnclaimedReason> {
    if situation.dead(line) {
        return Some(UnclaimedReason::DeceasedInheritancePending);
    }
    if situation.file.held(line.member_id) {
        return Some(UnclaimedReason::Disputed);
    }
    line.account_cipher.is_none().then_some(UnclaimedReason::NoBankCard)
}

impl PlanAct for Pay {
    const NAME: &'static str = "PLAN_PAY";
    const WANTS: Wants = Wants::DEATHS;

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PlanState::Approved], "只有已批准的方案可以发放");
        reasons.done()?;
        let (mut sent, mut nothing) = (Vec::new(), Vec::new());
        let mut unclaimed: BTreeMap<UnclaimedReason, Vec<i64>> = BTreeMap::new();
        for line in file.lines.iter().filter(|line| line.state == PayoutState::Planned) {
            match hindrance(situation, line) {
                _ if line.amount_fen.0 == 0 => nothing.push(line.id),
                Some(reason) => unclaimed.entry(reason).or_default().push(line.id),
                None => sent.push(line.id),
            }
        }
        let note = format!("送银行 {} 笔,挂账 {} 笔", sent.len(), unclaimed.values().map(Vec::len).sum::<usize>());
        let plan = Plan { state: PlanState::Paying, pay_started_on: Some(today), ..file.plan.clone() };
        let mut changes = Changes::new(plan, Step::Pay, note, json!({ "sent": sent.len() }));
        changes.line_changes = vec![
            LineChange { sent_on: Some(today), ..LineChange::to(PayoutState::Sent, sent) },
            LineChange { settled_on: Some(today), ..LineChange::to(PayoutState::Paid, nothing) },
        ];
        changes
            .line_changes
            .extend(unclaimed.into_iter().map(|(reason, lines)| LineChange::unclaimed(reason, today, lines)));
        Ok(changes)
    }
}

/// Ends the payout: nothing is on its way any more; what the bank returned goes to the ledger of what is unclaimed.
#[derive(Debug, Clone, Serialize)]
pub struct Settle {
    pub target: Target,
}

impl PlanAct for Settle {
    const NAME: &'static str = "PLAN_SETTLE";
    const WANTS: Wants = Wants::DEATHS;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PlanState::Paying], "只有发放中的方案可以结束发放");
        let count = |state: PayoutState| file.lines.iter().filter(|line| line.state == state).count();
        let open = count(PayoutState::Planned) + count(PayoutState::Sent);
        reasons.need(open == 0, "PAYMENTS_OPEN", "plan", format!("还有 {open} 笔没有银行结果,请先登记回盘"));
        reasons.done()?;
        let returned = file.lines.iter().filter(|line| line.state == PayoutState::Returned);
        let (dead, living): (Vec<&Line>, Vec<&Line>) = returned.partition(|line| situation.dead(line));
        let keys = |lines: Vec<&Line>| lines.into_iter().map(|line| line.id).collect();
        let plan = Plan { state: PlanState::Paid, ..file.plan.clone() };
        let mut changes = Changes::new(plan, Step::Settle, "发放结束", json!({ "paid": count(PayoutState::Paid) }));
        changes.line_changes = vec![
            LineChange::unclaimed(UnclaimedReason::ReturnedByBank, today, keys(living)),
            LineChange::unclaimed(UnclaimedReason::DeceasedInheritancePending, today, keys(dead)),
        ];
        Ok(changes)
    }
}

/// The street files the report; unclaimed lines stay on the ledger and can still be paid.
#[derive(Debug, Clone, Serialize)]
pub struct Close {
    pub target: Target,
    /// Archive number of the report.
    pub report: String,
}

impl PlanAct for Close {
    const NAME: &'static str = "PLAN_CLOSE";
    const PERMISSION: Permission = Permission::DividendApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &[PlanState::Paid], "只有发放结束的方案可以办结");
        reasons.need(!self.report.trim().is_empty(), "DOCUMENT_MISSING", "report", "请给出分配报告的档案号");
        reasons.done()?;
        let plan = Plan { state: PlanState::Closed, closed_on: Some(situation.today), ..situation.file.plan.clone() };
        let mut changes = Changes::new(plan, Step::Close, "分配报告备案", json!({}));
        changes.document = Some(self.report.trim().to_owned());
        Ok(changes)
    }
}
