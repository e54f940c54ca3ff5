//! What the bank answers, and what is sent again.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    money::Fen,
    vocab::{BankReturnCode, PayoutState, PlanAct as Step, PlanState, UnclaimedReason},
};
use serde::Serialize;
use serde_json::json;

use super::act::{PlanAct, Situation, Target, Wants};
use crate::{
    access::policy::Permission,
    dividends::model::{Changes, Exception, Line, LineChange, Plan},
    kernel::problem::{Problem, Reasons},
};

/// States in which lines of a plan may still be paid.
pub(super) const PAYABLE: [PlanState; 3] = [PlanState::Paying, PlanState::Paid, PlanState::Closed];

/// One row of the bank's answer.
#[derive(Debug, Clone, Serialize)]
pub struct BankResult {
    pub reference: String,
    /// Sealed as lines are, so that equal accounts are equal bytes.
    pub account: Vec<u8>,
    pub amount: Fen,
    /// Why it was returned; none when it was paid.
    pub returned: Option<BankReturnCode>,
}

/// Takes the bank's answer. A row that does not fit is left out with its reason; the others are taken.
#[derive(Debug, Clone, Serialize)]
pub struct Confirm {
    pub target: Target,
    pub results: Vec<BankResult>,
    pub idempotency_key: String,
}

impl Confirm {
    /// The line a row settles.
    fn line<'a>(
        row: &BankResult,
        lines: &BTreeMap<&str, &'a Line>,
    ) -> Result<&'a Line, (&'static str, &'static str, String)> {
        let Some(line) = lines.get(row.reference.as_str()).copied() else {
            return Err(("UNKNOWN_REFERENCE", "reference", "本方案没有这个发放流水号,请核对回盘文件".to_owned()));
        };
        if line.state != PayoutState::Sent {
            return Err(("NOT_SENT", "reference", "这笔不在途,已有结果的不再变更".to_owned()));
        }
        if line.amount_fen != row.amount {
            return Err(("WRONG_AMOUNT", "amount", format!("金额与送盘不符,应为 {} 元", line.amount_fen)));
        }
        if line.account_cipher.as_deref() != Some(row.account.as_slice()) {
            return Err(("WRONG_ACCOUNT", "account", "账号与送盘不符,请核对回盘文件".to_owned()));
        }
        Ok(line)
    }
}

impl PlanAct for Confirm {
    const NAME: &'static str = "PAYOUT_CONFIRM";

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &PAYABLE, "方案尚未开始发放,没有银行结果可登记");
        reasons.need(!self.results.is_empty(), "NOTHING", "results", "请给出银行结果");
        reasons.done()?;
        let lines: BTreeMap<&str, &Line> = file.lines.iter().map(|line| (line.reference.as_str(), line)).collect();
        let (mut paid, mut returned) = (Vec::new(), BTreeMap::<BankReturnCode, Vec<i64>>::new());
        let (mut seen, mut exceptions) = (BTreeSet::new(), Vec::new());
        for (row, result) in self.results.iter().enumerate() {
            let found = Self::line(result, &lines).and_then(|line| {
                let twice = || ("REFERENCE_TWICE", "reference", "同一流水号在文件中出现两次,只登记第一次".to_owned());
                if seen.insert(line.id) { Ok(line) } else { Err(twice()) }
            });
            match (found, result.returned) {
                (Ok(line), None) => paid.push(line.id),
                (Ok(line), Some(code)) => returned.entry(code).or_default().push(line.id),
                (Err((code, field, message)), _) => {
                    exceptions.push(Exception {
                        row,
                        code: code.to_owned(),
                        path: format!("input.results.{row}.{field}"),
                        message,
                    });
                }
            }
        }
        let back: usize = returned.values().map(Vec::len).sum();
        let note = format!("到账 {} 笔,退回 {back} 笔,不符 {} 笔", paid.len(), exceptions.len());
        let detail = json!({ "paid": paid.len(), "returned": back, "exceptions": exceptions.len() });
        let mut changes = Changes::new(file.plan.clone(), Step::Confirm, note, detail);
        changes.line_changes = vec![LineChange { settled_on: Some(today), ..LineChange::to(PayoutState::Paid, paid) }];
        // Once the payout has ended, what comes back goes to the ledger at once.
        let ended = file.plan.state != PlanState::Paying;
        changes.line_changes.extend(returned.into_iter().map(|(code, lines)| {
            let back = if ended {
                LineChange::unclaimed(UnclaimedReason::ReturnedByBank, today, lines)
            } else {
                LineChange::to(PayoutState::Returned, lines)
            };
            LineChange { return_code: Some(code), ..back }
        }));
        changes.exceptions = exceptions;
        Ok(changes)
    }
}

/// Sends a returned or unclaimed line again under a new reference: to the member's present account, or an heir's part
/// to the account given.
#[derive(Debug, Clone, Serialize)]
pub struct Resend {
    pub target: Target,
    pub line: i64,
    /// Sealed account of an heir; a member's own is on the register.
    pub account: Option<Vec<u8>>,
    pub idempotency_key: String,
}

