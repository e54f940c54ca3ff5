//! What goes to heirs.

use entity::{
    money::Fen,
    vocab::{PayoutState, PlanAct as Step, RecordOrigin, UnclaimedReason},
};
use serde::Serialize;
use serde_json::json;

use super::{
    act::{PlanAct, Situation, Target, Wants},
    payout::PAYABLE,
};
use crate::{
    dividends::model::{Changes, Line, LineChange},
    kernel::problem::{Problem, Reasons},
};

/// One heir's part.
#[derive(Debug, Clone, Serialize)]
pub struct Heir {
    pub name: String,
    pub amount: Fen,
    /// Sealed; none when the heir has no card yet.
    pub account: Option<Vec<u8>>,
    /// Blind index of the identity number, for heirs in the register of residents.
    pub index: Option<Vec<u8>>,
}

impl Heir {
    /// The heir's record, where number and name agree with one.
    fn record<'a>(&self, situation: &'a Situation<'_>) -> Option<&'a entity::resident::Model> {
        let found = self.index.as_ref().and_then(|index| situation.people.get(index));
        found.filter(|row| row.name == self.name.trim())
    }
}

/// Divides the line of a member who has died among heirs; another account then sends each part.
#[derive(Debug, Clone, Serialize)]
pub struct Divide {
    pub target: Target,
    pub line: i64,
    pub heirs: Vec<Heir>,
    /// Archive number of the documents of inheritance.
    pub document: String,
    pub idempotency_key: String,
}

impl PlanAct for Divide {
    const NAME: &'static str = "PAYOUT_INHERIT";
    const WANTS: Wants = Wants::DEATHS;

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn people(&self) -> Vec<&[u8]> {
        self.heirs.iter().filter_map(|heir| heir.index.as_deref()).collect()
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let file = situation.file;
        let line = file.lines.iter().find(|line| line.id == self.line);
        let mut reasons = Reasons::default();
        situation.need_state(&mut reasons, &PAYABLE, "方案尚未开始发放");
        reasons
            .need(line.is_some(), "NOT_FOUND", "line", "本方案没有这笔明细,请核对标识")
            .need(!self.document.trim().is_empty(), "DOCUMENT_MISSING", "documentReference", "请给出继承证明的档案号")
            .need(!self.heirs.is_empty(), "HEIRS_MISSING", "heirs", "请给出继承人");
        for (index, heir) in self.heirs.iter().enumerate() {
            reasons
                .need(!heir.name.trim().is_empty(), "NAME_MISSING", &format!("heirs.{index}.name"), "请给出继承人姓名")
                .need(heir.amount.0 > 0, "AMOUNT", &format!("heirs.{index}.amount"), "继承份额应大于零")
                .need(
                    heir.index.is_none() || heir.record(situation).is_some(),
                    "NOT_REGISTERED",
                    &format!("heirs.{index}.idNumber"),
                    "居民库中没有证件号与姓名一致的居民,请核对,或不填证件号",
                );
        }
        if let Some(line) = line {
            let waiting = matches!(line.state, PayoutState::Unclaimed | PayoutState::Returned);
            let pending = line.reason == Some(UnclaimedReason::DeceasedInheritancePending) || situation.dead(line);
            let parts: i128 = self.heirs.iter().map(|heir| i128::from(heir.amount.0)).sum();
            let whole = parts == i128::from(line.amount_fen.0);
            reasons
                .need(waiting && pending, "WRONG_STATE", "line", "只有成员去世、待继承的挂账可以分割")
                .need(
                    !situation.file.held(line.member_id),
                    "OPEN_OBJECTION",
                    "line",
                    "对这笔的异议尚未答复或已成立,不能发放",
                )
                .need(whole, "SPLIT_SUM", "heirs", format!("各继承人份额合计应为 {} 元", line.amount_fen));
        }
        reasons.done()?;
        let Some(line) = line else { return Err(Vec::new()) };
        Ok(self.changes(situation, line))
    }
}

impl Divide {
    fn changes(&self, situation: &Situation<'_>, line: &Line) -> Changes {
        let today = situation.today;
        let document = Some(self.document.trim().to_owned());
        let part = |(index, heir): (usize, &Heir)| Line {
            id: 0,
            parent_id: Some(line.id),
            resident_id: heir.record(situation).map(|row| row.id),
            person_id: heir.record(situation).map(|row| row.person_id),
            name: heir.name.trim().to_owned(),
            amount_fen: heir.amount,
            extra_fen: Fen(0),
            account_cipher: heir.account.clone(),
            // Somebody else looks at the documents and sends it.
            state: PayoutState::Unclaimed,
            reason: Some(match heir.account {
                Some(_) => UnclaimedReason::DeceasedInheritancePending,
                None => UnclaimedReason::NoBankCard,
            }),
            reference: format!("{}-J{}", line.reference, index + 1),
            sent_on: None,
            unclaimed_on: Some(today),
            return_code: None,
            settled_on: None,
            document: document.clone(),
            origin: RecordOrigin::Platform,
            ..line.clone()
        };
        let note = format!("成员 {} 号由 {} 名继承人分割", line.number, self.heirs.len());
        let mut changes =
            Changes::new(situation.file.plan.clone(), Step::Inherit, note, json!({ "heirs": self.heirs.len() }));
        changes.parts = self.heirs.iter().enumerate().map(part).collect();
        changes.document.clone_from(&document);
        changes.line_changes = vec![LineChange {
            settled_on: Some(today),
            document,
            ..LineChange::to(PayoutState::Inherited, vec![line.id])
        }];
        changes
    }
}
