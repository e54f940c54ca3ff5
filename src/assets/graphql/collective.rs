//! Collectives.

use async_graphql::{Context, ID, Object};

use super::{Asset, Lease, Receipt, RentBill};
use crate::{
    assets::loader::{
        filter::{AssetFilter, LeaseFilter},
        filter_rent::{ReceiptFilter, RentBillFilter},
        order::{LeaseOrder, RentBillOrder},
    },
    dividends::{
        graphql::{DistributingUnit, DistributionPlan, PayoutLine},
        loader::{
            filter::{DistributingUnitFilter, DistributionPlanFilter},
            filter_line::{PayoutLineFilter, PayoutLineOrder},
        },
    },
    findings::{graphql::Finding, loader::filter::FindingFilter},
    kernel::{id, page::Connection, plan::Row, problem::Failure, time::Date},
    residents::graphql::{Unit, unit_at},
};

/// A planned row of `collective`.
#[derive(Clone)]
pub struct Collective(Row);

impl From<Row> for Collective {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 农村集体经济组织(不等同于村:社区也可以有,统一社会信用代码以 N 开头)。
#[Object]
impl Collective {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("col", self.0.id()?).into())
    }

    /// 统一社会信用代码,以 N 开头。
    async fn credit_code(&self) -> Result<String, Failure> {
        Ok(self.0.get("credit_code")?)
    }

    /// 名称。
    async fn name(&self) -> Result<String, Failure> {
        Ok(self.0.get("name")?)
    }

    /// 所在村(社区)。
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit, Failure> {
        unit_at(ctx, &self.0, "unit_id")
    }

    /// 登记日期。
    async fn registered_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("registered_on")?))
    }

    /// 集体资产。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn assets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<AssetFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Asset>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 租赁。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn leases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<LeaseFilter>,
        #[graphql(desc = "排序。")] order_by: Option<LeaseOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Lease>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 租金账单,应付日早的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn rent_bills(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<RentBillFilter>,
        #[graphql(desc = "排序。")] order_by: Option<RentBillOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<RentBill>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 收据,新的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn receipts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<ReceiptFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Receipt>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 问题。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<FindingFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Finding>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 分配单位。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn distributing_units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<DistributingUnitFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<DistributingUnit>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 分配方案,新的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn distribution_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<DistributionPlanFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<DistributionPlan>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 分配发放明细。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn payout_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<PayoutLineFilter>,
        #[graphql(desc = "排序。")] order_by: Option<PayoutLineOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayoutLine>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }
}
