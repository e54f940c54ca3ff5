//! Inputs of acts on benefits and cards.

use async_graphql::{Context, ID, InputObject};
use entity::vocab::{BenefitKind, CardKind, CardState, HonourLevel, StopReason};

use super::input::sealed;
use crate::{
    kernel::{
        app::App,
        id,
        money::Fen,
        problem::Failure,
        time::{Date, Month},
    },
    subsidies::model::ACCOUNT_NUMBER,
    veterans::{
        model::CARD_NUMBER,
        service::{
            Subject, Target,
            benefit::{Approve, Deliver, Refuse, Register},
            card::{self, Advance, Apply, Issue},
            pension::{Grant, Stop},
            plaque::{Recover, Replace, Report},
        },
    },
};

/// The benefit an input names, and the version that was read.
fn benefit(benefit: &ID, version: i32) -> Target {
    Target::read(Subject::Benefit(id::key(benefit, "vbn")), version)
}

/// The card an input names, and the version that was read.
fn card_of(card: &ID, version: i32) -> Target {
    Target::read(Subject::Card(id::key(card, "crd")), version)
}

/// 登记优待抚恤事项。
#[derive(Debug, Clone, InputObject)]
pub struct BenefitRegisterInput {
    /// 档案标识。
    pub veteran: ID,
    /// 事项。
    pub kind: BenefitKind,
    /// 登记日。
    pub registered_on: Date,
    /// 喜报的立功等级;其他事项不填。
    pub honour_level: Option<HonourLevel>,
    /// 医疗费申报金额(元);其他事项不填。
    pub claimed_amount: Option<Fen>,
    /// 抚恤项目档次代码,如 "YF01.G7.WAR"、"YF06";其他事项不填。
    pub tier: Option<String>,
    /// 体检医院、疗养院等。
    pub provider: Option<String>,
    /// 档案号。
    pub document_reference: Option<String>,
}

impl From<BenefitRegisterInput> for Register {
    fn from(input: BenefitRegisterInput) -> Self {
        Self {
            target: Target::file(id::key(&input.veteran, "vet")),
            kind: input.kind,
            registered_on: input.registered_on.0,
            honour_level: input.honour_level,
            claimed: input.claimed_amount,
            tier: input.tier,
            provider: input.provider,
            document: input.document_reference,
        }
    }
}

/// 核准事项。
#[derive(Debug, Clone, InputObject)]
pub struct BenefitApproveInput {
    /// 事项标识。
    pub benefit: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 医疗费核准金额(元),不超过申报;其他事项不填。
    pub amount: Option<Fen>,
    /// 核准意见。
    pub note: String,
}

impl From<BenefitApproveInput> for Approve {
    fn from(input: BenefitApproveInput) -> Self {
        Self { target: benefit(&input.benefit, input.version), amount: input.amount, note: input.note }
    }
}

/// 不予核准,或登记本人放弃。
#[derive(Debug, Clone, InputObject)]
pub struct BenefitRefuseInput {
    /// 事项标识。
    pub benefit: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<BenefitRefuseInput> for Refuse {
    fn from(input: BenefitRefuseInput) -> Self {
        Self { target: benefit(&input.benefit, input.version), reason: input.reason }
    }
}

/// 落实事项:悬挂、送达、完成或拨付。
#[derive(Debug, Clone, InputObject)]
pub struct BenefitDeliverInput {
    /// 事项标识。
    pub benefit: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 落实日。
    pub delivered_on: Date,
    /// 体检医院、疗养院等。
    pub provider: Option<String>,
    /// 幂等键;同一操作重试时用同一个。
    pub idempotency_key: String,
}

impl From<BenefitDeliverInput> for Deliver {
    fn from(input: BenefitDeliverInput) -> Self {
        Self {
            target: benefit(&input.benefit, input.version),
            delivered_on: input.delivered_on.0,
            provider: input.provider,
            idempotency_key: input.idempotency_key,
        }
    }
}

/// 报告光荣牌破损或遗失。
#[derive(Debug, Clone, InputObject)]
pub struct PlaqueReportInput {
    /// 事项标识。
    pub benefit: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 遗失或未悬挂为 true,破损为 false。
    pub missing: bool,
    /// 报告日。
    pub reported_on: Date,
    /// 说明。
    pub reason: String,
}

impl From<PlaqueReportInput> for Report {
    fn from(input: PlaqueReportInput) -> Self {
        Self {
            target: benefit(&input.benefit, input.version),
            missing: input.missing,
            reported_on: input.reported_on.0,
            reason: input.reason,
        }
    }
}

/// 更换或补挂光荣牌。
#[derive(Debug, Clone, InputObject)]
pub struct PlaqueReplaceInput {
    /// 事项标识。
    pub benefit: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 更换日。
    pub replaced_on: Date,
}

impl From<PlaqueReplaceInput> for Replace {
    fn from(input: PlaqueReplaceInput) -> Self {
        Self { target: benefit(&input.benefit, input.version), replaced_on: input.replaced_on.0 }
    }
}

/// 收回光荣牌。
#[derive(Debug, Clone, InputObject)]
pub struct PlaqueRecoverInput {
    /// 事项标识。
    pub benefit: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 收回日。
    pub recovered_on: Date,
    /// 原因。
    pub reason: String,
}

impl From<PlaqueRecoverInput> for Recover {
    fn from(input: PlaqueRecoverInput) -> Self {
        Self {
            target: benefit(&input.benefit, input.version),
            recovered_on: input.recovered_on.0,
            reason: input.reason,
        }
    }
}

/// 登记定期抚恤补助的发放。
#[derive(Debug, Clone, InputObject)]
pub struct PensionGrantInput {
    /// 事项标识。
    pub benefit: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 起始月份。
    pub start_month: Month,
    /// 收款账号(加密保存)。
    pub account: String,
    /// 户名。
    pub holder: String,
    /// 幂等键;同一操作重试时用同一个。
    pub idempotency_key: String,
}

impl PensionGrantInput {
    /// The act.
    ///
    /// # Errors
    /// An account that is none, or a fault.
    pub fn act(self, ctx: &Context<'_>) -> Result<Grant, Failure> {
        let account: String = self.account.chars().filter(|character| !character.is_whitespace()).collect();
        if !(12..=30).contains(&account.len()) || !account.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Failure::problem("ACCOUNT", "account", "收款账号应为 12 到 30 位数字"));
        }
        Ok(Grant {
            target: benefit(&self.benefit, self.version),
            start: self.start_month,
            account: sealed(ctx, ACCOUNT_NUMBER, &account)?,
            account_index: ctx.data_unchecked::<App>().vault.index(ACCOUNT_NUMBER, &account),
            holder: self.holder,
            idempotency_key: self.idempotency_key,
        })
    }
}

