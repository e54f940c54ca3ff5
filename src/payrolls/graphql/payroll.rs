//! Payroll batches.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::vocab::{PayrollKind, PayrollState, RecordOrigin};

use super::{
    diff::RosterDiff,
    parts::{BankFile, PayrollDecision, PayrollException, PayrollStep, PayrollTotal},
};
use crate::{
    access::viewer::Viewer,
    findings::{
        graphql::Finding,
        loader::filter::{FindingFilter, FindingOrder},
    },
    kernel::{
        app::App,
        id,
        money::Fen,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        time::{Date, Month},
    },
    payrolls::service::read,
    subsidies::{
        graphql::{Programme, SubsidyPayment, programme_at},
        loader::filter::{SubsidyPaymentFilter, SubsidyPaymentOrder},
    },
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

    /// 送银行的日期;尚未送出时为空。
    async fn sent_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<NaiveDate>>("sent_on")?.map(Date)) }).await
    }

    /// 锁定内容的校验值:复核和审批都绑定它;未锁定时为空。
    async fn content_hash(&self) -> Option<Result<String, Failure>> {
        nullable(async { Ok(self.0.get("content_hash")?) }).await
    }

    /// 各状态的笔数和金额,合计等于全部明细。
    async fn totals(&self, ctx: &Context<'_>) -> Result<Vec<PayrollTotal>, Failure> {
        let totals = read::totals(ctx.data_unchecked::<App>(), Viewer::of(ctx), self.0.id()?).await?;
        Ok(totals.into_iter().map(PayrollTotal::from).collect())
    }

    /// 与上月正常批次的名册变化及原因;不是正常批次时为空。
    async fn roster_diff(&self, ctx: &Context<'_>) -> Option<Result<RosterDiff, Failure>> {
        nullable(async {
            if self.0.get::<PayrollKind>("kind")? != PayrollKind::Regular {
                return Ok(None);
            }
            let programme = programme_at(ctx, &self.0)?;
            let (app, viewer) = (ctx.data_unchecked::<App>(), Viewer::of(ctx));
            let diff = read::roster_diff(app, viewer, &programme.0.row.code, self.0.get("month")?).await?;
            Ok(diff.map(|diff| RosterDiff { programme, diff }))
        })
        .await
    }

    /// 办理步骤,先后次序。
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<PayrollStep>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(PayrollStep::from).collect())
    }

    /// 对个别待遇的暂缓或剔除决定,先后次序。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn decisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayrollDecision>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 回盘中不符的行,先后次序。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn exceptions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<PayrollException>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 送银行的文件;未送出时为空。下载由有权限的人在 /files 进行,每次留痕。
    async fn bank_file(&self, ctx: &Context<'_>) -> Option<Result<BankFile, Failure>> {
        nullable(async {
            let Some(key) = self.0.get::<Option<i64>>("file_id")? else { return Ok(None) };
            BankFile::find(ctx, key).await
        })
        .await
    }

    /// 重发批次所重发的原批次。
    async fn source(&self, ctx: &Context<'_>) -> Option<Result<Self, Failure>> {
        nullable(async { Ok(self.0.one(ctx, "source").await?.map(Self)) }).await
    }

    /// 重发本批次退汇的批次。
    async fn follow_ups(&self, ctx: &Context<'_>) -> Result<Vec<Self>, Failure> {
        Ok(self.0.list(ctx).await?.rows().map(Self).collect())
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
