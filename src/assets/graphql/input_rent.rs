//! Inputs of acts that move money.

use async_graphql::{ID, InputObject};
use entity::vocab::{PaymentMethod, RentAccount};

use super::input::target;
use crate::{
    assets::service::{
        end::Settle,
        issue::Issue,
        rent::{Book, Deposit, Record, Respread},
        waive::{Approve, Request},
    },
    kernel::{id, money::Fen, problem::Failure, time::Date},
};

/// 结清租赁:账单收清,押金退还或抵扣,多收的租金一并退还。
#[derive(Debug, Clone, InputObject)]
pub struct LeaseSettleInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 结清日。
    pub settled_on: Date,
    /// 退还押金(元)。
    pub refunded: Fen,
    /// 抵扣或没收押金(元)。
    pub forfeited: Fen,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<LeaseSettleInput> for Settle {
    fn from(input: LeaseSettleInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            settled_on: input.settled_on.0,
            refunded: input.refunded,
            forfeited: input.forfeited,
            idempotency_key: input.idempotency_key,
        }
    }
}

/// 批量出账:至某日应付的、尚未出账的全部账期。
#[derive(Debug, Clone, InputObject)]
pub struct RentBillsIssueInput {
    /// 应付日截止(含),至多提前 92 天。
    pub through: Date,
    /// 租赁标识;不给则为可见范围内全部。
    pub leases: Option<Vec<ID>>,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<RentBillsIssueInput> for Issue {
    fn from(input: RentBillsIssueInput) -> Self {
        Self {
            through: input.through.0,
            leases: input.leases.map(|ids| ids.iter().map(|lease| id::key(lease, "lea")).collect()),
            idempotency_key: input.idempotency_key,
        }
    }
}

/// 收款分配到一张账单的金额。
#[derive(Debug, Clone, InputObject)]
pub struct AllocationInput {
    /// 账单标识。
    pub bill: ID,
    /// 金额(元)。
    pub amount: Fen,
}

/// 登记收款。
#[derive(Debug, Clone, InputObject)]
pub struct ReceiptRecordInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 收据编号,在本集体内唯一。
    pub number: String,
    /// 金额(元)。
    pub amount: Fen,
    /// 收款日。
    pub paid_on: Date,
    /// 收款方式。
    pub method: PaymentMethod,
    /// 收款账户归属。
    pub account: RentAccount,
    /// 记账凭证号。
    pub voucher: Option<String>,
    /// 入账日。
    pub booked_on: Option<Date>,
    /// 跨年预付的覆盖期起始日。
    pub covers_from: Option<Date>,
    /// 跨年预付的覆盖期终止日(含)。
    pub covers_to: Option<Date>,
    /// 分配;不给则先付最早应付的账单,多余的记为预收款。
    pub allocations: Option<Vec<AllocationInput>>,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl ReceiptRecordInput {
    pub fn record(self) -> Result<Record, Failure> {
        let covers = match (self.covers_from, self.covers_to) {
            (Some(from), Some(to)) => Some((from.0, to.0)),
            (None, None) => None,
            _ => return Err(Failure::problem("COVERS", "coversTo", "覆盖期的起止日要么都给,要么都不给")),
        };
        let part = |input: AllocationInput| (id::key(&input.bill, "bil"), input.amount);
        Ok(Record {
            target: target(&self.lease, self.version),
            number: self.number,
            amount: self.amount,
            paid_on: self.paid_on.0,
            method: self.method,
            account: self.account,
            voucher: self.voucher,
            booked_on: self.booked_on.map(|date| date.0),
            covers,
            allocations: self.allocations.map(|parts| parts.into_iter().map(part).collect()),
            idempotency_key: self.idempotency_key,
        })
    }
}

/// 收据入账。
#[derive(Debug, Clone, InputObject)]
pub struct ReceiptBookInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 收据标识。
    pub receipt: ID,
    /// 记账凭证号。
    pub voucher: String,
    /// 入账日。
    pub booked_on: Date,
}

impl From<ReceiptBookInput> for Book {
    fn from(input: ReceiptBookInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            receipt: id::key(&input.receipt, "rcp"),
            voucher: input.voucher,
            booked_on: input.booked_on.0,
        }
    }
}

/// 把跨年预付租金按天分摊到各受益年度(更正以前的确认)。
#[derive(Debug, Clone, InputObject)]
pub struct ReceiptSpreadInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 收据标识。
    pub receipt: ID,
    /// 调账日。
    pub booked_on: Date,
}

impl From<ReceiptSpreadInput> for Respread {
    fn from(input: ReceiptSpreadInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            receipt: id::key(&input.receipt, "rcp"),
            booked_on: input.booked_on.0,
        }
    }
}

/// 登记收取押金。
#[derive(Debug, Clone, InputObject)]
pub struct DepositRecordInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 金额(元)。
    pub amount: Fen,
    /// 收取日。
    pub received_on: Date,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<DepositRecordInput> for Deposit {
    fn from(input: DepositRecordInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            amount: input.amount,
            received_on: input.received_on.0,
            idempotency_key: input.idempotency_key,
        }
    }
}

/// 申请租金减免。
#[derive(Debug, Clone, InputObject)]
pub struct WaiverRequestInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 账单标识。
    pub bill: ID,
    /// 减免金额(元)。
    pub amount: Fen,
    /// 原因。
    pub reason: String,
    /// 依据文号。
    pub document_reference: String,
}

impl From<WaiverRequestInput> for Request {
    fn from(input: WaiverRequestInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            bill: id::key(&input.bill, "bil"),
            amount: input.amount,
            reason: input.reason,
            document: input.document_reference,
        }
    }
}

/// 批准租金减免。
#[derive(Debug, Clone, InputObject)]
pub struct WaiverApproveInput {
    /// 租赁标识。
    pub lease: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 减免标识。
    pub waiver: ID,
    /// 幂等键:每次新操作换一个,重试用同一个。
    pub idempotency_key: String,
}

impl From<WaiverApproveInput> for Approve {
    fn from(input: WaiverApproveInput) -> Self {
        Self {
            target: target(&input.lease, input.version),
            waiver: id::key(&input.waiver, "wai"),
            idempotency_key: input.idempotency_key,
        }
    }
}