/// 停发定期抚恤补助。
#[derive(Debug, Clone, InputObject)]
pub struct PensionStopInput {
    /// 事项标识。
    pub benefit: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 末月(含),不晚于本月。
    pub last_month: Month,
    /// 原因。
    pub reason: StopReason,
}

impl From<PensionStopInput> for Stop {
    fn from(input: PensionStopInput) -> Self {
        Self { target: benefit(&input.benefit, input.version), last_month: input.last_month, reason: input.reason }
    }
}

/// 申请优待证。
#[derive(Debug, Clone, InputObject)]
pub struct CardApplyInput {
    /// 档案标识。
    pub veteran: ID,
    /// 种类。
    pub kind: CardKind,
    /// 申请日。
    pub applied_on: Date,
}

impl From<CardApplyInput> for Apply {
    fn from(input: CardApplyInput) -> Self {
        Self { target: Target::file(id::key(&input.veteran, "vet")), kind: input.kind, applied_on: input.applied_on.0 }
    }
}

/// 优待证办理进一步:受理、上级审核通过、制证、领回。
#[derive(Debug, Clone, InputObject)]
pub struct CardAdvanceInput {
    /// 优待证标识。
    pub card: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 办到哪一步;须为下一步。
    pub to: CardState,
    /// 日期。
    pub done_on: Date,
    /// 制证银行;制证时必填。
    pub bank: Option<String>,
}

impl From<CardAdvanceInput> for Advance {
    fn from(input: CardAdvanceInput) -> Self {
        Self { target: card_of(&input.card, input.version), to: input.to, done_on: input.done_on.0, bank: input.bank }
    }
}

/// 发放优待证。
#[derive(Debug, Clone, InputObject)]
pub struct CardIssueInput {
    /// 优待证标识。
    pub card: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 发放日。
    pub done_on: Date,
    /// 证号(加密保存)。
    pub number: String,
}

impl CardIssueInput {
    /// The act.
    ///
    /// # Errors
    /// A number that is none, or a fault.
    pub fn act(self, ctx: &Context<'_>) -> Result<Issue, Failure> {
        if !(6..=30).contains(&self.number.trim().chars().count()) {
            return Err(Failure::problem("CARD_NUMBER", "number", "证号应为 6 到 30 个字符"));
        }
        let number = sealed(ctx, CARD_NUMBER, &self.number)?;
        Ok(Issue { target: card_of(&self.card, self.version), done_on: self.done_on.0, number })
    }
}

/// 不予发放优待证。
#[derive(Debug, Clone, InputObject)]
pub struct CardRefuseInput {
    /// 优待证标识。
    pub card: ID,
    /// 所见的版本号;已被他人修改则拒绝。
    pub version: i32,
    /// 原因。
    pub reason: String,
}

impl From<CardRefuseInput> for card::Refuse {
    fn from(input: CardRefuseInput) -> Self {
        Self { target: card_of(&input.card, input.version), reason: input.reason }
    }
}
