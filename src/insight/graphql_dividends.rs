//! Statistics of dividends in the graph.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use entity::vocab::{DistributingUnitKind, PayoutState, UnclaimedReason};

use super::{
    chart::{self, Chart, Part},
    dividends::{self, DividendMeasure as By, Growth},
    graphql_bridge::ParticipantsBridge,
    graphql_chart::selects,
    graphql_leases::collective,
    service_dividends as service,
};
use crate::{
    access::policy::Permission,
    assets::graphql::Collective,
    dividends::{
        graphql::DistributingUnit,
        loader::{filter_line::PayoutLineFilter, shape::UNIT},
    },
    kernel::{
        app::App,
        batch::{Batch, Key},
        money::Fen,
        problem::{Failure, nullable},
        ratio::Percent,
    },
    residents::loader::filter::Asker,
};

/// 分配统计的分组维度。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "dividends::DividendDimension")]
pub enum DividendDimension {
    /// 集体。
    Collective,
    /// 分配单位类别。
    UnitKind,
    /// 分配单位。
    DistributingUnit,
    /// 年度。
    Year,
    /// 发放状态。
    State,
    /// 未领取原因。
    UnclaimedReason,
}

/// 分配统计的排名依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "dividends::DividendMeasure")]
pub enum DividendMeasure {
    /// 人数。
    Persons,
    /// 明细笔数。
    Lines,
    /// 金额。
    Amount,
}

/// 只要最大的几格,其余合为一格。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct DividendTop {
    /// 排名依据。
    by: DividendMeasure,
    /// 格数,1 到 100。
    count: i32,
}

/// 与上年的比较。
#[derive(Debug, SimpleObject)]
pub struct DividendGrowth {
    /// 金额增减(元)。
    amount: Fen,
    /// 金额增减比例。
    amount_rate: Option<Percent>,
    /// 人数增减。
    persons: i64,
    /// 人数增减比例。
    persons_rate: Option<Percent>,
}

impl From<Growth> for DividendGrowth {
    fn from(growth: Growth) -> Self {
        let Growth { amount, amount_rate, persons, persons_rate } = growth;
        Self { amount, amount_rate, persons, persons_rate }
    }
}

/// One group of payout lines.
pub struct DividendCell(Part<dividends::DividendCell>);

impl DividendCell {
    const fn now(&self) -> &dividends::DividendCell {
        self.0.now()
    }

    fn shown<T>(&self, value: T) -> Option<T> {
        (!self.now().suppressed).then_some(value)
    }

    /// What counts distinct ones, which the rest of a ranking has not.
    fn distinct<T>(&self, value: T) -> Option<T> {
        self.shown(value).filter(|_| !self.0.rest())
    }

    fn owed<T>(&self, value: T) -> Option<T> {
        (!self.now().unclaimed_suppressed).then_some(value)
    }
}

/// 分配统计的一格。人数 = 不同的人,笔数 = 成员明细笔数(一人可在两个单位)。
#[Object]
impl DividendCell {
    /// 集体(按集体分组时)。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(collective(ctx, self.now().key.collective)).await
    }

    /// 分配单位类别(按类别分组时)。
    async fn unit_kind(&self) -> Option<DistributingUnitKind> {
        self.now().key.kind
    }

    /// 分配单位(按单位分组时;无权查看分配的岗位不可用)。
    async fn distributing_unit(&self, ctx: &Context<'_>) -> Option<Result<DistributingUnit, Failure>> {
        nullable(async {
            let Some(key) = self.now().key.unit else { return Ok(None) };
            Asker::of(ctx).viewer.permit(Permission::DividendRead)?;
            Ok(ctx.data_unchecked::<Batch>().load(Key::new(&UNIT, "id", key)).await?.map(DistributingUnit::from))
        })
        .await
    }

    /// 年度(按年度分组时)。
    async fn year(&self) -> Option<i32> {
        self.now().key.year
    }

    /// 发放状态(按状态分组时)。
    async fn state(&self) -> Option<PayoutState> {
        self.now().key.state
    }

    /// 未领取原因(按原因分组时;不是挂账的为空)。
    async fn unclaimed_reason(&self) -> Option<UnclaimedReason> {
        self.now().key.reason.flatten()
    }

    /// 分配单位数;被隐藏或为其余各格之和时为空。
    async fn units(&self) -> Option<i64> {
        self.distinct(self.now().units)
    }

    /// 明细笔数;被隐藏时为空。
    async fn lines(&self) -> Option<i64> {
        self.shown(self.now().lines)
    }

    /// 人数;被隐藏或为其余各格之和时为空。
    async fn persons(&self) -> Option<i64> {
        self.distinct(self.now().persons)
    }

    /// 金额(元):已批准方案的明细,不论已发或挂账;被隐藏时为空。
    async fn amount(&self) -> Option<Fen> {
        self.shown(self.now().amount)
    }

    /// 人均金额(元,四舍五入);被隐藏、无人或为其余各格之和时为空。
    async fn amount_per_person(&self) -> Option<Fen> {
        self.distinct(self.now().per_person()).flatten()
    }

    /// 已到账金额(元,含继承人);未领取笔数过少或被隐藏时为空。
    async fn paid_amount(&self) -> Option<Fen> {
        self.owed(self.now().paid)
    }

    /// 未领取笔数(含继承人);笔数过少或被隐藏时为空。
    async fn unclaimed_lines(&self) -> Option<i64> {
        self.owed(self.now().unclaimed_lines)
    }

    /// 未领取金额(元,含继承人);笔数过少或被隐藏时为空。
    async fn unclaimed_amount(&self) -> Option<Fen> {
        self.owed(self.now().unclaimed)
    }

    /// 人数占合计的比例(一人可在几格,各格之和可超过 100%);本格或合计被隐藏、合计为零或本格为其余各格之和时为空。
    async fn persons_share(&self) -> Option<Percent> {
        self.distinct(self.0.share(By::Persons)).flatten()
    }

    /// 金额占合计的比例;本格或合计被隐藏、合计为零时为空。
    async fn amount_share(&self) -> Option<Percent> {
        self.0.share(By::Amount)
    }

    /// 与上年的比较(按年度分组且上年也在结果中时);任一方被隐藏时为空。
    async fn change(&self) -> Option<DividendGrowth> {
        let before = self.0.before().filter(|before| !before.suppressed)?;
        self.distinct(Growth::between(before, self.now())).map(DividendGrowth::from)
    }

    /// 是否为排名之外其余各格之和;其中任何一格被隐藏时一并隐藏。
    async fn rest(&self) -> bool {
        self.0.rest()
    }

    /// 因人数过少而隐藏(含为防止倒算而一并隐藏)。
    async fn suppressed(&self) -> bool {
        self.now().suppressed
    }
}