impl PlanAct for Resend {
    const NAME: &'static str = "PAYOUT_RESEND";
    const WANTS: Wants = Wants::DEATHS_AND_ACCOUNTS;

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let line = file.lines.iter().find(|line| line.id == self.line);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &PAYABLE, "方案尚未开始发放");
        reasons.need(line.is_some(), "NOT_FOUND", "line", "本方案没有这笔明细,请核对标识");
        let Some(line) = line else { return Err(reasons.done().err().unwrap_or_default()) };
        let account = match line.parent_id {
            None => situation.accounts.get(&line.member_id),
            Some(_) => self.account.as_ref().or(line.account_cipher.as_ref()),
        };
        let waiting = matches!(line.state, PayoutState::Returned | PayoutState::Unclaimed);
        let part = line.parent_id.is_some();
        let pending = line.reason == Some(UnclaimedReason::DeceasedInheritancePending) && !part;
        let heirs = situation.dead(line) || pending;
        let own = part && situation.divided_by_actor(line);
        let disputed = line.reason == Some(UnclaimedReason::Disputed) && !file.settled(line.member_id);
        let fixed = line.return_code.is_none() || account != line.account_cipher.as_ref();
        let registered = self.account.is_none() || part;
        reasons
            .need(waiting, "WRONG_STATE", "line", "只有银行退回或挂账的明细可以补发")
            .need(!heirs, "INHERITANCE_PENDING", "line", "收款人已去世,请先办理继承分割")
            .need(registered, "ACCOUNT", "account", "成员的账户请先在名册上更新,这里只填继承人的账户")
            .need(!own, "SAME_PERSON", "line", "办理继承分割的人不能发放,请换人复核后发放")
            .need(
                !disputed && !file.held(line.member_id),
                "OPEN_OBJECTION",
                "line",
                "对这笔的异议尚未答复或已成立,不能发放",
            )
            .need(account.is_some(), "NO_ACCOUNT", "line", "没有登记银行账户,请先登记(继承人的请在这里填写)")
            .need(fixed, "SAME_ACCOUNT", "line", "银行已按这个账户退回,请先更正银行账户");
        reasons.done()?;
        let account = account.cloned().unwrap_or_default();
        let reference = next_reference(&line.reference);
        let detail = json!({ "from": line.reference, "to": reference });
        let note = format!("成员 {} 号补发 {} 元", line.number, line.amount_fen);
        let mut changes = Changes::new(file.plan.clone(), Step::Resend, note, detail);
        changes.line_changes = vec![LineChange {
            sent_on: Some(situation.today),
            again: Some((account, reference)),
            ..LineChange::to(PayoutState::Sent, vec![line.id])
        }];
        Ok(changes)
    }
}

/// Takes back a line that was found not to be due after the plan was approved: it returns to what the unit has left.
#[derive(Debug, Clone, Serialize)]
pub struct Withdraw {
    pub target: Target,
    pub line: i64,
    pub reason: String,
    pub idempotency_key: String,
}

impl PlanAct for Withdraw {
    const NAME: &'static str = "PAYOUT_WITHDRAW";
    const PERMISSION: Permission = Permission::DividendApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let line = file.own_lines().find(|line| line.id == self.line);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &PAYABLE, "方案尚未开始发放;未批准的请退回草案更正");
        reasons
            .need(line.is_some(), "NOT_FOUND", "line", "本方案没有这笔明细,请核对标识")
            .need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明撤回原因")
            .need(!situation.made_by_actor(), "SAME_PERSON", "plan", "起草、修改或测算的人不能撤回,请换人办理");
        if let Some(line) = line {
            let waiting = matches!(line.state, PayoutState::Returned | PayoutState::Unclaimed);
            reasons.need(waiting, "WRONG_STATE", "line", "只有银行退回或挂账的明细可以撤回").need(
                file.upheld(line.member_id),
                "NOT_UPHELD",
                "line",
                "对这笔没有成立的异议,不能撤回",
            );
        }
        reasons.done()?;
        let Some(line) = line else { return Err(Vec::new()) };
        let withdrawn_fen = Fen(file.plan.withdrawn_fen.0.saturating_add(line.amount_fen.0));
        let plan = Plan { withdrawn_fen, ..file.plan.clone() };
        let detail = json!({ "amount": line.amount_fen.to_string() });
        let mut changes = Changes::new(plan, Step::Withdraw, self.reason.trim(), detail);
        let settled_on = Some(situation.today);
        changes.line_changes = vec![LineChange { settled_on, ..LineChange::to(PayoutState::Withdrawn, vec![line.id]) }];
        Ok(changes)
    }
}

/// `FH2022-7-12`, `FH2022-7-12/2`, `FH2022-7-12/3`; of an heir's part `FH2022-7-12/2-J1`, `FH2022-7-12/2-J1/2`: no
/// reference is used twice.
fn next_reference(reference: &str) -> String {
    let attempt = reference.rsplit_once('/').and_then(|(first, attempt)| Some((first, attempt.parse::<u32>().ok()?)));
    let (first, attempt) = attempt.unwrap_or((reference, 1));
    format!("{first}/{}", attempt.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::next_reference;

    #[test]
    fn no_reference_is_used_twice() {
        let next =
            ["F-7-12", "F-7-12/2", "F-7-12/2-J1", "F-7-12/2-J2", "F-7-12/3-J1", "F-7-12/3-J1/2"].map(next_reference);
        assert_eq!(next, ["F-7-12/2", "F-7-12/3", "F-7-12/2-J1/2", "F-7-12/2-J2/2", "F-7-12/3-J1/2", "F-7-12/3-J1/3"]);
    }
}
