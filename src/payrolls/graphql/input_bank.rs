//! Inputs of acts with the bank and of recoveries.

use async_graphql::{ID, InputObject};

use super::input::target;
use crate::{
    kernel::{id, money::Fen, time::Date},
    payrolls::service::{
        Order,
        bank::{Export, Reconcile, Resolve},
        recovery::Command,
    },
};

/// 生成银行文件。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollExportInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 银行文件格式代码,见 bankFormats。
    pub format: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollExportInput> for Order<Export> {
    fn from(input: PayrollExportInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            idempotency_key: input.idempotency_key,
            act: Export { format: input.format },
        }
    }
}

/// 登记银行回盘。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollReconcileInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 已上传的回盘文件。
    pub file: ID,
    /// 银行处理日期。
    pub settled_on: Date,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollReconcileInput> for Order<Reconcile> {
    fn from(input: PayrollReconcileInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            idempotency_key: input.idempotency_key,
            act: Reconcile { file: id::key(&input.file, "fil"), settled_on: input.settled_on.0 },
        }
    }
}

/// 处理一行不符。
#[derive(Debug, Clone, InputObject)]
pub struct PayrollResolveInput {
    /// 批次标识。
    pub payroll: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 不符行的标识。
    pub exception: ID,
    /// 核对结果和处理办法。
    pub answer: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<PayrollResolveInput> for Order<Resolve> {
    fn from(input: PayrollResolveInput) -> Self {
        Self {
            target: target(&input.payroll, input.version),
            idempotency_key: input.idempotency_key,
            act: Resolve { exception: id::key(&input.exception, "pex"), answer: input.answer },
        }
    }
}

/// 追回立项。
#[derive(Debug, Clone, InputObject)]
pub struct RecoveryOpenInput {
    /// 已到账的明细。
    pub payment: ID,
    /// 应追回金额(元),不超过明细金额。
    pub amount: Fen,
    /// 原因,如相应问题的说明。
    pub reason: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

/// 登记缴款。
#[derive(Debug, Clone, InputObject)]
pub struct RecoveryReceiveInput {
    /// 追回标识。
    pub recovery: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 金额(元)。
    pub amount: Fen,
    /// 缴款日期。
    pub received_on: Date,
    /// 缴款凭证号,只用一次。
    pub voucher: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

/// 核销未追回的部分。
#[derive(Debug, Clone, InputObject)]
pub struct RecoveryWriteOffInput {
    /// 追回标识。
    pub recovery: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 审批档案号。
    pub document: String,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<&RecoveryOpenInput> for Command {
    fn from(input: &RecoveryOpenInput) -> Self {
        Self::Open { line: id::key(&input.payment, "pay"), amount: input.amount, reason: input.reason.clone() }
    }
}

impl From<&RecoveryReceiveInput> for Command {
    fn from(input: &RecoveryReceiveInput) -> Self {
        Self::Receive {
            recovery: id::key(&input.recovery, "rcv"),
            version: input.version,
            amount: input.amount,
            received_on: input.received_on.0,
            voucher: input.voucher.clone(),
        }
    }
}

impl From<&RecoveryWriteOffInput> for Command {
    fn from(input: &RecoveryWriteOffInput) -> Self {
        Self::WriteOff {
            recovery: id::key(&input.recovery, "rcv"),
            version: input.version,
            document: input.document.clone(),
        }
    }
}
