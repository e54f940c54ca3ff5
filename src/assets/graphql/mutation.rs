//! Acts on assets and contracts.

use async_graphql::{Context, Object};

use super::{
    input::{
        AssetRegisterInput, DocumentRecordInput, InspectionRecordInput, LeaseActivateInput, LeaseFileInput,
        LeaseSignInput, LeaseTerminateInput, LeaseVacateInput, LedgerCorrectInput, ResolutionRecordInput,
        SubletRecordInput, TenderExemptInput, TenderRecordInput,
    },
    input_terms::{LeaseAmendInput, LeaseDraftInput, LeaseRenewInput},
    payload::{AssetPayload, LeasePayload},
};
use crate::{
    access::viewer::Viewer,
    assets::service::{
        asset::{self, AssetEvent},
        contract::{Activate, FileIt, Sign},
        draft,
        end::{Terminate, Vacate},
        record::{Attach, Exempt, RecordSublet, RecordTender, Resolve},
    },
    kernel::{app::App, id, problem::Failure},
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        AssetRegister,
        InspectionRecord,
        LedgerCorrect,
        LeaseDraft,
        LeaseRenew,
        LeaseSign,
        LeaseFile,
        LeaseActivate,
        LeaseAmend,
        LeaseTerminate,
        LeaseVacate,
        ResolutionRecord,
        TenderRecord,
        TenderExempt,
        DocumentRecord,
        SubletRecord,
    );
}

/// Acts of this domain.
#[derive(Default)]
pub struct LeaseMutation;

#[Object]
impl LeaseMutation {
    /// 登记资产(入台账,状态为闲置)。
    async fn asset_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: AssetRegisterInput,
    ) -> Result<AssetPayload<act::AssetRegister>, Failure> {
        let done = asset::register(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await;
        AssetPayload::of(ctx, done).await
    }

    /// 登记现场检查。
    async fn inspection_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: InspectionRecordInput,
    ) -> Result<AssetPayload<act::InspectionRecord>, Failure> {
        let event = AssetEvent::Inspected {
            on: input.inspected_on.0,
            area: input.measured_area,
            usage: input.actual_use,
            inspector: input.inspector,
        };
        let key = id::key(&input.asset, "ast");
        AssetPayload::of(ctx, asset::record(ctx.data_unchecked::<App>(), Viewer::of(ctx), key, event).await).await
    }

    /// 更正台账(面积、使用状态),追加一条。
    async fn ledger_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LedgerCorrectInput,
    ) -> Result<AssetPayload<act::LedgerCorrect>, Failure> {
        let event = AssetEvent::LedgerCorrected { on: input.effective_on.0, area: input.area, status: input.status };
        let key = id::key(&input.asset, "ast");
        AssetPayload::of(ctx, asset::record(ctx.data_unchecked::<App>(), Viewer::of(ctx), key, event).await).await
    }

    /// 拟订租赁合同。
    async fn lease_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LeaseDraftInput,
    ) -> Result<LeasePayload<act::LeaseDraft>, Failure> {
        let done = match input.draft() {
            Ok(draft) => draft::draft(ctx.data_unchecked::<App>(), Viewer::of(ctx), "LEASE_DRAFT", draft).await,
            Err(failure) => Err(failure),
        };
        LeasePayload::of(ctx, done).await
    }

    /// 续租:为原承租方拟订新合同,交付时原租赁转为已续租。
    async fn lease_renew(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LeaseRenewInput,
    ) -> Result<LeasePayload<act::LeaseRenew>, Failure> {
        let done = match input.draft() {
            Ok(draft) => draft::draft(ctx.data_unchecked::<App>(), Viewer::of(ctx), "LEASE_RENEW", draft).await,
            Err(failure) => Err(failure),
        };
        LeasePayload::of(ctx, done).await
    }

    /// 签订合同:要素齐全方可签。
    async fn lease_sign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LeaseSignInput,
    ) -> Result<LeasePayload<act::LeaseSign>, Failure> {
        LeasePayload::act(ctx, Sign::from(input)).await
    }

    /// 合同备案。
    async fn lease_file(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LeaseFileInput,
    ) -> Result<LeasePayload<act::LeaseFile>, Failure> {
        LeasePayload::act(ctx, FileIt::from(input)).await
    }

    /// 交付使用:须有有效的民主决策、招租记录(或已批准的豁免)与价格依据,且资产上没有其他履行中的租赁。
    async fn lease_activate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LeaseActivateInput,
    ) -> Result<LeasePayload<act::LeaseActivate>, Failure> {
        LeasePayload::act(ctx, Activate::from(input)).await
    }

    /// 补充变更:追加一个条款版本,已出账的账期不变。
    async fn lease_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LeaseAmendInput,
    ) -> Result<LeasePayload<act::LeaseAmend>, Failure> {
        match input.amend() {
            Ok(act) => LeasePayload::act(ctx, act).await,
            Err(failure) => LeasePayload::of(ctx, Err(failure)).await,
        }
    }

    /// 提前解除租赁。
    async fn lease_terminate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LeaseTerminateInput,
    ) -> Result<LeasePayload<act::LeaseTerminate>, Failure> {
        LeasePayload::act(ctx, Terminate::from(input)).await
    }

    /// 到期腾退。
    async fn lease_vacate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LeaseVacateInput,
    ) -> Result<LeasePayload<act::LeaseVacate>, Failure> {
        LeasePayload::act(ctx, Vacate::from(input)).await
    }

    /// 登记民主决策。
    async fn resolution_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ResolutionRecordInput,
    ) -> Result<LeasePayload<act::ResolutionRecord>, Failure> {
        LeasePayload::act(ctx, Resolve::from(input)).await
    }

    /// 登记招租。
    async fn tender_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: TenderRecordInput,
    ) -> Result<LeasePayload<act::TenderRecord>, Failure> {
        LeasePayload::act(ctx, RecordTender::from(input)).await
    }

    /// 批准不公开招租(农经)。
    async fn tender_exempt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: TenderExemptInput,
    ) -> Result<LeasePayload<act::TenderExempt>, Failure> {
        LeasePayload::act(ctx, Exempt::from(input)).await
    }

    /// 登记文书(档案号)。
    async fn document_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: DocumentRecordInput,
    ) -> Result<LeasePayload<act::DocumentRecord>, Failure> {
        LeasePayload::act(ctx, Attach::from(input)).await
    }

    /// 登记转租或更新其处理。
    async fn sublet_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: SubletRecordInput,
    ) -> Result<LeasePayload<act::SubletRecord>, Failure> {
        LeasePayload::act(ctx, RecordSublet::from(input)).await
    }
}
