//! Statistics of leases in the graph.

use std::collections::BTreeMap;

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::NaiveDate;
use entity::{
    area::Area,
    vocab::{Ageing, AssetClass, AssetKind, LeaseKind, LeaseState, TenderMethod},
};

use super::{
    chart::{self, Chart, Part, year_before},
    graphql_chart::selects,
    leases::{self, LeaseMeasure as By},
    service,
};
use crate::{
    assets::{
        graphql::Collective,
        loader::{filter::LeaseFilter, request::day, shape::COLLECTIVE},
        model::{AssetFile, LeaseFile},
    },
    kernel::{
        app::App,
        batch::{Batch, Key},
        money::Fen,
        plan::ROOT,
        problem::{Failure, nullable},
        ratio::Percent,
        time::Date,
    },
    residents::loader::filter::Asker,
};

/// 租赁统计的分组维度。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "leases::LeaseDimension")]
pub enum LeaseDimension {
    /// 集体。
    Collective,
    /// 资产类别。
    Class,
    /// 资产种类。
    Kind,
    /// 租赁类别。
    LeaseKind,
    /// 状态。
    State,
    /// 招租方式。
    TenderMethod,
    /// 到期季度。
    ExpiryQuarter,
}

/// 租赁统计的排名依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "leases::LeaseMeasure")]
pub enum LeaseMeasure {
    /// 租赁数。
    Leases,
    /// 租赁面积。
    Area,
    /// 合同年租金。
    AnnualRent,
    /// 逾期未收租金。
    Arrears,
}

/// 只要最大的几格,其余合为一格。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct LeaseTop {
    /// 排名依据。
    by: LeaseMeasure,
    /// 格数,1 到 100。
    count: i32,
}

/// 与一年前同日同一格的比较。
#[derive(Debug, SimpleObject)]
pub struct LeaseChange {
    /// 租赁数增减。
    leases: i64,
    /// 租赁数增减比例。
    leases_rate: Option<Percent>,
    /// 租赁面积增减(平方米)。
    area: Area,
    /// 租赁面积增减比例。
    area_rate: Option<Percent>,
    /// 合同年租金增减(元)。
    annual_rent: Fen,
    /// 合同年租金增减比例。
    annual_rent_rate: Option<Percent>,
    /// 逾期未收租金增减(元)。
    arrears: Fen,
    /// 逾期未收租金增减比例。
    arrears_rate: Option<Percent>,
}

impl LeaseChange {
    fn of(part: &Part<leases::LeaseCell>) -> Option<Self> {
        let (leases, area) = (part.rise(By::Leases)?, part.rise(By::Area)?);
        let (annual_rent, arrears) = (part.rise(By::AnnualRent)?, part.rise(By::Arrears)?);
        Some(Self {
            leases: leases.by,
            leases_rate: leases.rate,
            area: Area(area.by),
            area_rate: area.rate,
            annual_rent: Fen(annual_rent.by),
            annual_rent_rate: annual_rent.rate,
            arrears: Fen(arrears.by),
            arrears_rate: arrears.rate,
        })
    }
}

/// The collective that a cell is of.
pub(super) async fn collective(ctx: &Context<'_>, key: Option<i64>) -> Result<Option<Collective>, Failure> {
    let Some(key) = key else { return Ok(None) };
    Ok(ctx.data_unchecked::<Batch>().load(Key::new(&COLLECTIVE, "id", key)).await?.map(Collective::from))
}

/// 某一账龄的欠租。
#[derive(Debug, SimpleObject)]
pub struct AgeingCell {
    /// 账龄。
    ageing: Ageing,
    /// 欠租的租赁数。
    leases: i64,
    /// 金额(元)。
    amount: Fen,
}

/// One group of leases.
pub struct LeaseCell(Part<leases::LeaseCell>);

