//! Acts that move money.

use async_graphql::{Context, Object};

use super::{
    input_rent::{
        DepositRecordInput, LeaseSettleInput, ReceiptBookInput, ReceiptRecordInput, ReceiptSpreadInput,
        RentBillsIssueInput, WaiverApproveInput, WaiverRequestInput,
    },
    payload::{LeasePayload, RentBillsIssuePayload},
};
use crate::{
    access::viewer::Viewer,
    assets::service::{
        end::Settle,
        issue,
        rent::{Book, Deposit, Respread},
        waive::{Approve, Request},
    },
    kernel::{app::App, problem::Failure},
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        LeaseSettle,
        ReceiptRecord,
        ReceiptBook,
        ReceiptSpread,
        DepositRecord,
        WaiverRequest,
        WaiverApprove,
    );
}

/// Acts of this domain.
#[derive(Default)]
pub struct RentMutation;

#[Object]
impl RentMutation {
    /// 结清租赁。
    async fn lease_settle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: LeaseSettleInput,
    ) -> Result<LeasePayload<act::LeaseSettle>, Failure> {
        LeasePayload::act(ctx, Settle::from(input)).await
    }

    /// 批量出账;同一账期只出一次。
    async fn rent_bills_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: RentBillsIssueInput,
    ) -> Result<RentBillsIssuePayload, Failure> {
        let done = issue::issue(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await;
        RentBillsIssuePayload::of(ctx, done).await
    }

    /// 登记收款,先付最早应付的账单。
    async fn receipt_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ReceiptRecordInput,
    ) -> Result<LeasePayload<act::ReceiptRecord>, Failure> {
        match input.record() {
            Ok(act) => LeasePayload::act(ctx, act).await,
            Err(failure) => LeasePayload::of(ctx, Err(failure)).await,
        }
    }

    /// 收据入账。
    async fn receipt_book(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ReceiptBookInput,
    ) -> Result<LeasePayload<act::ReceiptBook>, Failure> {
        LeasePayload::act(ctx, Book::from(input)).await
    }

    /// 跨年预付租金分摊到各受益年度。
    async fn receipt_spread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: ReceiptSpreadInput,
    ) -> Result<LeasePayload<act::ReceiptSpread>, Failure> {
        LeasePayload::act(ctx, Respread::from(input)).await
    }

    /// 登记收取押金。
    async fn deposit_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: DepositRecordInput,
    ) -> Result<LeasePayload<act::DepositRecord>, Failure> {
        LeasePayload::act(ctx, Deposit::from(input)).await
    }

    /// 申请租金减免;批准前不减应收。
    async fn waiver_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: WaiverRequestInput,
    ) -> Result<LeasePayload<act::WaiverRequest>, Failure> {
        LeasePayload::act(ctx, Request::from(input)).await
    }

    /// 批准租金减免(农经,不能批准自己的申请)。
    async fn waiver_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: WaiverApproveInput,
    ) -> Result<LeasePayload<act::WaiverApprove>, Failure> {
        LeasePayload::act(ctx, Approve::from(input)).await
    }
}
