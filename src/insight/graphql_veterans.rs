//! Statistics of veterans in the graph.

use async_graphql::{Context, Enum, InputObject, Lookahead, Object, SimpleObject};
use entity::vocab::{ServiceKind, VeteranCategory};

use super::{
    chart::{self, Chart, Part},
    graphql_chart::selects,
    service_veterans::{self as service, VeteranFilter},
    veterans::{self, Parts, VeteranMeasure as By},
};
use crate::{
    kernel::{app::App, money::Fen, problem::Failure, ratio::Percent, time::Month},
    residents::{graphql::Unit, loader::filter::Asker},
};

/// 退役军人统计的分组维度。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "veterans::VeteranDimension")]
pub enum VeteranDimension {
    /// 主要类别(判定日有效)。
    Category,
    /// 建档单位(由其服务站保管档案)。
    Unit,
    /// 服务类别;名册没有这一维度,人数为空。
    ServiceKind,
    /// 服务登记月份;名册没有这一维度,人数为空。
    Month,
    /// 服务登记年份;名册没有这一维度,人数为空。
    Year,
}

/// 退役军人统计的排名依据。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "veterans::VeteranMeasure")]
pub enum VeteranMeasure {
    /// 在册人数。
    Persons,
    /// 服务数。
    Services,
    /// 服务人数。
    ServedPersons,
    /// 帮扶金额。
    AssistanceAmount,
}

/// 只要最大的几格,其余合为一格。
#[derive(Debug, Clone, Copy, InputObject)]
pub struct VeteranTop {
    /// 排名依据。
    by: VeteranMeasure,
    /// 格数,1 到 100。
    count: i32,
}

/// 与一年前同一格的比较。
#[derive(Debug, SimpleObject)]
pub struct VeteranChange {
    /// 服务数增减。
    services: i64,
    /// 服务数增减比例。
    services_rate: Option<Percent>,
    /// 服务人数增减。
    served_persons: i64,
    /// 服务人数增减比例。
    served_persons_rate: Option<Percent>,
    /// 帮扶金额增减(元);任一方被隐藏时为空。
    assistance_amount: Option<Fen>,
    /// 帮扶金额增减比例;任一方被隐藏时为空。
    assistance_amount_rate: Option<Percent>,
}

impl VeteranChange {
    fn of(part: &Part<veterans::VeteranCell>) -> Option<Self> {
        let (services, served) = (part.rise(By::Services)?, part.rise(By::ServedPersons)?);
        let assistance = part.rise(By::AssistanceAmount);
        Some(Self {
            services: services.by,
            services_rate: services.rate,
            served_persons: served.by,
            served_persons_rate: served.rate,
            assistance_amount: assistance.map(|rise| Fen(rise.by)),
            assistance_amount_rate: assistance.and_then(|rise| rise.rate),
        })
    }
}

/// 退役军人统计条件。判定日 = 所给年份的最后一天,尚未到或不给年份则为今天。无权查看档案的岗位只能用 year。
#[derive(Debug, Clone, Default, InputObject)]
pub struct VeteranStatisticsFilter {
    /// 年份:服务按登记日期,名册和类别按该年判定日;不给则计全部服务(无权查看档案的岗位为有服务的最近一年)。
    pub year: Option<i32>,
    /// 建档单位代码。
    pub unit: Option<Vec<String>>,
    /// 主要类别(判定日有效)。
    pub category: Option<Vec<VeteranCategory>>,
    /// 服务类别;不影响名册人数。
    pub service_kind: Option<Vec<ServiceKind>>,
    /// 服务登记月份起(含);不影响名册人数。
    pub month_from: Option<Month>,
    /// 服务登记月份止(含);不影响名册人数。
    pub month_to: Option<Month>,
}

impl From<VeteranStatisticsFilter> for VeteranFilter {
    fn from(filter: VeteranStatisticsFilter) -> Self {
        let VeteranStatisticsFilter { year, unit, category, service_kind: kind, month_from, month_to } = filter;
        Self { year, unit, category, kind, month_from, month_to }
    }
}

/// 退役军人统计的一格。
#[derive(Debug, SimpleObject)]
pub struct VeteranCell {
    /// 主要类别(按类别分组时);判定日没有主要类别的为空。
    category: Option<VeteranCategory>,
    /// 建档单位(按单位分组时)。
    unit: Option<Unit>,
    /// 服务类别(按服务类别分组时)。
    service_kind: Option<ServiceKind>,
    /// 服务登记月份(按月份分组时)。
    month: Option<Month>,
    /// 服务登记年份(按年份分组时)。
    year: Option<i32>,
    /// 判定日在册人数(已建档、未销档、健在),按主要类别和建档单位计;按服务类别、月份或年份分组时为空,被隐藏或为其余各格之和时为空。
    persons: Option<i64>,
    /// 服务数:按登记日期计,已撤回的不计;按类别分组时计入该人判定日的主要类别;被隐藏时为空。
    services: Option<i64>,
    /// 服务人数(不同的人,不是各格相加);被隐藏或为其余各格之和时为空。
    served_persons: Option<i64>,
    /// 帮扶金额(元):已完成、已回访或已办结的帮扶;受助人数过少或被隐藏时为空。
    assistance_amount: Option<Fen>,
    /// 服务数占合计的比例;本格或合计被隐藏、合计为零时为空。
    services_share: Option<Percent>,
    /// 与一年前同一格的比较(按月份或年份分组且那一格也在结果中时);任一方被隐藏时为空。
    change: Option<VeteranChange>,
    /// 是否为排名之外其余各格之和;其中任何一格被隐藏时一并隐藏。
    rest: bool,
    /// 因人数过少而隐藏(含为防止倒算而一并隐藏)。
    suppressed: bool,
}

