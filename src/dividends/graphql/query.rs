//! Root fields of dividends.

use async_graphql::{Context, Object};

use super::{
    DistributingUnit, DistributionPlan, Holding, Member, PayoutLine,
    dry_run::{DistributionDryRun, DistributionDryRunInput},
};
use crate::{
    access::viewer::Viewer,
    dividends::{
        loader::{
            filter::{DistributingUnitFilter, DistributionPlanFilter},
            filter_line::{PayoutLineFilter, PayoutLineOrder},
            filter_register::{HoldingFilter, MemberFilter},
            request,
            shape::{HOLDING, LINE, MEMBER, PLAN, UNIT},
        },
        service::dry_run::dry_run,
    },
    kernel::{app::App, page::Connection, plan, problem::Failure},
    residents::loader::filter::Asker,
};

/// Root fields of this domain.
#[derive(Default)]
pub struct DividendsQuery;

#[Object]
impl DividendsQuery {
    /// 分配单位(可见范围内)。
    async fn distributing_units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<DistributingUnitFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<DistributingUnit>, Failure> {
        let request = request::units(Asker::of(ctx), filter.as_ref(), (first, after))?;
        Ok(plan::find_page(ctx, &UNIT, request).await?.into())
    }

    /// 名册上的成员(可见范围内),按成员编号。
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<MemberFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Member>, Failure> {
        let request = request::members(Asker::of(ctx), filter.as_ref(), (first, after))?;
        Ok(plan::find_page(ctx, &MEMBER, request).await?.into())
    }

    /// 持股(可见范围内)。
    async fn holdings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<HoldingFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Holding>, Failure> {
        let request = request::holdings(Asker::of(ctx), filter.as_ref(), (first, after))?;
        Ok(plan::find_page(ctx, &HOLDING, request).await?.into())
    }

    /// 分配方案(可见范围内),新的在前。
    async fn distribution_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<DistributionPlanFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<DistributionPlan>, Failure> {
        let request = request::plans(Asker::of(ctx), filter.as_ref(), (first, after))?;
        Ok(plan::find_page(ctx, &PLAN, request).await?.into())
    }

    /// 发放明细(可见范围内)。
    async fn payout_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<PayoutLineFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<PayoutLineOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayoutLine>, Failure> {
        let request = request::lines(Asker::of(ctx), filter.as_ref(), order_by, (first, after))?;
        Ok(plan::find_page(ctx, &LINE, request).await?.into())
    }

    /// 试算:在保存任何东西之前给出单价、尾差、各笔金额和与上年的比较。
    async fn distribution_dry_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] input: DistributionDryRunInput,
    ) -> Result<DistributionDryRun, Failure> {
        let distributable = input.distributable;
        let tried = dry_run(ctx.data_unchecked::<App>(), Viewer::of(ctx), input.into()).await?;
        Ok(DistributionDryRun::new(distributable, &tried))
    }
}
