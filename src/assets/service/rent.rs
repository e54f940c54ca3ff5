//! Money received: rent and deposits.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{DepositMove, PaymentMethod, RentAccount},
};
use serde::Serialize;
use serde_json::json;

use super::act::{LeaseAct, Reasons, Situation, Target};
use crate::{
    assets::{
        model::{Allocation, Changes, DepositEntry, Receipt, Recognition},
        rules::{
            allocate::{Open, oldest_first},
            schedule::term_months,
            spread::by_year,
        },
    },
    kernel::problem::Problem,
};

/// Money received for a lease.
#[derive(Debug, Clone, Serialize)]
pub struct Record {
    pub target: Target,
    pub number: String,
    pub amount: Fen,
    pub paid_on: NaiveDate,
    pub method: PaymentMethod,
    pub account: RentAccount,
    pub voucher: Option<String>,
    pub booked_on: Option<NaiveDate>,
    /// First and last day that a payment for several years covers.
    pub covers: Option<(NaiveDate, NaiveDate)>,
    /// Bills to pay; oldest first when absent.
    pub allocations: Option<Vec<(i64, Fen)>>,
    pub idempotency_key: String,
}

impl Record {
    /// What the money pays.
    fn parts(&self, situation: &Situation<'_>, reasons: &mut Reasons) -> Vec<(i64, Fen)> {
        let (file, today) = (situation.file, situation.today);
        let bills = file.bills.iter();
        let open: Vec<Open> =
            bills.map(|bill| Open { bill: bill.id, due_on: bill.due_on, amount: file.open_on(bill, today) }).collect();
        let Some(wanted) = &self.allocations else { return oldest_first(self.amount, &open).0 };
        let sum: i64 = wanted.iter().map(|(_, amount)| amount.0).sum();
        let message = format!("分配合计 {} 元超过收款 {} 元,请核对", Fen(sum), self.amount);
        reasons.need(sum <= self.amount.0, "OVER_ALLOCATED", "allocations", message);
        for (index, (bill, amount)) in wanted.iter().enumerate() {
            let path = format!("allocations.{index}");
            let left = open.iter().find(|open| open.bill == *bill).map(|open| open.amount);
            let again = wanted.iter().filter(|(other, _)| other == bill).count() > 1;
            reasons
                .need(amount.0 > 0, "AMOUNT", &path, "分配金额应大于零")
                .need(left.is_some(), "NOT_FOUND", &path, "本租赁没有这张账单,请核对标识")
                .need(!again, "BILL_TWICE", &path, "同一账单请只写一行");
            if let Some(left) = left {
                let message = format!("该账单只欠 {left} 元,不能多分");
                reasons.need(amount.0 <= left.0, "BILL_OVERPAID", &path, message);
            }
        }
        wanted.clone()
    }
}

impl LeaseAct for Record {
    const NAME: &'static str = "RECEIPT_RECORD";

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let mut reasons = Reasons::default();
        reasons
            .need(file.signed_on.is_some() || file.active_on.is_some(), "WRONG_STATE", "lease", "拟订中的租赁不能收款")
            .need(file.settled_on.is_none(), "WRONG_STATE", "lease", "租赁已结清,不能再收款")
            .need(self.amount.0 > 0, "AMOUNT", "amount", "收款金额应大于零")
            .need(!self.number.trim().is_empty(), "RECEIPT_NUMBER", "number", "请给出收据编号")
            .not_future(self.paid_on, today, "paidOn")
            .need(
                self.voucher.is_some() == self.booked_on.is_some(),
                "VOUCHER",
                "voucher",
                "记账凭证号与入账日期要么都给,要么都不给",
            )
            .need(
                self.booked_on.is_none_or(|day| day >= self.paid_on),
                "DATE_ORDER",
                "bookedOn",
                "入账日不能早于收款日",
            )
            .need(self.covers.is_none_or(|(from, to)| from <= to), "DATE_ORDER", "coversTo", "覆盖期止日不能早于起日");
        if let Some(day) = self.booked_on {
            reasons.not_future(day, today, "bookedOn");
        }
        let parts = self.parts(situation, &mut reasons);
        reasons.done()?;
        let years = self.covers.filter(|(from, to)| term_months(*from, *to) > 12);
        let years = years.map_or_else(Vec::new, |(from, to)| by_year(self.amount, from, to));
        let booked_on = self.booked_on.unwrap_or(self.paid_on);
        let receipt = Receipt {
            id: 0,
            number: self.number.trim().to_owned(),
            amount: self.amount,
            paid_on: self.paid_on,
            method: self.method,
            account: self.account,
            voucher: self.voucher.clone(),
            booked_on: self.booked_on,
            covers: self.covers,
            allocations: parts.iter().map(|(bill, amount)| Allocation::new(*bill, *amount, self.paid_on)).collect(),
            recognitions: years
                .into_iter()
                .map(|(year, amount)| Recognition { id: 0, year, amount, booked_on })
                .collect(),
        };
        let allocated: i64 = parts.iter().map(|(_, amount)| amount.0).sum();
        let detail = json!({ "receipt": receipt.number, "amount": self.amount.to_string(),
            "allocated": Fen(allocated).to_string() });
        Ok(Changes { receipt: Some(receipt), detail, ..Changes::default() })
    }
}

