//! A distribution tried before anything is saved.

use async_graphql::{ID, InputObject, SimpleObject};
use entity::vocab::{DistributionBasis, PlanSource, Rounding};

use crate::{
    dividends::service::dry_run::{Trial, TrialLine, Tried},
    kernel::{id, money::Fen, ratio::Percent, time::Date},
};

/// Most lines shown of a trial.
const SHOWN: usize = 20;

/// 试算的条件。
#[derive(Debug, Clone, InputObject)]
pub struct DistributionDryRunInput {
    /// 分配单位标识。
    pub distributing_unit: ID,
    /// 年度,与其上一年比较;不给则为基准日所在年。
    pub year: Option<i32>,
    /// 资金来源,与上年同一来源的方案比较。
    #[graphql(default_with = "PlanSource::Rent")]
    pub source: PlanSource,
    /// 基准日,不能晚于今天。
    pub record_date: Date,
    /// 可分配总额(元)。
    pub distributable: Fen,
    /// 分配依据;不给则按单位的规定。
    pub basis: Option<DistributionBasis>,
    /// 尾差处理;不给则按单位的规定。
    pub rounding: Option<Rounding>,
}

impl From<DistributionDryRunInput> for Trial {
    fn from(input: DistributionDryRunInput) -> Self {
        Self {
            unit: id::key(&input.distributing_unit, "dun"),
            year: input.year,
            source: input.source,
            record_date: input.record_date.0,
            distributable: input.distributable,
            basis: input.basis,
            rounding: input.rounding,
        }
    }
}

/// 试算的一笔。
#[derive(Debug, SimpleObject)]
pub struct DryRunLine {
    /// 成员编号。
    number: i32,
    /// 姓名。
    name: String,
    /// 股数,按人头时为 1。
    shares: i64,
    /// 金额(元)。
    amount: Fen,
    /// 金额中来自尾差的部分(元)。
    remainder_amount: Fen,
}

impl From<&TrialLine> for DryRunLine {
    fn from(line: &TrialLine) -> Self {
        Self {
            number: line.member.number,
            name: line.member.name.clone(),
            shares: line.shares,
            amount: line.portion.amount,
            remainder_amount: line.portion.extra,
        }
    }
}

/// 与上年已分配的比较。
#[derive(Debug, SimpleObject)]
pub struct DryRunComparison {
    /// 上年可分配总额(元)。
    previous_amount: Fen,
    /// 上年参与人数。
    previous_participants: i64,
    /// 上年每人或每股单价(元)。
    previous_unit_price: Option<Fen>,
    /// 总额增减(元)。
    amount_change: Fen,
    /// 总额增减比例。
    amount_growth: Option<Percent>,
    /// 参与人数增减。
    participants_change: i64,
    /// 单价增减(元)。
    unit_price_change: Option<Fen>,
}

/// 试算结果,不保存。
#[derive(Debug, SimpleObject)]
pub struct DistributionDryRun {
    /// 分配依据。
    basis: DistributionBasis,
    /// 尾差处理。
    rounding: Rounding,
    /// 每人或每股单价(元,取整到分)。
    unit_price: Fen,
    /// 按单价分后剩下的尾差(元)。
    remainder: Fen,
    /// 分得尾差的人数(每人 0.01 元)。
    remainder_lines: i64,
    /// 结转下年(元)。
    carried_forward: Fen,
    /// 参与人数。
    participants: i64,
    /// 参与分配的总股数,按人头时为总人数。
    total_shares: i64,
    /// 各笔合计(元)。
    lines_amount: Fen,
    /// 最低一笔(元);无人参与时为空。
    smallest_amount: Option<Fen>,
    /// 最高一笔(元);无人参与时为空。
    largest_amount: Option<Fen>,
    /// 前 20 笔,按成员编号。
    lines: Vec<DryRunLine>,
    /// 与上年的比较;上年没有分配时为空。
    comparison: Option<DryRunComparison>,
}

impl DistributionDryRun {
    /// What a trial came to.
    pub fn new(distributable: Fen, tried: &Tried) -> Self {
        let amounts = || tried.lines.iter().map(|line| line.portion.amount);
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Self {
            basis: tried.basis,
            rounding: tried.rounding,
            unit_price: tried.unit_price,
            remainder: tried.remainder,
            remainder_lines: count(tried.lines.iter().filter(|line| line.portion.extra.0 > 0).count()),
            carried_forward: tried.carried_forward,
            participants: count(tried.lines.len()),
            total_shares: tried.total_shares,
            lines_amount: Fen(amounts().map(|amount| amount.0).sum()),
            smallest_amount: amounts().min(),
            largest_amount: amounts().max(),
            lines: tried.lines.iter().take(SHOWN).map(DryRunLine::from).collect(),
            comparison: comparison(distributable, tried),
        }
    }
}

fn comparison(distributable: Fen, tried: &Tried) -> Option<DryRunComparison> {
    let before = tried.previous.as_ref()?;
    let amount = before.distributable_fen;
    let participants = i64::from(before.participants);
    let change = Fen(distributable.0.saturating_sub(amount.0));
    Some(DryRunComparison {
        previous_amount: amount,
        previous_participants: participants,
        previous_unit_price: before.unit_price_fen,
        amount_change: change,
        amount_growth: Percent::of(change.0, amount.0),
        participants_change: i64::try_from(tried.lines.len()).unwrap_or(i64::MAX).saturating_sub(participants),
        unit_price_change: before.unit_price_fen.map(|price| Fen(tried.unit_price.0 - price.0)),
    })
}
