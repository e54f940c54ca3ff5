//! Inputs of acts on plans, up to approval.

use async_graphql::{ID, InputObject};
use entity::vocab::{DistributionBasis, MeetingBody, ObjectionOutcome, PlanSource, Rounding};

use crate::{
    dividends::service::{
        Target,
        calculate::Calculate,
        objection::{Raise, Respond},
        plan::{Draft, Figures, Revise},
        review::{Approve, Cancel, Check, Publish, Return, Review, Voted},
    },
    kernel::{id, money::Fen, time::Date},
};

/// The plan an input names, and the version that was read.
pub fn target(plan: &ID, version: i32) -> Target {
    Target { plan: id::key(plan, "dpl"), version }
}

/// 方案的数字(元)。可分配不得超过净收益 + 年初未分配 - 弥补亏损 - 公积公益金。
#[derive(Debug, Clone, InputObject)]
pub struct PlanFiguresInput {
    /// 基准日,不能晚于今天。
    pub record_date: Date,
    /// 当年净收益。
    pub net_income: Fen,
    /// 年初未分配收益;不给则为该单位这一来源上一方案的结余(修改时不给则不变)。
    pub opening: Option<Fen>,
    /// 年初未分配与上一方案结余不一致的原因。
    pub opening_reason: Option<String>,
    /// 弥补以前年度亏损。
    pub losses: Fen,
    /// 提取公积公益金。
    pub reserve: Fen,
    /// 可分配总额。
    pub distributable: Fen,
    /// 分配依据;不给则按单位的规定。
    pub basis: Option<DistributionBasis>,
    /// 尾差处理;不给则按单位的规定。
    pub rounding: Option<Rounding>,
}

impl From<PlanFiguresInput> for Figures {
    fn from(input: PlanFiguresInput) -> Self {
        Self {
            record_date: input.record_date.0,
            net_income: input.net_income,
            opening: input.opening,
            opening_reason: input.opening_reason,
            losses: input.losses,
            reserve: input.reserve,
            distributable: input.distributable,
            basis: input.basis,
            rounding: input.rounding,
        }
    }
}

/// 起草方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanDraftInput {
    /// 分配单位标识。
    pub distributing_unit: ID,
    /// 年度。
    pub year: i32,
    /// 资金来源。
    pub source: PlanSource,
    /// 数字。
    pub figures: PlanFiguresInput,
}

impl From<PlanDraftInput> for Draft {
    fn from(input: PlanDraftInput) -> Self {
        let unit = id::key(&input.distributing_unit, "dun");
        Self { unit, year: input.year, source: input.source, figures: input.figures.into() }
    }
}

/// 修改方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanReviseInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 数字。
    pub figures: PlanFiguresInput,
}

impl From<PlanReviseInput> for Revise {
    fn from(input: PlanReviseInput) -> Self {
        Self { target: target(&input.plan, input.version), figures: input.figures.into() }
    }
}

/// 测算方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanCalculateInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
}

impl From<PlanCalculateInput> for Calculate {
    fn from(input: PlanCalculateInput) -> Self {
        Self { target: target(&input.plan, input.version) }
    }
}

/// 监事会审核方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanCheckInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 审核意见。
    pub note: String,
}

impl From<PlanCheckInput> for Check {
    fn from(input: PlanCheckInput) -> Self {
        Self { target: target(&input.plan, input.version), note: input.note }
    }
}

/// 街道审查方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanReviewInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 审查意见。
    pub note: String,
}

impl From<PlanReviewInput> for Review {
    fn from(input: PlanReviewInput) -> Self {
        Self { target: target(&input.plan, input.version), note: input.note }
    }
}

/// 登记表决结果。未达到法定比例的不予登记。
#[derive(Debug, Clone, InputObject)]
pub struct PlanVoteInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 所表决内容的校验值。
    pub content_hash: String,
    /// 决议编号。
    pub resolution: String,
    /// 会议。
    pub body: MeetingBody,
    /// 表决日。
    pub held_on: Date,
    /// 应到人数。
    pub eligible: i32,
    /// 到会人数。
    pub present: i32,
    /// 赞成人数。
    pub in_favour: i32,
}

impl From<PlanVoteInput> for Voted {
    fn from(input: PlanVoteInput) -> Self {
        Self {
            target: target(&input.plan, input.version),
            content_hash: input.content_hash,
            resolution: input.resolution,
            body: input.body,
            held_on: input.held_on.0,
            eligible: input.eligible,
            present: input.present,
            in_favour: input.in_favour,
        }
    }
}

/// 公示方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanPublishInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 公示第一天,不能早于今天。
    pub from: Date,
    /// 公示天数(日历日)。
    pub days: i32,
}

impl From<PlanPublishInput> for Publish {
    fn from(input: PlanPublishInput) -> Self {
        Self { target: target(&input.plan, input.version), from: input.from.0, days: input.days }
    }
}

/// 登记异议。
#[derive(Debug, Clone, InputObject)]
pub struct ObjectionRaiseInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 所涉成员标识;对整个方案的异议不填。
    pub member: Option<ID>,
    /// 提出人。
    pub raised_by: String,
    /// 内容。
    pub reason: String,
}

impl From<ObjectionRaiseInput> for Raise {
    fn from(input: ObjectionRaiseInput) -> Self {
        Self {
            target: target(&input.plan, input.version),
            member: input.member.map(|member| id::key(&member, "mem")),
            raised_by: input.raised_by,
            reason: input.reason,
        }
    }
}

/// 答复异议。
#[derive(Debug, Clone, InputObject)]
pub struct ObjectionAnswerInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 异议标识。
    pub objection: ID,
    /// 结果。
    pub outcome: ObjectionOutcome,
    /// 答复意见。
    pub answer: String,
}

impl From<ObjectionAnswerInput> for Respond {
    fn from(input: ObjectionAnswerInput) -> Self {
        Self {
            target: target(&input.plan, input.version),
            objection: id::key(&input.objection, "obj"),
            outcome: input.outcome,
            answer: input.answer,
        }
    }
}

/// 批准方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanApproveInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 所批准内容的校验值,须与表决的一致。
    pub content_hash: String,
    /// 幂等键:同一次操作重试时不变。
    pub idempotency_key: String,
}

impl From<PlanApproveInput> for Approve {
    fn from(input: PlanApproveInput) -> Self {
        Self {
            target: target(&input.plan, input.version),
            content_hash: input.content_hash,
            idempotency_key: input.idempotency_key,
        }
    }
}

/// 退回方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanReturnInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<PlanReturnInput> for Return {
    fn from(input: PlanReturnInput) -> Self {
        Self { target: target(&input.plan, input.version), reason: input.reason }
    }
}

/// 撤销方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanCancelInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<PlanCancelInput> for Cancel {
    fn from(input: PlanCancelInput) -> Self {
        Self { target: target(&input.plan, input.version), reason: input.reason }
    }
}
