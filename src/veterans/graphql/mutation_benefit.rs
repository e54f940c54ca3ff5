//! Acts on benefits and cards.

use async_graphql::{Context, Object};

use super::{
    input_benefit::{
        BenefitApproveInput, BenefitDeliverInput, BenefitRefuseInput, BenefitRegisterInput, CardAdvanceInput,
        CardApplyInput, CardIssueInput, CardRefuseInput, PensionGrantInput, PensionStopInput, PlaqueRecoverInput,
        PlaqueReplaceInput, PlaqueReportInput,
    },
    payload::{BenefitPayload, CardPayload},
};
use crate::{
    kernel::problem::Failure,
    veterans::service::{
        benefit::{Approve, Deliver, Refuse, Register},
        card::{self, Advance, Apply},
        pension::Stop,
        plaque::{Recover, Replace, Report},
    },
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        BenefitRegister,
        BenefitApprove,
        BenefitRefuse,
        BenefitDeliver,
        PlaqueReport,
        PlaqueReplace,
        PlaqueRecover,
        PensionGrant,
        PensionStop,
        CardApply,
        CardAdvance,
        CardIssue,
        CardRefuse,
    );
}

/// Acts on benefits and cards.
#[derive(Default)]
pub struct BenefitMutation;

#[Object]
impl BenefitMutation {
    /// 登记优待抚恤事项;按类别和年龄核对条件,一户一牌、一年一检。
    async fn benefit_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: BenefitRegisterInput,
    ) -> Result<BenefitPayload<act::BenefitRegister>, Failure> {
        BenefitPayload::act(ctx, Register::from(input)).await
    }

    /// 核准疗养、医疗费报销或定期抚恤补助(街道站);登记人不能核准。
    async fn benefit_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: BenefitApproveInput,
    ) -> Result<BenefitPayload<act::BenefitApprove>, Failure> {
        BenefitPayload::act(ctx, Approve::from(input)).await
    }

    /// 不予核准,或登记本人放弃。
    async fn benefit_refuse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: BenefitRefuseInput,
    ) -> Result<BenefitPayload<act::BenefitRefuse>, Failure> {
        BenefitPayload::act(ctx, Refuse::from(input)).await
    }

    /// 落实事项:悬挂、送达、完成或拨付。
    async fn benefit_deliver(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: BenefitDeliverInput,
    ) -> Result<BenefitPayload<act::BenefitDeliver>, Failure> {
        BenefitPayload::act(ctx, Deliver::from(input)).await
    }

    /// 报告光荣牌破损或遗失。
    async fn plaque_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlaqueReportInput,
    ) -> Result<BenefitPayload<act::PlaqueReport>, Failure> {
        BenefitPayload::act(ctx, Report::from(input)).await
    }

    /// 更换或补挂光荣牌。
    async fn plaque_replace(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlaqueReplaceInput,
    ) -> Result<BenefitPayload<act::PlaqueReplace>, Failure> {
        BenefitPayload::act(ctx, Replace::from(input)).await
    }

    /// 收回光荣牌。
    async fn plaque_recover(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlaqueRecoverInput,
    ) -> Result<BenefitPayload<act::PlaqueRecover>, Failure> {
        BenefitPayload::act(ctx, Recover::from(input)).await
    }

    /// 登记区级核发的定期抚恤补助,建立待遇资格。
    async fn pension_grant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PensionGrantInput,
    ) -> Result<BenefitPayload<act::PensionGrant>, Failure> {
        BenefitPayload::parsed(ctx, input.act(ctx)).await
    }

    /// 停发定期抚恤补助。
    async fn pension_stop(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PensionStopInput,
    ) -> Result<BenefitPayload<act::PensionStop>, Failure> {
        BenefitPayload::act(ctx, Stop::from(input)).await
    }

    /// 申请优待证。
    async fn card_apply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: CardApplyInput,
    ) -> Result<CardPayload<act::CardApply>, Failure> {
        CardPayload::act(ctx, Apply::from(input)).await
    }

    /// 优待证办理进一步(街道站)。
    async fn card_advance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: CardAdvanceInput,
    ) -> Result<CardPayload<act::CardAdvance>, Failure> {
        CardPayload::act(ctx, Advance::from(input)).await
    }

    /// 发放优待证到本人。
    async fn card_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: CardIssueInput,
    ) -> Result<CardPayload<act::CardIssue>, Failure> {
        CardPayload::parsed(ctx, input.act(ctx)).await
    }

    /// 不予发放优待证(街道站)。
    async fn card_refuse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: CardRefuseInput,
    ) -> Result<CardPayload<act::CardRefuse>, Failure> {
        CardPayload::act(ctx, card::Refuse::from(input)).await
    }
}
