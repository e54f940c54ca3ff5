//! Inputs of acts on payouts.

use async_graphql::{ID, InputObject};
use entity::vocab::BankReturnCode;

use super::input::target;
use crate::{
    dividends::service::{
        bank,
        pay::{Close, Pay, Settle},
        payout::Withdraw,
    },
    kernel::{id, money::Fen},
};

/// 开始发放。
#[derive(Debug, Clone, InputObject)]
pub struct PlanPayInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 幂等键。
    pub idempotency_key: String,
}

impl From<PlanPayInput> for Pay {
    fn from(input: PlanPayInput) -> Self {
        Self { target: target(&input.plan, input.version), idempotency_key: input.idempotency_key }
    }
}

/// 结束发放。
#[derive(Debug, Clone, InputObject)]
pub struct PlanSettleInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
}

impl From<PlanSettleInput> for Settle {
    fn from(input: PlanSettleInput) -> Self {
        Self { target: target(&input.plan, input.version) }
    }
}

/// 办结方案。
#[derive(Debug, Clone, InputObject)]
pub struct PlanCloseInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 分配报告档案号。
    pub report: String,
}

impl From<PlanCloseInput> for Close {
    fn from(input: PlanCloseInput) -> Self {
        Self { target: target(&input.plan, input.version), report: input.report }
    }
}

/// 补发一笔。
#[derive(Debug, Clone, InputObject)]
pub struct PayoutResendInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 明细标识。
    pub line: ID,
    /// 继承人的银行账号(只用于继承的部分;成员的账户在名册上更新)。
    pub account: Option<String>,
    /// 幂等键。
    pub idempotency_key: String,
}

/// 撤回不应发放的一笔。
#[derive(Debug, Clone, InputObject)]
pub struct PayoutWithdrawInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 明细标识。
    pub line: ID,
    /// 原因。
    pub reason: String,
    /// 幂等键。
    pub idempotency_key: String,
}

impl From<PayoutWithdrawInput> for Withdraw {
    fn from(input: PayoutWithdrawInput) -> Self {
        Self {
            target: target(&input.plan, input.version),
            line: id::key(&input.line, "pol"),
            reason: input.reason,
            idempotency_key: input.idempotency_key,
        }
    }
}

/// 银行结果的一行。
#[derive(Debug, Clone, InputObject)]
pub struct BankResultInput {
    /// 银行流水号。
    pub reference: String,
    /// 收款账号,须与送盘一致。
    pub account: String,
    /// 金额(元),须与送盘一致。
    pub amount: Fen,
    /// 退回原因;到账不填。
    pub returned: Option<BankReturnCode>,
}

/// 登记银行回盘:按流水号、账号、金额核对。
#[derive(Debug, Clone, InputObject)]
pub struct PayoutConfirmInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 银行结果。
    pub results: Vec<BankResultInput>,
    /// 幂等键。
    pub idempotency_key: String,
}

/// 一名继承人。
#[derive(Debug, Clone, InputObject)]
pub struct HeirInput {
    /// 姓名。
    pub name: String,
    /// 份额(元)。
    pub amount: Fen,
    /// 银行账号;没有时挂账。
    pub account: Option<String>,
    /// 身份证号;已在居民库的继承人请填。
    pub id_number: Option<String>,
}

/// 继承分割:各继承人份额合计等于原明细。
#[derive(Debug, Clone, InputObject)]
pub struct PayoutInheritInput {
    /// 方案标识。
    pub plan: ID,
    /// 所见的版本号。
    pub version: i32,
    /// 明细标识。
    pub line: ID,
    /// 继承人。
    pub heirs: Vec<HeirInput>,
    /// 继承证明档案号。
    pub document_reference: String,
    /// 幂等键。
    pub idempotency_key: String,
}

impl From<BankResultInput> for bank::Row {
    fn from(input: BankResultInput) -> Self {
        Self { reference: input.reference, account: input.account, amount: input.amount, returned: input.returned }
    }
}

impl From<HeirInput> for bank::HeirGiven {
    fn from(input: HeirInput) -> Self {
        Self { name: input.name, amount: input.amount, account: input.account, id_number: input.id_number }
    }
}
