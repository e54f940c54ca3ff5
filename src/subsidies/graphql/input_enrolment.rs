//! Inputs of acts on enrolments.

use async_graphql::{Context, ID, InputObject};
use entity::vocab::{ReviewOutcome, StopReason};

use super::input_application::PayeeAccountInput;
use crate::{
    kernel::{
        id,
        money::Fen,
        problem::Failure,
        time::{Date, Month},
    },
    subsidies::service::enrolment::{
        Target,
        change::{AccountChange, TierChange},
        review::Review,
        suspend::{Resume, Stop, Suspend},
    },
};

/// The entitlement an input names, and the version that was read.
fn target(enrolment: &ID, version: i32) -> Target {
    Target { enrolment: id::key(enrolment, "enr"), version }
}

/// 暂停待遇。
#[derive(Debug, Clone, InputObject)]
pub struct EnrolmentSuspendInput {
    /// 待遇标识。
    pub enrolment: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<EnrolmentSuspendInput> for Suspend {
    fn from(input: EnrolmentSuspendInput) -> Self {
        Self { target: target(&input.enrolment, input.version), reason: input.reason }
    }
}

/// 恢复待遇。
#[derive(Debug, Clone, InputObject)]
pub struct EnrolmentResumeInput {
    /// 待遇标识。
    pub enrolment: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<EnrolmentResumeInput> for Resume {
    fn from(input: EnrolmentResumeInput) -> Self {
        Self { target: target(&input.enrolment, input.version), reason: input.reason }
    }
}

/// 停发待遇。
#[derive(Debug, Clone, InputObject)]
pub struct EnrolmentStopInput {
    /// 待遇标识。
    pub enrolment: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 停发原因。
    pub reason: StopReason,
    /// 事由发生日:当月照发,次月起停发。
    pub event_on: Date,
    /// 说明。
    pub note: String,
}

impl From<EnrolmentStopInput> for Stop {
    fn from(input: EnrolmentStopInput) -> Self {
        Self {
            target: target(&input.enrolment, input.version),
            reason: input.reason,
            event_on: input.event_on.0,
            note: input.note,
        }
    }
}

/// 登记复核(年审)。
#[derive(Debug, Clone, InputObject)]
pub struct EnrolmentReviewInput {
    /// 待遇标识。
    pub enrolment: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 复核日期;通过的,下次复核从这一天起算。
    pub reviewed_on: Date,
    /// 复核结论;停发须由街道登记。
    pub outcome: ReviewOutcome,
    /// 停发原因;不给则为复核不合格。
    pub stop_reason: Option<StopReason>,
    /// 复核所见。
    pub finding: String,
}

impl From<EnrolmentReviewInput> for Review {
    fn from(input: EnrolmentReviewInput) -> Self {
        Self {
            target: target(&input.enrolment, input.version),
            reviewed_on: input.reviewed_on.0,
            outcome: input.outcome,
            stop_reason: input.stop_reason,
            finding: input.finding,
        }
    }
}

/// 变更待遇的收款账户。
#[derive(Debug, Clone, InputObject)]
pub struct EnrolmentAccountChangeInput {
    /// 待遇标识。
    pub enrolment: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 新的收款账户。
    pub account: PayeeAccountInput,
    /// 原因。
    pub reason: String,
}

impl EnrolmentAccountChangeInput {
    /// The act.
    ///
    /// # Errors
    /// It cannot be an account number.
    pub fn act(self, ctx: &Context<'_>) -> Result<AccountChange, Failure> {
        let account = self.account.account(ctx)?;
        Ok(AccountChange { target: target(&self.enrolment, self.version), account, reason: self.reason })
    }
}

/// 变更待遇的档次或核定收入:原待遇停发,自某月起另立一条。
#[derive(Debug, Clone, InputObject)]
pub struct EnrolmentTierChangeInput {
    /// 待遇标识。
    pub enrolment: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 新的档次代码;不变则不填。
    pub tier: Option<String>,
    /// 新核定的人均月收入(元);只用于补差的项目。
    pub assessed_income: Option<Fen>,
    /// 自哪一月起。
    pub from: Month,
    /// 原因。
    pub reason: String,
}

impl From<EnrolmentTierChangeInput> for TierChange {
    fn from(input: EnrolmentTierChangeInput) -> Self {
        Self {
            target: target(&input.enrolment, input.version),
            tier: input.tier,
            assessed_income: input.assessed_income,
            from: input.from,
            reason: input.reason,
        }
    }
}
