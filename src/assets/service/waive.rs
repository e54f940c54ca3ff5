//! Waivers of rent: asked for by one, approved by another.

use entity::money::Fen;
use serde::Serialize;
use serde_json::json;

use super::act::{LeaseAct, Reasons, Situation, Target};
use crate::{
    access::policy::Permission,
    assets::model::{Changes, Waiver},
    kernel::problem::Problem,
};

/// Asks that a part of a bill need not be paid.
#[derive(Debug, Clone, Serialize)]
pub struct Request {
    pub target: Target,
    pub bill: i64,
    pub amount: Fen,
    pub reason: String,
    /// Archive number of the document it rests on.
    pub document: String,
}

impl LeaseAct for Request {
    const NAME: &'static str = "WAIVER_REQUEST";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let bill = file.bills.iter().find(|bill| bill.id == self.bill);
        let mut reasons = Reasons::default();
        reasons
            .need(bill.is_some(), "NOT_FOUND", "bill", "本租赁没有这张账单,请核对标识")
            .need(self.amount.0 > 0, "AMOUNT", "amount", "减免金额应大于零")
            .need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明减免原因")
            .need(!self.document.trim().is_empty(), "DOCUMENT_MISSING", "documentReference", "请给出减免依据的文号");
        if let Some(bill) = bill {
            let asked: i64 = bill.waivers.iter().filter(|w| w.approved_on.is_none()).map(|w| w.amount.0).sum();
            let left = Fen(file.open_on(bill, today).0 - asked);
            let message = format!("该账单还可减免 {left} 元,不能超过未收金额");
            reasons.need(self.amount <= left, "EXCEEDS_OPEN", "amount", message);
        }
        reasons.done()?;
        let waiver = Waiver {
            id: 0,
            amount: self.amount,
            reason: self.reason.trim().to_owned(),
            document: self.document.trim().to_owned(),
            requested_on: today,
            requested_by: situation.actor.name.clone(),
            approved_on: None,
        };
        let detail = json!({ "amount": self.amount.to_string(), "document": waiver.document });
        Ok(Changes { waiver: Some((self.bill, waiver)), detail, ..Changes::default() })
    }
}

/// Approves a waiver.
#[derive(Debug, Clone, Serialize)]
pub struct Approve {
    pub target: Target,
    pub waiver: i64,
    pub idempotency_key: String,
}

impl LeaseAct for Approve {
    const NAME: &'static str = "WAIVER_APPROVE";
    const PERMISSION: Permission = Permission::LeaseApprove;

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut bills = file.bills.iter();
        let found = bills.find_map(|bill| Some((bill, bill.waivers.iter().find(|waiver| waiver.id == self.waiver)?)));
        let mut reasons = Reasons::default();
        reasons.need(found.is_some(), "NOT_FOUND", "waiver", "本租赁没有这项减免,请核对标识");
        if let Some((bill, waiver)) = found {
            let open = file.open_on(bill, today);
            reasons
                .need(waiver.approved_on.is_none(), "ALREADY_APPROVED", "waiver", "这项减免已批准")
                .need(waiver.requested_by != situation.actor.name, "SAME_PERSON", "waiver", "申请人不能批准自己的减免")
                .need(waiver.amount <= open, "EXCEEDS_OPEN", "waiver", format!("该账单只欠 {open} 元,减免不能超过"));
        }
        reasons.done()?;
        let amount = found.map_or_else(String::new, |(_, waiver)| waiver.amount.to_string());
        let detail = json!({ "amount": amount });
        Ok(Changes { waiver_approved: Some((self.waiver, today)), detail, ..Changes::default() })
    }
}
