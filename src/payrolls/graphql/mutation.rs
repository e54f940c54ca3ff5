//! Acts on payrolls.

use async_graphql::{Context, Object};

use super::{
    input::{
        PayrollApproveInput, PayrollCalculateInput, PayrollCancelInput, PayrollCloseInput, PayrollDecideInput,
        PayrollLockInput, PayrollOpenInput, PayrollReissueInput, PayrollRejectInput, PayrollReviewInput,
        PayrollWithdrawInput,
    },
    payload::PayrollPayload,
};
use crate::{
    access::viewer::Viewer,
    kernel::{app::App, problem::Failure},
    payrolls::service::{
        Order,
        calculate::{Calculate, Lock},
        close::{Close, Withdraw},
        decide::Decide,
        open::open,
        reissue::reissue,
        review::{Approve, Cancel, Reject, Review},
    },
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        PayrollOpen,
        PayrollCalculate,
        PayrollDecide,
        PayrollLock,
        PayrollReview,
        PayrollApprove,
        PayrollReject,
        PayrollCancel,
        PayrollReissue,
        PayrollWithdraw,
        PayrollClose,
    );
}

/// Acts on payrolls.
#[derive(Default)]
pub struct PayrollMutation;

#[Object]
impl PayrollMutation {
    /// 建立发放批次:一个项目一个月一个正常批次;给出补发各项则为补发批次,直接算好。
    async fn payroll_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollOpenInput,
    ) -> Result<PayrollPayload<act::PayrollOpen>, Failure> {
        let done = open(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await;
        PayrollPayload::of(ctx, done).await
    }

    /// 按名册计算明细;规则不许发放的自动剔除并说明,其余提示附在明细上。可重算。
    async fn payroll_calculate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollCalculateInput,
    ) -> Result<PayrollPayload<act::PayrollCalculate>, Failure> {
        PayrollPayload::act(ctx, Order::<Calculate>::from(input)).await
    }

    /// 因异议暂缓、剔除一项待遇,或撤回这样的决定;之后须重新计算。
    async fn payroll_decide(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollDecideInput,
    ) -> Result<PayrollPayload<act::PayrollDecide>, Failure> {
        PayrollPayload::act(ctx, Order::<Decide>::from(input)).await
    }

    /// 锁定:再算一遍,与已算内容一致才锁定,生成内容校验值;此后登记变化不影响本批次。
    async fn payroll_lock(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollLockInput,
    ) -> Result<PayrollPayload<act::PayrollLock>, Failure> {
        PayrollPayload::act(ctx, Order::<Lock>::from(input)).await
    }

    /// 复核名册变化并签字;经办人不能复核。
    async fn payroll_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollReviewInput,
    ) -> Result<PayrollPayload<act::PayrollReview>, Failure> {
        PayrollPayload::act(ctx, Order::<Review>::from(input)).await
    }

    /// 审批,绑定内容校验值;经办人和复核人不能审批。
    async fn payroll_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollApproveInput,
    ) -> Result<PayrollPayload<act::PayrollApprove>, Failure> {
        PayrollPayload::act(ctx, Order::<Approve>::from(input)).await
    }

    /// 退回重算并说明原因;复核和审批随之作废。
    async fn payroll_reject(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollRejectInput,
    ) -> Result<PayrollPayload<act::PayrollReject>, Failure> {
        PayrollPayload::act(ctx, Order::<Reject>::from(input)).await
    }

    /// 取消未锁定的批次,释放其明细。
    async fn payroll_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollCancelInput,
    ) -> Result<PayrollPayload<act::PayrollCancel>, Failure> {
        PayrollPayload::act(ctx, Order::<Cancel>::from(input)).await
    }

    /// 把退汇转入一个重发批次(已算好),返回该批次;账户类退汇须先更正账户。
    async fn payroll_reissue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollReissueInput,
    ) -> Result<PayrollPayload<act::PayrollReissue>, Failure> {
        let done = reissue(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await;
        PayrollPayload::of(ctx, done).await
    }

    /// 撤下被退回或暂缓而不在本批次发放的一笔;经办人不能办理。
    async fn payroll_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollWithdrawInput,
    ) -> Result<PayrollPayload<act::PayrollWithdraw>, Failure> {
        PayrollPayload::act(ctx, Order::<Withdraw>::from(input)).await
    }

    /// 归档:全部明细有最终结果,不符行都已处理。
    async fn payroll_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollCloseInput,
    ) -> Result<PayrollPayload<act::PayrollClose>, Failure> {
        PayrollPayload::act(ctx, Order::<Close>::from(input)).await
    }
}
