//! What acts on payrolls answer.

use async_graphql::Context;

use super::{Payroll, Recovery};
use crate::{
    access::viewer::Viewer,
    kernel::{
        app::App,
        payload::{ActName, payload},
        problem::Failure,
    },
    payrolls::{
        loader::shape::{PAYROLL, RECOVERY},
        service::{self, Order, PayrollAct},
    },
};

payload!(PayrollPayload, payroll: Payroll, PAYROLL, "办理后的批次;被拒时为空。");
payload!(RecoveryPayload, recovery: Recovery, RECOVERY, "办理后的追回;被拒时为空。");

impl<A: ActName> PayrollPayload<A> {
    /// Does `act` and answers.
    pub async fn act(ctx: &Context<'_>, order: Order<impl PayrollAct>) -> Result<Self, Failure> {
        let done = service::act(ctx.data_unchecked::<App>(), Viewer::of(ctx), order).await;
        Self::of(ctx, done).await
    }
}
