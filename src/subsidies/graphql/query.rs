//! Root fields of subsidies.

use async_graphql::{Context, Object};

use super::{Enrolment, Programme, SubsidyPayment};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{app::App, page::Connection, plan, problem::Failure},
    residents::loader::filter::Asker,
    subsidies::{
        loader::{
            filter::{EnrolmentFilter, EnrolmentOrder, SubsidyPaymentFilter, SubsidyPaymentOrder},
            request,
            shape::{ENROLMENT, PAYMENT},
        },
        service,
    },
};

/// Root fields of this domain.
#[derive(Default)]
pub struct SubsidiesQuery;

#[Object]
impl SubsidiesQuery {
    /// 全部补贴补助项目,按参考资料次序。
    async fn programmes(&self, ctx: &Context<'_>) -> Result<Vec<Programme>, Failure> {
        Viewer::of(ctx).permit(Permission::ReferenceRead)?;
        let programmes = service::programmes(ctx.data_unchecked::<App>()).await?;
        Ok(programmes.0.iter().cloned().map(Programme).collect())
    }

    /// 在册待遇列表(可见范围内)。
    async fn enrolments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<EnrolmentFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<EnrolmentOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Enrolment>, Failure> {
        Viewer::of(ctx).permit(Permission::EnrolmentRead)?;
        let request = request::enrolments(Asker::of(ctx), filter.as_ref(), order_by, first, after)?;
        Ok(plan::find_page(ctx, &ENROLMENT, request).await?.into())
    }

    /// 发放明细列表(可见范围内);不给排序则月份晚的在前。
    async fn subsidy_payments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<SubsidyPaymentFilter>,
        #[graphql(desc = "排序。")] order_by: Option<SubsidyPaymentOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<SubsidyPayment>, Failure> {
        let request = request::payments(Asker::of(ctx), filter.as_ref(), order_by, first, after)?;
        Ok(plan::find_page(ctx, &PAYMENT, request).await?.into())
    }
}
