//! Campaigns.

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::vocab::CampaignState;

use super::Finding;
use crate::{
    assets::{self, graphql::Lease},
    findings::{
        loader::filter::{FindingFilter, FindingOrder},
        service::campaign::progress,
    },
    kernel::{
        app::App,
        fault::Fault,
        id,
        page::Connection,
        plan::Row,
        problem::{Failure, nullable},
        ratio::Percent,
        scope::Scope,
        time::Date,
    },
};

/// 自查活动的覆盖情况(可见范围内)。
#[derive(Debug, SimpleObject)]
pub struct CampaignCoverage {
    /// 应查项目数:截至判定日已交付的租赁。
    projects: i32,
    /// 已查项目数。
    inspected: i32,
    /// 覆盖率(百分数);没有应查项目时为空。
    rate: Option<Percent>,
    /// 未销号的问题数。
    open_findings: i32,
}

/// A planned row of `campaign`.
#[derive(Clone)]
pub struct Campaign(Row);

impl From<Row> for Campaign {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 自查自纠活动:范围内每份租赁各查一次,全部销号后方可结束。
#[Object]
impl Campaign {
    /// 全局标识。
    pub async fn id(&self) -> Result<ID, Failure> {
        Ok(id::encode("cam", self.0.id()?).into())
    }

    /// 编号,如 "ZCPH-2022"。
    async fn code(&self) -> Result<String, Failure> {
        Ok(self.0.get("code")?)
    }

    /// 名称。
    async fn name(&self) -> Result<String, Failure> {
        Ok(self.0.get("name")?)
    }

    /// 年度。
    async fn year(&self) -> Result<i32, Failure> {
        Ok(self.0.get("year")?)
    }

    /// 查找开始日。
    async fn found_from(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("found_from")?))
    }

    /// 查找截止日。
    async fn found_to(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("found_to")?))
    }

    /// 规则判定日。
    async fn snapshot_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("snapshot_on")?))
    }

    /// 查找的规则编号。
    async fn rules(&self) -> Result<Vec<String>, Failure> {
        let rules = serde_json::from_value(self.0.get("rules")?).map_err(|err| Fault::Corrupt(err.to_string()))?;
        Ok(rules)
    }

    /// 状态。
    async fn state(&self) -> Result<CampaignState, Failure> {
        Ok(self.0.get("state")?)
    }

    /// 结束日。
    async fn closed_on(&self) -> Option<Result<Date, Failure>> {
        nullable(async { Ok(self.0.get::<Option<chrono::NaiveDate>>("closed_on")?.map(Date)) }).await
    }

    /// 覆盖情况。
    async fn coverage(&self, ctx: &Context<'_>) -> Result<CampaignCoverage, Failure> {
        let (app, scope) = (ctx.data_unchecked::<App>(), ctx.data_unchecked::<Scope>());
        let due = assets::service::leases_existing(app.db.read(), scope, self.0.get("snapshot_on")?).await?;
        let (seen, open) = progress(app, scope, self.0.id()?).await?;
        let inspected = due.iter().filter(|lease| seen.contains(lease)).count();
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        Ok(CampaignCoverage {
            projects: count(due.len()),
            inspected: count(inspected),
            rate: Percent::of(count(inspected).into(), count(due.len()).into()),
            open_findings: i32::try_from(open).unwrap_or(i32::MAX),
        })
    }

    /// 发现的问题。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<FindingFilter>,
        #[graphql(desc = "排序。")] order_by: Option<FindingOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Finding>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 各租赁的检查结果,按检查日(可见范围内)。
    #[expect(unused_variables, reason = "the planner reads the arguments from the selection")]
    async fn results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<CampaignResult>, Failure> {
        Ok(self.0.list(ctx).await?.into())
    }

    /// 版本号,每次修改加一。
    async fn version(&self) -> Result<i32, Failure> {
        Ok(self.0.get("version")?)
    }
}

/// A planned row of `campaign_result`.
#[derive(Clone)]
pub struct CampaignResult(Row);

impl From<Row> for CampaignResult {
    fn from(row: Row) -> Self {
        Self(row)
    }
}

/// 一份租赁的检查结果。
#[Object]
impl CampaignResult {
    /// 租赁。
    async fn lease(&self, ctx: &Context<'_>) -> Result<Lease, Failure> {
        let row = self.0.one(ctx, "lease").await?;
        Ok(row.map(Lease::from).ok_or_else(|| Fault::Corrupt("lease is missing".to_owned()))?)
    }

    /// 检查日。
    async fn inspected_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.0.get("inspected_on")?))
    }

    /// 检查人。
    async fn inspector(&self) -> Result<String, Failure> {
        Ok(self.0.get("inspector")?)
    }
}
