//! Root fields of published lists.

use async_graphql::{Context, Object};

use super::Publication;
use crate::{
    kernel::{page::Connection, plan, problem::Failure},
    publications::loader::{filter::PublicationFilter, request, shape::PUBLICATION},
    residents::loader::filter::Asker,
};

/// Root fields of this domain.
#[derive(Default)]
pub struct PublicationsQuery;

#[Object]
impl PublicationsQuery {
    /// 公示名单,新的在前。公示中的对所有人开放,不需登录;期满撤下后只有经办岗位能查档案。
    async fn publications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<PublicationFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Publication>, Failure> {
        let request = request::publications(Asker::of(ctx), filter.as_ref(), (first, after))?;
        Ok(plan::find_page(ctx, &PUBLICATION, request).await?.into())
    }
}
