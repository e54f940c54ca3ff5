//! What may be distributed at all.

use entity::money::Fen;

use crate::dividends::model::Plan;

/// Net income and the balance of earlier years, less losses and reserve. Saturates instead of overflowing.
#[must_use]
pub const fn available(plan: &Plan) -> Fen {
    let income = plan.net_income_fen.0.saturating_add(plan.opening_fen.0);
    Fen(income.saturating_sub(plan.losses_fen.0).saturating_sub(plan.reserve_fen.0))
}

/// What a plan leaves over for the next: what it did not distribute, carries forward or withdrew.
#[must_use]
pub const fn closing(plan: &Plan) -> Fen {
    let kept = plan.carried_forward_fen.0.saturating_add(plan.withdrawn_fen.0);
    Fen(available(plan).0.saturating_sub(plan.distributable_fen.0).saturating_add(kept))
}

/// Least reserve of a net income under articles that put `points` hundredths of a percent aside, rounded up.
#[must_use]
pub fn least_reserve(net_income: Fen, points: i32) -> Fen {
    let product = i128::from(net_income.0.max(0)) * i128::from(points);
    Fen(i64::try_from((product + 9_999) / 10_000).unwrap_or(i64::MAX))
}
