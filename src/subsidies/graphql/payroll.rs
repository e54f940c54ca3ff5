//! Payroll batches.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{PayrollKind, PayrollState, RecordOrigin};

use super::{Programme, SubsidyPayment, programme_at};
use crate::{
    findings::{
        graphql::Finding,
        loader::filter::{FindingFilter, FindingOrder},
    },
    kernel::{
        id,
        money::Fen,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        time::{Date, Month},
    },
    subsidies::loader::filter::{SubsidyPaymentFilter, SubsidyPaymentOrder},
};

/// A planned row of `payroll`.
#[derive(Clone)]
pub struct Payroll(Row);

impl From<Row> for Payroll {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 发放批次:一个项目、一个月份、一个类别。
#[Object]
impl Payroll {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("prl", self.0.id()?).into())
    }

    /// 项目。
    async fn programme(&self, ctx: &Context<'_>) -> Result<Programme, Failure> {
        programme_at(ctx, &self.0)
    }

    /// 归属月份。
    async fn month(&self) -> Result<Month, Failure> {
        Ok(self.0.get("month")?)
    }

    /// 类别。
    async fn kind(&self) -> Result<PayrollKind, Failure> {
        Ok(self.0.get("kind")?)
    }

    /// 状态。
    async fn state(&self) -> Result<PayrollState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 锁定时申报的笔数(含后来被银行退回的)。
    async fn declared_count(&self) -> Result<i32, Failure> {
        Ok(self.0.get("declared_count")?)
    }

    /// 锁定时申报的金额(元,含后来被银行退回的)。
    async fn declared_amount(&self) -> Result<Fen, Failure> {
        Ok(self.0.get("declared_fen")?)
    }

    /// 银行发放日期;尚未发放时为空。
    async fn paid_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("paid_on")?.map(Date)) }).await
    }

    /// 批次内的发放明细。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn payments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<SubsidyPaymentFilter>,
        #[graphql(desc = "排序。")] order_by: Option<SubsidyPaymentOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<SubsidyPayment>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 涉及本批次的问题(补贴规则)。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<FindingFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<FindingOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Finding>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 记录来源。
    async fn origin(&self) -> Result<RecordOrigin, Failure> {
        Ok(self.0.get("origin")?)
    }

    /// 版本号,每次修改加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}
