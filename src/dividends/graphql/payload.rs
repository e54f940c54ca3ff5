//! What acts on dividends answer.

use async_graphql::{Context, SimpleObject};

use super::{DistributingUnit, DistributionPlan};
use crate::{
    access::viewer::Viewer,
    dividends::{
        loader::shape::{PLAN, UNIT},
        model::Outcome,
        service::{self, PlanAct},
    },
    kernel::{
        app::App,
        payload::{ActName, Problem, noun, payload},
        problem::Failure,
    },
};

payload!(PlanPayload, plan: DistributionPlan, PLAN, "办理后的方案;被拒时为空。");

impl<A: ActName> PlanPayload<A> {
    /// Does `act` and answers.
    pub async fn act(ctx: &Context<'_>, act: impl PlanAct) -> Result<Self, Failure> {
        let done = service::act(ctx.data_unchecked::<App>(), Viewer::of(ctx), act).await;
        Self::of(ctx, done.map(|outcome| outcome.plan)).await
    }
}

payload!(UnitPayload, distributing_unit: DistributingUnit, UNIT, "办理后的分配单位;被拒时为空。");

/// 没有登记的一行银行结果。
#[derive(Debug, SimpleObject)]
pub struct PayoutException {
    /// 在输入中的位置,从 0 起。
    row: i32,
    /// 原因代码。
    code: String,
    /// 有问题的输入项。
    path: String,
    /// 说明与补救办法。
    message: String,
}

/// 银行回盘的登记结果:相符的已登记,不符的逐行列出原因。
#[derive(SimpleObject)]
pub struct PayoutConfirmPayload {
    /// 办理后的方案;整体被拒时为空。
    plan: Option<DistributionPlan>,
    /// 没有登记的行。
    exceptions: Vec<PayoutException>,
    /// 整体被拒的原因;办成时为空列表。
    problems: Vec<Problem>,
}

impl PayoutConfirmPayload {
    /// The payload of a bank's answer.
    pub async fn of(ctx: &Context<'_>, done: Result<Outcome, Failure>) -> Result<Self, Failure> {
        let exceptions = done.as_ref().map(|outcome| outcome.exceptions.clone()).unwrap_or_default();
        let (plan, problems) = noun(ctx, &PLAN, done.map(|outcome| outcome.plan)).await?;
        let exception = |one: crate::dividends::model::Exception| PayoutException {
            row: i32::try_from(one.row).unwrap_or(i32::MAX),
            code: one.code,
            path: one.path,
            message: one.message,
        };
        Ok(Self { plan, exceptions: exceptions.into_iter().map(exception).collect(), problems })
    }
}
