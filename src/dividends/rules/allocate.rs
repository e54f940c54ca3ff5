//! Dividing a sum among participants, exact to the fen.

use std::cmp::Reverse;

use entity::{money::Fen, vocab::Rounding};

/// One who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Member number; decides between equal remainders, the smaller first.
    pub number: i32,
    /// Shares, or 1 for a head.
    pub weight: i64,
}

/// What one participant gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Portion {
    pub amount: Fen,
    /// Part of `amount` that came from the remainder: nothing or one fen.
    pub extra: Fen,
}

/// A sum divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    /// In the order of the participants given.
    pub portions: Vec<Portion>,
    /// Whole fen for one head or share.
    pub unit_price: Fen,
    /// What the whole fen leave over: handed out fen by fen, or carried forward.
    pub remainder: Fen,
    pub carried_forward: Fen,
    pub total_weight: i64,
}

/// Why a sum cannot be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indivisible {
    /// There is money and nobody to take it.
    NoParticipants,
    /// The sum or a weight is below zero, or the weights exceed 64 bits.
    OutOfRange,
}

/// Divides `total` by weight. Products are 128 bits wide. The sum of the portions and of what is carried forward is
/// `total`; the order of `parts` does not matter.
///
/// # Errors
/// [`Indivisible`].
pub fn allocate(total: Fen, parts: &[Part], rounding: Rounding) -> Result<Allocation, Indivisible> {
    if total.0 < 0 || parts.iter().any(|part| part.weight < 0) {
        return Err(Indivisible::OutOfRange);
    }
    let whole: i128 = parts.iter().map(|part| i128::from(part.weight)).sum();
    let total_weight = i64::try_from(whole).map_err(|_| Indivisible::OutOfRange)?;
    if whole == 0 && total.0 > 0 {
        return Err(Indivisible::NoParticipants);
    }
    let divisor = whole.max(1);
    let unit_price = fen(i128::from(total.0) / divisor);
    let mut portions: Vec<Portion> = match rounding {
        Rounding::LargestRemainder => parts.iter().map(|part| portion(product(total, part) / divisor)).collect(),
        Rounding::CarryForward => parts.iter().map(|part| portion(product(unit_price, part))).collect(),
    };
    let left = total.0 - portions.iter().map(|portion| portion.amount.0).sum::<i64>();
    let carried_forward = match rounding {
        Rounding::CarryForward => Fen(left),
        Rounding::LargestRemainder => {
            hand_out(left, total, parts, divisor, &mut portions);
            Fen(0)
        }
    };
    let remainder = Fen(total.0 - fen(i128::from(unit_price.0) * whole).0);
    Ok(Allocation { portions, unit_price, remainder, carried_forward, total_weight })
}

/// One fen each to the `left` participants with the largest remainders.
fn hand_out(left: i64, total: Fen, parts: &[Part], divisor: i128, portions: &mut [Portion]) {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|index| parts.get(*index).map(|part| (Reverse(product(total, part) % divisor), part.number)));
    for index in order.into_iter().take(usize::try_from(left).unwrap_or_default()) {
        if let Some(portion) = portions.get_mut(index) {
            portion.amount.0 += 1;
            portion.extra = Fen(1);
        }
    }
}

fn product(money: Fen, part: &Part) -> i128 {
    i128::from(money.0) * i128::from(part.weight)
}

/// A quotient that is never larger than the sum it is a part of.
fn fen(value: i128) -> Fen {
    Fen(i64::try_from(value).unwrap_or_default())
}

fn portion(amount: i128) -> Portion {
    Portion { amount: fen(amount), extra: Fen(0) }
}
