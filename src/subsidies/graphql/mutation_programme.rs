//! Acts on programmes and on declared facts.

use async_graphql::{Context, Object};

use super::{
    input_programme::{
        ProgrammeChangeApproveInput, ProgrammeChangeProposeInput, ProgrammeChangeRejectInput, ResidentFactRecordInput,
        ResidentFactWithdrawInput,
    },
    payload::{ChangePayload, FactPayload},
};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{app::App, id, problem::Failure},
    subsidies::service::programme,
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        ProgrammeChangePropose,
        ProgrammeChangeApprove,
        ProgrammeChangeReject,
        ResidentFactRecord,
        ResidentFactWithdraw,
    );
}

/// Acts on programmes and on declared facts.
#[derive(Default)]
pub struct ProgrammeMutation;

#[Object]
impl ProgrammeMutation {
    /// 提出项目变更(标准、资格条件与办理规定、排斥关系);另一人批准后才生效。
    async fn programme_change_propose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ProgrammeChangeProposeInput,
    ) -> Result<ChangePayload<act::ProgrammeChangePropose>, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        viewer.permit(Permission::ProgrammeManage)?;
        let done = match input.try_into() {
            Ok(proposal) => programme::propose(app, viewer, proposal).await,
            Err(failure) => Err(failure),
        };
        ChangePayload::of(ctx, done).await
    }

    /// 批准他人提出的项目变更,自其生效月起执行;提出的人不能批准自己的变更。
    async fn programme_change_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ProgrammeChangeApproveInput,
    ) -> Result<ChangePayload<act::ProgrammeChangeApprove>, Failure> {
        let done = programme::approve(ctx.data_unchecked::<App>(), Viewer::of(ctx), (&input).into()).await;
        ChangePayload::of(ctx, done).await
    }

    /// 退回项目变更,或撤回自己提出的变更。
    async fn programme_change_reject(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ProgrammeChangeRejectInput,
    ) -> Result<ChangePayload<act::ProgrammeChangeReject>, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        let done = programme::reject(app, viewer, (&input).into(), &input.reason).await;
        ChangePayload::of(ctx, done).await
    }

    /// 登记居民的一项申报事实,供判定资格。
    async fn resident_fact_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ResidentFactRecordInput,
    ) -> Result<FactPayload<act::ResidentFactRecord>, Failure> {
        let done = programme::record(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await;
        FactPayload::of(ctx, done).await
    }

    /// 撤回登记有误的申报事实。
    async fn resident_fact_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ResidentFactWithdrawInput,
    ) -> Result<FactPayload<act::ResidentFactWithdraw>, Failure> {
        let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
        let target = (id::key(&input.resident_fact, "rfa"), input.version);
        FactPayload::of(ctx, programme::withdraw(app, viewer, target, &input.reason).await).await
    }
}