/// 租赁统计的一格。
#[Object]
impl LeaseCell {
    /// 集体(按集体分组时)。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(collective(ctx, self.0.now().key.collective)).await
    }

    /// 资产类别(按类别分组时)。
    async fn class(&self) -> Option<AssetClass> {
        self.0.now().key.class
    }

    /// 资产种类(按种类分组时)。
    async fn kind(&self) -> Option<AssetKind> {
        self.0.now().key.kind
    }

    /// 租赁类别(按租赁类别分组时)。
    async fn lease_kind(&self) -> Option<LeaseKind> {
        self.0.now().key.lease_kind
    }

    /// 状态(按状态分组时)。
    async fn state(&self) -> Option<LeaseState> {
        self.0.now().key.state
    }

    /// 招租方式(按招租方式分组时)。
    async fn tender_method(&self) -> Option<TenderMethod> {
        self.0.now().key.tender_method
    }

    /// 到期季度,如 "2023-Q1"(按到期季度分组时)。
    async fn expiry_quarter(&self) -> Option<String> {
        self.0.now().key.expiry.map(|quarter| quarter.to_string())
    }

    /// 租赁数。
    async fn leases(&self) -> i64 {
        self.0.now().leases
    }

    /// 租赁面积合计(平方米)。
    async fn area(&self) -> Area {
        self.0.now().area
    }

    /// 合同年租金合计(元)。
    async fn annual_rent(&self) -> Fen {
        self.0.now().annual_rent
    }

    /// 逾期未收租金合计(元)。
    async fn arrears(&self) -> Fen {
        self.0.now().arrears
    }

    /// 欠租的租赁数。
    async fn leases_in_arrears(&self) -> i64 {
        self.0.now().leases_in_arrears
    }

    /// 欠租按账龄(自每份租赁最早的应付日起),由短到长。
    async fn ageing(&self) -> Vec<AgeingCell> {
        let cell = |(ageing, (leases, amount)): (&Ageing, &(i64, Fen))| AgeingCell {
            ageing: *ageing,
            leases: *leases,
            amount: *amount,
        };
        self.0.now().ageing.iter().map(cell).collect()
    }

    /// 租赁数占合计的比例。
    async fn leases_share(&self) -> Option<Percent> {
        self.0.share(By::Leases)
    }

    /// 合同年租金占合计的比例;合计为零时为空。
    async fn annual_rent_share(&self) -> Option<Percent> {
        self.0.share(By::AnnualRent)
    }

    /// 逾期未收租金占合计的比例;合计为零时为空。
    async fn arrears_share(&self) -> Option<Percent> {
        self.0.share(By::Arrears)
    }

    /// 与一年前同日同一格的比较(条件相同,条件中另给的判定日不变);那时没有租赁时为空。
    async fn change(&self) -> Option<LeaseChange> {
        LeaseChange::of(&self.0)
    }

    /// 是否为排名之外其余各格之和。
    async fn rest(&self) -> bool {
        self.0.rest()
    }
}

/// 租赁统计结果。
#[derive(SimpleObject)]
pub struct LeaseStatistics {
    /// 各格,按维度次序或排名;没有数据的组合不出现,除非要求补零。
    cells: Vec<LeaseCell>,
    /// 合计。
    total: LeaseCell,
}

impl From<Chart<leases::LeaseCell>> for LeaseStatistics {
    fn from(chart: Chart<leases::LeaseCell>) -> Self {
        let (cells, total) = chart.parts();
        Self { cells: cells.into_iter().map(LeaseCell).collect(), total: LeaseCell(total) }
    }
}

/// Root field of these statistics.
#[derive(Default)]
pub struct LeaseInsightQuery;

#[Object]
impl LeaseInsightQuery {
    /// 租赁统计(可见范围内):判定日已有的租赁,按当日的条款与欠租。
    async fn lease_statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "分组维度;空列表只给合计。")] group_by: Vec<LeaseDimension>,
        #[graphql(desc = "条件。")] filter: Option<LeaseFilter>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
        #[graphql(desc = "按到期季度分组时,没有租赁的季度也给出,数字为零。", default)] fill_zero: bool,
        #[graphql(desc = "只要最大的几格,其余合为一格。")] top: Option<LeaseTop>,
    ) -> Result<LeaseStatistics, Failure> {
        let top = chart::top(top.map(|top| (top.by, top.count)))?;
        let (day, filter) = (day(ctx, as_of), filter.as_ref());
        let by: Vec<leases::LeaseDimension> = group_by.into_iter().map(Into::into).collect();
        let (mut cells, total) = figures(ctx, filter, &by, day).await?;
        if fill_zero {
            leases::fill(&mut cells)?;
        }
        let mut chart = Chart::new(cells, total);
        if selects(ctx, &["change"]) {
            chart = chart.against(figures(ctx, filter, &by, year_before(day)).await?, Some);
        }
        Ok(chart.top(top).into())
    }
}

/// Cells and total as of `day`.
async fn figures(
    ctx: &Context<'_>,
    filter: Option<&LeaseFilter>,
    by: &[leases::LeaseDimension],
    day: NaiveDate,
) -> Result<(Vec<leases::LeaseCell>, leases::LeaseCell), Failure> {
    let (files, assets) = files(ctx, filter, day).await?;
    Ok(leases::leases(&files, &assets, by, day))
}

type Files = (Vec<LeaseFile>, BTreeMap<i64, AssetFile>);

/// The files that the filter wants and the viewer may count.
pub(super) async fn files(ctx: &Context<'_>, filter: Option<&LeaseFilter>, day: NaiveDate) -> Result<Files, Failure> {
    let asker = Asker::of(ctx);
    let condition = filter.map(|filter| filter.condition(asker, day, ROOT, 0)).transpose()?;
    service::lease_files(ctx.data_unchecked::<App>(), asker, condition).await
}
