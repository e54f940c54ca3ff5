//! Statistics of payments in the graph.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use entity::vocab::{PaymentState, ProgrammeGroup};

use super::{
    chart,
    graphql_chart::selects,
    subsidies::{
        model::{Cell, Dimension, Figures, Measure, Question},
        service,
    },
};
use crate::{
    kernel::{app::App, money::Fen, problem::Failure, ratio::Percent, time::Month},
    residents::{graphql::Unit, loader::filter::Asker},
    subsidies::{graphql::Programme, loader::filter::SubsidyPaymentFilter},
};

/// 补贴统计的分组维度。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Dimension")]
pub enum SubsidyDimension {
    /// 项目。
    Programme,
    /// 档次(不分档的项目即项目本身)。
    Tier,
    /// 人群大类。
    Group,
    /// 发放单位。
    Unit,
    /// 归属月份。
    Month,
    /// 归属季度。
    Quarter,
    /// 归属年份。
    Year,
    /// 明细状态。
    State,
}

/// 补贴统计的排名依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Measure")]
pub enum SubsidyMeasure {
    /// 人次。
    PersonTimes,
    /// 人数。
    Persons,
    /// 金额。
    Amount,
}

/// 只要最大的几格,其余合为一格。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct SubsidyTop {
    /// 排名依据。
    by: SubsidyMeasure,
    /// 格数,1 到 100。
    count: i32,
}

/// 与十二个月前同一格的比较。
#[derive(Debug, SimpleObject)]
pub struct SubsidyChange {
    /// 人次增减。
    person_times: Option<i64>,
    /// 人次增减比例。
    person_times_rate: Option<Percent>,
    /// 人数增减。
    persons: Option<i64>,
    /// 金额增减(元)。
    amount: Option<Fen>,
    /// 金额增减比例。
    amount_rate: Option<Percent>,
}

impl SubsidyChange {
    fn between(before: &Figures, now: &Figures) -> Self {
        let rise = |of: fn(&Figures) -> Option<i64>| Some(of(now)? - of(before)?);
        let rate = |of: fn(&Figures) -> Option<i64>| Percent::of(rise(of)?, of(before)?);
        let fen = |figures: &Figures| figures.amount.map(|amount| amount.0);
        Self {
            person_times: rise(|figures| figures.person_times),
            person_times_rate: rate(|figures| figures.person_times),
            persons: rise(|figures| figures.persons),
            amount: rise(fen).map(Fen),
            amount_rate: rate(fen),
        }
    }
}

/// One cell, its names, and the total that it is a part of.
pub struct SubsidyCell {
    cell: Cell,
    programme: Option<Programme>,
    tier: Option<String>,
    unit: Option<Unit>,
    total: Option<Figures>,
}

impl SubsidyCell {
    fn new(cell: Cell, asker: Asker<'_>, total: Option<Figures>) -> Self {
        let programme = cell.key.programme.and_then(|id| asker.programmes.get(id)).cloned();
        let tier = cell.key.tier.and_then(|tier| programme.as_ref().map(|record| record.tier_code(tier)));
        let unit = cell.key.unit.and_then(|id| asker.units.get(id)).map(Unit);
        Self { cell, programme: programme.map(Programme), tier, unit, total }
    }

    fn share(&self, of: fn(&Figures) -> Option<i64>) -> Option<Percent> {
        Percent::of(of(&self.cell.now)?, of(self.total.as_ref()?)?)
    }

    /// Amount for each of so many, half up.
    fn average(&self, count: Option<i64>) -> Option<Fen> {
        chart::average(self.cell.now.amount?.0, count?).map(Fen)
    }
}

/// 补贴统计的一格。人次 = 已到账明细笔数;人数 = 不同的人;户数 = 不同的户。
#[Object]
impl SubsidyCell {
    /// 项目(按项目或档次分组时)。
    async fn programme(&self) -> Option<&Programme> {
        self.programme.as_ref()
    }

    /// 档次代码,如 "ZLJ.T80"(按档次分组时)。
    async fn tier(&self) -> Option<&str> {
        self.tier.as_deref()
    }

    /// 人群大类(按大类分组时)。
    async fn group(&self) -> Option<ProgrammeGroup> {
        self.cell.key.group
    }

    /// 发放单位(按单位分组时)。
    async fn unit(&self) -> Option<&Unit> {
        self.unit.as_ref()
    }

    /// 归属月份(按月份分组时)。
    async fn month(&self) -> Option<Month> {
        self.cell.key.month
    }

    /// 归属季度,如 "2022-Q1"(按季度分组时)。
    async fn quarter(&self) -> Option<String> {
        self.cell.key.quarter.map(|quarter| quarter.to_string())
    }

    /// 归属年份(按年份分组时)。
    async fn year(&self) -> Option<i32> {
        self.cell.key.year
    }

