//! Distribution plans, their steps, votes and objections.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{DistributionBasis, PlanSource, PlanState, RecordOrigin, Rounding};

use super::{DistributingUnit, PayoutLine, PlanObjection, PlanStep, PlanVote};
use crate::{
    assets::graphql::Collective,
    dividends::loader::filter_line::{PayoutLineFilter, PayoutLineOrder},
    findings::{graphql::Finding, loader::filter::FindingFilter},
    kernel::{
        fault::Fault,
        id,
        money::Fen,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        time::Date,
    },
};

/// A planned row.
#[derive(Clone)]
pub struct DistributionPlan(Row);

impl From<Row> for DistributionPlan {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 分配方案:一个分配单位一年一个来源的分配。金额以元计;明细合计加结转等于可分配总额。
#[Object]
impl DistributionPlan {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("dpl", self.0.id()?).into())
    }

    /// 所属集体。
    async fn collective(&self, ctx: &Context<'_>) -> Result<Collective, Failure> {
        let row = self.0.one(ctx, "collective").await?;
        Ok(row.map(Collective::from).ok_or_else(|| Fault::Corrupt("collective is missing".to_owned()))?)
    }

    /// 分配单位。
    async fn distributing_unit(&self, ctx: &Context<'_>) -> Result<DistributingUnit, Failure> {
        let row = self.0.one(ctx, "distributingUnit").await?;
        Ok(row.map(DistributingUnit::from).ok_or_else(|| Fault::Corrupt("distributingUnit is missing".to_owned()))?)
    }

    /// 年度。
    async fn year(&self) -> Result<i32, Failure> {
        Ok(self.0.get("year")?)
    }

    /// 资金来源。
    async fn source(&self) -> Result<PlanSource, Failure> {
        Ok(self.0.get("source")?)
    }

    /// 基准日:按该日名册分配。
    async fn record_date(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("record_date")?))
    }

    /// 当年净收益。
    async fn net_income(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("net_income_fen")?)
    }

    /// 年初未分配收益。
    async fn opening(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("opening_fen")?)
    }

    /// 弥补以前年度亏损。
    async fn losses(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("losses_fen")?)
    }

    /// 提取公积公益金。
    async fn reserve(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("reserve_fen")?)
    }

    /// 可分配总额。
    async fn distributable(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("distributable_fen")?)
    }

    /// 分配依据。
    async fn basis(&self) -> Result<DistributionBasis, Failure> {
        Ok(self.0.get("basis")?)
    }

    /// 尾差处理。
    async fn rounding(&self) -> Result<Rounding, Failure> {
        Ok(self.0.get("rounding")?)
    }

    /// 每人或每股单价(取整到分);未测算时为空。
    async fn unit_price(&self) -> Option<Result<Fen, Failure>> {
        nullable(async { Ok(self.0.get("unit_price_fen")?) }).await
    }

    /// 结转下年。
    async fn carried_forward(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("carried_forward_fen")?)
    }

    /// 批准后因异议成立而撤回的金额,并入结余。
    async fn withdrawn(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("withdrawn_fen")?)
    }

    /// 参与分配的人数(明细笔数);未测算时为 0。
    async fn participants(&self) -> Result<i32, Failure> {
        Ok(self.0.get("participants")?)
    }

    /// 参与分配的总股数,按人头时为总人数。
    async fn total_shares(&self) -> Result<i64, Failure> {
        Ok(self.0.get("total_shares")?)
    }

    /// 内容校验值(SHA-256):表决和批准都绑定它;未测算时为空。
    async fn content_hash(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("content_hash")?) }).await
    }

    /// 状态。
    async fn state(&self) -> Result<PlanState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 起草人。
    async fn drafted_by(&self) -> Result<String, Failure> {
        Ok(self.0.get("drafted_by")?)
    }

    /// 测算人。
    async fn calculated_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("calculated_by")?) }).await
    }

    /// 测算日。
    async fn calculated_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("calculated_on")?.map(Date)) }).await
    }

    /// 公示起。
    async fn publicity_from(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("publicity_from")?.map(Date)) }).await
    }

    /// 公示止(含)。
    async fn publicity_to(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("publicity_to")?.map(Date)) }).await
    }

    /// 批准人。
    async fn approved_by(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("approved_by")?) }).await
    }

    /// 批准日。
    async fn approved_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("approved_on")?.map(Date)) }).await
    }

    /// 开始发放日。
    async fn pay_started_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("pay_started_on")?.map(Date)) }).await
    }

    /// 办结日。
    async fn closed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("closed_on")?.map(Date)) }).await
    }

    /// 发放明细(含继承人分得的部分)。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<PayoutLineFilter>,
        #[graphql(desc = "排序。")] order_by: Option<PayoutLineOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayoutLine>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 办理过程,由旧到新。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn steps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PlanStep>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 通过的表决,由旧到新;最后一次有效。
    async fn votes(&self, ctx: &Context<'_>) -> Result<Vec<PlanVote>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(PlanVote::from).collect())
    }

    /// 公示期的异议,由旧到新。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn objections(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PlanObjection>, Failure> {
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

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }

    /// 版本号,每次办理加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}
