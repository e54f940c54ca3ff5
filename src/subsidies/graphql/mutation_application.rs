//! Acts on applications.

use async_graphql::{Context, Object};

use super::{
    input_application::{
        ApplicationAcceptInput, ApplicationAccountSetInput, ApplicationCheckInput, ApplicationConfirmInput,
        ApplicationDraftInput, ApplicationObjectionAnswerInput, ApplicationObjectionRaiseInput,
        ApplicationPublishInput, ApplicationRejectInput, ApplicationReturnInput, ApplicationReviewInput,
        ApplicationVisitInput, ApplicationWithdrawInput,
    },
    payload::ApplicationPayload,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{app::App, problem::Failure},
    subsidies::service::application::{
        check::{Accept, Check, Visit},
        confirm::Confirm,
        draft::draft,
        end::{Reject, Withdraw},
        objection::{Raise, Respond},
        review::{Publish, Return, Review},
    },
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        ApplicationDraft,
        ApplicationAccountSet,
        ApplicationAccept,
        ApplicationVisit,
        ApplicationCheck,
        ApplicationReview,
        ApplicationReturn,
        ApplicationPublish,
        ApplicationObjectionRaise,
        ApplicationObjectionAnswer,
        ApplicationConfirm,
        ApplicationReject,
        ApplicationWithdraw,
    );
}

/// Acts on applications.
#[derive(Default)]
pub struct ApplicationMutation;

#[Object]
impl ApplicationMutation {
    /// 登记申请(草稿),由户籍所在村(社区)办理。
    async fn application_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationDraftInput,
    ) -> Result<ApplicationPayload<act::ApplicationDraft>, Failure> {
        let viewer = Viewer::of(ctx);
        let done = match input.draft(ctx) {
            Ok(new) => draft(ctx.data_unchecked::<App>(), viewer, new).await,
            Err(failure) => Err(viewer.permit(Permission::ApplicationWrite).err().unwrap_or(failure)),
        };
        ApplicationPayload::of(ctx, done).await
    }

    /// 登记或变更收款账户。
    async fn application_account_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationAccountSetInput,
    ) -> Result<ApplicationPayload<act::ApplicationAccountSet>, Failure> {
        ApplicationPayload::act(ctx, input.act(ctx)).await
    }

    /// 受理:给出受理编号,开始计算期限。
    async fn application_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationAcceptInput,
    ) -> Result<ApplicationPayload<act::ApplicationAccept>, Failure> {
        ApplicationPayload::act(ctx, Ok(Accept::from(input))).await
    }

    /// 开始社区初核(入户调查)。
    async fn application_visit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationVisitInput,
    ) -> Result<ApplicationPayload<act::ApplicationVisit>, Failure> {
        ApplicationPayload::act(ctx, Ok(Visit::from(input))).await
    }

    /// 登记社区初核结论,报街道审核。
    async fn application_check(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationCheckInput,
    ) -> Result<ApplicationPayload<act::ApplicationCheck>, Failure> {
        ApplicationPayload::act(ctx, Ok(Check::from(input))).await
    }

    /// 街道审核通过,拟定档次、金额或核定收入。
    async fn application_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationReviewInput,
    ) -> Result<ApplicationPayload<act::ApplicationReview>, Failure> {
        ApplicationPayload::act(ctx, Ok(Review::from(input))).await
    }

    /// 退回社区补充初核;审核和公示随之作废。
    async fn application_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationReturnInput,
    ) -> Result<ApplicationPayload<act::ApplicationReturn>, Failure> {
        ApplicationPayload::act(ctx, Ok(Return::from(input))).await
    }

    /// 公示审核结果;天数按项目的政策,不公示的项目审核后直接确认。
    async fn application_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationPublishInput,
    ) -> Result<ApplicationPayload<act::ApplicationPublish>, Failure> {
        ApplicationPayload::act(ctx, Ok(Publish::from(input))).await
    }

    /// 登记公示期间收到的异议。
    async fn application_objection_raise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationObjectionRaiseInput,
    ) -> Result<ApplicationPayload<act::ApplicationObjectionRaise>, Failure> {
        ApplicationPayload::act(ctx, Ok(Raise::from(input))).await
    }

    /// 答复异议;登记人不能答复。
    async fn application_objection_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationObjectionAnswerInput,
    ) -> Result<ApplicationPayload<act::ApplicationObjectionAnswer>, Failure> {
        ApplicationPayload::act(ctx, Ok(Respond::from(input))).await
    }

    /// 确认并列入在册待遇;审核人不能确认,互斥、重复、死亡、迁出、年龄不符的拒绝。
    async fn application_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationConfirmInput,
    ) -> Result<ApplicationPayload<act::ApplicationConfirm>, Failure> {
        ApplicationPayload::act(ctx, Ok(Confirm::from(input))).await
    }

    /// 不予确认。
    async fn application_reject(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationRejectInput,
    ) -> Result<ApplicationPayload<act::ApplicationReject>, Failure> {
        ApplicationPayload::act(ctx, Ok(Reject::from(input))).await
    }

    /// 申请人撤回。
    async fn application_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ApplicationWithdrawInput,
    ) -> Result<ApplicationPayload<act::ApplicationWithdraw>, Failure> {
        ApplicationPayload::act(ctx, Ok(Withdraw::from(input))).await
    }
}
