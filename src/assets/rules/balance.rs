//! What is owed and what is held, as of a day.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{Ageing, DepositMove},
};

use super::lifecycle::{days_past, plus_days};
use crate::assets::model::{Bill, LeaseFile, Receipt};

/// Days after the due date before an unpaid bill is called overdue; they do not shorten its age.
pub const GRACE_DAYS: i64 = 15;

/// Rent that is overdue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arrears {
    pub amount: Fen,
    /// Overdue bills.
    pub bills: i32,
    /// Due date of the oldest of them.
    pub oldest_due_on: Option<NaiveDate>,
}

impl LeaseFile {
    /// What is open of `bill` on `day`: its amount less approved waivers and allocated receipts.
    #[must_use]
    pub fn open_on(&self, bill: &Bill, day: NaiveDate) -> Fen {
        let waived = bill.waivers.iter().filter(|waiver| waiver.approved_on.is_some_and(|on| on <= day));
        let waived: i64 = waived.map(|waiver| waiver.amount.0).sum();
        Fen((bill.amount.0 - waived - self.paid_on(bill.id, day).0).max(0))
    }

    /// What was paid on the bill by `day`.
    #[must_use]
    pub fn paid_on(&self, bill: i64, day: NaiveDate) -> Fen {
        let parts = self.receipts.iter().flat_map(|receipt| &receipt.allocations);
        Fen(parts.filter(|part| part.bill == bill && part.allocated_on <= day).map(|part| part.amount.0).sum())
    }

    /// Rent overdue on `day`: open bills whose due date plus `grace_days` is past.
    #[must_use]
    pub fn arrears_on(&self, day: NaiveDate, grace_days: i64) -> Arrears {
        let mut arrears = Arrears::default();
        for bill in self.bills.iter().filter(|bill| bill.issued_on <= day && plus_days(bill.due_on, grace_days) < day) {
            let open = self.open_on(bill, day);
            if open.0 > 0 {
                arrears.amount.0 += open.0;
                arrears.bills += 1;
                arrears.oldest_due_on =
                    Some(arrears.oldest_due_on.map_or(bill.due_on, |oldest| oldest.min(bill.due_on)));
            }
        }
        arrears
    }

    /// Deposit held on `day`.
    #[must_use]
    pub fn deposit_on(&self, day: NaiveDate) -> Fen {
        let moves = self.deposits.iter().filter(|entry| entry.moved_on <= day);
        Fen(moves
            .map(|entry| match entry.kind {
                DepositMove::Received => entry.amount.0,
                DepositMove::Refunded | DepositMove::Forfeited => -entry.amount.0,
                DepositMove::CreditRefunded => 0,
            })
            .sum())
    }

    /// Received and neither allocated nor given back by `day`: credit for later bills.
    #[must_use]
    pub fn credit_on(&self, day: NaiveDate) -> Fen {
        let received = self.receipts.iter().filter(|receipt| receipt.paid_on <= day);
        let unused: i64 = received.map(|receipt| receipt.credit_on(day).0).sum();
        let given = self.deposits.iter().filter(|entry| entry.kind == DepositMove::CreditRefunded);
        Fen(unused - given.filter(|entry| entry.moved_on <= day).map(|entry| entry.amount.0).sum::<i64>())
    }
}

impl Receipt {
    /// What is not allocated by `day`.
    #[must_use]
    pub fn credit_on(&self, day: NaiveDate) -> Fen {
        let used: i64 = self.allocations.iter().filter(|part| part.allocated_on <= day).map(|part| part.amount.0).sum();
        Fen(self.amount.0 - used)
    }
}

/// The class of age of a debt that was due on `due_on`; none while it is not past due.
#[must_use]
pub fn ageing(due_on: NaiveDate, day: NaiveDate) -> Option<Ageing> {
    match days_past(due_on, day) {
        0 => None,
        1..=30 => Some(Ageing::D1To30),
        31..=90 => Some(Ageing::D31To90),
        91..=180 => Some(Ageing::D91To180),
        181..=365 => Some(Ageing::D181To365),
        _ => Some(Ageing::Over365),
    }
}