impl VeteranCell {
    fn new(part: &Part<veterans::VeteranCell>, asker: Asker<'_>) -> Self {
        let cell = part.now();
        Self {
            category: cell.key.category.flatten(),
            unit: cell.key.unit.and_then(|id| asker.units.get(id)).map(Unit),
            service_kind: cell.key.kind,
            month: cell.key.month,
            year: cell.key.year,
            persons: cell.persons,
            services: cell.services,
            served_persons: cell.served,
            assistance_amount: cell.assistance,
            services_share: part.share(By::Services),
            change: VeteranChange::of(part),
            rest: part.rest(),
            suppressed: cell.suppressed,
        }
    }
}

/// 退役军人统计结果。
#[derive(Debug, SimpleObject)]
pub struct VeteranStatistics {
    /// 各格,按类别、单位、服务类别、年份、月份的次序,或按排名;没有数据的组合不出现,除非要求补零。
    cells: Vec<VeteranCell>,
    /// 合计;人数为不同的人,不是各格相加。
    total: VeteranCell,
}

/// What the selection wants of cells; nothing where it does not name them.
fn parts(cells: &Lookahead<'_>) -> Option<Parts> {
    let any = |fields: &[&str]| fields.iter().any(|field| cells.field(field).exists());
    let services = any(&["services", "servedPersons", "assistanceAmount", "servicesShare", "change"]);
    cells.exists().then(|| Parts { persons: any(&["persons"]), services })
}

/// What the selection and the ranking want of cells and of the total.
fn wanted(ctx: &Context<'_>, top: Option<VeteranTop>) -> (Option<Parts>, Option<Parts>) {
    let look = ctx.look_ahead();
    let (mut cells, mut total) = (parts(&look.field("cells")), parts(&look.field("total")));
    if let (Some(cells), Some(top)) = (&mut cells, top) {
        cells.persons |= top.by == VeteranMeasure::Persons;
        cells.services |= top.by != VeteranMeasure::Persons;
    }
    if selects(ctx, &["servicesShare"]) {
        total.get_or_insert_default().services = true;
    }
    (cells, total)
}

/// Root fields of these statistics.
#[derive(Default)]
pub struct VeteranInsightQuery;

#[Object]
impl VeteranInsightQuery {
    /// 退役军人统计(可见范围内):判定日在册人数,登记日期内的服务。在册或服务人数少于 11 人的格子对无权查看档案的岗位隐藏,并防止由合计或更粗的分组倒算。
    async fn veteran_statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "分组维度;空列表只给合计。")] group_by: Vec<VeteranDimension>,
        #[graphql(desc = "条件。")] filter: Option<VeteranStatisticsFilter>,
        #[graphql(desc = "按月份或年份分组时,没有服务的时段也给出,数字为零。", default)] fill_zero: bool,
        #[graphql(desc = "只要最大的几格,其余合为一格。")] top: Option<VeteranTop>,
    ) -> Result<VeteranStatistics, Failure> {
        let ranking = chart::top(top.map(|top| (top.by, top.count)))?;
        let mut by: Vec<veterans::VeteranDimension> = group_by.into_iter().map(Into::into).collect();
        by.sort_unstable();
        by.dedup();
        let filter = VeteranFilter::from(filter.unwrap_or_default());
        let (app, asker) = (ctx.data_unchecked::<App>(), Asker::of(ctx));
        let (mut cells, total) = service::statistics(app, asker, &by, &filter, wanted(ctx, top)).await?;
        if fill_zero {
            veterans::fill(&mut cells, &by, filter.period())?;
        }
        let chart = Chart::new(cells, total).against_itself(veterans::VeteranKey::earlier).top(ranking);
        let (cells, total) = chart.parts();
        let cells = cells.iter().map(|cell| VeteranCell::new(cell, asker)).collect();
        Ok(VeteranStatistics { cells, total: VeteranCell::new(&total, asker) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_compared_with_the_one_before() {
        let cell = |year: i32, services: Option<i64>| {
            let key = veterans::VeteranKey { year: Some(year), ..veterans::VeteranKey::default() };
            let assistance = services.map(|services| Fen(services * 100));
            veterans::VeteranCell { key, services, served: services, assistance, ..veterans::VeteranCell::default() }
        };
        let cells = vec![cell(2020, None), cell(2021, Some(40)), cell(2022, Some(50))];
        let chart = Chart::new(cells, veterans::VeteranCell::default()).against_itself(veterans::VeteranKey::earlier);
        let (cells, _) = chart.parts();
        let changes: Vec<_> = cells
            .iter()
            .map(|part| VeteranChange::of(part).map(|change| (change.services, change.assistance_amount)))
            .collect();
        assert_eq!(changes, [None, None, Some((10, Some(Fen(1_000))))]);
    }
}