    /// 明细状态(按状态分组时)。
    async fn state(&self) -> Option<PaymentState> {
        self.cell.key.state
    }

    /// 人次;被隐藏时为空。
    async fn person_times(&self) -> Option<i64> {
        self.cell.now.person_times
    }

    /// 人数;被隐藏时为空。统计岗位在差额会指向个别人时也为空。
    async fn persons(&self) -> Option<i64> {
        self.cell.now.persons
    }

    /// 户数(按各月上次汇总时的户;条件问到人或单笔明细时按现在的户);被隐藏时为空。统计岗位在差额会指向个别户时也为空。
    async fn households(&self) -> Option<i64> {
        self.cell.now.households
    }

    /// 金额(元);被隐藏或主要属于一个人时对统计岗位为空。
    async fn amount(&self) -> Option<Fen> {
        self.cell.now.amount
    }

    /// 每人次金额(元,四舍五入)。
    async fn amount_per_person_time(&self) -> Option<Fen> {
        self.average(self.cell.now.person_times)
    }

    /// 每人金额(元,四舍五入)。
    async fn amount_per_person(&self) -> Option<Fen> {
        self.average(self.cell.now.persons)
    }

    /// 人次占合计的比例。
    async fn person_times_share(&self) -> Option<Percent> {
        self.share(|figures| figures.person_times)
    }

    /// 金额占合计的比例。
    async fn amount_share(&self) -> Option<Percent> {
        self.share(|figures| figures.amount.map(|amount| amount.0))
    }

    /// 与十二个月前的比较;那时没有数据或任一方被隐藏时为空。
    async fn change(&self) -> Option<SubsidyChange> {
        let shown = |figures: &Figures| figures.person_times.is_some();
        let before = self.cell.before.filter(|before| shown(before) && shown(&self.cell.now))?;
        Some(SubsidyChange::between(&before, &self.cell.now))
    }

    /// 是否为排名之外其余各格之和;其人数、户数可能为空。
    async fn rest(&self) -> bool {
        self.cell.rest
    }

    /// 因人数过少而隐藏(含为防止倒算而一并隐藏)。
    async fn suppressed(&self) -> bool {
        self.cell.suppressed
    }
}

/// 补贴统计结果。
#[derive(SimpleObject)]
pub struct SubsidyStatistics {
    /// 各格,按维度次序或排名;没有数据的组合不出现,除非要求补零。
    cells: Vec<SubsidyCell>,
    /// 合计;人数为全部明细中不同的人,不是各格相加。
    total: SubsidyCell,
}

/// Root field of these statistics.
#[derive(Default)]
pub struct SubsidyInsightQuery;

#[Object]
impl SubsidyInsightQuery {
    /// 补贴统计。不给状态条件时只计已到账的明细。人数少于 3 人(残疾、低收入、儿童、退役军人类少于 11 人)的格子对统计岗位隐藏,
    /// 并隐藏可以倒算出它们的格子;统计岗位的条件只能是项目、单位和月份各取若干再相交,每次一种状态。
    async fn subsidy_statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "分组维度;空列表只给合计。")] group_by: Vec<SubsidyDimension>,
        #[graphql(desc = "条件。")] filter: Option<SubsidyPaymentFilter>,
        #[graphql(desc = "按月份、季度或年份分组时,没有明细的时段也给出,数字为零。", default)] fill_zero: bool,
        #[graphql(desc = "只要最大的几格,其余合为一格。")] top: Option<SubsidyTop>,
    ) -> Result<SubsidyStatistics, Failure> {
        let asker = Asker::of(ctx);
        let mut question = question(ctx, group_by);
        question.fill = fill_zero;
        question.persons |= top.is_some_and(|top| top.by == SubsidyMeasure::Persons);
        question.top = chart::top(top.map(|top| (top.by, top.count)))?;
        let statistics =
            service::statistics(ctx.data_unchecked::<App>(), asker, &filter.unwrap_or_default(), &question).await?;
        let total = Some(statistics.total.now).filter(|_| question.total);
        Ok(SubsidyStatistics {
            cells: statistics.cells.into_iter().map(|cell| SubsidyCell::new(cell, asker, total)).collect(),
            total: SubsidyCell::new(statistics.total, asker, total),
        })
    }
}

/// What is selected decides what is computed.
fn question(ctx: &Context<'_>, group_by: Vec<SubsidyDimension>) -> Question {
    let look = ctx.look_ahead();
    Question {
        dimensions: group_by.into_iter().map(Dimension::from).collect(),
        cells: look.field("cells").exists(),
        total: look.field("total").exists() || selects(ctx, &["personTimesShare", "amountShare"]),
        persons: selects(ctx, &["persons", "amountPerPerson"])
            || ["cells", "total"].iter().any(|part| look.field(part).field("change").field("persons").exists()),
        households: selects(ctx, &["households"]),
        change: selects(ctx, &["change"]),
        ..Question::default()
    }
}