/// 分配统计结果。
#[derive(SimpleObject)]
pub struct DividendStatistics {
    /// 各格,按年度、集体、类别、单位的次序,或按排名;没有数据的组合不出现,除非要求补零。
    cells: Vec<DividendCell>,
    /// 合计;人数为不同的人,不是各格相加。
    total: DividendCell,
}

impl From<Chart<dividends::DividendCell>> for DividendStatistics {
    fn from(chart: Chart<dividends::DividendCell>) -> Self {
        let (cells, total) = chart.parts();
        Self { cells: cells.into_iter().map(DividendCell).collect(), total: DividendCell(total) }
    }
}

/// Root fields of these statistics.
#[derive(Default)]
pub struct DividendInsightQuery;

#[Object]
impl DividendInsightQuery {
    /// 分配统计(可见范围内)。不给条件时只计已批准或已发放的方案。人数少于 3 人的格子对统计岗位隐藏。
    async fn dividend_statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "分组维度;空列表只给合计。")] group_by: Vec<DividendDimension>,
        #[graphql(desc = "条件。")] filter: Option<PayoutLineFilter>,
        #[graphql(desc = "按年度分组时,没有分配的年度也给出,数字为零。", default)] fill_zero: bool,
        #[graphql(desc = "只要最大的几格,其余合为一格。")] top: Option<DividendTop>,
    ) -> Result<DividendStatistics, Failure> {
        let top = chart::top(top.map(|top| (top.by, top.count)))?;
        let mut by: Vec<dividends::DividendDimension> = group_by.into_iter().map(Into::into).collect();
        by.dedup();
        let filter = filter.unwrap_or_default();
        let (app, asker) = (ctx.data_unchecked::<App>(), Asker::of(ctx));
        let (mut cells, total) = service::statistics(app, asker, &by, &filter, wanted(ctx)).await?;
        if fill_zero {
            dividends::fill(&mut cells)?;
        }
        Ok(Chart::new(cells, total).against_itself(dividends::DividendKey::earlier).top(top).into())
    }

    /// 参与分配人员比上年的增减构成(可见范围内)。
    async fn participants_bridge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "本年。")] year: i32,
        #[graphql(desc = "集体所在村(社区)代码;不给则全部。")] unit: Option<Vec<String>>,
    ) -> Result<ParticipantsBridge, Failure> {
        let (app, asker) = (ctx.data_unchecked::<App>(), Asker::of(ctx));
        let bridge = service::bridge(app, asker, year, unit.as_ref()).await?;
        let hide = (!asker.viewer.may(Permission::DividendRead)).then_some(app.thresholds);
        Ok(ParticipantsBridge::new(year, bridge, unit, hide))
    }
}

/// Whether the selection wants cells, and the total; a share needs both.
fn wanted(ctx: &Context<'_>) -> (bool, bool) {
    let look = ctx.look_ahead();
    let total = look.field("total").exists() || selects(ctx, &["personsShare", "amountShare"]);
    (look.field("cells").exists(), total)
}
