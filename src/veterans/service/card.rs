//! Preferential cards, from the application to the hand of the person.

use chrono::NaiveDate;
use entity::vocab::{CardKind, CardState, RecordOrigin, VeteranAct as Step};
use serde::Serialize;
use serde_json::json;

use super::act::{Situation, Target, VeteranAct, need_text};
use crate::{
    access::policy::Permission,
    kernel::problem::{Problem, Reasons},
    veterans::{
        model::{Card, Changes, Record},
        rules::card::{kind_of, next},
    },
};

fn stepped(card: Card, act: Step, note: impl Into<String>) -> Changes {
    let detail = json!({ "kind": card.kind, "to": card.state });
    Changes::new(vec![Record::Card(card)], detail).step(act, note)
}

/// The card that the act is on, if `state` is its next one.
fn towards<'s>(situation: &'s Situation<'_>, state: CardState) -> Result<(&'s Card, Step), Vec<Problem>> {
    let missing = || vec![Problem::new("NOT_FOUND", "card", "没有这条记录,请核对标识")];
    let card = situation.card.ok_or_else(missing)?;
    let wrong = || vec![Problem::new("WRONG_STATE", "card", "请按申请、受理、审核、制证、领回、发放的次序办理")];
    next(card.state).filter(|(next, _)| *next == state).map(|(_, step)| (card, step)).ok_or_else(wrong)
}

fn check_day(reasons: &mut Reasons, situation: &Situation<'_>, card: &Card, day: NaiveDate) {
    reasons.not_future(day, situation.today, "doneOn").need(
        day >= card.state_since,
        "STEP_DATE",
        "doneOn",
        format!("日期不能早于上一步的 {}", card.state_since),
    );
}

/// Takes an application.
#[derive(Debug, Clone, Serialize)]
pub struct Apply {
    pub target: Target,
    pub kind: CardKind,
    pub applied_on: NaiveDate,
}

impl VeteranAct for Apply {
    const NAME: &'static str = "CARD_APPLY";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, veteran) = (situation.file, &situation.file.veteran);
        let mut reasons = Reasons::default();
        situation.need_open(&mut reasons, self.applied_on, "appliedOn");
        let right = file.categories_on(self.applied_on).iter().any(|row| kind_of(row.category) == Some(self.kind));
        let has = file.cards.iter().any(|card| card.state != CardState::Refused);
        reasons.need(right, "NOT_ENTITLED", "kind", "按本人类别不能申领这一种优待证").need(
            !has,
            "CARD_EXISTS",
            "veteran",
            "已有在办或已发的优待证;符合两种条件的只能选择一种",
        );
        reasons.done()?;
        let card = Card {
            id: 0,
            veteran_id: veteran.id,
            unit_id: veteran.unit_id,
            kind: self.kind,
            state: CardState::Applied,
            state_since: self.applied_on,
            applied_on: self.applied_on,
            issued_on: None,
            refusal: None,
            bank: None,
            number_cipher: None,
            origin: RecordOrigin::Platform,
            version: 1,
        };
        Ok(stepped(card, Step::Apply, "申请").on(self.applied_on))
    }
}

/// Takes the card a step on: accepted, reviewed, printed, received by the street's station.
#[derive(Debug, Clone, Serialize)]
pub struct Advance {
    pub target: Target,
    pub to: CardState,
    pub done_on: NaiveDate,
    /// Of the printing.
    pub bank: Option<String>,
}

impl VeteranAct for Advance {
    const NAME: &'static str = "CARD_ADVANCE";
    const PERMISSION: Permission = Permission::VeteranApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        if self.to == CardState::Issued {
            return Err(vec![Problem::new("WRONG_STATE", "to", "发放到本人请用 cardIssue,并登记证号")]);
        }
        let (card, step) = towards(situation, self.to)?;
        let mut reasons = Reasons::default();
        situation.need_file(&mut reasons, "card");
        check_day(&mut reasons, situation, card, self.done_on);
        let banked = self.to != CardState::Printed || self.bank.as_deref().is_some_and(|bank| !bank.trim().is_empty());
        reasons.need(banked, "BANK_MISSING", "bank", "请给出制证银行");
        reasons.done()?;
        let bank = self.bank.clone().or_else(|| card.bank.clone());
        let new = Card { state: self.to, state_since: self.done_on, bank, ..card.clone() };
        Ok(stepped(new, step, format!("{} 办理", self.done_on)).on(self.done_on))
    }
}

/// Hands the card to the person.
#[derive(Debug, Clone, Serialize)]
pub struct Issue {
    pub target: Target,
    pub done_on: NaiveDate,
    /// Sealed number.
    pub number: Vec<u8>,
}

impl VeteranAct for Issue {
    const NAME: &'static str = "CARD_ISSUE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (card, step) = towards(situation, CardState::Issued)?;
        let mut reasons = Reasons::default();
        situation.need_file(&mut reasons, "card");
        check_day(&mut reasons, situation, card, self.done_on);
        reasons.done()?;
        let new = Card {
            state: CardState::Issued,
            state_since: self.done_on,
            issued_on: Some(self.done_on),
            number_cipher: Some(self.number.clone()),
            ..card.clone()
        };
        Ok(stepped(new, step, "发放到本人").on(self.done_on))
    }
}

/// Refuses a card: dismissed from the forces, deprived of rights, serving a sentence.
#[derive(Debug, Clone, Serialize)]
pub struct Refuse {
    pub target: Target,
    pub reason: String,
}

impl VeteranAct for Refuse {
    const NAME: &'static str = "CARD_REFUSE";
    const PERMISSION: Permission = Permission::VeteranApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let missing = || vec![Problem::new("NOT_FOUND", "card", "没有这条记录,请核对标识")];
        let card = situation.card.ok_or_else(missing)?;
        let mut reasons = Reasons::default();
        need_text(&mut reasons, &self.reason, "reason");
        reasons.need(next(card.state).is_some(), "WRONG_STATE", "card", "已发放或已作不予发放");
        reasons.done()?;
        let reason = self.reason.trim().to_owned();
        let new = Card {
            state: CardState::Refused,
            state_since: situation.today,
            refusal: Some(reason.clone()),
            ..card.clone()
        };
        Ok(stepped(new, Step::Refuse, reason))
    }
}
