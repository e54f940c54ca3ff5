//! Root fields of assets.

use async_graphql::{Context, Object};

use super::{Asset, Collective, Lease, Receipt, RentBill};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    assets::loader::{
        filter::{AssetFilter, LeaseFilter},
        filter_rent::{ReceiptFilter, RentBillFilter},
        order::{LeaseOrder, RentBillOrder},
        request,
        shape::{ASSET, BILL, COLLECTIVE, LEASE, RECEIPT},
    },
    kernel::{page::Connection, plan, problem::Failure},
};

/// Root fields of this domain.
#[derive(Default)]
pub struct AssetsQuery;

#[Object]
impl AssetsQuery {
    /// 农村集体经济组织(可见范围内;全街道 8 个)。
    async fn collectives(&self, ctx: &Context<'_>) -> Result<Vec<Collective>, Failure> {
        Viewer::of(ctx).permit(Permission::LeaseRead)?;
        let rows = plan::find_all(ctx, &COLLECTIVE, request::everything()).await?;
        Ok(rows.rows().map(Collective::from).collect())
    }

    /// 集体资产列表(可见范围内)。
    async fn assets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<AssetFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Asset>, Failure> {
        let request = request::assets(ctx, filter.as_ref(), first, after)?;
        Ok(plan::find_page(ctx, &ASSET, request).await?.into())
    }

    /// 租赁列表(可见范围内)。
    async fn leases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<LeaseFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<LeaseOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Lease>, Failure> {
        let request = request::leases(ctx, filter.as_ref(), order_by, first, after)?;
        Ok(plan::find_page(ctx, &LEASE, request).await?.into())
    }

    /// 租金账单列表(可见范围内);不给排序则应付日早的在前。
    async fn rent_bills(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<RentBillFilter>,
        #[graphql(desc = "排序。")] order_by: Option<RentBillOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<RentBill>, Failure> {
        let request = request::bills(ctx, filter.as_ref(), order_by, first, after)?;
        Ok(plan::find_page(ctx, &BILL, request).await?.into())
    }

    /// 收据列表(可见范围内),新的在前。
    async fn receipts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<ReceiptFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Receipt>, Failure> {
        let request = request::receipts(ctx, filter.as_ref(), first, after)?;
        Ok(plan::find_page(ctx, &RECEIPT, request).await?.into())
    }
}
