//! A line in words: how its amount came about.

use chrono::NaiveDate;
use entity::{
    money::Fen,
    vocab::{DistributionBasis, Rounding},
};

/// What a plan divides, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub record_date: NaiveDate,
    pub distributable: Fen,
    pub basis: DistributionBasis,
    pub rounding: Rounding,
    /// Whole fen for a head or a share.
    pub unit_price: Fen,
    pub carried_forward: Fen,
    pub total_shares: i64,
}

/// How a participant with `shares` came to `amount`, of which `extra` came from the remainder.
#[must_use]
pub fn sentence(terms: &Terms, shares: i64, amount: Fen, extra: Fen) -> String {
    let Terms { record_date, distributable, unit_price, total_shares, carried_forward, .. } = terms;
    let measure = match terms.basis {
        DistributionBasis::PerHead => "人",
        DistributionBasis::PerShare => "股",
    };
    let head = format!("按 {record_date} 名册");
    match terms.rounding {
        Rounding::CarryForward => format!(
            "{head},可分配 {distributable} 元 ÷ {total_shares} {measure},每{measure} {unit_price} 元,\
             {shares} {measure}应得 {amount} 元;余款 {carried_forward} 元结转下年"
        ),
        Rounding::LargestRemainder => {
            let whole = Fen(amount.0 - extra.0);
            let rest = if extra.0 > 0 { format!(",加尾差 {extra} 元(最大余数法)") } else { String::new() };
            format!(
                "{head},可分配 {distributable} 元 × {shares} ÷ {total_shares} {measure},取整到分 {whole} 元{rest},应得 {amount} 元"
            )
        }
    }
}
