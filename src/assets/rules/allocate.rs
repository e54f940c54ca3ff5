//! Money received pays the oldest bill first.

use chrono::NaiveDate;
use entity::money::Fen;

/// An open bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    pub bill: i64,
    pub due_on: NaiveDate,
    pub amount: Fen,
}

/// Splits `money` over the open bills, oldest due date first (ties by bill), and answers the parts and
/// what is left over as credit. Parts and credit sum to `money`.
#[must_use]
pub fn oldest_first(money: Fen, bills: &[Open]) -> (Vec<(i64, Fen)>, Fen) {
    let mut sorted: Vec<&Open> = bills.iter().filter(|open| open.amount.0 > 0).collect();
    sorted.sort_by_key(|open| (open.due_on, open.bill));
    let mut left = money.0.max(0);
    let mut parts = Vec::new();
    for open in sorted {
        let part = left.min(open.amount.0);
        if part > 0 {
            parts.push((open.bill, Fen(part)));
            left -= part;
        }
    }
    (parts, Fen(left))
}
