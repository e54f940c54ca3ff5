//! Inputs of acts on payrolls.

use async_graphql::{ID, InputObject};
use entity::vocab::PayrollDecisionKind;

use crate::{
    kernel::{id, time::Month},
    payrolls::{
        model::Wanted,
        service::{
            Order, Target,
            calculate::{Calculate, Lock},
            close::{Close, Withdraw},
            decide::Decide,
            open::Open,
            reissue::Reissue,
            review::{Approve, Cancel, Reject, Review},
        },
    },
};

/// What an input is on.
pub fn target(payroll: &ID, version: i32) -> Target {
    Target { payroll: id::key(payroll, "prl"), version }
}

/// 补发的一项:一项待遇的一个月。
#[derive(Debug, Clone, InputObject)]
pub struct ArrearsInput {
    /// 待遇标识。
    pub enrolment: ID,
    /// 归属月份。
    pub month: Month,
}

/// 建立批次。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollOpenInput {
    /// 项目代码,如 "ZLJ"。
    pub programme: String,
    /// 归属月份;补发批次为补发的月份。
    pub month: Month,
    /// 补发批次逐项列明;不给则为该月的正常批次。
    pub arrears: Option<Vec<ArrearsInput>>,
    /// 补发原因;正常批次不填。
    pub reason: Option<String>,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollOpenInput> for Open {
    fn from(input: PayrollOpenInput) -> Self {
        Self {
            programme: input.programme,
            month: input.month,
            arrears: input
                .arrears
                .unwrap_or_default()
                .iter()
                .map(|one| Wanted { enrolment: id::key(&one.enrolment, "enr"), month: one.month })
                .collect(),
            reason: input.reason.unwrap_or_default(),
            idempotency_key: input.idempotency_key,
        }
    }
}

/// 计算批次。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollCalculateInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollCalculateInput> for Order<Calculate> {
    fn from(input: PayrollCalculateInput) -> Self {
        Self { target: target(&input.payroll, input.version), idempotency_key: input.idempotency_key, act: Calculate }
    }
}

/// 对一项待遇作出决定。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollDecideInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 待遇标识。
    pub enrolment: ID,
    /// 暂缓或剔除;不给则撤回仍有效的决定。
    pub kind: Option<PayrollDecisionKind>,
    /// 原因。
    pub reason: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollDecideInput> for Order<Decide> {
    fn from(input: PayrollDecideInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            idempotency_key: input.idempotency_key,
            act: Decide { enrolment: id::key(&input.enrolment, "enr"), kind: input.kind, reason: input.reason },
        }
    }
}

/// 锁定批次。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollLockInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollLockInput> for Order<Lock> {
    fn from(input: PayrollLockInput) -> Self {
        Self { target: target(&input.payroll, input.version), idempotency_key: input.idempotency_key, act: Lock }
    }
}

/// 复核批次。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollReviewInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 所见的内容校验值。
    pub content_hash: String,
    /// 复核意见。
    pub note: Option<String>,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollReviewInput> for Order<Review> {
    fn from(input: PayrollReviewInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            idempotency_key: input.idempotency_key,
            act: Review { content_hash: input.content_hash, note: input.note.unwrap_or_default() },
        }
    }
}

/// 审批批次。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollApproveInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 所见的内容校验值。
    pub content_hash: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollApproveInput> for Order<Approve> {
    fn from(input: PayrollApproveInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            idempotency_key: input.idempotency_key,
            act: Approve { content_hash: input.content_hash },
        }
    }
}

/// 退回批次。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollRejectInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 原因。
    pub reason: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollRejectInput> for Order<Reject> {
    fn from(input: PayrollRejectInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            idempotency_key: input.idempotency_key,
            act: Reject { reason: input.reason },
        }
    }
}

/// 取消批次。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollCancelInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 原因。
    pub reason: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollCancelInput> for Order<Cancel> {
    fn from(input: PayrollCancelInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            idempotency_key: input.idempotency_key,
            act: Cancel { reason: input.reason },
        }
    }
}

/// 重发退汇。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollReissueInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 要重发的明细;不给则为全部等待重发的。
    pub payments: Option<Vec<ID>>,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollReissueInput> for Reissue {
    fn from(input: PayrollReissueInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            lines: input.payments.unwrap_or_default().iter().map(|one| id::key(one, "pay")).collect(),
            idempotency_key: input.idempotency_key,
        }
    }
}

/// 撤下一笔。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollWithdrawInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 明细标识。
    pub payment: ID,
    /// 原因。
    pub reason: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollWithdrawInput> for Order<Withdraw> {
    fn from(input: PayrollWithdrawInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            idempotency_key: input.idempotency_key,
            act: Withdraw { line: id::key(&input.payment, "pay"), reason: input.reason },
        }
    }
}

/// 归档批次。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollCloseInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollCloseInput> for Order<Close> {
    fn from(input: PayrollCloseInput) -> Self {
        Self { target: target(&input.payroll, input.version), idempotency_key: input.idempotency_key, act: Close }
    }
}
