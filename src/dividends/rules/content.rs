//! What a vote and an approval bind: the hash of a calculated plan.

use serde_json::{Value as Json, json};

use crate::{
    dividends::model::{Line, Plan},
    kernel::vault::digest,
};

/// SHA-256, in hexadecimal, over the plan's figures and every participant's number, person, shares and amount.
/// Heirs' parts and what happens to a line later are not part of it.
#[must_use]
pub fn content_hash(plan: &Plan, lines: &[Line]) -> String {
    let mut own: Vec<&Line> = lines.iter().filter(|line| line.parent_id.is_none()).collect();
    own.sort_by_key(|line| (line.number, line.member_id));
    let lines: Vec<Json> = own
        .into_iter()
        .map(|line| json!([line.number, line.member_id, line.person_id, line.shares, line.amount_fen.0]))
        .collect();
    let text = json!([
        plan.distributing_unit_id,
        plan.year,
        plan.source,
        plan.record_date,
        plan.net_income_fen.0,
        plan.opening_fen.0,
        plan.losses_fen.0,
        plan.reserve_fen.0,
        plan.distributable_fen.0,
        plan.basis,
        plan.rounding,
        plan.unit_price_fen.map(|price| price.0),
        plan.carried_forward_fen.0,
        plan.participants,
        plan.total_shares,
        lines
    ]);
    hex::encode(digest(text.to_string().as_bytes()))
}
