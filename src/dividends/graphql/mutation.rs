//! Acts on plans and payouts.

use async_graphql::{Context, Object};

use super::{
    input::{
        ObjectionAnswerInput, ObjectionRaiseInput, PlanApproveInput, PlanCalculateInput, PlanCancelInput,
        PlanCheckInput, PlanDraftInput, PlanPublishInput, PlanReturnInput, PlanReviewInput, PlanReviseInput,
        PlanVoteInput, target,
    },
    input_payout::{
        PayoutConfirmInput, PayoutInheritInput, PayoutResendInput, PayoutWithdrawInput, PlanCloseInput, PlanPayInput,
        PlanSettleInput,
    },
    payload::{PayoutConfirmPayload, PlanPayload},
};
use crate::{
    access::viewer::Viewer,
    dividends::service::{
        bank::{self, Division},
        calculate::Calculate,
        objection::{Raise, Respond},
        pay::{Close, Pay, Settle},
        payout::Withdraw,
        plan::{self, Revise},
        review::{Approve, Cancel, Check, Publish, Return, Review, Voted},
    },
    kernel::{app::App, id, problem::Failure},
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        PlanDraft,
        PlanRevise,
        PlanCalculate,
        PlanCheck,
        PlanReview,
        PlanVote,
        PlanPublish,
        ObjectionRaise,
        ObjectionAnswer,
        PlanApprove,
        PlanReturn,
        PlanCancel,
        PlanPay,
        PayoutResend,
        PlanSettle,
        PlanClose,
        PayoutInherit,
        PayoutWithdraw,
    );
}

/// Acts on plans.
#[derive(Default)]
pub struct PlanMutation;

#[Object]
impl PlanMutation {
    /// 起草分配方案。
    async fn plan_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanDraftInput,
    ) -> Result<PlanPayload<act::PlanDraft>, Failure> {
        let done = plan::draft(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await;
        PlanPayload::of(ctx, done).await
    }

    /// 修改方案的数字;已测算的须重新测算,表决后的须先退回。
    async fn plan_revise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanReviseInput,
    ) -> Result<PlanPayload<act::PlanRevise>, Failure> {
        PlanPayload::act(ctx, Revise::from(input)).await
    }

    /// 按基准日名册测算明细,生成内容校验值。
    async fn plan_calculate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanCalculateInput,
    ) -> Result<PlanPayload<act::PlanCalculate>, Failure> {
        PlanPayload::act(ctx, Calculate::from(input)).await
    }

    /// 监事会审核;起草或测算的人不能审核。
    async fn plan_check(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanCheckInput,
    ) -> Result<PlanPayload<act::PlanCheck>, Failure> {
        PlanPayload::act(ctx, Check::from(input)).await
    }

    /// 街道审查。
    async fn plan_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanReviewInput,
    ) -> Result<PlanPayload<act::PlanReview>, Failure> {
        PlanPayload::act(ctx, Review::from(input)).await
    }

    /// 登记表决结果,绑定内容校验值。
    async fn plan_vote(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanVoteInput,
    ) -> Result<PlanPayload<act::PlanVote>, Failure> {
        PlanPayload::act(ctx, Voted::from(input)).await
    }

    /// 公示。
    async fn plan_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanPublishInput,
    ) -> Result<PlanPayload<act::PlanPublish>, Failure> {
        PlanPayload::act(ctx, Publish::from(input)).await
    }

    /// 登记公示期的异议;对成员的异议在答复前不发放其明细。
    async fn objection_raise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ObjectionRaiseInput,
    ) -> Result<PlanPayload<act::ObjectionRaise>, Failure> {
        PlanPayload::act(ctx, Raise::from(input)).await
    }

    /// 答复异议;成立的须退回方案更正。
    async fn objection_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ObjectionAnswerInput,
    ) -> Result<PlanPayload<act::ObjectionAnswer>, Failure> {
        PlanPayload::act(ctx, Respond::from(input)).await
    }

    /// 公示期满后批准;起草或测算的人不能批准。
    async fn plan_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanApproveInput,
    ) -> Result<PlanPayload<act::PlanApprove>, Failure> {
        PlanPayload::act(ctx, Approve::from(input)).await
    }

    /// 退回草案并说明原因;测算和表决随之作废。
    async fn plan_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanReturnInput,
    ) -> Result<PlanPayload<act::PlanReturn>, Failure> {
        PlanPayload::act(ctx, Return::from(input)).await
    }

    /// 撤销尚未批准的方案。
    async fn plan_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanCancelInput,
    ) -> Result<PlanPayload<act::PlanCancel>, Failure> {
        PlanPayload::act(ctx, Cancel::from(input)).await
    }

    /// 开始发放:可发的送银行,不能发的按原因挂账。
    async fn plan_pay(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanPayInput,
    ) -> Result<PlanPayload<act::PlanPay>, Failure> {
        PlanPayload::act(ctx, Pay::from(input)).await
    }

    /// 补发银行退回或挂账的一笔:用成员现在的账户(继承的部分用所给的账户)和新的流水号。
    async fn payout_resend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayoutResendInput,
    ) -> Result<PlanPayload<act::PayoutResend>, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        let (target, line) = (target(&input.plan, input.version), id::key(&input.line, "pol"));
        let more = (input.account.as_deref(), input.idempotency_key);
        let done = bank::resend(app, viewer, target, line, more).await;
        PlanPayload::of(ctx, done.map(|outcome| outcome.plan)).await
    }

    /// 撤回挂账中因异议成立而不应发放的一笔,金额并入单位结余。
    async fn payout_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayoutWithdrawInput,
    ) -> Result<PlanPayload<act::PayoutWithdraw>, Failure> {
        PlanPayload::act(ctx, Withdraw::from(input)).await
    }

    /// 结束发放:没有在途的,退回的转为挂账。
    async fn plan_settle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanSettleInput,
    ) -> Result<PlanPayload<act::PlanSettle>, Failure> {
        PlanPayload::act(ctx, Settle::from(input)).await
    }

    /// 分配报告备案,办结。
    async fn plan_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PlanCloseInput,
    ) -> Result<PlanPayload<act::PlanClose>, Failure> {
        PlanPayload::act(ctx, Close::from(input)).await
    }

    /// 登记银行回盘:相符的逐笔登记,不符的列出原因,不影响其他行。
    async fn payout_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayoutConfirmInput,
    ) -> Result<PayoutConfirmPayload, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        let rows = input.results.into_iter().map(bank::Row::from).collect();
        let done = bank::confirm(app, viewer, target(&input.plan, input.version), rows, input.idempotency_key).await;
        PayoutConfirmPayload::of(ctx, done).await
    }

    /// 继承分割:去世成员待继承的一笔由继承人分得。
    async fn payout_inherit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayoutInheritInput,
    ) -> Result<PlanPayload<act::PayoutInherit>, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        let division = Division {
            line: id::key(&input.line, "pol"),
            heirs: input.heirs.into_iter().map(bank::HeirGiven::from).collect(),
            document: input.document_reference,
            idempotency_key: input.idempotency_key,
        };
        let done = bank::divide(app, viewer, target(&input.plan, input.version), division).await;
        PlanPayload::of(ctx, done.map(|outcome| outcome.plan)).await
    }
}
