//! Root fields of residents.

use async_graphql::{Context, Object};

use super::{Household, Resident, Unit};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    kernel::{
        app::App,
        page::Connection,
        plan,
        problem::{Failure, nullable},
    },
    residents::{
        loader::{
            filter::{Asker, HouseholdFilter, ResidentFilter, ResidentOrder},
            request,
            shape::{HOUSEHOLD, RESIDENT},
        },
        service,
    },
};

/// Root fields of this domain.
#[derive(Default)]
pub struct ResidentsQuery;

#[Object]
impl ResidentsQuery {
    /// 本街道的村和社区(12 个),按代码排序。
    async fn units(&self, ctx: &Context<'_>) -> Result<Vec<Unit>, Failure> {
        Viewer::of(ctx).permit(Permission::ReferenceRead)?;
        let units = service::units(ctx.data_unchecked::<App>()).await?;
        Ok(units.0.iter().cloned().map(Unit).collect())
    }

    /// 居民列表(可见范围内)。
    async fn residents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<ResidentFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<ResidentOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Resident>, Failure> {
        Viewer::of(ctx).permit(Permission::ResidentRead)?;
        let request = request::residents(Asker::of(ctx), filter.as_ref(), order_by, first, after)?;
        Ok(plan::find_page(ctx, &RESIDENT, request).await?.into())
    }

    /// 按身份证号查找一名居民;15 位与 18 位号码找到同一人,不在可见范围时为空。
    async fn resident_by_id_number(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "15 位或 18 位居民身份证号。")] id_number: String,
    ) -> Option<Result<Resident, Failure>> {
        nullable(async {
            Viewer::of(ctx).permit(Permission::ResidentRead)?;
            let index = service::index_of_id_number(ctx.data_unchecked::<App>(), &id_number)?;
            // Where the canonical record is out of scope, a record that is not answers for the person.
            let found = match plan::find_one(ctx, &RESIDENT, request::by_id_number(&index, true)).await? {
                Some(row) => Some(row),
                None => plan::find_one(ctx, &RESIDENT, request::by_id_number(&index, false)).await?,
            };
            Ok(found.map(Resident::from))
        })
        .await
    }

    /// 住户列表(可见范围内),按登记次序。
    async fn households(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<HouseholdFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Household>, Failure> {
        Viewer::of(ctx).permit(Permission::ResidentRead)?;
        let request = request::households(Asker::of(ctx), filter.as_ref(), first, after)?;
        Ok(plan::find_page(ctx, &HOUSEHOLD, request).await?.into())
    }
}
