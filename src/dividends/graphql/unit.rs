//! Distributing units.

use async_graphql::{Context, ID, Object};
use entity::vocab::{DistributingUnitKind, DistributionBasis, MembershipMode, RecordOrigin, Rounding};

use super::{DistributionPlan, Holding, Member, PayoutLine, RegisterEvent};
use crate::{
    assets::graphql::Collective,
    dividends::loader::{
        filter::DistributionPlanFilter,
        filter_line::{PayoutLineFilter, PayoutLineOrder},
        filter_register::{HoldingFilter, MemberFilter, RegisterEventFilter},
    },
    kernel::{fault::Fault, id, page::Connection, plan::Row, problem::Failure, ratio::Percent, time::Date},
};

/// A planned row.
#[derive(Clone)]
pub struct DistributingUnit(Row);

impl From<Row> for DistributingUnit {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 分配单位:村股份经济合作社、村民小组或股份制小组。
#[Object]
impl DistributingUnit {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("dun", self.0.id()?).into())
    }

    /// 所属集体。
    async fn collective(&self, ctx: &Context<'_>) -> Result<Collective, Failure> {
        let row = self.0.one(ctx, "collective").await?;
        Ok(row.map(Collective::from).ok_or_else(|| Fault::Corrupt("collective is missing".to_owned()))?)
    }

    /// 单位编号,在集体内唯一,如 "VG-001"。
    async fn number(&self) -> Result<String, Failure> {
        Ok(self.0.get("number")?)
    }

    /// 类别。
    async fn kind(&self) -> Result<DistributingUnitKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 名称。
    async fn name(&self) -> Result<String, Failure> {
        Ok(self.0.get("name")?)
    }

    /// 成员管理方式。
    async fn membership_mode(&self) -> Result<MembershipMode, Failure> {
        Ok(self.0.get("membership_mode")?)
    }

    /// 分配依据。
    async fn basis(&self) -> Result<DistributionBasis, Failure> {
        Ok(self.0.get("basis")?)
    }

    /// 尾差处理。
    async fn rounding(&self) -> Result<Rounding, Failure> {
        Ok(self.0.get("rounding")?)
    }

    /// 章程规定的公积公益金提取比例。
    async fn reserve_rate(&self) -> Result<Percent, Failure> {
        Ok(Percent(self.0.get::<i32>("reserve_points")?.into()))
    }

    /// 公示最少天数(日历日)。
    async fn publicity_days(&self) -> Result<i32, Failure> {
        Ok(self.0.get("publicity_days")?)
    }

    /// 成立日。
    async fn founded_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("founded_on")?))
    }

    /// 名册上的成员,按成员编号;给出 on 则只要该日在册的。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<MemberFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Member>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 持股。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn holdings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<HoldingFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Holding>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 名册变更,按生效日。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn register_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<RegisterEventFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<RegisterEvent>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 分配方案,新的在前。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<DistributionPlanFilter>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<DistributionPlan>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 发放明细。
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

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }

    /// 版本号,名册每次变更加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}
