//! Acts with the bank, and recoveries.

use async_graphql::{Context, Object};

use super::{
    input_bank::{
        PayrollExportInput, PayrollReconcileInput, PayrollResolveInput, RecoveryOpenInput, RecoveryReceiveInput,
        RecoveryWriteOffInput,
    },
    payload::{PayrollPayload, RecoveryPayload},
};
use crate::{
    access::viewer::Viewer,
    kernel::{app::App, problem::Failure},
    payrolls::service::{
        Order,
        bank::{Export, Reconcile, Resolve},
        recovery::{Command, recover},
    },
};

/// Names of the acts, for their payloads.
pub mod act {
    crate::kernel::payload::acts!(
        PayrollExport,
        PayrollReconcile,
        PayrollResolve,
        RecoveryOpen,
        RecoveryReceive,
        RecoveryWriteOff,
    );
}

/// Acts with the bank, and recoveries.
#[derive(Default)]
pub struct PayrollBankMutation;

#[Object]
impl PayrollBankMutation {
    /// 生成银行代发文件,明细转为在途;文件在 /files 下载。
    async fn payroll_export(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollExportInput,
    ) -> Result<PayrollPayload<act::PayrollExport>, Failure> {
        PayrollPayload::act(ctx, Order::<Export>::from(input)).await
    }

    /// 登记银行回盘:按明细编号、账号、金额三项相符逐笔登记,不符的列入不符清单,不影响其他行。
    async fn payroll_reconcile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollReconcileInput,
    ) -> Result<PayrollPayload<act::PayrollReconcile>, Failure> {
        PayrollPayload::act(ctx, Order::<Reconcile>::from(input)).await
    }

    /// 说明一行不符的核对结果。
    async fn payroll_resolve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: PayrollResolveInput,
    ) -> Result<PayrollPayload<act::PayrollResolve>, Failure> {
        PayrollPayload::act(ctx, Order::<Resolve>::from(input)).await
    }

    /// 对已到账的一笔追回立项。
    async fn recovery_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: RecoveryOpenInput,
    ) -> Result<RecoveryPayload<act::RecoveryOpen>, Failure> {
        let command = Command::from(&input);
        RecoveryPayload::of(
            ctx,
            recover(ctx.data_unchecked::<App>(), Viewer::of(ctx), command, input.idempotency_key).await,
        )
        .await
    }

    /// 登记追回的缴款。
    async fn recovery_receive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: RecoveryReceiveInput,
    ) -> Result<RecoveryPayload<act::RecoveryReceive>, Failure> {
        let command = Command::from(&input);
        RecoveryPayload::of(
            ctx,
            recover(ctx.data_unchecked::<App>(), Viewer::of(ctx), command, input.idempotency_key).await,
        )
        .await
    }

    /// 核销未追回的部分;立项人不能核销。
    async fn recovery_write_off(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "办理内容。")] input: RecoveryWriteOffInput,
    ) -> Result<RecoveryPayload<act::RecoveryWriteOff>, Failure> {
        let command = Command::from(&input);
        RecoveryPayload::of(
            ctx,
            recover(ctx.data_unchecked::<App>(), Viewer::of(ctx), command, input.idempotency_key).await,
        )
        .await
    }
}
