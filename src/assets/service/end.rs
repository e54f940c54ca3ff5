//! How leases end: terminated, vacated, settled.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{DepositMove, DocumentKind, LeaseState},
};
use serde::Serialize;
use serde_json::json;

use super::act::{LeaseAct, Reasons, Situation, Target};
use crate::{
    assets::{
        model::{Changes, DepositEntry, Document},
        rules::schedule::unbilled,
    },
    kernel::problem::Problem,
};

/// Ended before its time.
#[derive(Debug, Clone, Serialize)]
pub struct Terminate {
    pub target: Target,
    pub terminated_on: NaiveDate,
    pub reason: String,
    /// Archive number of the notice or agreement.
    pub reference: String,
}

impl LeaseAct for Terminate {
    const NAME: &'static str = "LEASE_TERMINATE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut reasons = Reasons::default();
        let begun = file.active_on.or(file.signed_on);
        let live = begun.is_some() && file.left_on(today).is_none();
        reasons
            .need(live, "WRONG_STATE", "lease", "只有已签订而未终止的租赁可以解除")
            .not_future(self.terminated_on, today, "terminatedOn")
            .need(
                begun.is_none_or(|day| self.terminated_on >= day),
                "DATE_ORDER",
                "terminatedOn",
                "解除日不能早于交付日",
            )
            .need(!self.reason.trim().is_empty(), "REASON_MISSING", "reason", "请写明解除原因")
            .need(!self.reference.trim().is_empty(), "DOCUMENT_MISSING", "documentReference", "请给出解除文书档案号");
        let billed = file.bills.iter().any(|bill| bill.period_from > self.terminated_on);
        reasons.need(!billed, "PERIOD_BILLED", "terminatedOn", "解除日之后已有出账账期,请先对这些账单办理减免");
        reasons.done()?;
        let reference = self.reference.trim().to_owned();
        let reason = self.reason.trim().to_owned();
        Ok(Changes {
            detail: json!({ "terminatedOn": self.terminated_on, "reason": reason, "document": reference }),
            terminated: Some((self.terminated_on, reason)),
            documents: vec![Document { id: 0, kind: DocumentKind::Other, reference, dated_on: self.terminated_on }],
            ..Changes::default()
        })
    }
}

/// The lessee leaves and hands the asset back.
#[derive(Debug, Clone, Serialize)]
pub struct Vacate {
    pub target: Target,
    pub vacated_on: NaiveDate,
    /// Archive number of the handover list.
    pub reference: String,
}

impl LeaseAct for Vacate {
    const NAME: &'static str = "LEASE_VACATE";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut reasons = Reasons::default();
        let held = file.active_on.is_some() && file.left_on(today).is_none();
        reasons
            .need(held, "WRONG_STATE", "lease", "只有仍在占用的租赁可以腾退")
            .not_future(self.vacated_on, today, "vacatedOn")
            .need(
                file.active_on.is_none_or(|day| self.vacated_on >= day),
                "DATE_ORDER",
                "vacatedOn",
                "腾退日不能早于交付日",
            )
            .need(!self.reference.trim().is_empty(), "DOCUMENT_MISSING", "documentReference", "请给出交接清单档案号");
        let early = file.terms_on(self.vacated_on).is_some_and(|terms| self.vacated_on < terms.end_on);
        reasons.need(!early, "TERM_RUNNING", "vacatedOn", "租期未满,提前退租请办理解除");
        reasons.done()?;
        let reference = self.reference.trim().to_owned();
        Ok(Changes {
            vacated_on: Some(self.vacated_on),
            detail: json!({ "vacatedOn": self.vacated_on, "document": reference }),
            documents: vec![Document { id: 0, kind: DocumentKind::Handover, reference, dated_on: self.vacated_on }],
            ..Changes::default()
        })
    }
}

/// Everything is billed and paid, the deposit is given back or set off.
#[derive(Debug, Clone, Serialize)]
pub struct Settle {
    pub target: Target,
    pub settled_on: NaiveDate,
    pub refunded: Fen,
    pub forfeited: Fen,
    pub idempotency_key: String,
}

impl LeaseAct for Settle {
    const NAME: &'static str = "LEASE_SETTLE";

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let state = file.state_on(today);
        let mut reasons = Reasons::default();
        let ended = matches!(state, LeaseState::Vacated | LeaseState::Terminated | LeaseState::Renewed);
        reasons.need(ended, "WRONG_STATE", "lease", "只有已腾退、已解除或已续租的租赁可以结清").not_future(
            self.settled_on,
            today,
            "settledOn",
        );
        let until = file.left_on(today).or_else(|| file.terms_on(today).map(|terms| terms.end_on));
        reasons.need(
            until.is_none_or(|day| self.settled_on >= day),
            "DATE_ORDER",
            "settledOn",
            "结清日不能早于腾退日或解除日",
        );
        let billed_to = file.bills.iter().map(|bill| bill.period_to).max();
        let left = unbilled(&file.terms, billed_to, until).len();
        reasons.need(left == 0, "UNBILLED", "lease", format!("还有 {left} 个账期未出账,请先出账"));
        let open: i64 = file.bills.iter().map(|bill| file.open_on(bill, today).0).sum();
        reasons.need(open == 0, "OPEN_BILLS", "lease", format!("还有未收租金 {} 元,请先收款或办理减免", Fen(open)));
        let held = file.deposit_on(today);
        let sane = self.refunded.0 >= 0 && self.forfeited.0 >= 0;
        let exact = sane && self.refunded.0 + self.forfeited.0 == held.0;
        reasons.need(exact, "DEPOSIT_MISMATCH", "refunded", format!("退还与抵扣之和应等于所持押金 {held} 元"));
        reasons.done()?;
        let credit = file.credit_on(today);
        let moves = [
            (DepositMove::Refunded, self.refunded),
            (DepositMove::Forfeited, self.forfeited),
            (DepositMove::CreditRefunded, credit),
        ];
        let moves = moves.into_iter().filter(|(_, amount)| amount.0 > 0);
        Ok(Changes {
            settled_on: Some(self.settled_on),
            deposits: moves
                .map(|(kind, amount)| DepositEntry { id: 0, kind, amount, moved_on: self.settled_on })
                .collect(),
            detail: json!({ "settledOn": self.settled_on, "refunded": self.refunded.to_string(),
                "forfeited": self.forfeited.to_string(), "creditRefunded": credit.to_string() }),
            ..Changes::default()
        })
    }
}
