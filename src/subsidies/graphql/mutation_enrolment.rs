//! Acts on enrolments.

use async_graphql::{Context, Object};

use super::{
    input_enrolment::{
        EnrolmentAccountChangeInput, EnrolmentResumeInput, EnrolmentReviewInput, EnrolmentStopInput,
        EnrolmentSuspendInput, EnrolmentTierChangeInput,
    },
    payload::EnrolmentPayload,
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::problem::Failure,
    subsidies::service::enrolment::{
        change::TierChange,
        review::Review,
        suspend::{Resume, Stop, Suspend},
    },
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        EnrolmentSuspend,
        EnrolmentResume,
        EnrolmentStop,
        EnrolmentReview,
        EnrolmentAccountChange,
        EnrolmentTierChange,
    );
}

/// Acts on enrolments.
#[derive(Default)]
pub struct EnrolmentMutation;

#[Object]
impl EnrolmentMutation {
    /// 暂停待遇;只有明确恢复才解除。
    async fn enrolment_suspend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: EnrolmentSuspendInput,
    ) -> Result<EnrolmentPayload<act::EnrolmentSuspend>, Failure> {
        EnrolmentPayload::act(ctx, Suspend::from(input)).await
    }

    /// 恢复暂停的待遇;复核已到期的须先复核。
    async fn enrolment_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: EnrolmentResumeInput,
    ) -> Result<EnrolmentPayload<act::EnrolmentResume>, Failure> {
        EnrolmentPayload::act(ctx, Resume::from(input)).await
    }

    /// 停发待遇:事由当月照发,次月起停;停发后不能恢复。
    async fn enrolment_stop(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: EnrolmentStopInput,
    ) -> Result<EnrolmentPayload<act::EnrolmentStop>, Failure> {
        EnrolmentPayload::act(ctx, Stop::from(input)).await
    }

    /// 登记复核(年审):通过的顺延下次复核日,未通过的暂停或停发。
    async fn enrolment_review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: EnrolmentReviewInput,
    ) -> Result<EnrolmentPayload<act::EnrolmentReview>, Failure> {
        EnrolmentPayload::act(ctx, Review::from(input)).await
    }

    /// 变更收款账户,自下一批次起生效。
    async fn enrolment_account_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: EnrolmentAccountChangeInput,
    ) -> Result<EnrolmentPayload<act::EnrolmentAccountChange>, Failure> {
        match input.act(ctx) {
            Ok(act) => EnrolmentPayload::act(ctx, act).await,
            Err(failure) => {
                let refused = Viewer::of(ctx).permit(Permission::EnrolmentWrite).err().unwrap_or(failure);
                EnrolmentPayload::of(ctx, Err(refused)).await
            }
        }
    }

    /// 变更档次或核定收入:原待遇停发,自某月起另立一条,前后相接。
    async fn enrolment_tier_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: EnrolmentTierChangeInput,
    ) -> Result<EnrolmentPayload<act::EnrolmentTierChange>, Failure> {
        EnrolmentPayload::act(ctx, TierChange::from(input)).await
    }
}
