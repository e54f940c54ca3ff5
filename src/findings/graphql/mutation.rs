//! Acts on findings and campaigns.

use async_graphql::{Context, Object};

use super::{
    input::{
        CampaignCloseInput, CampaignInspectInput, CampaignOpenInput, FindingAssignInput, FindingCloseInput,
        FindingExtendInput, FindingReopenInput, FindingStartInput, FindingSubmitInput, FindingWaiveInput,
        FindingsRunInput,
    },
    payload::{CampaignPayload, FindingPayload, FindingsRunPayload},
};
use crate::{
    access::viewer::Viewer,
    findings::{
        rules::workflow::Step,
        service::{campaign, run},
    },
    kernel::{app::App, id, problem::Failure},
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        FindingAssign,
        FindingStart,
        FindingSubmit,
        FindingClose,
        FindingReopen,
        FindingWaive,
        FindingExtend,
        CampaignOpen,
        CampaignInspect,
        CampaignClose,
    );
}

/// Acts of this domain.
#[derive(Default)]
pub struct FindingsMutation;

#[Object]
impl FindingsMutation {
    /// 运行规则并登记问题;同一判定日再运行不产生新问题。
    async fn findings_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: FindingsRunInput,
    ) -> Result<FindingsRunPayload, Failure> {
        let order = run::Order { as_of: input.as_of.0, rules: input.rules, campaign: input.campaign };
        FindingsRunPayload::of(run::run(ctx.data_unchecked::<App>(), Viewer::of(ctx), order).await)
    }

    /// 交办:指定责任人,期限按严重程度(高 30 天、中 60 天、低 90 天)或另定。
    async fn finding_assign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: FindingAssignInput,
    ) -> Result<FindingPayload<act::FindingAssign>, Failure> {
        let step = Step::Assign { owner: input.owner, deadline_on: input.deadline_on.map(|date| date.0) };
        FindingPayload::step(ctx, input.finding, input.version, step).await
    }

    /// 开始整改。
    async fn finding_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: FindingStartInput,
    ) -> Result<FindingPayload<act::FindingStart>, Failure> {
        let step = Step::Start { measure: input.measure };
        FindingPayload::step(ctx, input.finding, input.version, step).await
    }

    /// 申请销号,附证据。
    async fn finding_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: FindingSubmitInput,
    ) -> Result<FindingPayload<act::FindingSubmit>, Failure> {
        let step = Step::Submit {
            note: input.note,
            document: input.document_reference,
            recovered: input.recovered.unwrap_or_default(),
            uplift: input.uplift.unwrap_or_default(),
        };
        FindingPayload::step(ctx, input.finding, input.version, step).await
    }

    /// 核验销号;发现人、责任人、整改人不能核验。
    async fn finding_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: FindingCloseInput,
    ) -> Result<FindingPayload<act::FindingClose>, Failure> {
        let step = Step::Close { note: input.note };
        FindingPayload::step(ctx, input.finding, input.version, step).await
    }

    /// 核验退回,继续整改。
    async fn finding_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: FindingReopenInput,
    ) -> Result<FindingPayload<act::FindingReopen>, Failure> {
        let step = Step::Reopen { reason: input.reason };
        FindingPayload::step(ctx, input.finding, input.version, step).await
    }

    /// 认定不构成问题。
    async fn finding_waive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: FindingWaiveInput,
    ) -> Result<FindingPayload<act::FindingWaive>, Failure> {
        let step = Step::Waive { reason: input.reason };
        FindingPayload::step(ctx, input.finding, input.version, step).await
    }

    /// 延长整改期限。
    async fn finding_extend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: FindingExtendInput,
    ) -> Result<FindingPayload<act::FindingExtend>, Failure> {
        let step = Step::Extend { deadline_on: input.deadline_on.0, reason: input.reason };
        FindingPayload::step(ctx, input.finding, input.version, step).await
    }

    /// 开展自查活动。
    async fn campaign_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: CampaignOpenInput,
    ) -> Result<CampaignPayload<act::CampaignOpen>, Failure> {
        let new = campaign::Open {
            code: input.code,
            name: input.name,
            year: input.year,
            found_from: input.found_from.0,
            found_to: input.found_to.0,
            snapshot_on: input.snapshot_on.0,
            rules: input.rules,
        };
        CampaignPayload::of(ctx, campaign::open(ctx.data_unchecked::<App>(), Viewer::of(ctx), new).await).await
    }

    /// 登记检查结果,每份租赁一次。
    async fn campaign_inspect(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: CampaignInspectInput,
    ) -> Result<CampaignPayload<act::CampaignInspect>, Failure> {
        let seen = campaign::Inspected {
            campaign: id::key(&input.campaign, "cam"),
            leases: input.leases.iter().map(|lease| id::key(lease, "lea")).collect(),
            inspected_on: input.inspected_on.0,
            inspector: input.inspector,
        };
        CampaignPayload::of(ctx, campaign::inspect(ctx.data_unchecked::<App>(), Viewer::of(ctx), seen).await).await
    }

    /// 结束自查活动。
    async fn campaign_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: CampaignCloseInput,
    ) -> Result<CampaignPayload<act::CampaignClose>, Failure> {
        let key = id::key(&input.campaign, "cam");
        let done = campaign::close(ctx.data_unchecked::<App>(), Viewer::of(ctx), key, input.version).await;
        CampaignPayload::of(ctx, done).await
    }
}
