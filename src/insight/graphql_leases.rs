//! Statistics of leases and rent in the graph.

use std::collections::BTreeMap;

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::NaiveDate;
use entity::{
    area::Area,
    vocab::{Ageing, AssetClass, AssetKind, LeaseKind, LeaseState, TenderMethod},
};

use super::{leases, service};
use crate::{
    assets::{
        graphql::Collective,
        loader::{filter::LeaseFilter, request::day, shape::COLLECTIVE},
    },
    kernel::{
        app::App,
        batch::{Batch, Key},
        money::Fen,
        plan::ROOT,
        problem::{Failure, nullable},
        ratio::Percent,
        time::{Date, Month},
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

/// 租金统计的分组维度。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum RentDimension {
    /// 集体。
    Collective,
    /// 应付月份。
    Month,
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
pub struct LeaseCell(leases::LeaseCell);

/// 租赁统计的一格。
#[Object]
impl LeaseCell {
    /// 集体(按集体分组时)。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(collective(ctx, self.0.key.collective)).await
    }

    /// 资产类别(按类别分组时)。
    async fn class(&self) -> Option<AssetClass> {
        self.0.key.class
    }

    /// 资产种类(按种类分组时)。
    async fn kind(&self) -> Option<AssetKind> {
        self.0.key.kind
    }

    /// 租赁类别(按租赁类别分组时)。
    async fn lease_kind(&self) -> Option<LeaseKind> {
        self.0.key.lease_kind
    }

    /// 状态(按状态分组时)。
    async fn state(&self) -> Option<LeaseState> {
        self.0.key.state
    }

    /// 招租方式(按招租方式分组时)。
    async fn tender_method(&self) -> Option<TenderMethod> {
        self.0.key.tender_method
    }

    /// 到期季度,如 "2023-Q1"(按到期季度分组时)。
    async fn expiry_quarter(&self) -> Option<String> {
        self.0.key.expiry.map(|(year, quarter)| format!("{year}-Q{quarter}"))
    }

    /// 租赁数。
    async fn leases(&self) -> i64 {
        self.0.leases
    }

    /// 租赁面积合计(平方米)。
    async fn area(&self) -> Area {
        self.0.area
    }

    /// 合同年租金合计(元)。
    async fn annual_rent(&self) -> Fen {
        self.0.annual_rent
    }

    /// 逾期未收租金合计(元)。
    async fn arrears(&self) -> Fen {
        self.0.arrears
    }

    /// 欠租的租赁数。
    async fn leases_in_arrears(&self) -> i64 {
        self.0.leases_in_arrears
    }

    /// 欠租按账龄(自每份租赁最早的应付日起),由短到长。
    async fn ageing(&self) -> Vec<AgeingCell> {
        let cell = |(ageing, (leases, amount)): (&Ageing, &(i64, Fen))| AgeingCell {
            ageing: *ageing,
            leases: *leases,
            amount: *amount,
        };
        self.0.ageing.iter().map(cell).collect()
    }
}

/// 租赁统计结果。
#[derive(SimpleObject)]
pub struct LeaseStatistics {
    /// 各格,按维度次序;没有数据的组合不出现。
    cells: Vec<LeaseCell>,
    /// 合计。
    total: LeaseCell,
}

/// One group of bills.
pub struct RentCell(leases::RentCell);

/// 租金统计的一格。
#[Object]
impl RentCell {
    /// 集体(按集体分组时)。
    async fn collective(&self, ctx: &Context<'_>) -> Option<Result<Collective, Failure>> {
        nullable(collective(ctx, self.0.collective)).await
    }

    /// 应付月份(按月份分组时)。
    async fn month(&self) -> Option<Month> {
        self.0.month
    }

    /// 账单张数。
    async fn bills(&self) -> i64 {
        self.0.bills
    }

    /// 应收(元)。
    async fn due(&self) -> Fen {
        self.0.due
    }

    /// 已收(元)。
    async fn collected(&self) -> Fen {
        self.0.collected
    }

    /// 已批准减免(元)。
    async fn waived(&self) -> Fen {
        self.0.waived
    }

    /// 未收(元),含宽限期内的。
    async fn open(&self) -> Fen {
        self.0.open
    }

    /// 收缴率 = 已收 / (应收 - 减免),百分数;没有应收时为空。
    async fn collection_rate(&self) -> Option<Percent> {
        self.0.rate()
    }
}

/// 租金统计结果。
#[derive(SimpleObject)]
pub struct RentStatistics {
    /// 各格,按维度次序。
    cells: Vec<RentCell>,
    /// 合计。
    total: RentCell,
}

/// Root fields of these statistics.
#[derive(Default)]
pub struct LeaseInsightQuery;

#[Object]
impl LeaseInsightQuery {
    /// 租赁统计(可见范围内),按判定日的条款与欠租。
    async fn lease_statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "分组维度;空列表只给合计。")] group_by: Vec<LeaseDimension>,
        #[graphql(desc = "条件。")] filter: Option<LeaseFilter>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
        #[graphql(desc = "按到期季度分组时,没有租赁的季度也给出,数字为零。", default)] fill_zero: bool,
    ) -> Result<LeaseStatistics, Failure> {
        let day = day(ctx, as_of);
        let (files, assets) = files(ctx, filter.as_ref(), day).await?;
        let by: Vec<leases::LeaseDimension> = group_by.into_iter().map(Into::into).collect();
        let (cells, total) = leases::leases(&files, &assets, (&by, fill_zero), day);
        Ok(LeaseStatistics { cells: cells.into_iter().map(LeaseCell).collect(), total: LeaseCell(total) })
    }

    /// 租金收缴统计:应付月份在区间内、判定日前已到期的账单。
    async fn rent_statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "分组维度;空列表只给合计。")] group_by: Vec<RentDimension>,
        #[graphql(desc = "租赁条件。")] filter: Option<LeaseFilter>,
        #[graphql(desc = "应付月份起(含)。")] from: Option<Month>,
        #[graphql(desc = "应付月份止(含)。")] to: Option<Month>,
        #[graphql(desc = "判定日;不给则为今天。")] as_of: Option<Date>,
    ) -> Result<RentStatistics, Failure> {
        let day = day(ctx, as_of);
        let (files, _) = files(ctx, filter.as_ref(), day).await?;
        let by = (group_by.contains(&RentDimension::Collective), group_by.contains(&RentDimension::Month));
        let (cells, total) = leases::rent(&files, by, (from, to), day);
        Ok(RentStatistics { cells: cells.into_iter().map(RentCell).collect(), total: RentCell(total) })
    }
}

type Files = (Vec<crate::assets::model::LeaseFile>, BTreeMap<i64, crate::assets::model::AssetFile>);

/// The files that the filter wants and the viewer may count.
async fn files(ctx: &Context<'_>, filter: Option<&LeaseFilter>, day: NaiveDate) -> Result<Files, Failure> {
    let asker = Asker::of(ctx);
    let condition = filter.map(|filter| filter.condition(asker, day, ROOT, 0)).transpose()?;
    service::lease_files(ctx.data_unchecked::<App>(), asker, condition).await
}
