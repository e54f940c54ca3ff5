//! Statistics of rent in the graph.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::NaiveDate;

use super::{
    chart::{self, Chart, Part, year_before},
    graphql_chart::selects,
    graphql_leases::{collective, files},
    rents::{self, Period, RentMeasure as By},
};
use crate::{
    assets::{
        graphql::Collective,
        loader::{filter::LeaseFilter, request::day},
    },
    kernel::{
        money::Fen,
        problem::{Failure, nullable},
        ratio::Percent,
        time::{Date, Month},
    },
};

/// 租金统计的分组维度。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum RentDimension {
    /// 集体。
    Collective,
    /// 应付月份。
    Month,
}

/// 租金统计的排名依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "rents::RentMeasure")]
pub enum RentMeasure {
    /// 应收。
    Due,
    /// 已收。
    Collected,
    /// 未收。
    Open,
}

/// 只要最大的几格,其余合为一格。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct RentTop {
    /// 排名依据。
    by: RentMeasure,
    /// 格数,1 到 100。
    count: i32,
}

/// 与十二个月前应付月份的同一格的比较,那一格按一年前同日判定。
#[derive(Debug, SimpleObject)]
pub struct RentChange {
    /// 应收增减(元)。
    due: Fen,
    /// 应收增减比例。
    due_rate: Option<Percent>,
    /// 已收增减(元)。
    collected: Fen,
    /// 已收增减比例。
    collected_rate: Option<Percent>,
    /// 未收增减(元)。
    open: Fen,
    /// 未收增减比例。
    open_rate: Option<Percent>,
}

impl RentChange {
    fn of(part: &Part<rents::RentCell>) -> Option<Self> {
        let (due, collected, open) = (part.rise(By::Due)?, part.rise(By::Collected)?, part.rise(By::Open)?);
        Some(Self {
            due: Fen(due.by),
            due_rate: due.rate,
            collected: Fen(collected.by),
            collected_rate: collected.rate,
            open: Fen(open.by),
            open_rate: open.rate,
        })
    }
}

/// One group of bills.
pub struct RentCell(Part<rents::RentCell>);

/// 租金统计的一格。
#[Object]
impl RentCell {
    /// 集体(按集体分组时)。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(collective(ctx, self.0.now().key.collective)).await
    }

    /// 应付月份(按月份分组时)。
    async fn month(&self) -> Option<Month> {
        self.0.now().key.month
    }

    /// 账单张数。
    async fn bills(&self) -> i64 {
        self.0.now().bills
    }

    /// 应收(元)。
    async fn due(&self) -> Fen {
        self.0.now().due
    }

    /// 已收(元)。
    async fn collected(&self) -> Fen {
        self.0.now().collected
    }

    /// 已批准减免(元)。
    async fn waived(&self) -> Fen {
        self.0.now().waived
    }

    /// 未收(元),含宽限期内的。
    async fn open(&self) -> Fen {
        self.0.now().open
    }

    /// 收缴率 = 已收 / (应收 - 减免),百分数;没有应收时为空。
    async fn collection_rate(&self) -> Option<Percent> {
        self.0.now().rate()
    }

    /// 应收占合计的比例;合计为零时为空。
    async fn due_share(&self) -> Option<Percent> {
        self.0.share(By::Due)
    }

    /// 与一年前同一格的比较:应付月份早十二个月,按一年前同日判定(条件相同,条件中另给的判定日不变);那时没有账单时为空。
    async fn change(&self) -> Option<RentChange> {
        RentChange::of(&self.0)
    }

    /// 是否为排名之外其余各格之和。
    async fn rest(&self) -> bool {
        self.0.rest()
    }
}

/// 租金统计结果。
#[derive(SimpleObject)]
pub struct RentStatistics {
    /// 各格,按维度次序或排名;没有数据的组合不出现,除非要求补零。
    cells: Vec<RentCell>,
    /// 合计。
    total: RentCell,
}

impl From<Chart<rents::RentCell>> for RentStatistics {
    fn from(chart: Chart<rents::RentCell>) -> Self {
        let (cells, total) = chart.parts();
        Self { cells: cells.into_iter().map(RentCell).collect(), total: RentCell(total) }
    }
}

/// Root field of these statistics.
#[derive(Default)]
pub struct RentInsightQuery;

#[Object]
impl RentInsightQuery {
    /// 租金收缴统计:应付月份在区间内、判定日前已到期的账单。
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the field")]
    async fn rent_statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "分组维度;空列表只给合计。")] group_by: Vec<RentDimension>,
        #[graphql(desc = "租赁条件。")] filter: Option<LeaseFilter>,
        #[graphql(desc = "应付月份起(含)。")] from: Option<Month>,
        #[graphql(desc = "应付月份止(含)。")] to: Option<Month>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
        #[graphql(desc = "按月份分组时,没有账单的月份也给出,数字为零。", default)] fill_zero: bool,
        #[graphql(desc = "只要最大的几格,其余合为一格。")] top: Option<RentTop>,
    ) -> Result<RentStatistics, Failure> {
        let top = chart::top(top.map(|top| (top.by, top.count)))?;
        let (day, filter) = (day(ctx, as_of), filter.as_ref());
        let by = (group_by.contains(&RentDimension::Collective), group_by.contains(&RentDimension::Month));
        let (mut cells, total) = figures(ctx, filter, by, (from, to), day).await?;
        if fill_zero && by.1 {
            rents::fill(&mut cells, (from, to))?;
        }
        let mut chart = Chart::new(cells, total);
        if selects(ctx, &["change"]) {
            let period = (from.map(|month| month.plus(-12)), to.map(|month| month.plus(-12)));
            let before = figures(ctx, filter, by, period, year_before(day)).await?;
            chart = chart.against(before, |key| Some(key.earlier()));
        }
        Ok(chart.top(top).into())
    }
}

/// Cells and total of rent due in a period, as of `day`.
async fn figures(
    ctx: &Context<'_>,
    filter: Option<&LeaseFilter>,
    by: (bool, bool),
    period: Period,
    day: NaiveDate,
) -> Result<(Vec<rents::RentCell>, rents::RentCell), Failure> {
    let (files, _) = files(ctx, filter, day).await?;
    Ok(rents::rent(&files, by, period, day))
}
