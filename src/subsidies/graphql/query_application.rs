//! Root fields of applications.

use async_graphql::{Context, Object};

use super::{Application, ApplicationStepLimit};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{page::Connection, plan, problem::Failure},
    residents::loader::filter::Asker,
    subsidies::loader::{
        filter_application::{ApplicationFilter, ApplicationOrder},
        request,
        shape::APPLICATION,
    },
};

/// Root fields of applications.
#[derive(Default)]
pub struct ApplicationsQuery;

#[Object]
impl ApplicationsQuery {
    /// 申请列表(可见范围内)。
    async fn applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<ApplicationFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<ApplicationOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Application>, Failure> {
        let request = request::applications(Asker::of(ctx), filter.as_ref(), order_by, (first, after))?;
        Ok(plan::find_page(ctx, &APPLICATION, request).await?.into())
    }

    /// 申请各状态的办理期限(工作日)。
    async fn application_step_limits(&self, ctx: &Context<'_>) -> Result<Vec<ApplicationStepLimit>, Failure> {
        Viewer::of(ctx).permit(Permission::ReferenceRead)?;
        Ok(Asker::of(ctx).limits.0.iter().map(ApplicationStepLimit::from).collect())
    }
}
