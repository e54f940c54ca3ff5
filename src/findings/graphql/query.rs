//! Root fields of findings.

use async_graphql::{Context, Object};

use super::{Campaign, Finding, Rule, RuleHit};
use crate::{
    access::{policy::Permission, viewer::Viewer},
    findings::{
        loader::{
            filter::{FindingFilter, FindingOrder},
            request::{campaigns, findings},
            shape::{CAMPAIGN, FINDING},
        },
        service::{rule_table, run},
    },
    kernel::{app::App, page::Connection, plan, problem::Failure, time::Date},
};

/// Root fields of this domain.
#[derive(Default)]
pub struct FindingsQuery;

#[Object]
impl FindingsQuery {
    /// 全部规则,按编号。
    async fn rules(&self, ctx: &Context<'_>) -> Result<Vec<Rule>, Failure> {
        Viewer::of(ctx).permit(Permission::FindingRead)?;
        let table = rule_table(ctx.data_unchecked::<App>()).await?;
        Ok(table.rules.0.iter().cloned().map(Rule).collect())
    }

    /// 试算:规则在判定日的全部命中(可见范围内),不登记问题。
    async fn rule_hits(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "判定日。")] as_of: Date,
        #[graphql(desc = "规则编号,如 \"L02\"、\"D01\";不给则为岗位范围内的全部租赁、分配、退役军人和补贴规则。")]
        rules: Option<Vec<String>>,
    ) -> Result<Vec<RuleHit>, Failure> {
        let app = ctx.data_unchecked::<App>();
        let hits = run::preview(app, Viewer::of(ctx), as_of.0, rules.as_deref()).await?;
        let table = rule_table(app).await?;
        let hit = |hit: crate::findings::model::Hit| {
            let rule = table.rules.get(hit.rule)?.clone();
            Some(RuleHit(hit, rule))
        };
        Ok(hits.into_iter().filter_map(hit).collect())
    }

    /// 自查活动,年度近的在前。
    async fn campaigns(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Campaign>, Failure> {
        Viewer::of(ctx).permit(Permission::FindingRead)?;
        Ok(plan::find_page(ctx, &CAMPAIGN, campaigns(first, after)?).await?.into())
    }

    /// 问题列表(可见范围内)。
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "条件。")] filter: Option<FindingFilter>,
        #[graphql(desc = "排序;不给则按登记次序。")] order_by: Option<FindingOrder>,
        #[graphql(desc = "每页条数,1 到 100,默认 20。")] first: Option<i32>,
        #[graphql(desc = "从该游标之后开始。")] after: Option<String>,
    ) -> Result<Connection<Finding>, Failure> {
        let request = findings(ctx, filter.as_ref(), order_by, first, after)?;
        Ok(plan::find_page(ctx, &FINDING, request).await?.into())
    }
}
