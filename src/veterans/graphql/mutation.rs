//! Acts on the register.

use async_graphql::{Context, Object};

use super::{
    input::{
        CategoryEndInput, CategoryGrantInput, ContactRecordInput, DisabilityAssessInput, HonourRecordInput,
        VeteranArchiveInput, VeteranEndInput, VeteranRegisterInput, VeteranReopenInput, VeteranReviseInput,
    },
    payload::VeteranPayload,
};
use crate::{
    access::viewer::Viewer,
    kernel::{app::App, problem::Failure},
    veterans::service::{
        category::{End, Grant},
        contact::Contacted,
        end::{EndFile, Reopen},
        honour::Honoured,
        register,
        revise::Archive,
    },
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        VeteranRegister,
        VeteranRevise,
        VeteranArchive,
        VeteranEnd,
        VeteranReopen,
        CategoryGrant,
        CategoryEnd,
        DisabilityAssess,
        HonourRecord,
        ContactRecord,
    );
}

/// Acts on the register.
#[derive(Default)]
pub struct VeteranMutation;

#[Object]
impl VeteranMutation {
    /// 登记建档:把户籍或居住在本站范围的居民登入名册。
    async fn veteran_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: VeteranRegisterInput,
    ) -> Result<VeteranPayload<act::VeteranRegister>, Failure> {
        let registration = input.registration(ctx)?;
        let done = register::register(ctx.data_unchecked::<App>(), Viewer::of(ctx), registration).await;
        VeteranPayload::of(ctx, done).await
    }

    /// 修改登记内容。
    async fn veteran_revise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: VeteranReviseInput,
    ) -> Result<VeteranPayload<act::VeteranRevise>, Failure> {
        VeteranPayload::parsed(ctx, input.act(ctx)).await
    }

    /// 建档立卡。
    async fn veteran_archive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: VeteranArchiveInput,
    ) -> Result<VeteranPayload<act::VeteranArchive>, Failure> {
        VeteranPayload::act(ctx, Archive::from(input)).await
    }

    /// 终止档案(街道站);有未办结的服务、在享抚恤或未收回的牌匾时不能终止。
    async fn veteran_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: VeteranEndInput,
    ) -> Result<VeteranPayload<act::VeteranEnd>, Failure> {
        VeteranPayload::act(ctx, EndFile::from(input)).await
    }

    /// 恢复已终止的档案(街道站)。
    async fn veteran_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: VeteranReopenInput,
    ) -> Result<VeteranPayload<act::VeteranReopen>, Failure> {
        VeteranPayload::act(ctx, Reopen::from(input)).await
    }

    /// 增加类别。
    async fn category_grant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: CategoryGrantInput,
    ) -> Result<VeteranPayload<act::CategoryGrant>, Failure> {
        VeteranPayload::act(ctx, Grant::from(input)).await
    }

    /// 终止类别;至少保留一个。
    async fn category_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: CategoryEndInput,
    ) -> Result<VeteranPayload<act::CategoryEnd>, Failure> {
        VeteranPayload::act(ctx, End::from(input)).await
    }

    /// 登记残疾等级评定。
    async fn disability_assess(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: DisabilityAssessInput,
    ) -> Result<VeteranPayload<act::DisabilityAssess>, Failure> {
        VeteranPayload::parsed(ctx, input.act(ctx)).await
    }

    /// 登记立功受奖。
    async fn honour_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: HonourRecordInput,
    ) -> Result<VeteranPayload<act::HonourRecord>, Failure> {
        VeteranPayload::act(ctx, Honoured::from(input)).await
    }

    /// 登记一次联系。
    async fn contact_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ContactRecordInput,
    ) -> Result<VeteranPayload<act::ContactRecord>, Failure> {
        VeteranPayload::act(ctx, Contacted::from(input)).await
    }
}
