//! Statistics of findings in the graph.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::NaiveDate;
use entity::vocab::{FindingState, Severity};

use super::{
    chart::{self, Chart, Part, year_before},
    findings::{self, FindingMeasure as By},
    graphql_chart::selects,
    graphql_leases::collective,
    service,
};
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
#[graphql(remote = "findings::FindingDimension")]
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

/// 问题统计的排名依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "findings::FindingMeasure")]
pub enum FindingMeasure {
    /// 发现数。
    Found,
    /// 销号数。
    Closed,
    /// 逾期未销号数。
    Overdue,
}

/// 只要最大的几格,其余合为一格。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct FindingTop {
    /// 排名依据。
    by: FindingMeasure,
    /// 格数,1 到 100。
    count: i32,
}

/// 与一年前同日同一格的比较;按发现月份分组时为早十二个月的一格。
#[derive(Debug, SimpleObject)]
pub struct FindingChange {
    /// 发现数增减。
    found: i64,
    /// 发现数增减比例。
    found_rate: Option<Percent>,
    /// 销号数增减。
    closed: i64,
    /// 销号数增减比例。
    closed_rate: Option<Percent>,
    /// 逾期未销号数增减。
    overdue: i64,
    /// 逾期未销号数增减比例。
    overdue_rate: Option<Percent>,
}

impl FindingChange {
    fn of(part: &Part<findings::FindingCell>) -> Option<Self> {
        let (found, closed, overdue) = (part.rise(By::Found)?, part.rise(By::Closed)?, part.rise(By::Overdue)?);
        Some(Self {
            found: found.by,
            found_rate: found.rate,
            closed: closed.by,
            closed_rate: closed.rate,
            overdue: overdue.by,
            overdue_rate: overdue.rate,
        })
    }
}

/// One group of findings.
pub struct FindingCell(Part<findings::FindingCell>);

/// 问题统计的一格。
#[Object]
impl FindingCell {
    /// 规则(按规则分组时)。
    async fn rule(&self, ctx: &Context<'_>) -> Option<Result<Rule, Failure>> {
        nullable(async {
            let table = rule_table(ctx.data_unchecked::<App>()).await?;
            Ok(self.0.now().key.rule.and_then(|key| table.by_key(key)).cloned().map(Rule))
        })
        .await
    }

    /// 集体(按集体分组时)。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(collective(ctx, self.0.now().key.collective)).await
    }

    /// 严重程度(按严重程度分组时)。
    async fn severity(&self) -> Option<Severity> {
        self.0.now().key.severity
    }

    /// 状态(按状态分组时)。
    async fn state(&self) -> Option<FindingState> {
        self.0.now().key.state
    }

    /// 发现月份(按月份分组时)。
    async fn month(&self) -> Option<Month> {
        self.0.now().key.month
    }

    /// 发现的一周,以周一的日期表示(按发现周分组时)。
    async fn week(&self) -> Option<Date> {
        self.0.now().key.week.map(Date)
    }

    /// 销号的一周,以周一的日期表示(按销号周分组时);未销号的为空。
    async fn closed_week(&self) -> Option<Date> {
        self.0.now().key.closed_week.flatten().map(Date)
    }

    /// 发现数。
    async fn found(&self) -> i64 {
        self.0.now().found
    }

    /// 销号数。
    async fn closed(&self) -> i64 {
        self.0.now().closed
    }

    /// 认定不构成问题数。
    async fn waived(&self) -> i64 {
        self.0.now().waived
    }

    /// 逾期未销号数。
    async fn overdue(&self) -> i64 {
        self.0.now().overdue
    }

    /// 销号率 = 销号 / (发现 - 不构成问题),百分数。
    async fn closure_rate(&self) -> Option<Percent> {
        self.0.now().closure_rate()
    }

    /// 按期销号率 = 期限内销号 / 销号,百分数。
    async fn on_time_rate(&self) -> Option<Percent> {
        self.0.now().on_time_rate()
    }

    /// 从发现到销号的平均天数(四舍五入);没有销号时为空。
    async fn average_days(&self) -> Option<i64> {
        self.0.now().average_days()
    }

    /// 从发现到销号天数的中位数(四舍五入);没有销号时为空。
    async fn median_days(&self) -> Option<i64> {
        self.0.now().median_days()
    }

    /// 整改追回金额(元)。
    async fn recovered(&self) -> Fen {
        self.0.now().recovered
    }

    /// 整改后年租金提升(元)。
    async fn uplift(&self) -> Fen {
        self.0.now().uplift
    }

    /// 发现数占合计的比例;合计为零时为空。
    async fn found_share(&self) -> Option<Percent> {
        self.0.share(By::Found)
    }

    /// 与一年前同日同一格的比较(条件相同,条件中另给的判定日不变);按发现月份分组时为早十二个月的一格,按周或状态分组时为空(状态是今天的);那时没有问题时为空。
    async fn change(&self) -> Option<FindingChange> {
        FindingChange::of(&self.0)
    }

    /// 是否为排名之外其余各格之和;平均数、中位数按其全部问题计。
    async fn rest(&self) -> bool {
        self.0.rest()
    }
}

/// 问题统计结果。
#[derive(SimpleObject)]
pub struct FindingStatistics {
    /// 各格,按维度次序或排名;没有数据的组合不出现,除非要求补零。
    cells: Vec<FindingCell>,
    /// 合计。
    total: FindingCell,
}

impl From<Chart<findings::FindingCell>> for FindingStatistics {
    fn from(chart: Chart<findings::FindingCell>) -> Self {
        let (cells, total) = chart.parts();
        Self { cells: cells.into_iter().map(FindingCell).collect(), total: FindingCell(total) }
    }
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
        #[graphql(desc = "按月或周分组时,没有问题的时段也给出,数字为零;时间维度只能有一个。", default)] fill_zero: bool,
        #[graphql(desc = "只要最大的几格,其余合为一格。")] top: Option<FindingTop>,
    ) -> Result<FindingStatistics, Failure> {
        let top = chart::top(top.map(|top| (top.by, top.count)))?;
        let (day, filter) = (day(ctx, as_of), filter.as_ref());
        let by: Vec<findings::FindingDimension> = group_by.into_iter().map(Into::into).collect();
        let (mut cells, total) = figures(ctx, filter, &by, day).await?;
        if fill_zero {
            findings::fill(&mut cells, &by)?;
        }
        let mut chart = Chart::new(cells, total);
        if selects(ctx, &["change"]) {
            let before = figures(ctx, filter, &by, year_before(day)).await?;
            chart = chart.against(before, findings::FindingKey::earlier);
        }
        Ok(chart.top(top).into())
    }
}

/// Cells and total as of `day`.
async fn figures(
    ctx: &Context<'_>,
    filter: Option<&FindingFilter>,
    by: &[findings::FindingDimension],
    day: NaiveDate,
) -> Result<(Vec<findings::FindingCell>, findings::FindingCell), Failure> {
    let asker = Asker::of(ctx);
    let condition = filter.map(|filter| filter.condition(asker, day, ROOT, 0)).transpose()?;
    let rows = service::findings(ctx.data_unchecked::<App>(), asker, condition).await?;
    Ok(findings::findings(&rows, by, day))
}
