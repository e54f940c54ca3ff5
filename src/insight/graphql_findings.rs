//! Statistics of findings in the graph.

use async_graphql::{Context, Enum, Object, SimpleObject};
use entity::vocab::{FindingState, Severity};

use super::{graphql_leases::collective, leases, service};
use crate::{
    assets::{graphql::Collective, loader::request::day},
    findings::{graphql::Rule, loader::filter::FindingFilter, service::rule_table},
    kernel::{
        app::App,
        money::Fen,
        plan::ROOT,
        problem::{Failure, nullable},
        ratio::Percent,
        time::{Date, Month},
    },
    residents::loader::filter::Asker,
};

/// 问题统计的分组维度。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "leases::FindingDimension")]
pub enum FindingDimension {
    /// 规则。
    Rule,
    /// 集体。
    Collective,
    /// 严重程度。
    Severity,
    /// 状态。
    State,
    /// 发现月份。
    Month,
    /// 发现的一周。
    Week,
    /// 销号的一周。
    ClosedWeek,
}

/// One group of findings.
pub struct FindingCell(leases::FindingCell);

/// 问题统计的一格。
#[Object]
impl FindingCell {
    /// 规则(按规则分组时)。
    async fn rule(&self, ctx: &Context<'_>) -> Option<Result<Rule, Failure>> {
        nullable(async {
            let table = rule_table(ctx.data_unchecked::<App>()).await?;
            Ok(self.0.key.rule.and_then(|key| table.by_key(key)).cloned().map(Rule))
        })
        .await
    }

    /// 集体(按集体分组时)。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(collective(ctx, self.0.key.collective)).await
    }

    /// 严重程度(按严重程度分组时)。
    async fn severity(&self) -> Option<Severity> {
        self.0.key.severity
    }

    /// 状态(按状态分组时)。
    async fn state(&self) -> Option<FindingState> {
        self.0.key.state
    }

    /// 发现月份(按月份分组时)。
    async fn month(&self) -> Option<Month> {
        self.0.key.month
    }

    /// 发现的一周,以周一的日期表示(按发现周分组时)。
    async fn week(&self) -> Option<Date> {
        self.0.key.week.map(Date)
    }

    /// 销号的一周,以周一的日期表示(按销号周分组时);未销号的为空。
    async fn closed_week(&self) -> Option<Date> {
        self.0.key.closed_week.flatten().map(Date)
    }

    /// 发现数。
    async fn found(&self) -> i64 {
        self.0.found
    }

    /// 销号数。
    async fn closed(&self) -> i64 {
        self.0.closed
    }

    /// 认定不构成问题数。
    async fn waived(&self) -> i64 {
        self.0.waived
    }

    /// 逾期未销号数。
    async fn overdue(&self) -> i64 {
        self.0.overdue
    }

    /// 销号率 = 销号 / (发现 - 不构成问题),百分数。
    async fn closure_rate(&self) -> Option<Percent> {
        self.0.closure_rate()
    }

    /// 按期销号率 = 期限内销号 / 销号,百分数。
    async fn on_time_rate(&self) -> Option<Percent> {
        self.0.on_time_rate()
    }

    /// 从发现到销号的平均天数(四舍五入);没有销号时为空。
    async fn average_days(&self) -> Option<i64> {
        self.0.average_days()
    }

    /// 从发现到销号天数的中位数(四舍五入);没有销号时为空。
    async fn median_days(&self) -> Option<i64> {
        self.0.median_days()
    }

    /// 整改追回金额(元)。
    async fn recovered(&self) -> Fen {
        self.0.recovered
    }

    /// 整改后年租金提升(元)。
    async fn uplift(&self) -> Fen {
        self.0.uplift
    }
}

/// 问题统计结果。
#[derive(SimpleObject)]
pub struct FindingStatistics {
    /// 各格,按维度次序;没有数据的组合不出现。
    cells: Vec<FindingCell>,
    /// 合计。
    total: FindingCell,
}

/// Root field of these statistics.
#[derive(Default)]
pub struct FindingInsightQuery;

#[Object]
impl FindingInsightQuery {
    /// 集体资产和分配问题的统计(可见范围内),按判定日;涉及退役军人的问题关系到个人,不计入。
    async fn finding_statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "分组维度;空列表只给合计。")] group_by: Vec<FindingDimension>,
        #[graphql(desc = "条件。")] filter: Option<FindingFilter>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
        #[graphql(desc = "按月或周分组时,没有问题的时段也给出,数字为零。", default)] fill_zero: bool,
    ) -> Result<FindingStatistics, Failure> {
        let (day, asker) = (day(ctx, as_of), Asker::of(ctx));
        let condition = filter.map(|filter| filter.condition(asker, day, ROOT, 0)).transpose()?;
        let rows = service::findings(ctx.data_unchecked::<App>(), asker, condition).await?;
        let by: Vec<leases::FindingDimension> = group_by.into_iter().map(Into::into).collect();
        let (cells, total) = leases::findings(&rows, (&by, fill_zero), day);
        Ok(FindingStatistics { cells: cells.into_iter().map(FindingCell).collect(), total: FindingCell(total) })
    }
}
