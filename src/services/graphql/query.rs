//! Root fields of service points.

use async_graphql::{Context, Object};

use super::ServicePoint;
use crate::{
    kernel::{app::App, page::Connection, plan, problem::Failure},
    residents::loader::filter::Asker,
    services::loader::{filter::ServicePointFilter, request, shape::POINT},
};

/// Root fields of this domain.
#[derive(Default)]
pub struct ServicePointQuery;

#[Object]
impl ServicePointQuery {
    /// 服务点(全街道公开),按登记次序。
    async fn service_points(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<ServicePointFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<ServicePoint>, Failure> {
        let today = ctx.data_unchecked::<App>().clock.today();
        let request = request::points(Asker::of(ctx), filter.as_ref(), today, (first, after))?;
        Ok(plan::find_page(ctx, &POINT, request).await?.into())
    }
}