/// A receipt reaches the books.
#[derive(Debug, Clone, Serialize)]
pub struct Book {
    pub target: Target,
    pub receipt: i64,
    pub voucher: String,
    pub booked_on: NaiveDate,
}

impl LeaseAct for Book {
    const NAME: &'static str = "RECEIPT_BOOK";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let receipt = situation.file.receipts.iter().find(|receipt| receipt.id == self.receipt);
        let mut reasons = Reasons::default();
        reasons
            .need(receipt.is_some(), "NOT_FOUND", "receipt", "本租赁没有这张收据,请核对标识")
            .need(
                receipt.is_none_or(|receipt| receipt.voucher.is_none()),
                "ALREADY_BOOKED",
                "receipt",
                "这张收据已入账",
            )
            .need(!self.voucher.trim().is_empty(), "VOUCHER", "voucher", "请给出记账凭证号")
            .need(
                receipt.is_none_or(|receipt| self.booked_on >= receipt.paid_on),
                "DATE_ORDER",
                "bookedOn",
                "入账日不能早于收款日",
            )
            .not_future(self.booked_on, situation.today, "bookedOn");
        reasons.done()?;
        let voucher = self.voucher.trim().to_owned();
        let detail = json!({ "voucher": voucher });
        Ok(Changes { booked: Some((self.receipt, voucher, self.booked_on)), detail, ..Changes::default() })
    }
}

/// Books a payment for several years to the years it covers, correcting what was booked before.
#[derive(Debug, Clone, Serialize)]
pub struct Respread {
    pub target: Target,
    pub receipt: i64,
    pub booked_on: NaiveDate,
}

impl LeaseAct for Respread {
    const NAME: &'static str = "RECEIPT_SPREAD";

    fn target(&self) -> Target {
        self.target
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let found = situation.file.receipts.iter().find(|receipt| receipt.id == self.receipt);
        let mut reasons = Reasons::default();
        reasons
            .need(found.is_some(), "NOT_FOUND", "receipt", "本租赁没有这张收据,请核对标识")
            .need(found.is_none_or(|receipt| receipt.covers.is_some()), "NOT_PREPAID", "receipt", "这张收据没有覆盖期")
            .not_future(self.booked_on, situation.today, "bookedOn");
        reasons.done()?;
        let Some((receipt, (from, to))) = found.and_then(|receipt| receipt.covers.map(|covers| (receipt, covers)))
        else {
            return Ok(Changes::default());
        };
        let mut corrections = std::collections::BTreeMap::<i32, i64>::new();
        for (year, amount) in by_year(receipt.amount, from, to) {
            *corrections.entry(year).or_default() += amount.0;
        }
        for booked in &receipt.recognitions {
            *corrections.entry(booked.year).or_default() -= booked.amount.0;
        }
        let corrections = corrections.into_iter().filter(|(_, amount)| *amount != 0);
        let recognitions: Vec<(i64, Recognition)> = corrections
            .map(|(year, amount)| {
                (receipt.id, Recognition { id: 0, year, amount: Fen(amount), booked_on: self.booked_on })
            })
            .collect();
        let detail = json!({ "receipt": receipt.number, "entries": recognitions.len() });
        Ok(Changes { recognitions, detail, ..Changes::default() })
    }
}

/// A deposit is received.
#[derive(Debug, Clone, Serialize)]
pub struct Deposit {
    pub target: Target,
    pub amount: Fen,
    pub received_on: NaiveDate,
    pub idempotency_key: String,
}

impl LeaseAct for Deposit {
    const NAME: &'static str = "DEPOSIT_RECORD";

    fn target(&self) -> Target {
        self.target
    }

    fn key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }

    fn decide(&self, situation: &Situation<'_>) -> Result<Changes, Vec<Problem>> {
        let (file, today) = (situation.file, situation.today);
        let due = file.terms_on(today).map_or(0, |terms| terms.deposit_due.0);
        let left = Fen((due - file.deposit_on(today).0).max(0));
        let mut reasons = Reasons::default();
        reasons
            .need(file.settled_on.is_none(), "WRONG_STATE", "lease", "租赁已结清,不能再收押金")
            .need(self.amount.0 > 0, "AMOUNT", "amount", "押金应大于零")
            .need(self.amount <= left, "DEPOSIT_EXCEEDED", "amount", format!("按合同还应收押金 {left} 元,不能多收"))
            .not_future(self.received_on, today, "receivedOn");
        reasons.done()?;
        let entry =
            DepositEntry { id: 0, kind: DepositMove::Received, amount: self.amount, moved_on: self.received_on };
        let detail = json!({ "amount": self.amount.to_string() });
        Ok(Changes { deposits: vec![entry], detail, ..Changes::default() })
    }
}
